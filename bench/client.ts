/** One client over one kept-alive connection per server, and the processes it talks to. */
import { type ChildProcess, spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Server {
  port: number
  child: ChildProcess
}

export interface Ask {
  server: Server
  cookie: string
  path: string
  method?: string
  body?: unknown
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** Sends one request; @returns its milliseconds and the answer. */
export function send({
  server,
  cookie,
  path,
  method = 'GET',
  body,
}: Ask): Promise<{ ms: number; status: number; text: string }> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const host = `127.0.0.1:${server.port}`
  const headers = {
    cookie,
    origin: `http://${host}`,
    ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  }
  return new Promise((resolve, reject) => {
    const begun = performance.now()
    const sent = request({ agent, host: '127.0.0.1', port: server.port, path, method, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const ms = performance.now() - begun
        resolve({ ms, status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() })
      })
    })
    sent.on('error', reject)
    sent.end(text)
  })
}

/** The answer as JSON; anything but success ends the bench. */
export async function sendOk(ask: Ask): Promise<{ ms: number; json: unknown }> {
  const { ms, status, text } = await send(ask)
  if (status >= 300)
    throw new Error(`${ask.method ?? 'GET'} ${ask.path} answered ${status}: ${text.slice(0, 500)}`)
  return { ms, json: text === '' ? undefined : (JSON.parse(text) as unknown) }
}

/** Starts a server of ours; it ends with `stop`. */
export function start(port: number, args: string[], env: Record<string, string>): Server {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...env },
  })
  return { port, child }
}

/** Waits until the server answers anything at all; fails when it ends instead. */
export async function answering(server: Server, path: string, cookie = ''): Promise<void> {
  for (let waited = 0; waited < 180_000; waited += 10) {
    if (server.child.exitCode !== null) throw new Error('a server ended before it answered')
    const answer = await send({ server, cookie, path }).catch(() => undefined)
    if (answer) return
    await sleep(10)
  }
  throw new Error('a server did not answer within three minutes')
}

export async function stop({ child }: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await ended
}

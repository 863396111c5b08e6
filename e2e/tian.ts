/** Starts Tian as `npm start` does, on a data directory of its own, and ends it as gently or as rudely as a test wants. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Whatever the terminal of the tests says. */
const plain = { NODE_ENV: 'production', LC_ALL: 'C.UTF-8', TIAN_TEST: '1', DATABASE_URL: undefined } as const

export interface Run {
  /** All that it said. */
  output(): string
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>
}

export interface Tian extends Run {
  url: string
  /** SIGTERM, as Ctrl-C; resolves when it is gone. */
  stop(): Promise<number | NodeJS.Signals>
  /** SIGKILL: no goodbye. */
  kill(): Promise<number | NodeJS.Signals>
}

type Child = ChildProcessByStdio<null, Readable, Readable>

const running = new Set<Child>()

/** A directory that is hard to handle, for the data of one test file. */
export function dataDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'tian 田 e2e-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

/** Runs the start script without waiting for anything. */
export function launch(env: Record<string, string>): Run & { child: Child } {
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...plain, ...env },
  })
  running.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => {
      running.delete(child)
      resolve(code ?? signal!)
    }),
  )
  return { child, output: () => said, ended }
}

/** Starts Tian and waits until it says that it is ready. */
export async function startTian(dataDir: string, env: Record<string, string> = {}): Promise<Tian> {
  const port = env.PORT ?? String(await freePort())
  const { child, output, ended } = launch({ DATA_DIR: dataDir, PORT: port, ...env })
  const ready = new Promise<void>((resolve) => {
    const look = () => output().includes('Tian is ready') && resolve()
    child.stdout.on('data', look)
  })
  const early = await Promise.race([ready, ended])
  if (early !== undefined) throw new Error(`Tian ended (${early}) before it was ready:\n${output()}`)
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return {
    url: `http://localhost:${port}`,
    output,
    ended,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

/** Stops whatever a failed test left running, the database of a killed one too. */
export async function stopAll(dataDir: string): Promise<void> {
  for (const child of [...running]) {
    child.kill('SIGTERM')
    await once(child, 'close')
  }
  const pid = postmaster(dataDir)
  if (pid) process.kill(pid, 'SIGQUIT')
}

/** The pid of the database server of a data directory, while it lives. */
export function postmaster(dataDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}

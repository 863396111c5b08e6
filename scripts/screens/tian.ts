/** A Tian to look at: a production start on a data directory of its own, and visitors who talk to it over HTTP. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'

export interface Running {
  url: string
  stop(): Promise<void>
}

/** Installs and builds what is missing, like any other start; `stop` leaves nothing behind. */
export async function startTian(): Promise<Running> {
  const scratch = mkdtempSync(join(tmpdir(), 'tian-screens-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: join(scratch, 'data'),
      DATABASE_URL: '',
      APP_URL: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => String(chunk).includes(url) && resolve())
    void ended.then(([code]) => reject(new Error(`Tian ended with code ${code} before it was ready`)))
  })
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** One person's cookies, and the API with them. */
export class Visitor {
  private constructor(
    private readonly context: BrowserContext,
    private readonly url: string,
  ) {}

  static async come(browser: Browser, url: string): Promise<Visitor> {
    return new Visitor(await browser.newContext(), url)
  }

  async signIn(email: string, password: string): Promise<this> {
    const { request } = this.context
    const { csrfToken } = await (await request.get(`${this.url}/api/auth/csrf`)).json()
    const form = { csrfToken, email, password, json: 'true' }
    const headers = { Origin: this.url }
    await request.post(`${this.url}/api/auth/callback/credentials`, { form, headers })
    return this
  }

  /** The answer as data; of a stream of lines the last one. Throws when the request is refused. */
  async api<T>(method: string, path: string, data?: object): Promise<T> {
    const headers = { Origin: this.url }
    const answer = await this.context.request.fetch(`${this.url}/api/v1${path}`, { method, headers, data })
    const text = await answer.text()
    if (!answer.ok()) throw new Error(`${method} ${path}: ${text}`)
    return JSON.parse(text.trimEnd().split('\n').at(-1) || 'null') as T
  }

  /** For a browser window that is signed in as this person. */
  get cookies() {
    return this.context.storageState()
  }
}

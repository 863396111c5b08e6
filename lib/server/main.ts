/** The one process: database, migrations, and a web server that answers /api/v1 itself and leaves pages to Next. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import next from 'next'
import { handle } from '@/lib/api/dispatch'
import { setUpFromEnvironment } from '@/lib/auth/setup'
import { sweepDaily } from '@/lib/compute/midnight'
import { type Environment, readEnvironment } from '@/lib/db/environment'
import { refuseHeld } from '@/lib/db/lock'
import { openDatabase } from '@/lib/db/open'
import { loadSecrets } from '@/lib/db/secrets'
import { StartError } from '@/lib/db/start-error'
import { sweepHourly } from '@/lib/jobs/sweep'
import { answer, introduce } from './http'

export interface ServeOptions {
  /** The checkout: where `.next`, `drizzle` and `templates` are. */
  root: string
  dev: boolean
  /** Told before each step that takes time. */
  report(step: 'database' | 'pages'): void
  /** Answers the API instead of what is bundled here: in development the newest build of it. */
  api?: Api
}

export type Api = (request: Request) => Promise<Response>

export interface Serving {
  url: string
  /** Resolves if the database ends by itself, which ends us too. */
  lost: Promise<void>
  close(): Promise<void>
}

/** Starts everything, or throws the StartError that says why not, leaving nothing running. */
export async function serve({ root, dev, report, api = handle }: ServeOptions): Promise<Serving> {
  const environment = readEnvironment()
  const { HOST, PORT, DATABASE_URL, DATA_DIR } = environment
  const url = environment.APP_URL ?? `http://localhost:${PORT}`
  if (!DATABASE_URL) refuseHeld(DATA_DIR)

  // Listening comes first: a busy port is found before anything is touched. Early requests wait for `opened`.
  let open: (handler: Handler) => void = () => {}
  const opened = new Promise<Handler>((resolve) => {
    open = resolve
  })
  const server = createServer(async (request, response) => (await opened)(request, response))
  server.keepAliveTimeout = 65_000
  await listen(server, PORT, HOST)

  const undo: (() => Promise<void>)[] = [() => stopListening(server)]
  const close = async () => {
    for (const step of undo.splice(0)) await step()
  }
  try {
    report('database')
    const database = await openDatabase(environment, url)
    const stopSweeping = [sweepHourly(), sweepDaily()]
    undo.push(() => {
      for (const stop of stopSweeping) stop()
      return database.close()
    })
    await setUpFromEnvironment(environment)
    report('pages')
    process.env.NEXTAUTH_URL = url
    process.env.NEXTAUTH_SECRET = environment.NEXTAUTH_SECRET ?? loadSecrets(DATA_DIR).authSecret
    const pages = next({ dev, dir: root, hostname: HOST, port: PORT, httpServer: server })
    await pages.prepare()
    undo.splice(1, 0, () => pages.close())
    open(handler(pages.getRequestHandler(), api, environment))
    return { url, lost: database.lost, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Who answers: the API by its path, Next everything else. */
function handler(pages: Handler, api: Api, { TRUST_PROXY }: Environment): Handler {
  return (request, response) => {
    introduce(request, response, TRUST_PROXY)
    return request.url?.startsWith('/api/v1/') ? answer(request, response, api) : pages(request, response)
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartError(error.code === 'EADDRINUSE' ? 'PORT_BUSY' : 'PORT_REFUSED', { port, host })),
    )
    server.listen(port, host, resolve)
  })
}

/** Requests under way may finish; what is still open after five seconds is cut. */
async function stopListening(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), 5000)
  await closed
  clearTimeout(cut)
}

/** The one process: database, migrations, and the web server. */
import { createServer, type Server } from 'node:http'
import next from 'next'
import { handle } from '@/lib/api/dispatch'
import { keepAccessLog } from '@/lib/audit/worker'
import { checkMail, sendMails } from '@/lib/auth/mail'
import { setUpFromEnvironment } from '@/lib/auth/setup'
import { sweepDaily } from '@/lib/compute/midnight'
import { readEnvironment } from '@/lib/db/environment'
import { refuseHeld } from '@/lib/db/lock'
import { openDatabase } from '@/lib/db/open'
import { loadSecrets } from '@/lib/db/secrets'
import { StartError } from '@/lib/db/start-error'
import { framersOf } from '@/lib/forms/framers'
import { sweepHourly } from '@/lib/jobs/sweep'
import { type Api, doors, type Handler } from './doors'

export interface ServeOptions {
  /** The checkout: where `.next`, `drizzle` and `templates` are. */
  root: string
  dev: boolean
  /** Told before each step that takes time. */
  report(step: 'database' | 'pages'): void
  /** Answers the API instead of what is bundled here: in development the newest build of it. */
  api?: Api
}

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
  checkMail()
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
    const stopSweeping = [sweepHourly(), sweepDaily(), sendMails()]
    const closeLog = keepAccessLog()
    undo.push(async () => {
      for (const stop of stopSweeping) stop()
      await closeLog()
      await database.close()
    })
    await setUpFromEnvironment(environment)
    report('pages')
    process.env.NEXTAUTH_URL = url
    process.env.NEXTAUTH_SECRET = environment.NEXTAUTH_SECRET ?? loadSecrets(DATA_DIR).authSecret
    // Next takes over every request to change the protocol, and cuts it: only development has one to take. Clients that
    // merely offer another protocol are answered in this one, by a server that has nobody listening for it.
    const upgraded = dev ? server : createServer()
    const pages = next({ dev, dir: root, hostname: HOST, port: PORT, httpServer: upgraded })
    await pages.prepare()
    undo.splice(1, 0, () => pages.close())
    const https = url.startsWith('https:')
    const trustProxy = environment.TRUST_PROXY
    open(doors(pages.getRequestHandler(), api, { https, dev, trustProxy, framersOf }))
    return { url, lost: database.lost, close }
  } catch (error) {
    await close()
    throw error
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

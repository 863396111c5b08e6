/** Opens the database that the environment asks for: our own server or a given one; checked, migrated, pools ready. */
import { AppError } from '@/lib/errors'
import { checkServer } from './check'
import { connectTo, disconnect, openPool, sqlState, type Target } from './connection'
import { attachEmbedded, startEmbedded } from './embedded'
import type { Environment } from './environment'
import { lockHolder, takeLock } from './lock'
import { migrate } from './migrate'
import { appRoleName, ensureAppRole } from './roles'
import { loadSecrets } from './secrets'
import { StartError } from './start-error'

export interface OpenDatabase {
  /** Resolves if the embedded server ends by itself. */
  lost: Promise<void>
  close(): Promise<void>
}

/** A server that answers: where, and with which password the app role signs in (none: the owner steps down to it). */
interface Server extends OpenDatabase {
  owner: string
  app?: { url: string; password: string }
}

/**
 * Starts or reaches the server, checks it, migrates and points the pools at it. The web server names the address it
 * serves (`url`) and holds the data directory alone; a script without one also works beside a running Tian.
 */
export async function openDatabase(environment: Environment, url?: string): Promise<OpenDatabase> {
  const { DATABASE_URL, DATABASE_APP_URL } = environment
  const server = DATABASE_URL ? given(DATABASE_URL) : await embedded(environment.DATA_DIR, url)
  const close = async () => {
    await disconnect()
    await server.close()
  }
  try {
    const target = await prepare(server, DATABASE_URL ? DATABASE_APP_URL : undefined)
    connectTo({ ...target, max: environment.DATABASE_POOL })
    await migrate()
    return { lost: server.lost, close }
  } catch (error) {
    await close()
    throw DATABASE_URL && refused(error)
      ? new StartError('DATABASE_UNREACHABLE', { why: refused(error)! })
      : error
  }
}

const never = new Promise<never>(() => {})
const given = (owner: string): Server => ({ owner, lost: never, close: async () => {} })

async function embedded(dataDir: string, url?: string): Promise<Server> {
  const beside = url === undefined && lockHolder(dataDir)
  const release = beside ? () => {} : takeLock(dataDir, url ?? '')
  try {
    const { ownerPassword, appPassword } = loadSecrets(dataDir)
    const server = beside ? attachEmbedded(dataDir) : await startEmbedded({ dataDir, ownerPassword })
    return {
      owner: server.url('postgres', { password: ownerPassword }),
      app: {
        url: server.url('postgres', { user: appRoleName, password: appPassword }),
        password: appPassword,
      },
      lost: server.exited,
      async close() {
        await server.stop()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/** Checks the server and decides who the app pool is. */
async function prepare({ owner, app }: Server, appUrl: string | undefined): Promise<Target> {
  const pool = openPool(owner, { max: 1, statementTimeout: 0 })
  try {
    await checkServer(pool)
    if (appUrl) return { owner, app: appUrl, appRole: decodeURIComponent(new URL(appUrl).username) }
    const made = await ensureAppRole(pool, app?.password)
    return made
      ? { owner, app: app?.url ?? owner, appRole: appRoleName, stepDown: !app }
      : { owner, app: owner }
  } finally {
    await pool.end({ timeout: 5 })
  }
}

/** Why a given server did not let us in, if that is what happened: its SQLSTATE or the network's word. */
function refused(error: unknown): string | undefined {
  if (error instanceof AppError && error.code === 'UNAVAILABLE') return error.code
  const state = sqlState(error)
  return state && /^(28|3D000)/.test(state) ? state : undefined
}

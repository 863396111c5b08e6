/**
 * PostgreSQL connections: three pools, transactions, and `run`, the only place where a statement leaves us.
 *
 * The app pool reads rows, the keyed pool finds them by ids and changes them, the owner pool changes structure. They live
 * on `globalThis`, because a bundler may load this module more than once in one process.
 *
 * What rows hold: int8 is a number, numeric a string, date 'YYYY-MM-DD', timestamptz an ISO string in UTC, jsonb is
 * parsed, arrays are arrays.
 */
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { appError } from '@/lib/errors'
import { countStatement } from './crash'
import { print, type SQL, sql } from './sql'

export type Pool = postgres.Sql
export type Tx = postgres.TransactionSql
/** Where a statement can run: a pool, or one transaction. */
export type Db = Pool | Tx
export type Row = Record<string, unknown>

/** Which database, and as whom. A unix socket's directory is written percent-encoded as the host of the URL. */
export interface Target {
  owner: string
  app: string
  /** The role with rights on rows only. Absent where the server lets us make none: then both pools are the owner. */
  appRole?: string
  /** The app pool signs in as the owner and steps down to `appRole`, because that role has no password of its own. */
  stepDown?: boolean
  /** Most connections of the app pool. */
  max?: number
}

interface State {
  target?: Target
  app?: Pool
  keyed?: Pool
  owner?: Pool
}
const key = Symbol.for('tian.db')
const holder = globalThis as unknown as Record<symbol, State | undefined>
holder[key] ??= {}
const state = holder[key]

/** Says which database the pools are for. Connections open at the first statement. */
export function connectTo(target: Target): void {
  if (state.app || state.owner) throw new Error('already connected: disconnect() first')
  state.target = target
}

/** The present target, which the embedded server or the environment gave. */
export function target(): Target {
  if (!state.target) throw new Error('no database: connectTo() comes first')
  return state.target
}

/** Ends the pools, letting statements under way finish. */
export async function disconnect(): Promise<void> {
  const pools = [state.app, state.keyed, state.owner]
  state.app = state.keyed = state.owner = undefined
  await Promise.all(pools.map((pool) => pool?.end({ timeout: 5 })))
}

/** The pool for rows. */
export function appSql(): Pool {
  const { app, appRole, stepDown, max = 10 } = target()
  state.app ??= openPool(app, {
    max,
    role: stepDown ? appRole : undefined,
    statementTimeout: 30_000,
  })
  return state.app
}

/**
 * The pool for what finds its rows by ids: transactions that write, and one record's read. One plan serves every
 * parameter there: a write that recomputes what depends on it is a dozen statements, and planning each anew took longer
 * than running it.
 */
export function keyedSql(): Pool {
  const { app, appRole, stepDown, max = 10 } = target()
  state.keyed ??= openPool(app, {
    max,
    role: stepDown ? appRole : undefined,
    statementTimeout: 30_000,
    plans: 'force_generic_plan',
  })
  return state.keyed
}

/** The pool for structure: migrations, DDL, roles. No statement timeout: building an index takes what it takes. */
export function ownerSql(): Pool {
  state.owner ??= openPool(target().owner, { max: 3, statementTimeout: 0 })
  return state.owner
}

interface PoolOptions {
  max: number
  role?: string
  statementTimeout: number
  /** A generic plan cannot use an index that depends on the parameter: 570 ms instead of 1 ms on a million rows. */
  plans?: 'force_custom_plan' | 'force_generic_plan'
}

/** A pool of our own settings. `appSql` and `ownerSql` are the two that live; tests and the bench open others. */
export function openPool(
  url: string,
  { max, role, statementTimeout, plans = 'force_custom_plan' }: PoolOptions,
): Pool {
  return postgres(url, {
    ...socketOf(url),
    max,
    prepare: true,
    types: plainTypes,
    onnotice: () => {},
    connection: {
      application_name: 'tian',
      TimeZone: 'UTC',
      plan_cache_mode: plans,
      jit: 'off',
      statement_timeout: statementTimeout,
      idle_in_transaction_session_timeout: 60_000,
      ...(role && { role }),
    },
  })
}

/** postgres.js takes a socket as a path, not as the percent-encoded host that libpq reads. */
function socketOf(url: string): { path?: string } {
  const { hostname, port } = new URL(url)
  const directory = decodeURIComponent(hostname)
  return directory.startsWith('/') ? { path: `${directory}/.s.PGSQL.${port || 5432}` } : {}
}

const asIs = (text: string) => text
/** Parameters go as the text they are, whatever type the server infers; results as the header says. */
const plainTypes = {
  int8: { to: 20, from: [20], serialize: String, parse: Number },
  text: { to: 25, from: [25, 1082, 1083, 1114], serialize: String, parse: asIs },
  timestamptz: { to: 1184, from: [1184], serialize: String, parse: isoTime },
  bool: { to: 16, from: [16], serialize: String, parse: (text: string) => text === 't' },
  bytea: {
    to: 17,
    from: [17],
    serialize: String,
    parse: (text: string) => Buffer.from(text.slice(2), 'hex'),
  },
  json: { to: 114, from: [114, 3802], serialize: String, parse: JSON.parse },
}

function isoTime(text: string): string {
  const time = new Date(text)
  return Number.isNaN(time.getTime()) ? text : time.toISOString()
}

/** Runs one statement and answers its rows. Lost connections become UNAVAILABLE, long waits BUSY; other SQLSTATEs stay. */
export async function run<R extends object = Row>(db: Db, statement: SQL): Promise<R[]> {
  const { text, params } = print(statement)
  countStatement()
  try {
    const rows = (await db.unsafe(text, params, { prepare: true })) as unknown as R[]
    // After a statement that failed in the middle of its rows, postgres.js begins the next result where that one stopped.
    return rows.length > 0 && !(0 in rows) ? rows.filter(() => true) : rows
  } catch (error) {
    throw readable(error)
  }
}

/** A cursor needs the extended protocol, which postgres.js leaves when there are no parameters. */
const extended = { prepare: false, simple: false }

/** Runs one statement and answers its rows in batches, for results that do not fit in memory. */
export async function* stream<R extends object = Row>(
  db: Db,
  statement: SQL,
  size = 1000,
): AsyncGenerator<R[]> {
  const { text, params } = print(statement)
  countStatement()
  try {
    for await (const rows of db.unsafe(text, params, extended).cursor(size)) yield rows as unknown as R[]
  } catch (error) {
    throw readable(error)
  }
}

/** One transaction that writes rows. `work` may run several times, so its effects belong in the database. */
export const transaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(keyedSql(), work)

/** The same, and all of it is taken back: what stays is the answer. */
export async function rehearse<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const done: { answer?: T } = {}
  await transaction(async (tx) => {
    done.answer = await work(tx)
    throw done
  }).catch((thrown: unknown) => {
    if (thrown !== done) throw thrown
  })
  return done.answer as T
}

/** Part of a transaction that may fail alone: what it wrote is taken back, and the transaction goes on. */
export async function part<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  // The driver keeps its savepoints to the end, each within the one before: a thousand of them are slow.
  await run(tx, sql`savepoint part`)
  try {
    return (await tx.savepoint(work)) as T
  } finally {
    await run(tx, sql`release savepoint part`)
  }
}

/** One transaction on the owner pool. */
export const ownerTransaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(ownerSql(), work)

async function inTransaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await pool.begin(work)) as T
    } catch (error) {
      if (!met.has(sqlState(error) ?? '')) throw readable(error)
      if (attempt === mostAttempts) throw appError('BUSY')
      // Those who met would meet again, if all of them came back at once.
      await pause(Math.random() * 20 * attempt)
    }
  }
}

/** Two transactions met: serialization failure, deadlock. Either may simply be tried again. */
const met = new Set(['40001', '40P01'])
const mostAttempts = 5

/** The five letters with which PostgreSQL names an error, or the code of a failed connection. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

const unreachable =
  /^(CONNECTION_.*|CONNECT_TIMEOUT|ECONN.*|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08...|57P0.|53300)$/

/** Waited too long: for a lock, or for the statement itself. */
const busy = new Set(['55P03', '57014'])
/** Characters that no text can hold, such as NUL, which nobody asked about before. */
const unstorable = new Set(['22021', '22P05'])

function readable(error: unknown): unknown {
  const state = sqlState(error) ?? ''
  if (busy.has(state)) return appError('BUSY')
  if (unstorable.has(state)) return appError('BODY_INVALID', { pointer: '/' })
  return unreachable.test(state) ? appError('UNAVAILABLE') : error
}

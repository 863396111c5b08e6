/**
 * `npm run bench -- --grants`: what it would cost if PostgreSQL itself refused hidden columns, by a database role for each
 * set of rights with `grant select (columns)`; and what such grants could still refuse. docs/security.md says what we made
 * of it.
 */
import { loadavg } from 'node:os'
import type { Actor } from '@/lib/access/actor'
import { decide, knows, shows } from '@/lib/access/decide'
import { enterBase } from '@/lib/access/enter'
import type { ListAsk } from '@/lib/api/contract'
import { createSession } from '@/lib/auth/sessions'
import {
  type Db,
  openPool,
  ownerSql,
  ownerTransaction,
  type Pool,
  run,
  sqlState,
  target,
} from '@/lib/db/connection'
import { appRoleName } from '@/lib/db/roles'
import { ident, joinSql, print, qualified, type SQL, sql } from '@/lib/db/sql'
import { columnOf } from '@/lib/meta/fields'
import { planList } from '@/lib/query/plan'
import { printList } from '@/lib/query/print'
import { fields } from './data'
import { type Spread, spread } from './measure'
import { base, type People, type Visitor } from './people'

/** A statement as it is sent. */
type Printed = ReturnType<typeof print>
interface Column {
  schema: string
  table: string
  column: string
}

const trial = 'tian_bench_trial'
const [manyRoles, manyColumns] = [50, 90]
const names = Array.from({ length: manyRoles }, (_, n) => `tian_bench_${n}`)

/** Measures in the open database and prints the figures. */
export async function measureGrants(people: People, rounds: number): Promise<void> {
  const actor = await actorOf(people.seller)
  const page = printed(actor, 'customers', { fields: [...fields] })
  const db = openPool(target().app, { max: 1, statementTimeout: 60_000 })
  // One record is read by a plan that is kept, as in `keyedSql`.
  const keyed = openPool(target().app, { max: 1, statementTimeout: 60_000, plans: 'force_generic_plan' })
  try {
    for (const role of [trial, ...names]) await run(ownerSql(), sql`create role ${ident(role)} nologin`)
    await run(ownerSql(), sql`grant ${ident(trial)} to ${ident(appRoleName)}`)
    await sayWhatIsLeft(db, actor)
    const one = await oneRecord(db, actor, page)
    console.log(`load ${loadavg()[0]!.toFixed(1)}; milliseconds at the database, one connection\n`)
    say('first page of 50', await time(db, page, rounds))
    say('one record', await time(keyed, one, rounds))
    await timeGrants(db, page)
  } finally {
    await Promise.all([db.end(), keyed.end()])
  }
}

/** A salesperson with a session, as requests have one. */
async function actorOf({ id }: Visitor): Promise<Actor> {
  const sessionId = await createSession(id, {}, ownerSql())
  const person = { userId: id, sessionId, name: 'seller', email: '', owner: false } as const
  return enterBase({ ...person, locale: 'zh-CN', door: 'api' }, base)
}

/** What a request for records sends. */
const printed = (actor: Actor, table: string, ask: ListAsk & { id?: string }): Printed =>
  print(printList(actor, planList(actor, actor.definitions.tables.get(table)!, ask)))

async function oneRecord(db: Pool, actor: Actor, page: Printed): Promise<Printed> {
  const [first] = await send(db, page)
  return printed(actor, 'customers', { id: (JSON.parse(first!.record) as { id: string }).id })
}

const send = (db: Pool, { text, params }: Printed) => db.unsafe(text, params, { prepare: true })
const word = (db: Pool, text: string) => db.unsafe(text, [], { prepare: true })
const [begin, asTrial, commit] = ['begin', `set local role ${trial}`, 'commit']

/** The ways to send one statement: as we do; as another role in one round trip; and in four. */
const ways: Record<string, (db: Pool, statement: Printed) => Promise<unknown>> = {
  plain: send,
  'as a role, one round trip': (db, statement) =>
    Promise.all([word(db, begin), word(db, asTrial), send(db, statement), word(db, commit)]),
  'as a role, four': async (db, statement) => {
    for (const text of [begin, asTrial]) await word(db, text)
    await send(db, statement)
    await word(db, commit)
  },
}

/** Every way in turn, so that what the machine does meanwhile meets all of them; the first rounds warm up. */
async function time(db: Pool, statement: Printed, rounds: number): Promise<Record<string, Spread>> {
  const times = Object.fromEntries(Object.keys(ways).map((name): [string, number[]] => [name, []]))
  for (let round = -20; round < rounds; round++)
    for (const [name, way] of Object.entries(ways)) {
      const ms = await lasting(() => way(db, statement))
      if (round >= 0) times[name]!.push(ms)
    }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, spread(all)]))
}

async function lasting(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function say(what: string, times: Record<string, Spread>): void {
  const plain = Object.values(times)[0]!.p50
  for (const [way, { p50, p95 }] of Object.entries(times))
    console.log(`${what}, ${way}: p50 ${p50.toFixed(2)}, p95 ${p95.toFixed(2)}, ${(p50 / plain).toFixed(2)}×`)
}

/** Which columns the reads of the role name, hidden ones too: with grants they would all be open. */
async function sayWhatIsLeft(db: Pool, actor: Actor): Promise<void> {
  const { definitions } = actor
  const known = [...definitions.tables.values()].filter((table) => knows(actor, table))
  const reads = known.map((table) => printed(actor, table.key, {}))
  const named = new Set((await neededBy(db, actor, reads)).map(nameOf))
  const hidden = [...definitions.tables.values()].flatMap((table) => {
    const shown = known.includes(table) ? decide(actor, table).fields : undefined
    return table.fields
      .filter((field) => !shows(shown?.get(field.key)))
      .flatMap((field) => columnOf(field) ?? [])
      .map((column) => nameOf({ schema: definitions.schema, table: table.key, column }))
  })
  const open = hidden.filter((name) => named.has(name))
  const meta = [...named].filter((name) => name.startsWith('tian.'))
  console.log(
    `reads of the salesperson name ${named.size} columns, ${meta.length} of them of tian's own tables`,
  )
  console.log(
    `hidden from the salesperson: ${hidden.length}; named by their reads all the same: ${open.length}`,
  )
  console.log(`  ${open.join(', ')}\n`)
}

const nameOf = ({ schema, table, column }: Column): string => `${schema}.${table}.${column}`

/** The fewest columns with which all the statements run: each is taken away once, and given back where one fails. */
async function neededBy(db: Pool, { definitions }: Actor, statements: readonly Printed[]): Promise<Column[]> {
  const columns = await run<Column>(
    ownerSql(),
    sql`select n.nspname as schema, c.relname as table, a.attname as column
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in (${definitions.schema}, 'tian') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
  )
  const tables = new Map<string, Column[]>()
  for (const column of columns) {
    const key = `${column.schema}.${column.table}`
    tables.set(key, [...(tables.get(key) ?? []), column])
  }
  for (const schema of new Set(columns.map((column) => column.schema)))
    await run(ownerSql(), sql`grant usage on schema ${ident(schema)} to ${ident(trial)}`)
  for (const all of tables.values()) await change('grant', all, [trial])
  const runs = async () => {
    for (const statement of statements) if (!(await allowed(db, statement))) return false
    return true
  }
  if (!(await runs())) throw new Error('the statements need more than columns')
  const needed: Column[] = []
  for (const all of tables.values()) {
    await change('revoke', all, [trial])
    if (await runs()) continue
    await change('grant', all, [trial])
    for (const column of all) {
      await change('revoke', [column], [trial])
      if (await runs()) continue
      await change('grant', [column], [trial])
      needed.push(column)
    }
  }
  return needed
}

/** Whether the role may: rights are looked at before anything runs, so that a plan is enough. */
async function allowed(db: Pool, { text, params }: Printed): Promise<boolean> {
  const plan = { text: `explain ${text}`, params }
  const [, , asked] = await Promise.allSettled([word(db, begin), word(db, asTrial), send(db, plan)])
  await word(db, 'rollback')
  if (asked.status === 'rejected' && sqlState(asked.reason) !== '42501') throw asked.reason
  return asked.status === 'fulfilled'
}

/** Columns of one table, for several roles at once. */
function change(
  verb: 'grant' | 'revoke',
  columns: readonly Column[],
  roles: readonly string[],
  db: Db = ownerSql(),
) {
  const list = (all: readonly string[]): SQL => joinSql(all.map(ident), sql`, `)
  const { schema, table } = columns[0]!
  const what = sql`select (${list(columns.map(({ column }) => column))}) on ${qualified(schema, table)}`
  return run(
    db,
    verb === 'grant' ? sql`grant ${what} to ${list(roles)}` : sql`revoke ${what} from ${list(roles)}`,
  )
}

/** Making roles' grants, and changing them: at a new field, at a change of one role, and what others notice. */
async function timeGrants(db: Pool, page: Printed): Promise<void> {
  const schema = 'tian_bench'
  const wide: Column[] = Array.from({ length: manyColumns }, (_, n) => ({
    schema,
    table: 'wide',
    column: `c${n}`,
  }))
  const [customer]: Column[] = [{ schema: base, table: 'customers', column: 'gender' }]
  await run(ownerSql(), sql`create schema ${ident(schema)}`)
  const types = joinSql(
    wide.map(({ column }) => sql`${ident(column)} text`),
    sql`, `,
  )
  await run(ownerSql(), sql`create table ${qualified(schema, 'wide')} (${types})`)
  const all = await lasting(() =>
    ownerTransaction(async (tx) => {
      for (const role of names) await change('grant', wide.slice(0, -1), [role], tx)
    }),
  )
  const field = await lasting(() => change('grant', wide.slice(-1), names))
  const one = await lasting(() =>
    ownerTransaction(async (tx) => {
      await change('revoke', wide, names.slice(0, 1), tx)
      await change('grant', wide.slice(0, manyColumns / 2), names.slice(0, 1), tx)
    }),
  )
  console.log(`\n${manyRoles} roles × ${manyColumns} columns: ${all.toFixed(0)} ms`)
  console.log(
    `one more field for ${manyRoles} roles: ${field.toFixed(1)} ms; a change of one role: ${one.toFixed(1)} ms`,
  )
  const after: number[] = []
  for (let round = 0; round < manyRoles; round++) {
    await change('grant', [customer!], names.slice(round, round + 1))
    after.push(await lasting(() => send(db, page)))
  }
  const { p50, p95 } = spread(after)
  console.log(`first page right after a grant on its table: p50 ${p50.toFixed(2)}, p95 ${p95.toFixed(2)}`)
}

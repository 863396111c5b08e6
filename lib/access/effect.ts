/**
 * Use case: what publishing a draft of rights would do, in figures: how many people have each role, and how many of
 * today's records some of them would see anew, see no more, or see more or less of. People are looked at with all their
 * roles, before and after; where the rules do not ask who it is, one stands for all with the same roles.
 */
import { isDeepStrictEqual } from 'node:util'
import type { EffectAnswer, RoleEffect, TableEffect } from '@/lib/api/contract-rights'
import { appSql, run, sqlState, type Tx } from '@/lib/db/connection'
import { alias, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import type { Definitions, Role, Table, Verb } from '@/lib/meta/model'
import type { Actor } from './actor'
import type { Decision } from './clause'
import { type Access, decide } from './decide'
import { presentDraft, publishable } from './drafts'
import { decisionSql } from './relation'

const most = 100_000
/** How many people are looked through one by one, for each role and table. */
const mostPeople = 20
/** After which nothing more is counted. */
const timeInAll = 12_000

interface Member {
  id: string
  roles: string[]
}

/** A person before and after, and for how many they stand. */
interface Viewer {
  before: Actor
  after: Actor
  /** With the one role alone, as it would be. */
  alone: Actor
  stands: number
}

export async function effectOf(actor: Actor, revision: string): Promise<EffectAnswer> {
  const { definitions } = actor
  const draft = await presentDraft(definitions, revision)
  const after = new Map([
    ...definitions.roles,
    ...publishable(definitions, draft).map((r) => [r.key, r] as const),
  ])
  const members = await readMembers(definitions)
  const until = Date.now() + timeInAll
  const effects: RoleEffect[] = []
  for (const { key } of draft.roles) {
    const [was, will] = [definitions.roles.get(key), after.get(key)]
    if (!was || !will) continue
    const having = members.filter((m) => m.roles.includes(key))
    const tables: TableEffect[] = []
    for (const table of definitions.tables.values())
      if (!isDeepStrictEqual(was.tables[table.key], will.tables[table.key]))
        tables.push(await tableEffect(actor, table, was, will, having, after, until))
    effects.push({ role: key, people: having.length, tables })
  }
  return { roles: effects }
}

const readMembers = ({ baseId }: Definitions): Promise<Member[]> =>
  run<{ id: string; roles: string[] }>(
    appSql(),
    sql`select u.id, m.roles from tian.memberships m join tian.users u on u.id = m.user_id
        where m.base_id = ${param(baseId, 'uuid')} and u.active and not u.placeholder order by u.name, u.id`,
  )

async function tableEffect(
  actor: Actor,
  table: Table,
  was: Role,
  will: Role,
  having: readonly Member[],
  after: ReadonlyMap<string, Role>,
  until: number,
): Promise<TableEffect> {
  const viewers = viewersOf(actor, table, will, having, after)
  const effect: TableEffect = {
    table: table.key,
    examined: viewers.reduce((sum, v) => sum + v.stands, 0),
    nothing: [],
  }
  if (viewers.length === 0) return { ...effect, uncounted: 'nobody' }
  if (Date.now() > until) return { ...effect, uncounted: 'slow' }
  try {
    return await appSql().begin(async (tx): Promise<TableEffect> => {
      await run(tx, sql`set local statement_timeout = '3s'`)
      const records = {
        gained: await count(tx, actor, table, viewers, (v, t) => seesAnew(v.before, v.after, table, t)),
        lost: await count(tx, actor, table, viewers, (v, t) => seesAnew(v.after, v.before, table, t)),
        fields: await count(tx, actor, table, viewers, (v, t) => seesOtherwise(v, table, t)),
      }
      const nothing: TableEffect['nothing'] = []
      for (const verb of ['read', 'update', 'delete'] as const)
        if (changed(was, will, table, verb) && !(await letsAny(tx, actor, table, viewers, verb)))
          nothing.push(verb)
      return { ...effect, records, nothing }
    })
  } catch (error) {
    if (sqlState(error) === '57014') return { ...effect, uncounted: 'slow' }
    throw error
  }
}

/** A rule that is new and lets something through, or rows that are newly denied. */
const changed = (was: Role, will: Role, { key }: Table, verb: Verb): boolean => {
  const [x, y] = [was.tables[key], will.tables[key]]
  return (
    (y?.rows[verb].length ?? 0) > 0 && !isDeepStrictEqual([x?.rows[verb], x?.deny], [y?.rows[verb], y?.deny])
  )
}

/** One copy of each set of roles, so that what is decided for it is decided once. */
const named = (keys: readonly string[], roles: ReadonlyMap<string, Role>): Role[] =>
  keys.flatMap((key) => roles.get(key) ?? [])

function viewersOf(
  actor: Actor,
  table: Table,
  role: Role,
  having: readonly Member[],
  after: ReadonlyMap<string, Role>,
): Viewer[] {
  const sets = new Map<string, Member[]>()
  for (const member of having) {
    const name = JSON.stringify(member.roles)
    sets.set(name, [...(sets.get(name) ?? []), member])
  }
  const alone = [role]
  const viewers: Viewer[] = []
  for (const members of sets.values()) {
    const { roles } = members[0]!
    const sides = { before: named(roles, actor.definitions.roles), after: named(roles, after) }
    const as = (userId: string, stands: number): Viewer => ({
      before: { ...actor, userId, roles: sides.before },
      after: { ...actor, userId, roles: sides.after },
      alone: { ...actor, userId, roles: alone },
      stands,
    })
    const any = as(members[0]!.id, members.length)
    if (![any.before, any.after, any.alone].some((one) => asksWho(decide(one, table)))) viewers.push(any)
    else for (const { id } of members) viewers.push(as(id, 1))
  }
  if (having.length > 0) return viewers.slice(0, mostPeople)
  // Nobody has the role: where the rules do not ask who it is, they can be looked at all the same.
  const anybody = { ...actor, roles: alone }
  if (asksWho(decide(anybody, table))) return []
  const before = named([role.key], actor.definitions.roles)
  return [{ before: { ...actor, roles: before }, after: anybody, alone: anybody, stands: 0 }]
}

/** Whether what is decided depends on the person. What goes along links may, so it counts as if it did. */
const asksWho = ({ rows, fields }: Access): boolean =>
  /"kind":"(mine|created|team|shared|follows|sees)"|"name":"me"|"fn":"(isMe|hasMe)"/.test(
    JSON.stringify([rows, [...fields.values()]]),
  )

type Printed = SQL | boolean

const printed = (actor: Actor, table: Table, t: SQL, decision: Decision): Printed => {
  const one = decisionSql(actor, table, t, decision)
  return typeof one === 'boolean' ? one : sql`((${one}) is true)`
}
const no = (one: Printed): Printed => (typeof one === 'boolean' ? !one : sql`(not ${one})`)
function and(...parts: Printed[]): Printed {
  if (parts.includes(false)) return false
  const open = parts.filter((p) => typeof p !== 'boolean')
  return open.length === 0 || sql`(${joinSql(open, sql` and `)})`
}
const or = (...parts: Printed[]): Printed => no(and(...parts.map(no)))

const sees = (actor: Actor, table: Table, t: SQL): Printed =>
  printed(actor, table, t, decide(actor, table).rows.read)

const seesAnew = (before: Actor, after: Actor, table: Table, t: SQL): Printed =>
  isDeepStrictEqual(decide(before, table).rows.read, decide(after, table).rows.read)
    ? false
    : and(sees(after, table, t), no(sees(before, table, t)))

/** Seen before and after, but of some field it is more or less that is shown. */
function seesOtherwise({ before, after }: Viewer, table: Table, t: SQL): Printed {
  const [was, will] = [decide(before, table), decide(after, table)]
  const differences = new Map<string, Printed>()
  for (const { key } of table.fields) {
    const [x, y] = [was.fields.get(key), will.fields.get(key)]
    const [read, then] = [x?.read ?? false, y?.read ?? false]
    const [mask, masked] = [x?.mask, y?.mask]
    const name = JSON.stringify([read, then, mask?.where, masked?.where, mask?.name === masked?.name])
    if (differences.has(name)) continue
    const differ = (a: Decision, b: Decision): Printed => {
      if (isDeepStrictEqual(a, b)) return false
      const [p, q] = [printed(before, table, t, a), printed(after, table, t, b)]
      return or(and(p, no(q)), and(q, no(p)))
    }
    const other = mask && masked && mask.name !== masked.name ? printed(after, table, t, masked.where) : false
    differences.set(name, or(differ(read, then), differ(mask?.where ?? false, masked?.where ?? false), other))
  }
  return and(sees(before, table, t), sees(after, table, t), or(...differences.values()))
}

type Of = (viewer: Viewer, t: SQL) => Printed

/** The living records where it is so for one of them. */
function rowsOf({ definitions }: Actor, table: Table, viewers: readonly Viewer[], of: Of): SQL | undefined {
  const t = alias()
  const where = or(...viewers.map((v) => of(v, t)))
  if (where === false) return undefined
  const also = where === true ? sql`` : sql` and ${where}`
  return sql`select 1 from ${qualified(definitions.schema, table.key)} ${t} where ${t}._deleted_at is null${also}`
}

async function count(tx: Tx, actor: Actor, table: Table, viewers: readonly Viewer[], of: Of) {
  const rows = rowsOf(actor, table, viewers, of)
  if (!rows) return { value: 0, more: false }
  const [found] = await run<{ count: number }>(
    tx,
    sql`select count(*)::int as count from (${rows} limit ${param(most + 1, 'bigint')}) n`,
  )
  return { value: Math.min(found!.count, most), more: found!.count > most }
}

async function letsAny(tx: Tx, actor: Actor, table: Table, viewers: readonly Viewer[], verb: Verb) {
  const rows = rowsOf(actor, table, viewers, (v, t) =>
    printed(v.alone, table, t, decide(v.alone, table).rows[verb]),
  )
  return rows !== undefined && (await run(tx, sql`${rows} limit 1`)).length > 0
}

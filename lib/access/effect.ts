/**
 * Use case: what a change of roles would do, be it a draft that is published or a change taken back, in figures: how many
 * people have each role, and how many of today's records some of them would see anew, see no more, or see more or less
 * of. People are looked at with all their roles, before and after; where the rules do not ask who it is, one stands for
 * all with the same roles.
 */
import { isDeepStrictEqual } from 'node:util'
import type { EffectAnswer, RoleEffect, StaysOpen, TableEffect } from '@/lib/api/contract-rights'
import { appSql, run, sqlState, type Tx } from '@/lib/db/connection'
import { alias, ident, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { columnOf, isToOne } from '@/lib/meta/fields'
import type { Definitions, Role, Table, TableRights, Verb } from '@/lib/meta/model'
import { everything } from '@/lib/meta/rights'
import type { Actor } from './actor'
import type { Decision } from './clause'
import { type Access, decide } from './decide'
import { presentDraft, publishable } from './drafts'
import { decisionSql } from './relation'
import { linksTo, staysOpen } from './stays-open'

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
  const drafted = publishable(definitions, draft)
  const changes = draft.roles.flatMap(({ key }) => {
    const [before, after] = [definitions.roles.get(key), drafted.find((r) => r.key === key)]
    return before && after ? [{ before, after }] : []
  })
  return effectOfRoles(actor, changes)
}

/** A role as it is and as it would be; absent where there is or would be none. */
interface Turn {
  before?: Role
  after?: Role
}

/**
 * Whom and which of today's records these changes of roles touch.
 * @param moving tables that change along with them, so that records of today tell nothing
 */
export async function effectOfRoles(
  actor: Actor,
  changes: readonly Turn[],
  moving: ReadonlySet<string> = new Set(),
): Promise<EffectAnswer> {
  const { definitions } = actor
  const after = new Map(definitions.roles)
  for (const { before, after: will } of changes) {
    if (before) after.delete(before.key)
    if (will) after.set(will.key, will)
  }
  const members = await readMembers(definitions)
  const until = Date.now() + timeInAll
  const effects: RoleEffect[] = []
  for (const turn of changes) {
    // A role that is restored is its own "before" in the documents, and nobody has had it.
    const was = turn.before === turn.after ? undefined : turn.before
    const key = (turn.after ?? turn.before)!.key
    const having = members.filter((m) => m.roles.includes(key))
    const scene: Scene = {
      actor,
      was: was ?? without(turn.after!),
      will: turn.after ?? without(was!),
      having,
      after,
      until,
      moving,
    }
    const tables: TableEffect[] = []
    for (const table of definitions.tables.values())
      if (!isDeepStrictEqual(rightsOn(scene.was, table), rightsOn(scene.will, table)))
        tables.push(await tableEffect(scene, table))
    effects.push({ role: key, people: having.length, tables })
  }
  return { roles: effects }
}

/** What is asked about one role. */
interface Scene {
  actor: Actor
  was: Role
  will: Role
  having: readonly Member[]
  after: ReadonlyMap<string, Role>
  until: number
  moving: ReadonlySet<string>
}

const without = (role: Role): Role => ({ ...role, admin: false, tables: {} })
const rightsOn = (role: Role, { key }: Table): TableRights | undefined =>
  role.admin ? everything : role.tables[key]

const readMembers = ({ baseId }: Definitions): Promise<Member[]> =>
  run<{ id: string; roles: string[] }>(
    appSql(),
    sql`select u.id, m.roles from tian.memberships m join tian.users u on u.id = m.user_id
        where m.base_id = ${param(baseId, 'uuid')} and u.active and not u.placeholder order by u.name, u.id`,
  )

async function tableEffect(scene: Scene, table: Table): Promise<TableEffect> {
  const { actor, was, will } = scene
  const viewers = viewersOf(scene, [table])
  const effect: TableEffect = {
    table: table.key,
    examined: viewers.reduce((sum, v) => sum + v.stands, 0),
    nothing: [],
    stays: staysOpen(actor.definitions, was, will, table),
  }
  if (scene.moving.has(table.key)) return { ...effect, uncounted: 'moving' }
  if (viewers.length === 0) return { ...effect, uncounted: 'nobody' }
  if (Date.now() > scene.until) return { ...effect, uncounted: 'slow' }
  const told = await inTime(async (tx): Promise<TableEffect> => {
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
  if (!told) return { ...effect, uncounted: 'slow' }
  if (told.records!.lost.value === 0 || Date.now() > scene.until) return told
  const stays = await inTime((tx) => counted(tx, scene, table, effect.stays))
  return stays ? { ...told, stays } : told
}

/** The work in a transaction of its own; undefined where a statement of it takes too long. */
async function inTime<T>(work: (tx: Tx) => Promise<T>): Promise<T | undefined> {
  try {
    return (await appSql().begin(async (tx) => {
      await run(tx, sql`set local statement_timeout = '3s'`)
      return work(tx)
    })) as T
  } catch (error) {
    if (sqlState(error) === '57014') return undefined
    throw error
  }
}

/** How many records stay in sight that link to one that does not. A table without any is no concern. */
async function counted(
  tx: Tx,
  scene: Scene,
  table: Table,
  stays: readonly StaysOpen[],
): Promise<StaysOpen[]> {
  const { actor } = scene
  const { definitions } = actor
  const found: StaysOpen[] = []
  for (const one of stays) {
    const other = definitions.tables.get(one.table)!
    const links = linksTo(other, table.key)
    const countable = one.kind === 'rows' && links.every(isToOne) && !scene.moving.has(other.key)
    const viewers = countable ? viewersOf(scene, [table, other], rowsAskWho) : []
    if (one.kind !== 'rows' || viewers.length === 0) {
      found.push(one)
      continue
    }
    const records = await count(tx, actor, other, viewers, (v, t) =>
      and(
        sees(v.after, other, t),
        or(
          ...links.map((link): Printed => {
            const l = alias()
            const gone = seesAnew(v.after, v.before, table, l)
            if (gone === false) return false
            return sql`exists (select 1 from ${qualified(definitions.schema, table.key)} ${l}
              where ${l}.id = ${t}.${ident(columnOf(link)!)} and ${l}._deleted_at is null and ${gone === true ? sql`true` : gone})`
          }),
        ),
      ),
    )
    if (records.value > 0) found.push({ ...one, records })
  }
  return found
}

/** A rule that is new and lets something through, or rows that are newly denied. */
const changed = (was: Role, will: Role, table: Table, verb: Verb): boolean => {
  const [x, y] = [rightsOn(was, table), rightsOn(will, table)]
  return (
    (y?.rows[verb].length ?? 0) > 0 && !isDeepStrictEqual([x?.rows[verb], x?.deny], [y?.rows[verb], y?.deny])
  )
}

/** One copy of each set of roles, so that what is decided for it is decided once. */
const named = (keys: readonly string[], roles: ReadonlyMap<string, Role>): Role[] =>
  keys.flatMap((key) => roles.get(key) ?? [])

function viewersOf(
  { actor, will: role, having, after }: Scene,
  tables: readonly Table[],
  asks: (access: Access) => boolean = asksWho,
): Viewer[] {
  const sets = new Map<string, Member[]>()
  for (const member of having) {
    const name = JSON.stringify(member.roles)
    sets.set(name, [...(sets.get(name) ?? []), member])
  }
  const alone = [role]
  const asking = (one: Actor): boolean => tables.some((table) => asks(decide(one, table)))
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
    if (![any.before, any.after, any.alone].some(asking)) viewers.push(any)
    else for (const { id } of members) viewers.push(as(id, 1))
  }
  if (having.length > 0) return viewers.slice(0, mostPeople)
  // Nobody has the role: where the rules do not ask who it is, they can be looked at all the same.
  const anybody = { ...actor, roles: alone }
  if (asking(anybody)) return []
  const before = named([role.key], actor.definitions.roles)
  return [{ before: { ...actor, roles: before }, after: anybody, alone: anybody, stands: 0 }]
}

/** Whether what is decided depends on the person. What goes along links may, so it counts as if it did. */
const asksWho = ({ rows, fields }: Access): boolean => dependsOnPerson([rows, [...fields.values()]])
/** The same of the rows alone that are seen. */
const rowsAskWho = ({ rows }: Access): boolean => dependsOnPerson(rows.read)
const dependsOnPerson = (decisions: unknown): boolean =>
  /"kind":"(mine|created|team|shared|follows|sees)"|"name":"me"|"fn":"(isMe|hasMe)"/.test(
    JSON.stringify(decisions),
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

/**
 * Handing what names one person to another: cells, what was shared, places in teams if that is wanted. A member who leaves
 * keeps account and membership, and the administrator chooses the fields, because some tell who did something once; a
 * sample person hands over everything, membership included, and rests.
 */
import type { Actor } from '@/lib/access/actor'
import { assertPresent } from '@/lib/access/enter'
import type { HandOverAnswer } from '@/lib/api/contract-teams'
import { changeInsert } from '@/lib/changes/write'
import { touched } from '@/lib/compute/reach'
import { lockDependants, recompute } from '@/lib/compute/recompute'
import { appSql, run, type Tx, transaction } from '@/lib/db/connection'
import { arrayParam, ident, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { taken } from '@/lib/ddl/unique'
import { appError } from '@/lib/errors'
import { columnType, fieldOf, isInput, isPeople, ownsColumn, targetOf, typeOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'
import { stampUpdated } from '@/lib/records/create'
import { countShares, handOverShares } from '@/lib/records/share'
import type { Values } from '@/lib/records/values'
import { personId } from './accounts'
import { forgetPerson } from './authenticate'
import { handOverPlaces, lockPlaces, mayChangeTeams, placesOf } from './teams'

/** What a person would hand over. */
export async function describeHandOver(actor: Actor, person: string): Promise<HandOverAnswer> {
  const { baseId, schema, tables } = actor.definitions
  const id = param(personId(person), 'uuid')
  const [there] = await run(
    appSql(),
    sql`select 1 from tian.memberships where user_id = ${id} and base_id = ${param(baseId, 'uuid')}`,
  )
  if (!there) throw appError('NOT_FOUND')
  const owning = ownersIn(actor)
  const records: HandOverAnswer['records'] = []
  for (const table of tables.values()) {
    const fields = handedFields(table)
    if (fields.length === 0) continue
    const counts = fields.map((f) => sql`count(*) filter (where ${names(f, id)})::int as ${ident(f.key)}`)
    const [found] = await run<Record<string, number>>(
      appSql(),
      sql`select count(*)::int as _all, ${joinSql(counts, sql`, `)}
          from ${qualified(schema, table.key)} t where ${named(fields, id)}`,
    )
    const { _all: count, ...byField } = found!
    if (!count) continue
    const naming = fields
      .filter((f) => byField[f.key])
      .map((f) => ({
        key: f.key,
        label: f.label,
        count: byField[f.key]!,
        owns: owning.has(`${table.key}.${f.key}`),
      }))
    records.push({ table: table.key, label: table.label, count, fields: naming })
  }
  return {
    records,
    shares: await countShares(schema, personId(person)),
    teams: await placesOf(appSql(), personId(person)),
    mayChange: await mayChangeTeams(appSql(), actor),
  }
}

/** Fields by which rules of roles tell whose a record is, as `table.field`. */
function ownersIn({ definitions: { roles, tables } }: Actor): Set<string> {
  const found = new Set<string>()
  for (const role of roles.values())
    for (const [key, { rows }] of Object.entries(role.tables))
      for (const one of Object.values(rows).flat()) {
        if (one.kind !== 'mine' && one.kind !== 'team') continue
        let table = tables.get(key)
        for (const link of one.path.slice(0, -1)) {
          const field = table && fieldOf(table, link)
          table = field && tables.get(targetOf(field) ?? '')
        }
        if (table) found.add(`${table.key}.${one.path.at(-1)}`)
      }
  return found
}

/** What of somebody's is handed over; everything that is left out is, but for places in teams. */
export interface HandingOver {
  /** Keys of fields by table: records name the other person there, and nowhere else. */
  fields?: Record<string, string[]>
  /** What is shared with the person. */
  shares?: boolean
  /** Places in teams; a team sees more by whom it has. */
  places?: boolean
}

/** @returns how many records name the other person now */
export async function handOver(
  actor: Actor,
  person: string,
  other: string,
  { fields, shares = true, places = false }: HandingOver = {},
): Promise<number> {
  const [from, to] = [personId(person), personId(other)]
  const chosen = fieldsChosen(actor, fields)
  const changed = await transaction(async (tx) => {
    if (places) await lockPlaces(tx, actor)
    const { placeholder } = await requireBoth(tx, actor, from, to)
    let count = 0
    for (const [table, handed] of chosen) count += await handTable(tx, actor, table, handed, from, to)
    // After the locks: whoever was made to wait by a change of definitions begins anew with those.
    await assertPresent(tx, actor)
    if (placeholder) await moveMembership(tx, actor, from, to)
    if (places) await handOverPlaces(tx, from, to)
    if (shares) await handOverShares(tx, actor.definitions.schema, from, to)
    return count
  })
  forgetPerson(to)
  return changed
}

/** All fields that name people, or those that are asked for. */
function fieldsChosen({ definitions: { tables } }: Actor, asked: HandingOver['fields']): [Table, Field[]][] {
  if (!asked) return [...tables.values()].map((table) => [table, handedFields(table)])
  return Object.entries(asked).map(([key, keys]) => {
    const table = tables.get(key)
    const fields = table ? handedFields(table).filter((f) => keys.includes(f.key)) : []
    const unknown = keys.find((one) => !fields.some((f) => f.key === one))
    if (!table || unknown !== undefined) throw appError('FIELD_UNKNOWN', { field: unknown ?? key })
    return [table, fields]
  })
}

/** Somebody of this base, and another person who can sign in and, but for a sample person's place, is in it as well. */
async function requireBoth(
  tx: Tx,
  actor: Actor,
  from: string,
  to: string,
): Promise<{ placeholder: boolean }> {
  const rows = await run<{ id: string; placeholder: boolean; active: boolean; member: boolean }>(
    tx,
    sql`select u.id, u.placeholder, u.active, exists (select 1 from tian.memberships m
            where m.user_id = u.id and m.base_id = ${param(actor.definitions.baseId, 'uuid')}) as member
        from tian.users u where u.id = any(${arrayParam([from, to], 'uuid')}) order by u.id for no key update`,
  )
  const [source, target] = [from, to].map((id) => rows.find((row) => row.id === id))
  if (!source?.member) throw appError('NOT_FOUND')
  const takes = target?.active && !target.placeholder && (target.member || source.placeholder)
  if (!takes || from === to) throw appError('VALUE_INVALID', { field: 'to', problem: 'auth.mapTarget' })
  return source
}

/** One table: lock the rows in order, then log and change them in one statement. */
async function handTable(
  tx: Tx,
  actor: Actor,
  table: Table,
  fields: readonly Field[],
  from: string,
  to: string,
): Promise<number> {
  if (fields.length === 0) return 0
  const { schema } = actor.definitions
  const home = qualified(schema, table.key)
  const [was, now] = [param(from, 'uuid'), param(to, 'uuid')]
  const rows = await run<{ id: string }>(
    tx,
    sql`select t.id from ${home} t where ${named(fields, was)} order by t.id for no key update`,
  )
  if (rows.length === 0) return 0
  const ids = rows.map((row) => row.id)
  const written = {
    table,
    ids,
    fields: touched(
      table,
      fields.map((f) => f.key),
    ),
  }
  const locked = await lockDependants(tx, actor.definitions, [written])
  const line = {
    actor: actor.userId,
    door: actor.door,
    kind: 'update',
    table: table.key,
    count: rows.length,
  } as const
  const cells = (value: (f: Field) => SQL) =>
    joinSql(
      fields.map((f) => cell(f, was, value(f))),
      sql` || `,
    )
  const sets = fields.map(
    (f) =>
      sql`${ident(f.key)} = case when ${names(f, was)} then ${replaced(f, was, now)} else t.${ident(f.key)} end`,
  )
  await taken(
    table,
    run(
      tx,
      sql`with c as (${changeInsert(schema, line)}),
          r as (select t.* from ${home} t where t.id = any(${arrayParam(ids, 'uuid')})),
          h as (insert into ${qualified(schema, '_cells')} (change, record, before, after)
            select c.seq, t.id, ${cells((f) => sql`t.${ident(f.key)}`)}, ${cells((f) => replaced(f, was, now))} from c, r t)
          update ${home} t set ${joinSql([...sets, ...stamps(actor, table, fields, was)], sql`, `)} from r where t.id = r.id`,
    ),
  )
  await recompute(tx, actor.definitions, [written], locked)
  return rows.length
}

const handedFields = (table: Table): Field[] =>
  table.fields.filter((f) => isPeople(f) && isInput(f) && ownsColumn(f))

/** Whether any of the cells names the person. */
const named = (fields: readonly Field[], person: SQL): SQL =>
  joinSql(
    fields.map((f) => names(f, person)),
    sql` or `,
  )

const isMany = (field: Field): boolean => typeOf(field).kind === 'list'

/** Whether the cell names the person. */
const names = (field: Field, person: SQL): SQL =>
  isMany(field) ? sql`t.${ident(field.key)} @> array[${person}]` : sql`t.${ident(field.key)} = ${person}`

/** The cell with the one person in the other's place, and nobody twice. */
function replaced(field: Field, from: SQL, to: SQL): SQL {
  if (!isMany(field)) return to
  const column = sql`t.${ident(field.key)}`
  return sql`case when ${column} @> array[${to}] then array_remove(${column}, ${from}) else array_replace(${column}, ${from}, ${to}) end`
}

/** `{key: value}` when the cell names the person, else `{}`. */
const cell = (field: Field, person: SQL, value: SQL): SQL =>
  sql`case when ${names(field, person)} then jsonb_build_object(${param(field.key)}, ${value}) else '{}' end`

/** "Updated" fields that watch a changed cell move with it, as in any other update. */
function stamps(actor: Actor, table: Table, fields: readonly Field[], person: SQL): SQL[] {
  const stamped = new Map(fields.map((f) => [f, stampsOf(actor, table, f)]))
  return table.fields.flatMap((stamp) => {
    const watched = fields.filter((f) => stamped.get(f)!.has(stamp.key))
    if (watched.length === 0) return []
    const value = param(String(stamped.get(watched[0]!)!.get(stamp.key)), columnType(stamp))
    const moved = joinSql(
      watched.map((f) => names(f, person)),
      sql` or `,
    )
    return [sql`${ident(stamp.key)} = case when ${moved} then ${value} else t.${ident(stamp.key)} end`]
  })
}

function stampsOf(actor: Actor, table: Table, field: Field): Values {
  const values: Values = new Map()
  stampUpdated(actor, table, values, new Set([field.key]))
  return values
}

/** The placeholder leaves the base and rests. A person who was not in the base takes its place there, roles included. */
async function moveMembership(tx: Tx, actor: Actor, from: string, to: string): Promise<void> {
  await run(
    tx,
    sql`with gone as (
          delete from tian.memberships
          where base_id = ${param(actor.definitions.baseId, 'uuid')} and user_id = ${param(from, 'uuid')} returning base_id, roles),
        rest as (update tian.users set active = false where id = ${param(from, 'uuid')})
        insert into tian.memberships (base_id, user_id, roles)
        select base_id, ${param(to, 'uuid')}, roles from gone on conflict do nothing`,
  )
}

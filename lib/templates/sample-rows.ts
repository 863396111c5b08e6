/** Sample records: inserted through the same writer as every record, marked by their lines of the log, removed together. */
import { randomUUID } from 'node:crypto'
import type { Actor, Person } from '@/lib/access/actor'
import { assertPresent } from '@/lib/access/enter'
import { lockEveryBase, moveEveryBase } from '@/lib/auth/teams'
import { writeChange } from '@/lib/changes/write'
import { recomputeAll } from '@/lib/compute/fill'
import { run, type Tx, transaction } from '@/lib/db/connection'
import { arrayParam, ident, joinSql, jsonParam, param, pgType, qualified, sql } from '@/lib/db/sql'
import { localDay } from '@/lib/expr/calendar'
import type { Labels, Locale } from '@/lib/i18n/labels'
import { columnType, fieldOf, isPeople, isToMany, isToOne } from '@/lib/meta/fields'
import type { Definitions, Table } from '@/lib/meta/model'
import { insertRows, type NewRecord } from '@/lib/records/insert'
import type { Values } from '@/lib/records/values'
import type { Resolved } from './resolve'
import { generateSample, type Sample } from './sample'

/**
 * Inserts the sample of a template; dates are shifted so that the data is fresh today.
 * @param fresh tables that have just been made: what is in the others is not touched
 */
export async function insertSample(
  tx: Tx,
  person: Person,
  definitions: Definitions,
  resolved: Resolved,
  fresh: ReadonlySet<string>,
  locale: Locale,
  begin: (table: Labels) => void,
): Promise<void> {
  const sample = generateSample(locale, { today: localDay(Date.now(), definitions.zone) })
  const filled = sample.tables.map(({ table }) => resolved.names.table.get(table) ?? '')
  if (!filled.some((key) => fresh.has(key))) return
  const people = await addPlaceholders(tx, definitions, resolved, sample, locale)
  await addTeams(tx, sample, people)
  const roles = [...definitions.roles.values()].filter((r) => r.admin)
  const actor: Actor = { ...person, definitions, roles, guard: '' }
  const tableHere = (key: string): Table | undefined =>
    definitions.tables.get(resolved.names.table.get(key) ?? '')
  /** Ids that links may name. */
  const there = new Set<unknown>()
  for (const { table: key, rows } of sample.tables) {
    const table = tableHere(key)
    if (!table) continue
    if (!fresh.has(table.key)) {
      for (const id of await idsAmong(tx, definitions, table, rows)) there.add(id)
      continue
    }
    begin(table.label)
    const fields = resolved.names.fields.get(key)!
    const records = rows.flatMap((r): NewRecord[] => {
      const values = valuesOf(table, fields, r.fields, people, there)
      if (!values) return []
      there.add(r.id)
      return [{ id: r.id, createdAt: r.createdAt, values }]
    })
    if (records.length > 0) await insertRows(tx, actor, table, records, { sample: true })
  }
  for (const { table: key, id, fields } of sample.later) {
    const table = tableHere(key)
    if (!table || !fresh.has(table.key)) continue
    const values = valuesOf(table, resolved.names.fields.get(key)!, fields, people, there)
    if (values && values.size > 0) await setLater(tx, definitions, table, id, values)
  }
  for (const counter of sample.counters) {
    const table = tableHere(counter.table)
    if (table && fresh.has(table.key)) await setCounter(tx, definitions.schema, table, counter)
  }
  // Without statistics the planner guesses wrong about every one of these sums.
  for (const table of fresh) await run(tx, sql`analyze ${qualified(definitions.schema, table)}`)
  await recomputeAll(tx, definitions)
}

/** Which of the sample's rows a table has already, from another template. */
async function idsAmong(
  tx: Tx,
  { schema }: Definitions,
  table: Table,
  rows: Sample['tables'][number]['rows'],
): Promise<string[]> {
  const ids = rows.map((r) => r.id)
  const found = await run<{ id: string }>(
    tx,
    sql`select id from ${qualified(schema, table.key)} where _deleted_at is null and id = any(${arrayParam(ids, 'uuid')})`,
  )
  return found.map((r) => r.id)
}

/** The people of the sample: members who cannot sign in, and can be mapped to real people later. Another template's are the same. */
async function addPlaceholders(
  tx: Tx,
  definitions: Definitions,
  resolved: Resolved,
  sample: Sample,
  locale: Locale,
): Promise<Map<string, string>> {
  const base = param(definitions.baseId, 'uuid')
  const known = await run<{ id: string; name: string }>(
    tx,
    sql`select u.id, u.name from tian.users u join tian.memberships m on m.user_id = u.id
        where m.base_id = ${base} and u.placeholder and u.active`,
  )
  const idOf = new Map(known.map(({ id, name }) => [name, id]))
  const people = sample.people.map((p) => ({
    id: idOf.get(p.name) ?? randomUUID(),
    item: p.item,
    name: p.name,
    role: resolved.names.role.get(p.role),
  }))
  await run(
    tx,
    sql`with x as (
          select * from jsonb_to_recordset(${jsonParam(people.filter((p) => !idOf.has(p.name)))}) as x(id uuid, name text, role text)),
        u as (insert into tian.users (id, name, locale, placeholder) select id, name, ${param(locale)}, true from x)
        insert into tian.memberships (base_id, user_id, roles)
        select ${base}, id, case when role is null then '{}' else array[role] end from x`,
  )
  return new Map(people.map((p) => [p.item, p.id]))
}

/** The teams of the sample, in a workspace that has none of its own: so that rules about teams show something. */
async function addTeams(tx: Tx, { teams }: Sample, people: ReadonlyMap<string, string>): Promise<void> {
  await lockEveryBase(tx)
  const [own] = await run(tx, sql`select 1 from tian.teams limit 1`)
  if (own) return
  const ids = new Map(teams.map(({ name }) => [name, randomUUID()]))
  const rows = teams.map(({ name, parent }) => ({
    id: ids.get(name),
    name,
    parent: parent === undefined ? null : ids.get(parent),
  }))
  const members = teams.flatMap(({ name, managers, members }) =>
    [...managers, ...members].map((item) => ({
      team: ids.get(name),
      person: people.get(item),
      manager: managers.includes(item),
    })),
  )
  await run(
    tx,
    sql`with t as (
          insert into tian.teams (id, name, parent_id)
          select * from jsonb_to_recordset(${jsonParam(rows)}) as x(id uuid, name text, parent uuid))
        insert into tian.team_members (team_id, user_id, manager)
        select * from jsonb_to_recordset(${jsonParam(members)}) as x(team uuid, person uuid, manager boolean)`,
  )
  await moveEveryBase(tx)
}

/** Takes the people of the sample out of all teams, and away the teams that stand empty then. */
async function removeTeams(tx: Tx): Promise<void> {
  const found = await run<{ id: string }>(
    tx,
    sql`with recursive t(id) as (
          select m.team_id from tian.team_members m join tian.users u on u.id = m.user_id and u.placeholder and not u.active
          union select p.parent_id from tian.teams p join t on t.id = p.id where p.parent_id is not null)
        select id from t`,
  )
  const teams = found.map((t) => t.id)
  await run(
    tx,
    sql`delete from tian.team_members m using tian.users u where u.id = m.user_id and u.placeholder and not u.active`,
  )
  // Teams that stand empty now, those below before those above; one that somebody real is in keeps what it stands under.
  for (let gone: object[] = [{}]; gone.length > 0; )
    gone = await run(
      tx,
      sql`delete from tian.teams t where t.id = any(${arrayParam(teams, 'uuid')})
            and not exists (select 1 from tian.team_members m where m.team_id = t.id)
            and not exists (select 1 from tian.teams c where c.parent_id = t.id) returning 1`,
    )
  await moveEveryBase(tx)
}

/** The cells of a row in this table; undefined when a record that it cannot be without is not there. */
function valuesOf(
  table: Table,
  names: ReadonlyMap<string, string>,
  cells: Record<string, unknown>,
  people: ReadonlyMap<string, string>,
  there: ReadonlySet<unknown>,
): Values | undefined {
  const values: Values = new Map()
  const person = (item: unknown) => people.get(item as string)
  for (const [name, value] of Object.entries(cells)) {
    const field = fieldOf(table, names.get(name) ?? '')
    // Another template may share the table without this field.
    if (!field) continue
    if (isPeople(field)) values.set(field.key, Array.isArray(value) ? value.map(person) : person(value))
    else if (isToMany(field))
      values.set(
        field.key,
        (value as unknown[]).filter((id) => there.has(id)),
      )
    else if (!isToOne(field) || there.has(value)) values.set(field.key, value)
    else if (field.required) return undefined
  }
  return values
}

/** Cells that refer to rows which came later, such as a customer's primary contact. */
async function setLater(
  tx: Tx,
  { schema }: Definitions,
  table: Table,
  id: string,
  values: Values,
): Promise<void> {
  const fields = [...values.keys()].map((key) => fieldOf(table, key)!)
  const types = joinSql(
    fields.map((f) => sql`${ident(f.key)} ${pgType(columnType(f))}`),
    sql`, `,
  )
  const sets = joinSql(
    fields.map((f) => sql`${ident(f.key)} = x.${ident(f.key)}`),
    sql`, `,
  )
  await run(
    tx,
    sql`update ${qualified(schema, table.key)} t set ${sets}
        from jsonb_to_record(${jsonParam(Object.fromEntries(values))}) as x(${types}) where t.id = ${param(id, 'uuid')}`,
  )
}

/** Auto numbers go on after those of the sample. Counters are kept by field and by the date part of the number. */
async function setCounter(
  tx: Tx,
  schema: string,
  table: Table,
  counter: Sample['counters'][number],
): Promise<void> {
  const field = fieldOf(table, counter.field)
  if (field?.source.kind !== 'auto' || field.source.of !== 'number') return
  const literal = field.source.pattern.slice(0, field.source.pattern.indexOf('{'))
  await run(
    tx,
    sql`insert into ${qualified(schema, '_counters')} (field, period, value)
        values (${param(field.id, 'uuid')}, ${param(counter.period.slice(literal.length))}, ${param(counter.last, 'bigint')})
        on conflict (field, period) do update set value = greatest(_counters.value, excluded.value)`,
  )
}

/** Removes what the sample brought, and just that: its rows, its people, nothing that anybody added. */
export function removeSample(actor: Actor): Promise<number> {
  const { schema } = actor.definitions
  return transaction(async (tx) => {
    await lockEveryBase(tx)
    const mark = sql`select seq from ${qualified(schema, '_changes')} where kind = 'create' and detail @> ${jsonParam({ sample: true })}`
    let deleted = 0
    for (const table of actor.definitions.tables.values()) {
      const rows = await run(
        tx,
        sql`update ${qualified(schema, table.key)} set _deleted_at = now(), _deleted_by = ${param(actor.userId, 'uuid')}
            where _deleted_at is null and _created_in in (${mark}) returning id`,
      )
      if (rows.length === 0) continue
      deleted += rows.length
      await writeChange(tx, schema, {
        actor: actor.userId,
        door: actor.door,
        kind: 'delete',
        table: table.key,
        count: rows.length,
        detail: { sample: true },
      })
    }
    await run(
      tx,
      sql`update ${qualified(schema, '_changes')} set detail = detail - 'sample' || '{"sampleRemoved": true}'
      where kind = 'create' and detail @> ${jsonParam({ sample: true })}`,
    )
    await run(
      tx,
      sql`with gone as (
            delete from tian.memberships m using tian.users u
            where m.base_id = ${param(actor.definitions.baseId, 'uuid')} and u.id = m.user_id and u.placeholder returning u.id)
          update tian.users set active = false where id in (select id from gone)`,
    )
    await run(
      tx,
      sql`delete from ${qualified(schema, '_shares')} where person in (select id from tian.users where placeholder)`,
    )
    await recomputeAll(tx, actor.definitions)
    await assertPresent(tx, actor)
    await removeTeams(tx)
    return deleted
  })
}

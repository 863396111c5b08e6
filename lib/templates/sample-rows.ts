/** Sample records: inserted through the same writer as every record, marked by their lines of the log, removed together. */
import { randomUUID } from 'node:crypto'
import type { Actor, Person } from '@/lib/access/actor'
import { writeChange } from '@/lib/changes/write'
import { run, type Tx, transaction } from '@/lib/db/connection'
import { ident, joinSql, jsonParam, param, pgType, qualified, sql } from '@/lib/db/sql'
import { localDay } from '@/lib/expr/calendar'
import type { Labels, Locale } from '@/lib/i18n/labels'
import { columnType, fieldOf, isPeople, tableOf } from '@/lib/meta/fields'
import type { Definitions, Table } from '@/lib/meta/model'
import { insertRows, type NewRecord } from '@/lib/records/insert'
import type { Values } from '@/lib/records/values'
import type { Resolved } from './resolve'
import { generateSample, type Sample } from './sample'

/** Inserts the sample of a template; dates are shifted so that the data is fresh today. */
export async function insertSample(
  tx: Tx,
  person: Person,
  definitions: Definitions,
  resolved: Resolved,
  locale: Locale,
  begin: (table: Labels) => void,
): Promise<void> {
  const sample = generateSample(locale, { today: localDay(Date.now(), definitions.zone) })
  const people = await addPlaceholders(tx, definitions, resolved, sample, locale)
  const roles = [...definitions.roles.values()].filter((r) => r.admin)
  const actor: Actor = { ...person, definitions, roles, guard: '' }
  const tableHere = (key: string): Table => tableOf(definitions, resolved.names.table.get(key) ?? key)
  for (const { table: key, rows } of sample.tables) {
    const table = tableHere(key)
    begin(table.label)
    const records = rows.map(
      (r): NewRecord => ({ id: r.id, createdAt: r.createdAt, values: valuesOf(table, r.fields, people) }),
    )
    if (records.length > 0) await insertRows(tx, actor, table, records, { sample: true })
  }
  for (const { table, id, fields } of sample.later)
    await setLater(tx, definitions, tableHere(table), id, valuesOf(tableHere(table), fields, people))
  for (const counter of sample.counters)
    await setCounter(tx, definitions.schema, tableHere(counter.table), counter)
}

/** The people of the sample: members who cannot sign in, and can be mapped to real people later. */
async function addPlaceholders(
  tx: Tx,
  definitions: Definitions,
  resolved: Resolved,
  sample: Sample,
  locale: Locale,
): Promise<Map<string, string>> {
  const people = sample.people.map((p) => ({
    id: randomUUID(),
    item: p.item,
    name: p.name,
    role: resolved.names.role.get(p.role),
  }))
  await run(
    tx,
    sql`with x as (select * from jsonb_to_recordset(${jsonParam(people)}) as x(id uuid, name text, role text)),
        u as (insert into tian.users (id, name, locale, placeholder) select id, name, ${param(locale)}, true from x)
        insert into tian.memberships (base_id, user_id, roles)
        select ${param(definitions.baseId, 'uuid')}, id, case when role is null then '{}' else array[role] end from x`,
  )
  return new Map(people.map((p) => [p.item, p.id]))
}

function valuesOf(
  table: Table,
  fields: Record<string, unknown>,
  people: ReadonlyMap<string, string>,
): Values {
  const person = (item: unknown) => people.get(item as string)
  return new Map(
    Object.entries(fields).map(([key, value]) => {
      const field = fieldOf(table, key)
      if (!field) throw new Error(`sample names no field ${table.key}.${key}`)
      if (!isPeople(field)) return [key, value]
      return [key, Array.isArray(value) ? value.map(person) : person(value)]
    }),
  )
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
    return deleted
  })
}

/** Use case: the access log, read by administrators; reading it leaves no line in it. */
import type { Actor } from '@/lib/access/actor'
import { relation } from '@/lib/access/relation'
import type { AccessLogAnswer, AccessLogAsk, AccessLogLine } from '@/lib/api/contract-audit'
import { appSql, run } from '@/lib/db/connection'
import { arrayParam, ident, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { labelOf } from '@/lib/i18n/labels'
import { keptFields } from '@/lib/meta/kept'
import { openCursor, sealCursor } from '@/lib/query/cursor'
import { titleOf } from '@/lib/query/links'
import { flushLooks } from './buffer'
import { keptMonths } from './erase'
import type { ActingAs } from './line'

const pageSize = 50

interface Row extends Pick<AccessLogLine, 'seq' | 'at' | 'door' | 'kind' | 'detail'> {
  actor: string | null
  name: string | null
  acting_as: ActingAs | null
  as_name: string | null
  table_key: string | null
  fields: string[]
  record: string | null
  count: number | null
  reason: string | null
  erased: string | null
}

/** Newest first. */
export async function readAccessLog(actor: Actor, ask: AccessLogAsk): Promise<AccessLogAnswer> {
  const { cursor, ...filter } = ask
  const { schema } = actor.definitions
  const about = ['access-log', filter]
  const below = cursor === undefined ? undefined : openCursor(actor, about, cursor)[0]
  // What was looked at a moment ago belongs to the answer.
  await flushLooks()
  const rows = await run<Row>(
    appSql(),
    sql`select l.seq, l.at, l.actor, u.name, l.acting_as, a.name as as_name, l.door, l.kind, l.table_key, l.fields, l.count,
          case when cardinality(l.records) = 1 then l.records[1] end as record, l.reason, l.detail, l.erased
        from ${qualified(schema, '_access_log')} l left join tian.users u on u.id = l.actor
        left join tian.users a on a.id = (l.acting_as ->> 'person')::uuid
        where ${joinSql([...conditions(filter), below ? sql`l.seq < ${param(below, 'bigint')}` : sql`true`], sql` and `)}
        order by l.seq desc limit ${param(pageSize + 1, 'int')}`,
  )
  const page = rows.slice(0, pageSize)
  const titles = await titlesOf(actor, page)
  return {
    lines: page.map((row) => lineOf(actor, row, titles)),
    ...(rows.length > pageSize ? { next: sealCursor(actor, about, [String(page.at(-1)!.seq)]) } : {}),
    months: await keptMonths(appSql(), schema),
  }
}

function conditions({ person, record, table, field, kind, from, to }: AccessLogAsk): SQL[] {
  return [
    ...(person
      ? [
          sql`(l.actor = ${param(person, 'uuid')} or l.acting_as is not null and l.acting_as ->> 'person' = ${param(person)})`,
        ]
      : []),
    ...(record ? [sql`l.records @> ${arrayParam([record], 'uuid')}`] : []),
    ...(table ? [sql`l.table_key = ${param(table)}`] : []),
    ...(field ? [sql`${param(field)} = any(l.fields)`] : []),
    ...(kind ? [sql`l.kind = ${param(kind)}`] : []),
    ...(from ? [sql`l.at >= ${param(from, 'timestamptz')}`] : []),
    ...(to ? [sql`l.at < ${param(to, 'timestamptz')}`] : []),
  ]
}

function lineOf(actor: Actor, row: Row, titles: ReadonlyMap<string, string>): AccessLogLine {
  const { definitions } = actor
  const { seq, at, door, kind, record, count, reason, detail, erased } = row
  const table = row.table_key === null ? undefined : definitions.tables.get(row.table_key)
  const form = row.name === null ? [...definitions.forms.values()].find((f) => f.id === row.actor) : undefined
  const fields = row.fields.map((key) => {
    const field = table && keptFields(table).find((f) => f.key === key)
    return { key, label: field?.label ?? {} }
  })
  return {
    seq,
    at,
    ...(row.actor === null
      ? {}
      : { by: { id: row.actor, name: row.name ?? '', ...(form ? { form: form.label } : {}) } }),
    ...(row.acting_as ? { as: asOf(actor, row.acting_as, row.as_name) } : {}),
    door,
    kind,
    ...(row.table_key === null ? {} : { table: { key: row.table_key, label: table?.label ?? {} } }),
    fields,
    ...(count === null ? {} : { count }),
    ...(record === null ? {} : { record: { id: record, title: titles.get(record) ?? '' } }),
    ...(reason === null ? {} : { reason }),
    ...(detail === null ? {} : { detail }),
    ...(erased === null ? {} : { erased }),
  }
}

/** Whose eyes they were, in words. */
function asOf(
  { definitions, locale }: Actor,
  as: ActingAs,
  name: string | null,
): NonNullable<AccessLogLine['as']> {
  return {
    ...(as.person ? { person: name ?? '' } : {}),
    ...(as.roles
      ? { roles: as.roles.map((key) => labelOf(definitions.roles.get(key)?.label ?? {}, locale, key)) }
      : {}),
    ...(as.token ? { token: true as const } : {}),
  }
}

/** What the records of lines about a single one are called. */
async function titlesOf(actor: Actor, rows: readonly Row[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>()
  const r = ident('r')
  for (const key of new Set(rows.map((row) => row.table_key))) {
    const table = key === null ? undefined : actor.definitions.tables.get(key)
    const ids = rows.flatMap((row) => (row.table_key === key && row.record !== null ? [row.record] : []))
    const title = table && ids.length > 0 ? titleOf(actor, table) : undefined
    if (!table || !title) continue
    const found = await run<{ id: string; title: string | null }>(
      appSql(),
      sql`select r.id, ${title.expression(r)} as title from (${relation(actor, table, { columns: title.columns })}) r
          where r.id = any(${arrayParam([...new Set(ids)], 'uuid')})`,
    )
    for (const { id, title } of found) titles.set(id, title ?? '')
  }
  return titles
}

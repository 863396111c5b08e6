/** Use cases: what uses a table, a field, a set of options or one option, and how many records hold it. */
import type { Actor } from '@/lib/access/actor'
import type { ImpactAnswer, Use } from '@/lib/api/contract-design'
import { appSql, run } from '@/lib/db/connection'
import { ident, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Option } from '@/lib/fields/type'
import { isInput, isToMany, optionsOf, ownsColumn, typeOf } from '@/lib/meta/fields'
import type { Form } from '@/lib/meta/form'
import type { Definitions, Field, View } from '@/lib/meta/model'
import { uses } from '@/lib/meta/references'
import { cellOf, isFilled } from './convert-sql'
import { fieldIn, tableIn } from './edit-field'

/** What uses a table, and how many living records it has. */
export async function tableImpact({ definitions }: Actor, key: string): Promise<ImpactAnswer> {
  const table = tableIn(definitions, key)
  const goes =
    (kind: 'view' | 'form') =>
    ({ key, label, table }: View | Form): Use => ({ kind, table, key, label, how: 'useTable', breaks: false })
  const mine = (document: View | Form): boolean => document.table === table.key
  const gone = [
    ...[...definitions.views.values()].filter(mine).map(goes('view')),
    ...[...definitions.forms.values()].filter(mine).map(goes('form')),
  ]
  const others = uses(definitions, { table: key }).filter((use) => use.table !== key || use.kind === 'role')
  const all = sql`select count(*)::int as count from ${qualified(definitions.schema, key)} t where t._deleted_at is null`
  return { uses: [...others, ...gone], records: await count(all) }
}

/** What uses a field, or one of its own options, and how many living records hold a value of it. */
export async function fieldImpact(
  { definitions }: Actor,
  tableKey: string,
  key: string,
  option?: string,
): Promise<ImpactAnswer> {
  const table = tableIn(definitions, tableKey)
  const field = fieldIn(table, key)
  const found = uses(definitions, {
    table: tableKey,
    field: key,
    ...(option === undefined ? {} : { option }),
  })
  const stored = ownsColumn(field) || (isToMany(field) && isInput(field))
  if (!isAmong(optionsOf(field, definitions), option)) return { uses: found, records: 0 }
  const holds =
    option === undefined ? isFilled(definitions, field, cellOf(field, sql`t`)) : holdsOption(field, option)
  return { uses: found, records: stored ? await count(countOf(definitions, tableKey, holds)) : 0 }
}

/** What uses an option set, or one option of it, and how many cells hold it. */
export async function optionsImpact(
  { definitions }: Actor,
  key: string,
  option?: string,
): Promise<ImpactAnswer> {
  const set = definitions.optionSets.get(key)
  if (!set) throw appError('NOT_FOUND')
  const found = uses(definitions, { set: key, ...(option === undefined ? {} : { option }) })
  if (!isAmong(set.options, option)) return { uses: found, records: 0 }
  const counts = fieldsOfSet(definitions, key).map(({ table, field }) => {
    const holds = option === undefined ? sql`t.${ident(field.key)} is not null` : holdsOption(field, option)
    return sql`(${countOf(definitions, table, holds)})`
  })
  const records =
    counts.length === 0 ? 0 : await count(sql`select (${joinSql(counts, sql` + `)})::int as count`)
  return { uses: found, records }
}

/** Nothing holds what is no option; and its text need not fit the column of the field. */
const isAmong = (options: readonly Option[] = [], option?: string): boolean =>
  option === undefined || options.some(({ value }) => value === option)

/** The living fields that choose from a shared set. */
export const fieldsOfSet = (definitions: Definitions, set: string): { table: string; field: Field }[] =>
  [...definitions.tables.values()].flatMap((table) =>
    table.fields
      .filter((f) => (f.options as { set?: string }).set === set && ownsColumn(f))
      .map((field) => ({ table: table.key, field })),
  )

/** Whether a row `t` holds an option, alone or among others. */
export const holdsOption = (field: Field, value: string): SQL =>
  typeOf(field).kind === 'list'
    ? sql`t.${ident(field.key)} @> array[${param(value)}]`
    : sql`t.${ident(field.key)} = ${param(value)}`

const countOf = ({ schema }: Definitions, table: string, holds: SQL): SQL =>
  sql`select count(*)::int as count from ${qualified(schema, table)} t where t._deleted_at is null and ${holds}`

async function count(statement: SQL): Promise<number> {
  const [row] = await run<{ count: number }>(appSql(), statement)
  return row!.count
}

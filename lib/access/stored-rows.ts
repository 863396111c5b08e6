/**
 * Prints expressions over rows as they are stored, along links and over gathered records, without anyone's rights: for
 * computed fields alone, whose rights follow from those of their inputs. Deleted records are not there.
 */
import { alias, fill, ident, param, qualified, type SQL, sql } from '@/lib/db/sql'
import type { Over } from '@/lib/expr/ast'
import { type Gathered, type SqlEnv, toSql } from '@/lib/expr/to-sql'
import type { Env } from '@/lib/expr/typed'
import { linkTableName } from '@/lib/meta/derived-names'
import { columnOf, fieldOf, isToMany, isToOne, namesPart, tableOf, targetOf, typeOf } from '@/lib/meta/fields'
import { type Computed, graphOf } from '@/lib/meta/graph'
import type { Definitions, Field, Table } from '@/lib/meta/model'
import { gatheredTable } from '@/lib/meta/stored-scope'
import { envOfZone } from './env'

/** The columns of a row by name. */
export type Cells = (column: string) => SQL

/** Those of a table or an alias. */
export const cellsOf =
  (row: SQL): Cells =>
  (column) =>
    sql`${row}.${ident(column)}`

/** What `toSql` needs for an expression over a row of a table. */
export function storedEnv(definitions: Definitions, table: Table, row: Cells, env: Env): SqlEnv {
  return {
    ...env,
    field: (path) => storedCell(definitions, table, row, path),
    each: (over) => gathered(definitions, table, row, over),
  }
}

/**
 * The value of a computed field of a row, as its field's type keeps it: what does not fit is empty, and a link
 * names a living record or nothing. The expression is printed once, whatever the type makes of it.
 */
export function computedSql(
  definitions: Definitions,
  { table, field, typed }: Computed,
  row: Cells,
  env: Env,
): SQL {
  const value = toSql(typed, storedEnv(definitions, table, row, env))
  const template = fitOf(field)
  if (isToOne(field)) return livingId(definitions, tableOf(definitions, targetOf(field)!), value)
  if (template === '{c}') return value
  const e = alias()
  return sql`(select ${fill(template, { c: sql`${e}.x` })} from (select ${value} as x offset 0) ${e})`
}

/** How a computed value becomes a value of the field: texts are read as if they were typed in, the rest is as it is. */
function fitOf(field: Field): string {
  const type = typeOf(field)
  return type.fit?.(field.options) ?? (type.kind === 'text' ? type.fromText(field.options) : '{c}')
}

/** The column, or the expression of a field that has none. */
export function plainCell(definitions: Definitions, table: Table, row: Cells, field: Field): SQL {
  const column = columnOf(field)
  if (column) return row(column)
  const computed = graphOf(definitions).computed(table.key, field.key)
  return computed ? computedSql(definitions, computed, row, envOfZone(definitions.zone)) : sql`null`
}

function storedCell(
  definitions: Definitions,
  table: Table,
  row: Cells,
  [key, ...rest]: readonly string[],
): SQL {
  if (key === 'id') return row('id')
  const field = fieldOf(table, key!)!
  const column = plainCell(definitions, table, row, field)
  if (namesPart(field, rest)) return sql`((${column} ->> ${param(rest[0]!)}) collate "C")`
  if (!isToOne(field)) return column
  const target = tableOf(definitions, targetOf(field)!)
  if (rest.length === 0) return livingId(definitions, target, column)
  const r = alias()
  return sql`(select ${storedCell(definitions, target, cellsOf(r), rest)} from ${qualified(definitions.schema, target.key)} ${r}
    where ${r}.id = ${column} and ${r}._deleted_at is null)`
}

function livingId({ schema }: Definitions, target: Table, id: SQL): SQL {
  const r = alias()
  return sql`(select ${r}.id from ${qualified(schema, target.key)} ${r} where ${r}.id = ${id} and ${r}._deleted_at is null)`
}

/** The living records that an `each` of the row gathers. */
function gathered(definitions: Definitions, table: Table, row: Cells, over: Over): Gathered {
  const target = gatheredTable(definitions, table, over)!
  const g = alias()
  const from = qualified(definitions.schema, target.key)
  const alive = sql`${g}._deleted_at is null`
  const field = (path: readonly string[]): SQL => storedCell(definitions, target, cellsOf(g), path)
  if ('table' in over) return { from: sql`from ${from} ${g} where ${alive}`, field }
  const links = over.path.slice(0, -1)
  const source = links.length === 0 ? table : endOf(definitions, table, links)
  const many = fieldOf(source, over.path.at(-1)!)!
  const held = isHeld(definitions, table, row, links)
  if (many.source.kind !== 'inverse') return { from: linked(many, 'from', 'to'), field }
  const far = fieldOf(target, many.source.field)!
  if (!isToOne(far)) return { from: linked(far, 'to', 'from'), field }
  return { from: sql`from ${from} ${g} where ${g}.${ident(far.key)} ${held} and ${alive}`, field }

  function linked({ number }: Field, own: 'from' | 'to', other: 'from' | 'to'): SQL {
    const l = alias()
    return sql`from ${qualified(definitions.schema, linkTableName(number))} ${l}
      join ${from} ${g} on ${g}.id = ${l}.${ident(other)} where ${l}.${ident(own)} ${held} and ${alive}`
  }
}

/** The table at the end of links to one or to many. */
const endOf = (definitions: Definitions, table: Table, links: readonly string[]): Table =>
  links.reduce((at, key) => tableOf(definitions, targetOf(fieldOf(at, key)!)!), table)

/** `= id` of the record at the end of links to one; among several where the way passes links to many. */
function isHeld(definitions: Definitions, table: Table, row: Cells, links: readonly string[]): SQL {
  if (links.length === 0) return sql`= ${row('id')}`
  const tables = links.map((_, i) => endOf(definitions, table, links.slice(0, i)))
  const last = links.findLastIndex((key, i) => isToMany(fieldOf(tables[i]!, key)!))
  if (last < 0) return sql`= ${storedCell(definitions, table, row, links)}`
  const before = gathered(definitions, table, row, { path: links.slice(0, last + 1) })
  const rest = links.slice(last + 1)
  return sql`in (select ${before.field(rest.length === 0 ? ['id'] : rest)} ${before.from})`
}

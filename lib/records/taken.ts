/** New records that hold what must not be there twice: told one by one, before an index refuses all of them. */
import type { Actor } from '@/lib/access/actor'
import { run, type Tx } from '@/lib/db/connection'
import { ident, joinSql, jsonParam, pgType, qualified, type SQL, sql } from '@/lib/db/sql'
import { uniquesOf, valueTaken } from '@/lib/ddl/unique'
import type { AppError } from '@/lib/errors'
import { columnType, fieldOf } from '@/lib/meta/fields'
import type { Table } from '@/lib/meta/model'
import type { NewRecord } from './insert'

/** By id: the value is in some record already, or in an earlier one of these. */
export async function takenAmong(
  tx: Tx,
  { definitions }: Actor,
  table: Table,
  records: readonly NewRecord[],
): Promise<[id: string, why: AppError][]> {
  const refused: [string, AppError][] = []
  for (const rule of uniquesOf(table)) {
    const held = records.map(({ values }) => rule.fields.map((key) => values.get(key)))
    const found = await run<{ n: number }>(
      tx,
      sql`select x._n as n from (${tuplesSql(table, rule.fields, held)}) x
          where x._nth > 1 or exists (select 1 from ${qualified(definitions.schema, table.key)} t
            where t._deleted_at is null and ${sameSql(rule.fields, ident('t'))})`,
    )
    for (const { n } of found) {
      const { id, values } = records[n]!
      refused.push([id, valueTaken(table, rule, [(key) => values.get(key)])])
    }
  }
  return refused
}

/** Values of some fields as rows: `_n` is the place of each, `_nth` which it is among equal ones. Those with an empty one are left out. */
export function tuplesSql(
  table: Table,
  fields: readonly string[],
  tuples: readonly (readonly unknown[])[],
): SQL {
  const rows = tuples.flatMap((tuple, n) =>
    tuple.some((v) => v === undefined || v === null)
      ? []
      : [{ _n: n, ...Object.fromEntries(fields.map((key, i) => [key, tuple[i]])) }],
  )
  const types = fields.map((key) => {
    const type = columnType(fieldOf(table, key)!)
    return sql`${ident(key)} ${pgType(type)}${type === 'text' ? sql` collate "C"` : sql``}`
  })
  const names = fields.map((key) => sql`r.${ident(key)}`)
  return sql`select r.*, row_number() over (partition by ${joinSql(names, sql`, `)} order by r._n) as _nth
    from jsonb_to_recordset(${jsonParam(rows)}) as r(_n int, ${joinSql(types, sql`, `)})`
}

/** That a row has the values of a tuple `x`. */
export const sameSql = (fields: readonly string[], row: SQL): SQL =>
  joinSql(
    fields.map((key) => sql`${row}.${ident(key)} = x.${ident(key)}`),
    sql` and `,
  )

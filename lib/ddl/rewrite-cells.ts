/**
 * Cells that a change of definitions rewrites along with it, as merging options does. The log keeps what they held and the
 * number of their field, so that taking the change back finds them, wherever their column stands by then.
 */
import { changeInsert } from '@/lib/changes/write'
import { run, type Tx } from '@/lib/db/connection'
import { ident, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { columnName } from '@/lib/meta/kept'
import type { Field, Table } from '@/lib/meta/model'
import type { SchemaChange } from './apply'
import { taken } from './unique'

export interface CellsOf {
  table: Table
  /** A field of the table, or of its trash. */
  field: Field
}

/** A line of the log, and how many cells it rewrote. */
export interface RewrittenCells {
  line: number
  count: number
}

/**
 * One field's cells get another value, in one statement for any number of rows; no line when there are none.
 * @param rows the `from` and `where` of the rows, called `t`
 * @param value what each gets
 * @param undoOf the line that this takes back
 */
export async function rewriteCells(
  tx: Tx,
  schema: string,
  { actor, door }: Pick<SchemaChange, 'actor' | 'door'>,
  { table, field }: CellsOf,
  rows: SQL,
  value: SQL,
  undoOf?: number,
): Promise<RewrittenCells[]> {
  const [locked] = await run<{ count: number }>(
    tx,
    sql`select count(*)::int as count from (select 1 from ${rows} order by t.id for no key update of t) x`,
  )
  const { count } = locked!
  if (count === 0) return []
  const name = columnName(table, field)
  const [column, key] = [ident(name), param(name)]
  const detail = { field: field.number }
  const line = changeInsert(schema, { actor, door, kind: 'update', table: table.key, count, undoOf, detail })
  const [written] = await taken(
    table,
    run<{ line: number }>(
      tx,
      sql`with c as (${line}),
        x as (select t.id, t.${column} as before, ${value} as after from ${rows}),
        h as (insert into ${qualified(schema, '_cells')} (change, record, before, after)
          select c.seq, x.id, jsonb_build_object(${key}, x.before), jsonb_build_object(${key}, x.after) from c, x),
        w as (update ${qualified(schema, table.key)} t set ${column} = x.after from x where t.id = x.id)
        select seq as line from c`,
    ),
  )
  return [{ line: written!.line, count }]
}

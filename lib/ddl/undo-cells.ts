/**
 * Cells when the change that rewrote them is taken back: those that still hold what it left get what they held before.
 * Rows that were edited since keep their newer value.
 */
import { run, type Tx } from '@/lib/db/connection'
import { ident, jsonParam, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { typeOf } from '@/lib/meta/fields'
import { columnName, keptFields } from '@/lib/meta/kept'
import type { Definitions } from '@/lib/meta/model'
import { deletedDocuments } from '@/lib/meta/store'
import type { SchemaChange } from './apply'
import { type CellsOf, rewriteCells } from './rewrite-cells'

/** What a line of the log rewrote. */
export interface CellsBack extends CellsOf {
  line: number
  /** Whether people see the field: it, and its table, may lie in the trash, or stand aside since a change of type. */
  living: boolean
}

/** What these lines rewrote, as far as its columns are there: also in the trash, from where it may come back. */
export async function cellsBack(
  tx: Tx,
  definitions: Definitions,
  lines: readonly number[],
): Promise<CellsBack[]> {
  if (lines.length === 0) return []
  const { schema, baseId } = definitions
  const found = await run<{ line: number; table: string; number: number }>(
    tx,
    sql`select c.seq as line, c.table_key as table, (c.detail ->> 'field')::int as number from ${qualified(schema, '_changes')} c
        where c.seq in (select x::bigint from jsonb_array_elements_text(${jsonParam(lines)}) x) order by c.seq`,
  )
  const deleted = await deletedDocuments(tx, baseId, 'table')
  return found.flatMap(({ line, table: key, number }) => {
    const there = definitions.tables.get(key)
    const table = there ?? deleted.find((t) => t.key === key)
    const field = table && keptFields(table).find((f) => f.number === number)
    return field ? [{ line, table, field, living: there?.fields.includes(field) ?? false }] : []
  })
}

/** The rows `t` that a line rewrote, with their cells `h` of the history. */
const rewritten = (schema: string, { line, table }: CellsBack): SQL =>
  sql`${qualified(schema, table.key)} t join ${qualified(schema, '_cells')} h on h.record = t.id and h.change = ${param(line, 'bigint')}`

/** Whether the row still holds what the line left. A line has one field, under the name that its column had. */
const unchanged = ({ table, field }: CellsBack): SQL =>
  sql`to_jsonb(t.${ident(columnName(table, field))}) is not distinct from jsonb_path_query_first(h.after, '$.*')`

/** How many living cells get their old value back, or keep a newer one. */
export async function countCells(
  tx: Tx,
  { schema }: Definitions,
  all: readonly CellsBack[],
): Promise<{ restored: number; edited: number }> {
  const sum = { restored: 0, edited: 0 }
  for (const back of all.filter((b) => b.living)) {
    const [row] = await run<typeof sum>(
      tx,
      sql`select count(*) filter (where v.unchanged)::int as restored, count(*) filter (where not v.unchanged)::int as edited
          from (select ${unchanged(back)} as unchanged from ${rewritten(schema, back)} where t._deleted_at is null) v`,
    )
    sum.restored += row!.restored
    sum.edited += row!.edited
  }
  return sum
}

/** Sets the cells back; @returns the lines of the log that say so. */
export async function setCellsBack(
  tx: Tx,
  { schema }: Definitions,
  change: SchemaChange,
  all: readonly CellsBack[],
): Promise<number[]> {
  const lines: number[] = []
  for (const back of all) {
    const rows = sql`${rewritten(schema, back)} where ${unchanged(back)}`
    const done = await rewriteCells(tx, schema, change, back, rows, before(back), back.line)
    lines.push(...done.map((d) => d.line))
  }
  return lines
}

/** What the history says a cell held, as its column holds it. */
function before({ field }: CellsBack): SQL {
  const held = sql`jsonb_path_query_first(h.before, '$.*')`
  return typeOf(field).kind === 'list'
    ? sql`array(select e.x from jsonb_array_elements_text(${held}) with ordinality as e(x, i) order by e.i)`
    : sql`(${held} #>> '{}')`
}

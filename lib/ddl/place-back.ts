/** Where a field from the trash belongs: the section and the neighbours that it had when it was deleted. */
import { type Db, run } from '@/lib/db/connection'
import { jsonParam, param, sql } from '@/lib/db/sql'
import { parse } from '@/lib/meta/documents'
import type { Field, Table } from '@/lib/meta/model'

/** The table as it was when it last had the field, from the history; undefined when that is not kept. */
export async function lastWith(db: Db, { id }: Table, { key }: Field): Promise<Table | undefined> {
  const [row] = await run<{ before: unknown }>(
    db,
    sql`select before from tian.document_history
        where document_id = ${param(id, 'uuid')}
          and before -> 'x-table' -> 'sections' @> ${jsonParam([{ fields: [key] }])}
        order by seq desc limit 1`,
  )
  return row && parse('table', row.before)
}

/** The table with the field where it was `then`; at the end of the last section where its own is gone. */
export function placedBack(table: Table, field: Field, then: Table | undefined): Table {
  const { key } = field
  const was = then?.sections.find((s) => s.fields.includes(key))
  const home = table.sections.find((s) => s.key === was?.key) ?? table.sections.at(-1)
  const order = putBack(
    table.fields.map((f) => f.key),
    then?.fields.map((f) => f.key),
    key,
  )
  return {
    ...table,
    fields: table.fields.toSpliced(order.indexOf(key), 0, field),
    sections: table.sections.map((s) =>
      s === home ? { ...s, fields: putBack(s.fields, s.key === was?.key ? was.fields : undefined, key) } : s,
    ),
  }
}

/** Behind the nearest of those that once stood before it; at the end when that is not known. */
export function putBack(now: readonly string[], then: readonly string[] | undefined, key: string): string[] {
  if (!then) return [...now, key]
  const before = then.slice(0, then.indexOf(key)).findLast((other) => now.includes(other))
  return now.toSpliced(before === undefined ? 0 : now.indexOf(before) + 1, 0, key)
}

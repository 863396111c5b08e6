/** What type a field had when a line of the log was written: values of then are read as what they were. */
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { keptFields } from '@/lib/meta/kept'
import type { Field, Table } from '@/lib/meta/model'

/** The field as it was at that moment: itself, an older self, or undefined when that is not known any more. */
export type FieldThen = (field: Field, at: string) => Field | undefined

/** Reads when fields of the table changed their type. */
export async function formerFields(table: Table): Promise<FieldThen> {
  const moves = await run<{ at: string; key: string; number: number }>(
    appSql(),
    sql`select h.at, p.key, (p.value #>> '{x-field,number}')::int as number
        from tian.document_history h cross join lateral jsonb_each(h.before -> 'properties') p
        where h.document_id = ${param(table.id, 'uuid')} and h.after is not null
          and p.value #> '{x-field,number}' <> h.after #> array['properties', p.key, 'x-field', 'number']
        order by h.seq`,
  )
  const kept = new Map(keptFields(table).map((f) => [f.number, f]))
  return (field, at) => {
    // What it was before the first change of type that came later.
    const next = moves.find((m) => m.key === field.key && m.at > at)
    return next ? kept.get(next.number) : field
  }
}

/** Computing whole tables: when a formula is new, after an install, and to prove that every stored value is right. */
import { envOfZone } from '@/lib/access/env'
import { cellsOf, computedSql } from '@/lib/access/stored-rows'
import { type Db, run } from '@/lib/db/connection'
import { alias, joinSql, pgType, qualified, sql } from '@/lib/db/sql'
import { columnType } from '@/lib/meta/fields'
import { type Computed, graphOf } from '@/lib/meta/graph'
import type { Definitions, Table } from '@/lib/meta/model'
import { inSteps } from './reach'
import { columnSql, updateSql } from './values'

/** Computes all stored values of some tables (of the whole base unless said) from nothing; for installs and repairs. */
export async function recomputeAll(
  db: Db,
  definitions: Definitions,
  tables?: ReadonlySet<string>,
): Promise<void> {
  const stored = graphOf(definitions).order.filter((c) => c.stored && (!tables || tables.has(c.table.key)))
  await fill(db, definitions, inSteps(stored))
}

/** Computes the values of some fields for all records, step by step. */
export async function fill(db: Db, definitions: Definitions, steps: readonly Computed[][]): Promise<void> {
  for (const computed of steps) await run(db, updateSql(definitions, computed))
}

/** The records of a table that hold another value than their inputs give, in one of these fields. */
export async function differing(
  db: Db,
  definitions: Definitions,
  computed: readonly Computed[],
): Promise<string[]> {
  const env = envOfZone(definitions.zone)
  const { table } = computed[0]!
  const t = alias()
  const differs = computed.map(
    (c) =>
      sql`${t}.${columnSql(c)} is distinct from ${computedSql(definitions, c, cellsOf(t), env)}::${pgType(columnType(c.field))}`,
  )
  const rows = await run<{ id: string }>(
    db,
    sql`select ${t}.id from ${qualified(definitions.schema, table.key)} ${t}
        where ${t}._deleted_at is null and (${joinSql(differs, sql` or `)}) order by ${t}.id`,
  )
  return rows.map((r) => r.id)
}

/** Stored fields some of whose records hold another value than their inputs give: what `doctor` asks. */
export async function wrongValues(
  db: Db,
  definitions: Definitions,
): Promise<{ table: Table; field: string; records: number }[]> {
  const wrong: { table: Table; field: string; records: number }[] = []
  for (const c of graphOf(definitions).order.filter((c) => c.stored)) {
    const { length } = await differing(db, definitions, [c])
    if (length > 0) wrong.push({ table: c.table, field: c.field.key, records: length })
  }
  return wrong
}

/** Computing whole tables: when a formula is new, after an install, and to prove that every stored value is right. */
import { envOfZone } from '@/lib/access/env'
import { cellsOf, computedSql } from '@/lib/access/stored-rows'
import { type Db, run, type Tx } from '@/lib/db/connection'
import { alias, joinSql, pgType, qualified, sql } from '@/lib/db/sql'
import { columnType } from '@/lib/meta/fields'
import { type Computed, graphOf } from '@/lib/meta/graph'
import type { Definitions, Table } from '@/lib/meta/model'
import { inSteps } from './reach'
import { columnSql, updateSql } from './values'

/** Computes all stored values of some tables (of the whole base unless said) from nothing; for installs and repairs. */
export async function recomputeAll(
  tx: Tx,
  definitions: Definitions,
  tables?: ReadonlySet<string>,
): Promise<void> {
  const stored = graphOf(definitions).order.filter((c) => c.stored && (!tables || tables.has(c.table.key)))
  await fill(tx, definitions, inSteps(stored))
}

/**
 * Computes the values of some fields for all records, step by step. Writers wait, readers do not: what somebody is
 * writing at this moment would be missed, and its writer does not know of these fields.
 */
export async function fill(tx: Tx, definitions: Definitions, steps: readonly Computed[][]): Promise<void> {
  const drawnOn = steps.flat().flatMap((c) => [c.table.key, ...c.inputs.map((i) => i.table)])
  const tables = [...new Set(drawnOn)].sort().map((key) => qualified(definitions.schema, key))
  if (tables.length === 0) return
  await run(tx, sql`lock table ${joinSql(tables, sql`, `)} in exclusive mode`)
  for (const computed of steps) await run(tx, updateSql(definitions, computed))
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

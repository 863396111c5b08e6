/**
 * Filling a column of a large table: in batches of rows by id, each in its own short transaction, so that nobody waits
 * and the work can be told of and stopped. Whatever changes meanwhile is caught up by `catchUpColumn`, under a lock.
 */
import { ownerTransaction, run, type Tx } from '@/lib/db/connection'
import { ident, param, qualified, type SQL, sql } from '@/lib/db/sql'

export interface ColumnFill {
  schema: string
  table: string
  column: string
  /** The value for the row `t`. */
  value: SQL
  /** The clock for times without a zone; UTC unless said. */
  zone?: string
}

export interface FillOptions {
  /** Told after every batch how many rows are done; whoever throws here stops the work. */
  tell?: (completed: number) => unknown
  signal?: AbortSignal
  /** Done in the transaction of every batch. */
  beside?: (tx: Tx) => Promise<unknown>
  batch?: number
}

/** Fills the column for every row, in batches. Stops between two of them, with the signal's reason. */
export async function fillColumn(
  fill: ColumnFill,
  { tell, signal, beside, batch = 10_000 }: FillOptions = {},
): Promise<void> {
  const rows = qualified(fill.schema, fill.table)
  let after: string | undefined
  for (let completed = 0; ; ) {
    signal?.throwIfAborted()
    const beyond: SQL = after === undefined ? sql`true` : sql`t.id > ${param(after, 'uuid')}`
    const done = await ownerTransaction(async (tx) => {
      await beside?.(tx)
      const [last] = await run<{ id: string }>(
        tx,
        sql`select t.id from ${rows} t where ${beyond} order by t.id limit 1 offset ${param(batch - 1, 'int')}`,
      )
      const within = last ? sql`${beyond} and t.id <= ${param(last.id, 'uuid')}` : beyond
      return { last: last?.id, count: await setValues(tx, fill, within) }
    })
    completed += done.count
    await tell?.(completed)
    if (done.last === undefined) return
    after = done.last
  }
}

/** Brings the rows up to date that came or changed since the batches passed them. Call it with the table locked. */
export const catchUpColumn = (tx: Tx, fill: ColumnFill): Promise<number> =>
  setValues(tx, fill, sql`t.${ident(fill.column)} is distinct from ${fill.value}`)

/** @returns how many rows were written */
async function setValues(tx: Tx, fill: ColumnFill, which: SQL): Promise<number> {
  const { schema, table, column, value, zone } = fill
  if (zone) await run(tx, sql`select set_config('TimeZone', ${param(zone)}, true)`)
  const [row] = await run<{ count: number }>(
    tx,
    sql`with u as (update ${qualified(schema, table)} t set ${ident(column)} = ${value} where ${which} returning 1)
        select count(*)::int as count from u`,
  )
  return row!.count
}

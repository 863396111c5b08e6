/**
 * Computed fields of large tables are computed before anything changes (design §3, schema changes): into columns of their
 * own, in batches that commit one by one, then switched in one short transaction. Whoever ends this in between, by asking
 * or by killing the process, leaves definitions and values as they were.
 */
import { envOfZone } from '@/lib/access/env'
import { cellsOf, computedSql } from '@/lib/access/stored-rows'
import { fill } from '@/lib/compute/fill'
import { ownerTransaction, run, type Tx } from '@/lib/db/connection'
import { ident, pgType, qualified, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { beginWork, Cancelled, type Work } from '@/lib/jobs/work'
import { stagedName } from '@/lib/meta/derived-names'
import { columnOf, columnType } from '@/lib/meta/fields'
import { type Computed, graphOf } from '@/lib/meta/graph'
import type { Definitions, Field } from '@/lib/meta/model'
import { dressSteps, type Step } from './diff'
import { fillColumn } from './fill-column'
import { dropStaged, type Staged, settleColumn, stageColumn, stillAtIt } from './staging'

/** Above so many rows a change of what is computed takes this way. */
export const refilledFrom = 50_000

/** Computed fields with the columns that will be theirs. */
export interface Refill {
  /** The definitions in which these fields stand in their new columns. */
  definitions: Definitions
  computed: readonly Computed[]
  numbers: ReadonlyMap<Computed, number>
}

/** @param freshNumber gives a field number for each column */
export async function planRefill(
  after: Definitions,
  stale: readonly Computed[],
  freshNumber: () => Promise<number>,
): Promise<Refill> {
  const columns = new Map<string, number>()
  for (const c of stale) columns.set(nameOf(c), await freshNumber())
  const tables = [...after.tables.values()].map((table) => {
    const fields = table.fields.map((field): Field => {
      const number = columns.get(nameOf({ table, field }))
      return number === undefined ? field : { ...field, column: stagedName(number) }
    })
    return [table.key, { ...table, fields }] as const
  })
  const definitions: Definitions = { ...after, tables: new Map(tables) }
  const computed = stale.map((c) => graphOf(definitions).computed(c.table.key, c.field.key)!)
  return { definitions, computed, numbers: new Map(computed.map((c) => [c, columns.get(nameOf(c))!])) }
}

const nameOf = ({ table, field }: Pick<Computed, 'table' | 'field'>): string => `${table.key}.${field.key}`

/** How many records have to be gone over. */
export async function rowsOf(tx: Tx, { schema }: Definitions, stale: readonly Computed[]): Promise<number> {
  let rows = 0
  for (const key of stale.map((c) => c.table.key)) {
    const [row] = await run<{ count: number }>(
      tx,
      sql`select count(*)::int as count from ${qualified(schema, key)}`,
    )
    rows += row!.count
  }
  return rows
}

/**
 * Fills the columns, told as work of the base, then does the rest.
 * @param switchOver is given the filled columns, which are gone when it throws or answers undefined, and a last chance
 * to hear that somebody asks for an end
 */
export async function refill<T>(
  plan: Refill,
  rows: number,
  switchOver: (staged: readonly Staged[], lastWord: () => Promise<void>) => Promise<T | undefined>,
): Promise<T | undefined> {
  const { schema } = plan.definitions
  const work = await beginWork(schema, { what: 'computing', label: plan.computed[0]!.field.label }, rows)
  const staged: Staged[] = []
  let done: T | undefined
  try {
    await fillColumns(plan, work, staged)
    done = await switchOver(staged, () => work.tell(rows))
    return done
  } catch (error) {
    throw error instanceof Cancelled ? appError('CANCELLED') : error
  } finally {
    if (done === undefined) for (const column of staged) await dropStaged(column)
    await work.end()
  }
}

/** Level by level: a field that draws on another one finds it filled. */
async function fillColumns(
  { definitions, computed, numbers }: Refill,
  work: Work,
  staged: Staged[],
): Promise<void> {
  const { schema, zone } = definitions
  for (const c of computed) {
    const type = columnType(c.field)
    await ownerTransaction(async (tx) => {
      await run(tx, sql`set local lock_timeout = '3s'`)
      staged.push(await stageColumn(tx, schema, c.table.key, numbers.get(c)!, type))
    })
  }
  let before = 0
  for (const [i, c] of computed.entries()) {
    const value = sql`${computedSql(definitions, c, cellsOf(ident('t')), envOfZone(zone))}::${pgType(columnType(c.field))}`
    let completed = 0
    await fillColumn(
      { schema, table: c.table.key, column: columnOf(c.field)!, value },
      {
        batch: 5000,
        // Told by statements of their own, and heard whether somebody asks for an end.
        async beside(tx) {
          await work.tell(before + completed)
          await stillAtIt(tx, staged[i]!)
        },
        tell(rows) {
          completed = rows
        },
      },
    )
    before += completed
  }
  await work.tell(before)
}

/**
 * Catches up with what was written meanwhile, while writers wait; readers do not. Call it in the transaction that
 * switches, before its steps.
 */
export const catchUp = (tx: Tx, { definitions, computed }: Refill): Promise<void> =>
  fill(
    tx,
    definitions,
    computed.map((c) => [c]),
  )

/** The columns have taken their names. */
export async function settleColumns(tx: Tx, staged: readonly Staged[]): Promise<void> {
  for (const column of staged) await settleColumn(tx, column)
}

/** The steps of a change with the filled columns in the place of empty ones and of old ones. */
export function switchedSteps({ computed }: Refill, steps: readonly Step[]): Step[] {
  const rest = new Set(computed)
  const taken = steps.flatMap((step): Step[] => {
    if (step.do !== 'addColumn') return [step]
    const found = [...rest].find((c) => c.table.key === step.table && c.field.key === step.column)
    if (!found) return [step]
    rest.delete(found)
    return [renamed(found)]
  })
  const replaced = [...rest].flatMap((c): Step[] => [
    { do: 'dropColumn', table: c.table.key, column: c.field.key },
    renamed(c),
    ...dressSteps(c.table.key, c.field),
  ])
  return [...replaced, ...taken]
}

const renamed = ({ table, field }: Computed): Step => ({
  do: 'renameColumn',
  table: table.key,
  from: columnOf(field)!,
  to: field.key,
})

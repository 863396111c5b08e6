/**
 * A change of definitions happens whole or not at all (law L3): structure, documents, history and the log line
 * are one transaction of the owner, under the base's lock.
 */
import { type Door, writeChange } from '@/lib/changes/write'
import { fill } from '@/lib/compute/fill'
import { ownerTransaction, run, type Tx } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Definitions } from '@/lib/meta/model'
import {
  changedDefinitions,
  type DocumentChange,
  findBase,
  keepDefinitions,
  loadDefinitions,
  readDefinitions,
  type SavedDocument,
  saveDocuments,
} from '@/lib/meta/store'
import { diffTable, type Step } from './diff'
import {
  catchUp,
  planRefill,
  type Refill,
  refill,
  refilledFrom,
  rowsOf,
  settleColumns,
  switchedSteps,
} from './refill'
import { type Settled, settle } from './settle'
import { statementsOf } from './statements'
import { taken } from './unique'

export interface SchemaChange {
  base: string
  actor: string | null
  door: Door
  /** The line of the log that this takes back. */
  undoOf?: number
  /** What lay in the trash long enough goes for good. */
  purge?: true
  /** The lines of the log that have rewritten cells along with it: they are taken back together. */
  cells?: readonly number[]
}

/** What an edit works with: the definitions under the lock, and fresh field numbers. */
export interface SchemaEdit {
  tx: Tx
  definitions: Definitions
  /** A number that no field of this base ever had. */
  nextNumber(): Promise<number>
}

/**
 * Runs an edit of a base's definitions.
 * @param edit is given the definitions under the base's lock and answers the documents to change
 */
export async function changeDefinitions(
  change: SchemaChange,
  edit: (work: SchemaEdit) => Promise<DocumentChange[]>,
): Promise<Definitions> {
  for (let attempt = 1; ; attempt++) {
    const planned = await ownerTransaction(async (tx) => {
      const definitions = await lockBase(tx, change.base)
      const number = () => nextNumber(tx, definitions.schema)
      const given = await edit({ tx, definitions, nextNumber: number })
      const settled = await settle(definitions, given, number, change.actor)
      const stale = settled.stale.flat()
      // A table that this very change makes is not there yet, and has no records.
      const made = new Set(
        given.flatMap((c) => (c.kind === 'table' && !c.before && c.after ? [c.after.key] : [])),
      )
      const rows = await rowsOf(
        tx,
        definitions,
        stale.filter((c) => !made.has(c.table.key)),
      )
      if (rows > refilledFrom)
        return { definitions, given, settled, rows, large: await planRefill(settled.after, stale, number) }
      return committed(tx, change, definitions, given, await applySettled(tx, definitions, change, settled))
    })
    const done = 'large' in planned ? await applyStaged(change, planned) : planned
    if (done) return keepDefinitions(done)
    if (attempt === 3) throw appError('BUSY')
  }
}

/** The definitions as the transaction leaves them. */
function committed(
  tx: Tx,
  change: SchemaChange,
  definitions: Definitions,
  given: readonly DocumentChange[],
  saved: readonly SavedDocument[],
): Promise<Definitions> | Definitions {
  if (given.length > 0 && given.every(stays)) return changedDefinitions(definitions, saved)
  return findBase(tx, change.base).then((base) => readDefinitions(tx, base!))
}

interface Planned {
  definitions: Definitions
  given: readonly DocumentChange[]
  settled: Settled
  rows: number
  large: Refill
}

/** Fills the columns first, and switches in a short transaction; undefined when the definitions have moved meanwhile. */
const applyStaged = (
  change: SchemaChange,
  { definitions, given, settled, rows, large }: Planned,
): Promise<Definitions | undefined> =>
  refill(large, rows, (staged, lastWord) =>
    ownerTransaction(async (tx) => {
      const now = await lockBase(tx, change.base)
      if (now.version !== definitions.version) return undefined
      await catchUp(tx, large)
      await lastWord()
      const adapt = (steps: Step[]) => switchedSteps(large, steps)
      const saved = await applySettled(tx, definitions, change, settled, { adapt, filled: true })
      await settleColumns(tx, staged)
      return committed(tx, change, definitions, given, saved)
    }),
  )

/** A document that is neither new nor deleted nor back from the trash (before is after) keeps its place among the others. */
const stays = (change: DocumentChange): boolean =>
  change.before !== undefined && change.after !== undefined && change.before !== change.after

/** Takes the base's lock for a change of definitions: one at a time, and readers of rows are not held up. */
export async function lockBase(tx: Tx, key: string): Promise<Definitions> {
  await run(tx, sql`set local lock_timeout = '3s'`)
  const base = await findBase(tx, key, sql`for no key update`)
  if (!base) throw appError('NOT_FOUND')
  return loadDefinitions(tx, base)
}

/**
 * Prints and runs the structure, then saves the documents; for callers that hold the base's lock.
 * @param adapt may put steps that move values between those of the structure
 */
export async function applyChanges(
  tx: Tx,
  definitions: Definitions,
  change: SchemaChange,
  given: readonly DocumentChange[],
  adapt: (steps: Step[]) => Step[] = (steps) => steps,
): Promise<SavedDocument[]> {
  const number = () => nextNumber(tx, definitions.schema)
  const settled = await settle(definitions, given, number, change.actor)
  return applySettled(tx, definitions, change, settled, { adapt })
}

async function applySettled(
  tx: Tx,
  definitions: Definitions,
  change: SchemaChange,
  { changes, after, stale }: Settled,
  { adapt = (steps) => steps, filled = false }: { adapt?: (steps: Step[]) => Step[]; filled?: boolean } = {},
): Promise<SavedDocument[]> {
  const diffs = changes.flatMap((c) => (c.kind === 'table' && c.after ? [diffTable(c.before, c.after)] : []))
  for (const step of adapt([...diffs.flatMap((d) => d.structure), ...diffs.flatMap((d) => d.links)])) {
    const table = changes.find(
      (c) => c.kind === 'table' && c.after?.key === ('table' in step ? step.table : undefined),
    )
    for (const statement of statementsOf(definitions.schema, step)) {
      await taken(table?.kind === 'table' ? table.after : undefined, run(tx, statement))
    }
  }
  if (!filled) await fill(tx, after, stale)
  const seq = await writeChange(tx, definitions.schema, {
    actor: change.actor,
    door: change.door,
    kind: 'schema',
    table: changes.find((c) => c.kind === 'table')?.after?.key ?? '',
    count: changes.length,
    undoOf: change.undoOf,
    detail: {
      documents: changes.map((c) => ({ kind: c.kind, key: (c.after ?? c.before)?.key })),
      ...(change.purge ? { purge: true } : {}),
      ...(change.cells?.length ? { cells: change.cells } : {}),
    },
  })
  return saveDocuments(tx, { baseId: definitions.baseId, actor: change.actor, change: seq }, changes)
}

const fieldNumbers = '00000000-0000-0000-0000-000000000000'

/** Takes `count` numbers; @returns the last of them. */
export async function nextNumber(tx: Tx, schema: string, count = 1): Promise<number> {
  const [row] = await run<{ value: number }>(
    tx,
    sql`insert into ${qualified(schema, '_counters')} as c (field, period, value)
        values (${param(fieldNumbers, 'uuid')}, 'number', ${param(count, 'bigint')})
        on conflict (field, period) do update set value = c.value + excluded.value returning value`,
  )
  return row!.value
}

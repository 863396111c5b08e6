/**
 * A change of definitions happens whole or not at all (law L3): structure, documents, history and the log line
 * are one transaction of the owner, under the base's lock.
 */
import { type Door, writeChange } from '@/lib/changes/write'
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
import { diffTable } from './diff'
import { statementsOf } from './statements'
import { taken } from './unique'

export interface SchemaChange {
  base: string
  actor: string | null
  door: Door
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
  const committed = await ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, change.base)
    const changes = await edit({ tx, definitions, nextNumber: () => nextNumber(tx, definitions.schema) })
    const saved = await applyChanges(tx, definitions, change, changes)
    if (changes.length > 0 && changes.every(stays)) return changedDefinitions(definitions, saved)
    return readDefinitions(tx, (await findBase(tx, change.base))!)
  })
  return keepDefinitions(committed)
}

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

/** Prints and runs the structure, then saves the documents; for callers that hold the base's lock. */
export async function applyChanges(
  tx: Tx,
  definitions: Definitions,
  change: SchemaChange,
  changes: readonly DocumentChange[],
): Promise<SavedDocument[]> {
  const diffs = changes.flatMap((c) => (c.kind === 'table' && c.after ? [diffTable(c.before, c.after)] : []))
  for (const step of [...diffs.flatMap((d) => d.structure), ...diffs.flatMap((d) => d.links)]) {
    const table = changes.find(
      (c) => c.kind === 'table' && c.after?.key === ('table' in step ? step.table : undefined),
    )
    for (const statement of statementsOf(definitions.schema, step)) {
      await taken(table?.kind === 'table' ? table.after?.fields : undefined, run(tx, statement))
    }
  }
  const seq = await writeChange(tx, definitions.schema, {
    actor: change.actor,
    door: change.door,
    kind: 'schema',
    table: changes.find((c) => c.kind === 'table')?.after?.key ?? '',
    count: changes.length,
    detail: { documents: changes.map((c) => ({ kind: c.kind, key: (c.after ?? c.before)?.key })) },
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

/**
 * Use case: change the type of a field. The old column stands aside with its exact values; nothing is half done. Large
 * tables are filled beforehand, beside the writers, and only the switch is one short transaction.
 */
import type { Actor } from '@/lib/access/actor'
import type { ConversionAsk, ConversionProgress } from '@/lib/api/contract-design'
import { ownerSql, ownerTransaction, run, type Tx } from '@/lib/db/connection'
import { ident, qualified, sql } from '@/lib/db/sql'
import { AppError, appError } from '@/lib/errors'
import { beginWork, Cancelled, type Work } from '@/lib/jobs/work'
import { asideName } from '@/lib/meta/derived-names'
import { columnType, isToMany } from '@/lib/meta/fields'
import type { Definitions } from '@/lib/meta/model'
import { findBase, keepDefinitions, readDefinitions } from '@/lib/meta/store'
import { applyChanges, lockBase, nextNumber } from './apply'
import type { Conversion } from './conversion'
import { askedConversion, inZone } from './convert-preview'
import { cellOf, converted, fillLinks, isFilled } from './convert-sql'
import type { Step } from './diff'
import { fieldIn, tableIn } from './edit-field'
import { changeOf } from './edit-table'
import { type ColumnFill, catchUpColumn, fillColumn } from './fill-column'
import { refreshReaders } from './refresh'
import { whereUsed } from './refuse'
import { dropStaged, type Staged, settleColumn, stageColumn, stillAtIt } from './staging'

export interface ConvertOptions {
  /** Told as the work goes on, never from inside a transaction. */
  tell?: (progress: Pick<ConversionProgress, 'completed' | 'total'>) => unknown
  signal?: AbortSignal
  /** Up to so many rows are one transaction. */
  atOnce?: number
  /** Rows per transaction of a large table. */
  batch?: number
}

/** Converts a field; when it returns, everything has happened, and when it throws, nothing has. */
export async function convertField(
  actor: Actor,
  table: string,
  key: string,
  ask: ConversionAsk,
  options: ConvertOptions = {},
): Promise<void> {
  const { tell, signal, atOnce = 50_000 } = options
  const total = await countRows(actor, table)
  tell?.({ completed: 0, total })
  try {
    if (total <= atOnce) await switchOver(actor, table, key, ask, undefined, signal)
    else await convertLarge(actor, table, key, ask, total, options)
  } catch (error) {
    throw error instanceof Cancelled || signal?.aborted ? appError('CANCELLED') : error
  }
  tell?.({ completed: total, total })
}

/** Fills first, then switches; others see how far it is and may end it as well. */
async function convertLarge(
  actor: Actor,
  table: string,
  key: string,
  ask: ConversionAsk,
  total: number,
  options: ConvertOptions,
): Promise<void> {
  const { schema } = actor.definitions
  const label = fieldIn(tableIn(actor.definitions, table), key).label
  const work = await beginWork(schema, { what: 'converting', label }, total)
  let filled: Filled | undefined
  try {
    filled = await stage(actor, table, key, ask)
    if (filled) await fillStaged(filled, work, total, options)
    await switchOver(actor, table, key, filled?.ask ?? ask, filled, options.signal)
  } catch (error) {
    if (filled) await dropStaged(filled.staged)
    throw error
  } finally {
    await work.end()
  }
}

async function countRows({ definitions }: Actor, table: string): Promise<number> {
  if (!definitions.tables.has(table)) throw appError('NOT_FOUND')
  const [row] = await run<{ count: number }>(
    ownerSql(),
    sql`select count(*)::int as count from ${qualified(definitions.schema, table)}`,
  )
  return row!.count
}

/** A column that is filled, or about to be, and waits for its name. */
interface Filled {
  staged: Staged
  number: number
  /** The number that the field had when it was filled from it. */
  from: number
  fill: ColumnFill
  /** With the options that were made for it. */
  ask: ConversionAsk
}

/** Makes the new column under a name of its own. Links to many are filled in the switch: they have a table, no column. */
const stage = (actor: Actor, table: string, key: string, ask: ConversionAsk): Promise<Filled | undefined> =>
  ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, actor.definitions.base)
    const number = await nextNumber(tx, definitions.schema)
    const conversion = await askedConversion(tx, actor, table, key, ask, definitions, number)
    refuseBreaking(actor, definitions, conversion)
    const { field, was } = conversion
    if (isToMany(field)) return undefined
    const staged = await stageColumn(tx, definitions.schema, table, number, columnType(field))
    const fill = fillOf(definitions, conversion, staged.column, key)
    return { staged, number, from: was.number, fill, ask: { type: ask.type, options: field.options } }
  })

const fillStaged = (
  { fill, staged }: Filled,
  work: Work,
  total: number,
  { tell, signal, batch }: ConvertOptions,
): Promise<void> =>
  fillColumn(fill, {
    signal,
    batch,
    beside: (tx) => stillAtIt(tx, staged),
    async tell(completed) {
      tell?.({ completed, total })
      await work.tell(completed)
    },
  })

/** How a column is filled from the one that the field has now. */
function fillOf(
  definitions: Definitions,
  { table, was, field }: Conversion,
  column: string,
  source: string,
): ColumnFill {
  const value = converted(definitions, was, field, cellOf(was, sql`t`, source))
  return { schema: definitions.schema, table: table.key, column, value, zone: definitions.zone }
}

/** The one transaction in which the field becomes another: structure, values, documents, log. */
async function switchOver(
  actor: Actor,
  table: string,
  key: string,
  ask: ConversionAsk,
  filled: Filled | undefined,
  signal?: AbortSignal,
): Promise<void> {
  const committed = await patiently(async (tx) => {
    const definitions = await lockBase(tx, actor.definitions.base)
    await inZone(tx, definitions)
    const number = filled?.number ?? (await nextNumber(tx, definitions.schema))
    const conversion = await askedConversion(tx, actor, table, key, ask, definitions, number)
    refuseBreaking(actor, definitions, conversion)
    if (filled && conversion.was.number !== filled.from) throw appError('CONFLICT', { field: key })
    await run(tx, sql`lock table ${qualified(definitions.schema, table)} in share row exclusive mode`)
    if (filled) await catchUpColumn(tx, fillOf(definitions, conversion, filled.staged.column, key))
    signal?.throwIfAborted()
    await applyChanges(tx, definitions, changeOf(actor), conversion.changes, (steps) =>
      withValues(definitions, conversion, steps, filled),
    )
    if (filled) await settleColumn(tx, filled.staged)
    return refreshed(tx, definitions, table, key)
  })
  keepDefinitions(committed)
}

const mostTries = 5

/** A busy table lets nobody in for three seconds at a time: that is no reason to give up what is filled already. */
async function patiently<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ownerTransaction(work)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'BUSY' || attempt === mostTries) throw error
    }
  }
}

async function refreshed(
  tx: Tx,
  definitions: Definitions,
  table: string,
  field: string,
): Promise<Definitions> {
  const after = await readDefinitions(tx, (await findBase(tx, definitions.base))!)
  await refreshReaders(tx, after, [{ table, field }])
  return after
}

function refuseBreaking(actor: Actor, definitions: Definitions, { uses }: Conversion): void {
  const broken = uses.filter((use) => use.breaks)
  if (broken.length > 0)
    throw appError('DEFINITION_IN_USE', { params: { where: whereUsed(definitions, broken, actor.locale) } })
}

/** The steps with the new column filled before it is indexed, or taken as it was filled beforehand. */
function withValues(
  definitions: Definitions,
  { table, was, field }: Conversion,
  steps: Step[],
  filled: Filled | undefined,
): Step[] {
  const cell = cellOf(was, sql`t`, asideName(was.number))
  const value = converted(definitions, was, field, cell)
  return steps.flatMap((step): Step[] => {
    if ((step.do !== 'addColumn' && step.do !== 'createLinkTable') || step.number !== field.number)
      return [step]
    if (filled) return [{ do: 'renameColumn', table: table.key, from: filled.staged.column, to: field.key }]
    const statement = isToMany(field)
      ? fillLinks(definitions, table, field, value)
      : sql`update ${qualified(definitions.schema, table.key)} t set ${ident(field.key)} = ${value}
          where ${isFilled(definitions, was, cell)}`
    return [step, { do: 'run', statement }]
  })
}

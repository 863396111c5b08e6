/**
 * Use case: import rows. Each is judged as if it came alone and told what is wrong with it; the others are written
 * together, by the very writers of single records. A check does all of it and takes it back.
 */
import type { Actor } from '@/lib/access/actor'
import { type Access, decide } from '@/lib/access/decide'
import { assertPresent } from '@/lib/access/enter'
import type { ImportAsk } from '@/lib/api/contract'
import { noteValues } from '@/lib/audit/looks'
import { appSql, part, rehearse, type Tx, transaction } from '@/lib/db/connection'
import { AppError, appError, type ErrorCode, type ErrorDetail, outOfRange } from '@/lib/errors'
import { withClashes } from './clash'
import { creating, maxCreate, takeAutoNumbers, tryNew } from './create'
import { newId } from './id'
import { type Idempotency, once } from './idempotency'
import type { NewRecord } from './insert'
import { type Matched, matchField, matchRows } from './match'
import { type Refusals, refuse } from './refusals'
import { applyPatch, readPatch } from './update'
import { type Cells, fieldsGiven, readCells } from './values'

/** One thing that is wrong with a row. */
export interface Problem {
  code: ErrorCode
  detail: ErrorDetail
}
type Done = { done: 'created' | 'updated' | 'skipped'; id: string }
export type Imported = Done | { problems: Problem[] }

/** A row as it was read: what it would be as a new record, and what is wrong with it so far. */
interface Row extends NewRecord {
  fields: Record<string, unknown>
  problems: AppError[]
}

interface Import {
  actor: Actor
  access: Access
  may: (key: string) => boolean
  rows: readonly Row[]
  match?: string
  existing: ImportAsk['existing']
  check: boolean
}

type Outcome = Done | { refused: AppError[] }

/** @returns for each row, in the order given, what became of it. Throws what is wrong with all of them. */
export async function importRecords(
  asking: Actor,
  tableKey: string,
  ask: ImportAsk,
  idempotency?: Idempotency,
): Promise<Imported[]> {
  const plan = readImport({ ...asking, door: 'import' }, tableKey, ask)
  const { actor, check } = plan
  const fresh: { outcomes?: Outcome[] } = {}
  const kept = await (check ? rehearse : transaction)(async (tx) => {
    // Tried again, it may find that a second sender came first.
    fresh.outcomes = undefined
    const done = await once(tx, actor, check ? undefined : idempotency, async () => {
      fresh.outcomes = await write(tx, plan)
      return fresh.outcomes.map((outcome) => told(outcome))
    })
    await assertPresent(tx, actor)
    return done
  })
  if (!fresh.outcomes) return kept
  const refused = fresh.outcomes.flatMap((o) => ('refused' in o ? o.refused : []))
  const linked = new Map((await withClashes(actor, refused)).map((error, i) => [refused[i]!, error]))
  return fresh.outcomes.map((outcome) => told(outcome, (error) => linked.get(error)!))
}

/** One problem a field. What stands in the way is looked for each time, so that no answer that is kept tells of it. */
function told(outcome: Outcome, named = (error: AppError): AppError => error): Imported {
  if ('done' in outcome) return outcome
  const problems = outcome.refused
    .map(named)
    .flatMap(({ code, detail, more }) =>
      [detail, ...more].map(({ held: _, ...rest }): Problem => ({ code, detail: rest })),
    )
  return { problems }
}

function readImport(actor: Actor, tableKey: string, ask: ImportAsk): Import {
  const { table, access, may } = creating(actor, tableKey)
  const { records, match, existing, check = false } = ask
  if (records.length === 0 || records.length > maxCreate)
    throw outOfRange('records', maxCreate, { of: 'count' })
  if ((match === undefined) !== (existing === undefined)) {
    const missing = match === undefined ? 'match' : 'existing'
    throw appError('VALUE_REQUIRED', { field: missing, label: { en: missing }, pointer: `/${missing}` })
  }
  if (match !== undefined) matchField(access, match)
  if (existing === 'update' && access.rows.update === false) throw appError('FORBIDDEN')
  const cells = records.map(
    ({ fields }, i): Cells =>
      fieldsGiven(access, `records/${i}/fields`, fields, (key) => may(key) || key === match),
  )
  const rows = records.map(({ fields }, i): Row => {
    const { values, problems } = readCells(actor, access, cells[i]!)
    return { id: newId(), fields, values, problems: problems.map((p) => appError('VALUE_INVALID', p)) }
  })
  return { actor, access: decide(actor, table), may, rows, ...(match ? { match } : {}), existing, check }
}

async function write(tx: Tx, plan: Import): Promise<Outcome[]> {
  const { rows, match, existing } = plan
  const outcomes = new Map<Row, Outcome>()
  const fresh: Row[] = []
  const changed: { row: Row; id: string }[] = []
  const matched = match === undefined ? [] : await findMatches(tx, plan, match)
  rows.forEach((row, i) => {
    const { id, problem } = matched[i] ?? {}
    if (problem) outcomes.set(row, { refused: [...row.problems, problem] })
    else if (!id) fresh.push(row)
    else if (existing === 'skip') outcomes.set(row, { done: 'skipped', id })
    else if (row.problems.length > 0) outcomes.set(row, { refused: row.problems })
    else changed.push({ row, id })
  })
  // In the order in which everybody locks rows.
  for (const { row, id } of changed.sort((a, b) => (a.id < b.id ? -1 : 1)))
    outcomes.set(row, await update(tx, plan, row, id))
  const refused = await create(tx, plan, fresh)
  for (const row of fresh) {
    const why = refused.get(row.id)
    outcomes.set(row, why ? { refused: why } : { done: 'created', id: row.id })
  }
  return rows.map((row) => outcomes.get(row)!)
}

async function findMatches(tx: Tx, { actor, access, may, rows }: Import, match: string): Promise<Matched[]> {
  const values = rows.map((r) => r.values.get(match))
  const found = await matchRows(tx, actor, access.table, match, values)
  const ids = found.flatMap((m) => m.id ?? [])
  noteValues(actor, access.table, 'record', [match], ids)
  // Who may not give the field names a record by it, and makes none.
  return found.map((m, i) =>
    m.id || m.problem || may(match) || values[i] === undefined
      ? m
      : { problem: appError('FIELD_READ_ONLY', { field: match }) },
  )
}

/** The cells of a row in the record that it names, by the way of every other change. */
async function update(tx: Tx, { actor, access, match }: Import, row: Row, id: string): Promise<Outcome> {
  const { [match!]: _, ...set } = row.fields
  try {
    const change = readPatch(actor, access.table.key, { set })
    if (change.given.size > 0) await part(tx, (tx) => applyPatch(tx, actor, id, change))
    return { done: 'updated', id }
  } catch (error) {
    if (error instanceof AppError && error.status < 500 && error.code !== 'CANCELLED')
      return { refused: [error] }
    throw error
  }
}

/** What was refused after something had been written: that is taken back, and the others are tried again. */
class Refused extends Error {
  constructor(readonly refusals: Refusals) {
    super('refused')
  }
}

/** Somebody else took a value between the look and the write: the next look sees it. */
const mostRaces = 3

async function create(tx: Tx, plan: Import, rows: readonly Row[]): Promise<Refusals> {
  const { actor, access, may, check } = plan
  const { table } = access
  const refused: Refusals = new Map()
  for (const { id, problems } of rows) refuse(refused, id, ...problems)
  const good = rows.filter((row) => row.problems.length === 0)
  await takeAutoNumbers(check ? undefined : appSql(), actor, table, good)
  let due = rows
  for (let races = 0; due.length > 0; ) {
    try {
      await part(tx, async (tx) => {
        const found = await tryNew(tx, actor, table, access, due, may, {
          refused: new Map([...refused].filter(([id]) => due.some((row) => row.id === id))),
          taken: true,
        })
        if (found.size > 0) throw new Refused(found)
      })
      return refused
    } catch (error) {
      if (error instanceof Refused) for (const [id, why] of error.refusals) refused.set(id, why)
      else if (!(error instanceof AppError) || error.code !== 'VALUE_TAKEN' || races++ === mostRaces)
        throw error
    }
    due = due.filter((row) => !refused.has(row.id))
  }
  return refused
}

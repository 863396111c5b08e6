/** Use case: create one or many records, whole or not at all. */
import type { Actor } from '@/lib/access/actor'
import { type Access, decide } from '@/lib/access/decide'
import { assertPresent } from '@/lib/access/enter'
import { envOf } from '@/lib/access/env'
import { linksIn } from '@/lib/compute/reach'
import { lockDependants, recompute } from '@/lib/compute/recompute'
import { appSql, type Db, type Tx, transaction } from '@/lib/db/connection'
import { appError, outOfRange } from '@/lib/errors'
import { typeOf, watchedBy } from '@/lib/meta/fields'
import type { Table } from '@/lib/meta/model'
import { standInNumbers, takeNumbers } from './auto-number'
import { brokenChecks } from './checks'
import { applyDefaults } from './defaults'
import { getRecord, unseen } from './get'
import { newId } from './id'
import { type Idempotency, once } from './idempotency'
import { insertRows, type NewRecord, outside } from './insert'
import { visibleTable } from './list'
import { unknownReferences } from './references'
import { fieldsIn, problemsOf, type Refusals, refuse, throwFirst } from './refusals'
import { takenAmong } from './taken'
import { readValues, requireValues, type Values } from './values'

export const maxCreate = 1000

/** The access of an actor who may create in this table, and a judge of which fields may be given. */
export function creating(
  actor: Actor,
  tableKey: string,
): { table: Table; access: Access; may: (key: string) => boolean } {
  const table = visibleTable(actor, tableKey)
  const access = decide(actor, table)
  if (access.rows.create === false) throw appError('FORBIDDEN')
  return { table, access, may: (key) => (access.fields.get(key)?.create ?? false) !== false }
}

/** Creates one record; @returns it as JSON text, as the actor sees it. */
export async function createRecord(
  actor: Actor,
  tableKey: string,
  fields: unknown,
  idempotency?: Idempotency,
): Promise<string> {
  const { table, access, may } = creating(actor, tableKey)
  const record = { id: newId(), values: readValues(actor, access, 'fields', fields, may) }
  await takeAutoNumbers(appSql(), actor, table, [record])
  return transaction(async (tx) => {
    const id = await once(tx, actor, idempotency, async () => {
      await writeNew(tx, actor, table, access, [record], may)
      return record.id
    })
    return getRecord(actor, tableKey, id, tx).catch((error: unknown) => {
      if ((error as { code?: string }).code !== 'NOT_FOUND') throw error
      return unseen(id)
    })
  })
}

/** Creates up to 1,000 records in one transaction; @returns `{"ids": […]}` in the order given. */
export async function createRecords(
  actor: Actor,
  tableKey: string,
  given: unknown,
  idempotency?: Idempotency,
): Promise<string> {
  const { table, access, may } = creating(actor, tableKey)
  if (!Array.isArray(given) || given.length === 0 || given.length > maxCreate)
    throw outOfRange('records', maxCreate, { of: 'count' })
  const records = given.map((r: unknown, i): NewRecord => {
    const fields = typeof r === 'object' && r !== null && 'fields' in r ? r.fields : undefined
    return { id: newId(), values: readValues(actor, access, `records/${i}/fields`, fields, may) }
  })
  await takeAutoNumbers(appSql(), actor, table, records)
  return transaction(async (tx) => {
    const ids = await once(tx, actor, idempotency, async () => {
      await writeNew(tx, actor, table, access, records, may)
      return records.map((r) => r.id)
    })
    await assertPresent(tx, actor)
    return JSON.stringify({ ids })
  })
}

/** Writes new records inside the caller's transaction, with everything that follows from them. */
export async function writeNew(
  tx: Tx,
  actor: Actor,
  table: Table,
  access: Access,
  records: readonly NewRecord[],
  may: (key: string) => boolean,
): Promise<void> {
  throwFirst(await tryNew(tx, actor, table, access, records, may))
}

/** What has been found out about new records before they are written; and whether to look for values that are taken. */
interface Judging {
  refused?: Refusals
  taken?: true
}

/**
 * The same, as far as it goes: of records that are refused it tells why, each for itself. What it wrote before it knew is
 * the caller's to take back.
 */
export async function tryNew(
  tx: Tx,
  actor: Actor,
  table: Table,
  access: Access,
  records: readonly NewRecord[],
  may: (key: string) => boolean,
  { refused = new Map(), taken }: Judging = {},
): Promise<Refusals> {
  // The transaction may be tried again, so what was given stays as it is.
  const rows = records.map((r) => ({ ...r, values: new Map([...r.values, ...(r.system ?? [])]) }))
  const values = rows.map((r) => r.values)
  const links = linksIn(table, values)
  const locked = await lockDependants(tx, actor.definitions, [{ table, ids: [], fields: 'all', links }])
  const given = records.map((r) => r.values)
  const unknown = await unknownReferences(tx, actor, table, given)
  rows.forEach(({ id, values }, i) => {
    refuse(refused, id, ...unknown[i]!)
    // What may not be linked must not lend its values to defaults and conditions either.
    for (const { detail } of unknown[i]!) values.delete(detail.field!)
  })
  await applyDefaults(tx, actor, table, values)
  rows.forEach(({ id, values }, i) => {
    const spoilt = fieldsIn(refused.get(id))
    const knows = (key: string): boolean => given[i]!.has(key) || access.fields.get(key)?.read === true
    const asked = (key: string): boolean => may(key) && !spoilt.has(key)
    refuse(
      refused,
      id,
      ...problemsOf(() => requireValues(actor, access, (key) => values.get(key), asked, undefined, knows)),
    )
    stampUpdated(actor, table, values, undefined)
  })
  if (taken) for (const [id, why] of await takenAmong(tx, actor, table, rows)) refuse(refused, id, why)
  if (refused.size > 0) return refused
  await insertRows(tx, actor, table, rows)
  const ids = rows.map((r) => r.id)
  await recompute(tx, actor.definitions, [{ table, ids, fields: 'all' }], locked)
  for (const id of await outside(tx, actor, table, ids, access.rows.create))
    refuse(refused, id, appError('ROW_NOT_YOURS'))
  for (const [key, { create }] of access.fields) {
    if (typeof create === 'boolean') continue
    const giving = records.filter((r) => r.values.has(key) && !refused.has(r.id)).map((r) => r.id)
    for (const id of await outside(tx, actor, table, giving, create))
      refuse(refused, id, appError('FIELD_READ_ONLY', { field: key }))
  }
  const sound = ids.filter((id) => !refused.has(id))
  for (const [id, why] of await brokenChecks(tx, actor, access, sound, undefined)) refuse(refused, id, ...why)
  return refused
}

/**
 * Auto numbers are taken before the transaction, in one block per field.
 * @param db undefined for records that nobody will keep
 */
export async function takeAutoNumbers(
  db: Db | undefined,
  actor: Actor,
  table: Table,
  records: readonly { values: Values }[],
): Promise<void> {
  const { today } = envOf(actor)
  for (const field of table.fields) {
    if (field.source.kind !== 'auto' || field.source.of !== 'number') continue
    const { pattern } = field.source
    const due = records.filter((r) => !r.values.has(field.key))
    if (due.length === 0) continue
    const numbered = { id: field.id, table: table.key, column: field.key, pattern, unique: field.unique }
    const numbers = db
      ? await takeNumbers(db, actor.definitions.schema, numbered, today, due.length)
      : standInNumbers(numbered, today, due.length)
    due.forEach((r, i) => {
      r.values.set(field.key, numbers[i])
    })
  }
}

/** "Updated at" and "updated by" move only with the fields they watch; `changed` undefined means a new record. */
export function stampUpdated(
  actor: Actor,
  table: Table,
  values: Values,
  changed: ReadonlySet<string> | undefined,
): void {
  const { me, now } = envOf(actor)
  for (const field of table.fields) {
    if (field.source.kind !== 'auto' || field.source.of !== 'updated') continue
    if (changed && !watchedBy(table, field.source).some((key) => changed.has(key))) continue
    values.set(field.key, typeOf(field).kind === 'ref' ? me : now)
  }
}

/** Use case: one record, through the same plan as a list. */
import type { Actor } from '@/lib/access/actor'
import type { ApiRecord } from '@/lib/api/contract'
import { noteRead } from '@/lib/audit/looks'
import { type Db, keyedSql } from '@/lib/db/connection'
import { appError } from '@/lib/errors'
import { planList } from '@/lib/query/plan'
import { readList } from '@/lib/query/read'
import { visibleTable } from './list'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A record's id as it comes in an address; anything else is as missing as a record that never was. */
export function recordId(text: string): string {
  if (!uuid.test(text)) throw appError('NOT_FOUND')
  return text
}

/** @returns an `ApiRecord` as JSON text; NOT_FOUND for missing and invisible records alike. */
export async function getRecord(
  actor: Actor,
  tableKey: string,
  id: string,
  db: Db = keyedSql(),
  options: { deleted?: boolean } = {},
): Promise<string> {
  const table = visibleTable(actor, tableKey)
  const plan = planList(actor, table, { id: recordId(id), limit: 1, deleted: options.deleted })
  const found = await readList(db, actor, plan)
  if (!found.records[0]) throw appError('NOT_FOUND')
  noteRead(actor, plan, found, 'record')
  return found.records[0]
}

/** A record that was written and is not this person's to read: only that much is told. */
export const unseen = (id: string): string =>
  JSON.stringify({ id, fields: {}, titles: {}, can: { update: false, delete: false }, unseen: true })

/** The same, parsed. */
export const getParsed = async (actor: Actor, table: string, id: string, db?: Db): Promise<ApiRecord> =>
  JSON.parse(await getRecord(actor, table, id, db)) as ApiRecord

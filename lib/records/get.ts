/** Use case: one record, through the same plan as a list. */
import type { Actor } from '@/lib/access/actor'
import type { ApiRecord } from '@/lib/api/contract'
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
  const { records } = await readList(db, actor, plan)
  if (!records[0]) throw appError('NOT_FOUND')
  return records[0]
}

/** The same, parsed. */
export const getParsed = async (actor: Actor, table: string, id: string, db?: Db): Promise<ApiRecord> =>
  JSON.parse(await getRecord(actor, table, id, db)) as ApiRecord

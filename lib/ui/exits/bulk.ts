'use client'
/** The same change to many records: what they hold now, which of them will change, the change, and the way back. */
import type { ApiRecord, FieldAnswer, ListAnswer, TableAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import type { CellValue } from '@/lib/fields/type'
import { ApiFailure, api } from '@/lib/ui/api'
import { sectionsOf } from '@/lib/ui/form/layout'
import { lockOf } from '@/lib/ui/grid/lock'

export interface BulkCell {
  id: string
  before?: CellValue
  after?: CellValue
}

export interface BulkPlan {
  /** What will change. */
  cells: BulkCell[]
  same: number
  /** Not this person's to change, in these records. */
  locked: number
  /** Ticked, and no longer there. */
  gone: number
}

/** Records of one answer. */
const page = 200
const atOnce = 4

/** The fields that one value can be given to in many records. A file belongs to one record, a unique value too. */
export const bulkFields = (table: TableAnswer): FieldAnswer[] =>
  sectionsOf(table)
    .flatMap((section) => section.fields)
    .filter((field) => field.right === 'edit' && field.source === 'input')
    .filter((field) => !field.unique && !fieldType(field.type).fileIds)

/** What the records hold in a field now, as far as they are still in sight. */
export async function presentCells(
  path: string,
  field: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ApiRecord[]> {
  const found: ApiRecord[] = []
  for (let from = 0; from < ids.length; from += page) {
    const ask = { ids: ids.slice(from, from + page), fields: [field], limit: page }
    found.push(...(await api.post<ListAnswer>(`${path}/query`, ask, { signal })).records)
  }
  return found
}

const same = (a: CellValue | undefined, b: CellValue | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** @param asked how many were ticked */
export function planBulk(
  field: FieldAnswer,
  records: readonly ApiRecord[],
  after: CellValue | undefined,
  asked: number,
): BulkPlan {
  const plan: BulkPlan = { cells: [], same: 0, locked: 0, gone: asked - records.length }
  for (const record of records) {
    const before = record.fields[field.key]
    if (lockOf(field, record)) plan.locked++
    // Of a long list of links only the beginning is known.
    else if (same(before, after) && !record.more?.[field.key]) plan.same++
    else plan.cells.push({ id: record.id, before, after })
  }
  return plan
}

/** Changes them, whole or not at all; @returns how many there were. */
export async function changeMany(path: string, field: string, cells: readonly BulkCell[]): Promise<number> {
  const body = { ids: cells.map((cell) => cell.id), set: { [field]: cells[0]?.after ?? null } }
  return (await api.post<{ updated: number }>(`${path}/records/update`, body)).updated
}

/** Gives every cell its former value again, unless somebody has changed it since; @returns how many were given it. */
export async function putBack(path: string, field: string, cells: readonly BulkCell[]): Promise<number> {
  const left = [...cells]
  let done = 0
  const work = async (): Promise<void> => {
    for (let cell = left.shift(); cell; cell = left.shift()) {
      const body = { set: { [field]: cell.before ?? null }, was: { [field]: cell.after ?? null } }
      try {
        await api.patch(`${path}/records/${cell.id}`, body)
        done++
      } catch (thrown) {
        // Changed or deleted by somebody else, or out of reach now: it stays as it is.
        if (!(thrown instanceof ApiFailure) || thrown.status < 400 || thrown.status >= 500) throw thrown
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, left.length) }, work))
  return done
}

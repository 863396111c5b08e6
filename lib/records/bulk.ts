/** Use case: the same change to many records at once, whole or not at all. */
import type { Actor } from '@/lib/access/actor'
import { assertPresent } from '@/lib/access/enter'
import { transaction } from '@/lib/db/connection'
import { AppError, appError, outOfRange } from '@/lib/errors'
import { recordId } from './get'
import { applyPatch, type Patch, readPatch } from './update'

export const maxBulk = 1000

/** @returns how many records there were; an error points to the first of them that refuses. */
export async function updateRecords(
  actor: Actor,
  tableKey: string,
  ids: readonly string[],
  set: Patch['set'],
): Promise<number> {
  if (ids.length === 0 || ids.length > maxBulk) throw outOfRange('ids', maxBulk, { of: 'count' })
  const change = readPatch(actor, tableKey, { set })
  // In the order in which everybody locks rows.
  const inOrder = [...new Set(ids.map(recordId))].sort()
  await transaction(async (tx) => {
    for (const id of inOrder)
      await applyPatch(tx, actor, id, change).catch((error: unknown) => {
        throw error instanceof AppError && error.detail.pointer === undefined
          ? appError(error.code, { ...error.detail, pointer: `/ids/${ids.indexOf(id)}` }, error.more)
          : error
      })
    await assertPresent(tx, actor)
  })
  return inOrder.length
}

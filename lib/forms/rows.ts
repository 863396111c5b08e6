/** The rows that are there when a form is opened on a record. */
import { shows } from '@/lib/access/decide'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import { AppError } from '@/lib/errors'
import { call, field, stored, value } from '@/lib/expr/ast'
import { getParsed } from '@/lib/records/get'
import { listRecords } from '@/lib/records/list'
import type { LiveForm } from './live'
import type { LiveRows } from './live-rows'

const maxRows = 200

/** By rows block: the records that this person reads, in the order in which they were added. */
export async function readOpenRows(live: LiveForm, record: ApiRecord): Promise<Record<string, ApiRecord[]>> {
  const all = await Promise.all(
    [...live.rows].map(async ([key, rows]) => [key, await readRows(live, rows, record)] as const),
  )
  return Object.fromEntries(all)
}

async function readRows({ actor }: LiveForm, rows: LiveRows, record: ApiRecord): Promise<ApiRecord[]> {
  const { table, access, back } = rows
  if (access.rows.read === false) return []
  const fields = rows.block.columns.filter((key) => shows(access.fields.get(key)))
  if (back) {
    const link = access.fields.get(back.key)
    if (!shows(link) || link.mask) return []
    const filter = stored(call('is', field(back.key), value(record.id)))
    const text = await listRecords(actor, table.key, { fields, filter, limit: maxRows })
    return (JSON.parse(text) as ListAnswer).records.reverse()
  }
  const ids = record.fields[rows.field.key]
  const found = await Promise.all(
    (Array.isArray(ids) ? (ids as string[]) : []).map((id) =>
      getParsed(actor, table.key, id).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined
        throw error
      }),
    ),
  )
  return found.filter((r) => r !== undefined)
}

/** Use case: the value behind one mask, for who may ask for it. It leaves only once the log says who asked, and why. */
import type { Actor } from '@/lib/access/actor'
import { decide, shows } from '@/lib/access/decide'
import { assertGuard, guardOf } from '@/lib/access/enter'
import { relation } from '@/lib/access/relation'
import type { RevealAnswer } from '@/lib/api/contract'
import { writeLook } from '@/lib/audit/buffer'
import { count, type Limit } from '@/lib/auth/limits'
import { appSql, run } from '@/lib/db/connection'
import { ident, param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { checkText, trimmed } from '@/lib/fields/characters'
import type { CellValue } from '@/lib/fields/type'
import { recordId } from './get'
import { visibleTable } from './list'

/** Looking behind masks one by one is work; looking behind all of them is an export. */
const perPerson: Limit = { most: 60, windowSeconds: 3600, lockSeconds: 600, longestSeconds: 3600 }

/** Throws FIELD_UNKNOWN for hidden and unknown fields alike, FORBIDDEN where the mask is all there is for this person. */
export async function revealValue(
  actor: Actor,
  tableKey: string,
  id: string,
  key: string,
  given: string,
): Promise<RevealAnswer> {
  const table = visibleTable(actor, tableKey)
  const right = decide(actor, table).fields.get(key)
  if (!shows(right)) throw appError('FIELD_UNKNOWN', { pointer: '/field' })
  if (!right.mask?.reveal) throw appError('FORBIDDEN')
  const reason = readReason(given)
  const column = `_reveal_${key}`
  const columns = [column, `_may_reveal_${key}`]
  await count(`reveal:${actor.userId}`, perPerson)
  const [row] = await run<{ guard: string; found: boolean; may: boolean | null; value: CellValue | null }>(
    appSql(),
    sql`select g.guard, v.id is not null as found, v.${ident(columns[1]!)} as may, v.${ident(column)} as value
        from (select ${guardOf(actor)} as guard) g
        left join (${relation(actor, table, { columns })}) v on v.id = ${param(recordId(id), 'uuid')}`,
  )
  assertGuard(actor, row?.guard ?? null)
  if (!row?.found) throw appError('NOT_FOUND')
  if (!row.may) throw appError('FORBIDDEN')
  await writeLook(actor, { kind: 'reveal', table: table.key, fields: [key], records: id, reason })
  return row.value === null ? {} : { value: row.value }
}

function readReason(text: string): string {
  const reason = trimmed(text)
  const problem =
    reason === undefined ? { code: 'rights.reasonNeeded' } : checkText(reason, { min: 2, max: 500 })
  if (problem)
    throw appError('VALUE_INVALID', { field: 'reason', problem: problem.code, params: problem.params })
  return reason as string
}

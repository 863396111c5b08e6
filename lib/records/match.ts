/** Rows of an import that name records: by the value of a field, among the records that the actor sees. */
import type { Actor } from '@/lib/access/actor'
import { type Access, shows } from '@/lib/access/decide'
import { relation } from '@/lib/access/relation'
import { run, type Tx } from '@/lib/db/connection'
import { ident, sql } from '@/lib/db/sql'
import { type AppError, appError } from '@/lib/errors'
import { fieldOf, isToMany, ownsColumn, typeOf } from '@/lib/meta/fields'
import type { Table } from '@/lib/meta/model'
import { sameSql, tuplesSql } from './taken'

/** A row's record, or why it cannot be told; neither where there is none. */
export interface Matched {
  id?: string
  problem?: AppError
}

/** Refuses a field that records cannot be told by: hidden and unknown names alike, and one that is not always shown. */
export function matchField({ table, fields }: Access, key: string): void {
  const right = fields.get(key)
  const field = shows(right) ? fieldOf(table, key) : undefined
  if (!right || !field) throw appError('FIELD_UNKNOWN', { pointer: '/match' })
  if (right.read !== true || !typeOf(field).uniqueable || isToMany(field) || !ownsColumn(field))
    throw appError('VALUE_INVALID', { field: key, pointer: '/match', problem: 'exits.matchUnfit' })
}

/** What each of these values of a field names. The second of two equal ones is a problem: which of them is meant? */
export async function matchRows(
  tx: Tx,
  actor: Actor,
  table: Table,
  key: string,
  values: readonly unknown[],
): Promise<Matched[]> {
  const found = await run<{ n: number; nth: number; count: number; id: string | null }>(
    tx,
    sql`select x._n as n, x._nth::int as nth, count(v.id)::int as count, max(v.id::text) as id
        from (${tuplesSql(
          table,
          [key],
          values.map((v) => [v]),
        )}) x
        left join (${relation(actor, table, { columns: [key] })}) v on ${sameSql([key], ident('v'))}
        group by x._n, x._nth`,
  )
  const matched = values.map((): Matched => ({}))
  const problem = (code: string): Matched => ({
    problem: appError('VALUE_INVALID', { field: key, problem: code }),
  })
  for (const { n, nth, count, id } of found) {
    if (nth > 1) matched[n] = problem('exits.matchTwice')
    else if (count > 1) matched[n] = problem('exits.matchSeveral')
    else if (id) matched[n] = { id }
  }
  return matched
}

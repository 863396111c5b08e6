/** The record that already has what must not be there twice, for those who may read it. */
import type { Actor } from '@/lib/access/actor'
import { decide } from '@/lib/access/decide'
import { relation } from '@/lib/access/relation'
import { noteTitles, noteValues } from '@/lib/audit/looks'
import { appSql, run } from '@/lib/db/connection'
import { ident, sql } from '@/lib/db/sql'
import { AppError, appError, type ErrorDetail } from '@/lib/errors'
import { titleOf } from '@/lib/query/links'
import { sameSql, tuplesSql } from './taken'

/**
 * VALUE_TAKEN with a link to the record in the way. It is looked for in the actor's relation, after the failed
 * transaction: where it is out of sight, or one of the fields is, the error stays as it was.
 */
export const withClash = async (actor: Actor, error: unknown): Promise<unknown> =>
  error instanceof AppError ? (await withClashes(actor, [error]))[0] : error

/** The same for several, which mostly speak of the same fields. */
export async function withClashes(actor: Actor, errors: readonly AppError[]): Promise<AppError[]> {
  const found = [...errors]
  const alike = new Map<string, number[]>()
  errors.forEach(({ code, detail: { held, fields } }, i) => {
    if (code !== 'VALUE_TAKEN' || !held) return
    const name = JSON.stringify([held.table, fields])
    alike.set(name, [...(alike.get(name) ?? []), i])
  })
  for (const places of alike.values())
    for (const [i, clash] of await clashes(
      actor,
      places.map((i) => [i, errors[i]!.detail] as const),
    )) {
      const { code, detail, more } = errors[i]!
      found[i] = appError(code, { ...detail, clash }, more)
    }
  return found
}

type Clash = NonNullable<ErrorDetail['clash']>

/** The records in the way, by the place of the error; all of these speak of the same fields. */
async function clashes(
  actor: Actor,
  details: readonly (readonly [place: number, detail: ErrorDetail])[],
): Promise<[place: number, clash: Clash][]> {
  const { held, fields = [] } = details[0]![1]
  const table = actor.definitions.tables.get(held!.table)
  if (!table) return []
  const access = decide(actor, table)
  if (access.rows.read === false || !fields.every((key) => access.fields.get(key)?.read === true)) return []
  const tuples = details.flatMap(([place, { held }]) => held!.tuples.map((tuple) => ({ place, tuple })))
  const title = titleOf(actor, table)
  const v = ident('v')
  const found = await run<{ n: number; id: string; title: string | null }>(
    appSql(),
    sql`select x._n as n, v.id, ${title?.expression(v) ?? sql`null::text`} as title
      from (${relation(actor, table, { columns: [...fields, ...(title?.columns ?? [])] })}) v
      join (${tuplesSql(
        table,
        fields,
        tuples.map((t) => t.tuple),
      )}) x on ${sameSql(fields, v)}`,
  )
  const ids = found.map((r) => r.id)
  noteTitles(actor, table, ids)
  // That the values given are these records'.
  noteValues(actor, table, 'record', fields, ids)
  return found.map(({ n, id, title }) => [tuples[n]!.place, { table: table.key, id, title }])
}

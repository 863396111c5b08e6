/** The record that already has what must not be there twice, for those who may read it. */
import type { Actor } from '@/lib/access/actor'
import { decide } from '@/lib/access/decide'
import { relation } from '@/lib/access/relation'
import { noteTitles, noteValues } from '@/lib/audit/looks'
import { appSql, run } from '@/lib/db/connection'
import { ident, joinSql, jsonParam, pgType, sql } from '@/lib/db/sql'
import { AppError, appError } from '@/lib/errors'
import { columnType, fieldOf } from '@/lib/meta/fields'
import { titleOf } from '@/lib/query/links'

/**
 * VALUE_TAKEN with a link to the record in the way. It is looked for in the actor's relation, after the failed
 * transaction: where it is out of sight, or one of the fields is, the error stays as it was.
 */
export async function withClash(actor: Actor, error: unknown): Promise<unknown> {
  if (!(error instanceof AppError) || error.code !== 'VALUE_TAKEN' || !error.detail.held) return error
  const { held, fields = [] } = error.detail
  const table = actor.definitions.tables.get(held.table)
  if (!table) return error
  const access = decide(actor, table)
  const readable = fields.every((key) => access.fields.get(key)?.read === true)
  const tuples = held.tuples.filter((tuple) => !tuple.some((v) => v === undefined || v === null))
  if (access.rows.read === false || !readable || tuples.length === 0) return error
  const title = titleOf(actor, table)
  const v = ident('v')
  const columns = [...fields, ...(title?.columns ?? [])]
  const names = fields.map(ident)
  const types = fields.map((key) => {
    const type = columnType(fieldOf(table, key)!)
    return sql`${ident(key)} ${pgType(type)}${type === 'text' ? sql` collate "C"` : sql``}`
  })
  const same = names.map((name) => sql`v.${name} = x.${name}`)
  const asked = tuples.map((tuple) => Object.fromEntries(fields.map((key, i) => [key, tuple[i]])))
  const [clash] = await run<{ id: string; title: string | null }>(
    appSql(),
    sql`select v.id, ${title?.expression(v) ?? sql`null::text`} as title
      from (${relation(actor, table, { columns })}) v
      join jsonb_to_recordset(${jsonParam(asked)}) as x(${joinSql(types, sql`, `)}) on ${joinSql(same, sql` and `)}
      limit 1`,
  )
  if (clash) {
    noteTitles(actor, table, [clash.id])
    // That the values given are this record's.
    noteValues(actor, table, 'record', fields, [clash.id])
  }
  return clash
    ? appError(error.code, { ...error.detail, clash: { table: table.key, ...clash } }, error.more)
    : error
}

/** Use case: the records that a link may be set to, by part of their title. */
import type { Actor } from '@/lib/access/actor'
import { assertGuard, guardOf } from '@/lib/access/enter'
import { relation } from '@/lib/access/relation'
import { noteTitles } from '@/lib/audit/looks'
import { appSql, run } from '@/lib/db/connection'
import { ident, param, sql } from '@/lib/db/sql'
import type { Table } from '@/lib/meta/model'
import { titleOf } from '@/lib/query/links'

export const maxPicked = 20

/** Those whose title begins with the text come first, then those that contain it; newest first without a text. */
export async function pickRecords(
  actor: Actor,
  table: Table,
  text: string,
): Promise<{ id: string; title: string }[]> {
  const title = titleOf(actor, table)
  const wanted = text.trim().slice(0, 200).replaceAll('\0', '')
  const titled = title?.expression(ident('r')) ?? sql`null::text`
  const folded = sql`lower(${param(wanted)} collate "und-x-icu")`
  const place = sql`strpos(lower(p.title collate "und-x-icu"), ${folded})`
  const rows = await run<{ guard: string; id: string | null; title: string | null }>(
    appSql(),
    sql`select g.guard, x.id, x.title from (select ${guardOf(actor)} as guard) g
        left join lateral (
          select p.id, p.title from (
            select r.id, ${titled} as title from (${relation(actor, table, { columns: title?.columns ?? [] })}) r
          ) p ${wanted === '' ? sql`order by p.id desc` : sql`where ${place} > 0 order by ${place} > 1, length(p.title), p.id desc`}
          limit ${param(maxPicked, 'int')}) x on true`,
  )
  assertGuard(actor, rows[0]?.guard ?? null)
  const found = rows.flatMap(({ id, title }) => (id === null ? [] : [{ id, title: title ?? '' }]))
  noteTitles(
    actor,
    table,
    found.map((r) => r.id),
  )
  return found
}

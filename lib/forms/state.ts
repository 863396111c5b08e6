/** Whether a public form still takes submissions: its closing date, and its quota, which holds exactly. */
import type { FormState } from '@/lib/api/contract-forms'
import { type Db, run, type Tx } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Form, PublicForm } from '@/lib/meta/form'
import type { Definitions } from '@/lib/meta/model'

export function stateOf({ closesAt, quota }: PublicForm, submissions: number, now = Date.now()): FormState {
  if (closesAt !== undefined && Date.parse(closesAt) <= now) return 'closed'
  return quota !== undefined && submissions >= quota ? 'full' : 'open'
}

/** How often each public link was used: strangers' submissions, not members'. */
export async function countSubmissions(
  db: Db,
  { schema }: Definitions,
  form?: string,
): Promise<Map<string, number>> {
  const only = form === undefined ? sql`` : sql` and form = ${param(form, 'uuid')}`
  const rows = await run<{ form: string; count: number }>(
    db,
    sql`select form, count(*)::int as count from ${qualified(schema, '_submissions')}
        where actor is null${only} group by form`,
  )
  return new Map(rows.map((r) => [r.form, r.count]))
}

const refusals = { closed: 'FORM_CLOSED', full: 'FORM_FULL' } as const

/** Throws FORM_CLOSED or FORM_FULL, as things stand now. */
export async function expectOpen(
  db: Db,
  definitions: Definitions,
  { id, public: open }: Form,
): Promise<void> {
  if (!open) throw appError('NOT_FOUND')
  const sent = open.quota === undefined ? 0 : ((await countSubmissions(db, definitions, id)).get(id) ?? 0)
  const state = stateOf(open, sent)
  if (state !== 'open') throw appError(refusals[state])
}

/**
 * The same inside the transaction that sends, whose own submission is there already. With a quota, senders wait for each
 * other: the count is a statement after the lock, so it sees everybody who was let in before.
 */
export async function takePlace(tx: Tx, definitions: Definitions, { id, public: open }: Form): Promise<void> {
  if (open?.quota === undefined) return
  await run(tx, sql`select pg_advisory_xact_lock(hashtextextended(${param(id)}, 0))`)
  const sent = (await countSubmissions(tx, definitions, id)).get(id) ?? 0
  if (sent > open.quota) throw appError('FORM_FULL')
}

/** What was sent: one line for each submission, with the version of the form and the consent that was given. */
import type { Actor } from '@/lib/access/actor'
import type { SubmissionLine, SubmissionsAnswer } from '@/lib/api/contract-forms'
import { appSql, type Db, run, type Tx } from '@/lib/db/connection'
import { jsonParam, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Form } from '@/lib/meta/form'
import { formOf } from './edit'
import type { Ticket } from './seal'
import { revisionOf } from './version'

export interface Submission {
  ticket: Ticket
  /** Digest of what was sent: the same ticket with the same content is a repeat. */
  hash: string
  addressHash?: string
  consent?: NonNullable<Form['public']>['consent']
}

const tableOf = (actor: Actor): SQL => qualified(actor.definitions.schema, '_submissions')

/** Writes the line; false when this ticket has one. A second sender waits here for the first. */
export async function claim(tx: Tx, actor: Actor, form: Form, sent: Submission): Promise<boolean> {
  const rows = await run(
    tx,
    sql`insert into ${tableOf(actor)} (form, version, ticket, request_hash, actor, address_hash, consent)
        values (${param(form.id, 'uuid')}, ${param(revisionOf(form))}, ${param(sent.ticket.id, 'uuid')},
          ${param(sent.hash)}, ${param(actor.form === undefined ? actor.userId : null, 'uuid')},
          ${param(sent.addressHash ?? null)}, ${sent.consent ? jsonParam(sent.consent) : sql`null`})
        on conflict (ticket) do nothing returning id`,
  )
  return rows.length > 0
}

/** Completes the line with the record it made. */
export async function keepRecord(tx: Tx, actor: Actor, ticket: Ticket, record: string): Promise<void> {
  await run(
    tx,
    sql`update ${tableOf(actor)} set record = ${param(record, 'uuid')} where ticket = ${param(ticket.id, 'uuid')}`,
  )
}

/** What this ticket sent before; undefined if nothing. Throws FORM_SENT when that was something else. */
export async function sentBefore(
  db: Db,
  actor: Actor,
  { ticket, hash }: Submission,
): Promise<{ record: string } | undefined> {
  const [row] = await run<{ request_hash: string; record: string }>(
    db,
    sql`select request_hash, record from ${tableOf(actor)} where ticket = ${param(ticket.id, 'uuid')}`,
  )
  if (row && row.request_hash !== hash) throw appError('FORM_SENT')
  return row && { record: row.record }
}

/** Whether this ticket was used up. */
export async function isSent(db: Db, actor: Actor, ticket: Ticket): Promise<boolean> {
  const rows = await run(db, sql`select 1 from ${tableOf(actor)} where ticket = ${param(ticket.id, 'uuid')}`)
  return rows.length > 0
}

const pageSize = 50
const cursorPattern = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/

/** Submissions of a form, newest first. */
export async function listSubmissions(
  actor: Actor,
  key: string,
  before?: string,
): Promise<SubmissionsAnswer> {
  const form = formOf(actor, key)
  const cursor = before === undefined ? undefined : cursorPattern.exec(before)
  if (cursor === null) throw appError('CURSOR_INVALID')
  const older = cursor
    ? sql`and (s.at, s.id) < (${param(cursor[1]!, 'timestamptz')}, ${param(cursor[2]!, 'uuid')})`
    : sql``
  const rows = await run<
    Omit<SubmissionLine, 'by' | 'consent'> & {
      actor: string | null
      name: string | null
      consent: SubmissionLine['consent'] | null
    }
  >(
    appSql(),
    sql`select s.id, s.at, s.version, s.record, s.consent, s.actor, u.name
        from ${tableOf(actor)} s left join tian.users u on u.id = s.actor
        where s.form = ${param(form.id, 'uuid')} ${older}
        order by s.at desc, s.id desc limit ${param(pageSize + 1, 'int')}`,
  )
  const page = rows.slice(0, pageSize)
  const last = rows.length > pageSize ? page.at(-1) : undefined
  return {
    submissions: page.map(({ actor, name, consent, ...line }) => ({
      ...line,
      ...(actor ? { by: { id: actor, name: name ?? '' } } : {}),
      ...(consent ? { consent } : {}),
    })),
    ...(last ? { next: `${last.at}_${last.id}` } : {}),
  }
}

/** What keeps programs and floods away from public forms: limits by address and by form, a trap, and the time that filling in takes. */
import type { Actor } from '@/lib/access/actor'
import type { SubmitBody } from '@/lib/api/contract-forms'
import { addressKey, count, type Limit } from '@/lib/auth/limits'
import { type Db, run } from '@/lib/db/connection'
import { arrayParam, param, qualified, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Form } from '@/lib/meta/form'
import type { Ticket } from './seal'

const minutes = (most: number): Limit => ({ most, windowSeconds: 600, lockSeconds: 60, longestSeconds: 600 })

/** In ten minutes: an office or an event sends from one address, so there is room for people, not for programs. */
export const limits = {
  send: { address: minutes(100), form: minutes(2000) },
  upload: { address: minutes(200), form: minutes(4000) },
  draft: { address: minutes(2000), form: minutes(50_000) },
} as const

/** Counts one use of a form by a stranger; throws TOO_MANY_ATTEMPTS. */
export async function countUse(form: Form, use: keyof typeof limits, address: string): Promise<void> {
  await count(`form-${use}:${form.id}:${addressKey(address)}`, limits[use].address)
  await count(`form-${use}:${form.id}`, limits[use].form)
}

/** Nobody reads and answers a form in less. */
export const fillSeconds = 2
/** Name of the input that people do not see. */
export const trapName = 'website'

/** Refuses what people do not do, and what they have to agree to. */
export function expectPerson(
  { public: open }: Form,
  { at }: Ticket,
  body: SubmitBody,
  now = Date.now(),
): void {
  if (body.trap !== undefined && body.trap !== '') throw appError('FORM_ROBOT')
  if (now - at < fillSeconds * 1000) throw appError('FORM_TOO_FAST')
  if (open?.consent && body.consent !== open.consent.version) throw appError('FORM_CONSENT')
}

/** A stranger's files were uploaded under the same ticket, and are not more than the form takes. */
export async function expectOwnFiles(
  db: Db,
  actor: Actor,
  { public: open }: Form,
  ticket: Ticket,
  ids: readonly string[],
): Promise<void> {
  const files = [...new Set(ids)]
  if (files.length === 0) return
  const most = open?.files?.count ?? 0
  if (files.length > most) throw appError('FORM_FILES', { params: { max: most } })
  const rows = await run(
    db,
    sql`select id from ${qualified(actor.definitions.schema, '_files')}
        where id = any(${arrayParam(files, 'uuid')}) and ticket = ${param(ticket.id, 'uuid')} and state = 'pending'`,
  )
  if (rows.length !== files.length) throw appError('FILE_UNKNOWN')
}

/** Use cases: files of forms: what strangers upload under their ticket, and the pictures that a form shows. */
import type { Actor } from '@/lib/access/actor'
import type { FileAnswer } from '@/lib/api/contract'
import { appSql, run } from '@/lib/db/connection'
import { arrayParam, param, qualified, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { isUuid } from '@/lib/fields/reference'
import { uploadFile } from '@/lib/files/files'
import { pictures } from '@/lib/files/sniff'
import type { Form } from '@/lib/meta/form'
import { imagesOf } from './edit'
import { countUse } from './guard'
import { openTicket } from './seal'
import { expectOpen } from './state'
import { isSent } from './submissions'

/** People change their mind: so many times the files that may be sent. */
const tries = 3

/** Stores a stranger's file, within the form's limits; it belongs to the ticket alone and expires if it is not sent. */
export async function uploadToForm(
  actor: Actor,
  form: Form,
  ticketText: string,
  name: string,
  body: ReadableStream<Uint8Array> | null,
  address: string,
): Promise<FileAnswer> {
  await countUse(form, 'upload', address)
  const ticket = openTicket(form.id, undefined, ticketText)
  await expectOpen(appSql(), actor.definitions, form)
  if (await isSent(appSql(), actor, ticket)) throw appError('FORM_TICKET')
  const files = form.public?.files
  const [row] = await run<{ count: number }>(
    appSql(),
    sql`select count(*)::int as count from ${qualified(actor.definitions.schema, '_files')}
        where ticket = ${param(ticket.id, 'uuid')}`,
  )
  if (!files || row!.count >= files.count * tries)
    throw appError('FORM_FILES', { params: { max: files?.count ?? 0 } })
  const { size, types } = files
  return uploadFile(actor, name, body, { ticket: ticket.id, size, ...(types ? { types } : {}) })
}

/** A picture that the form shows; any other file is not there. */
export async function formImage(actor: Actor, form: Form, id: string): Promise<FileAnswer> {
  if (!isUuid(id) || !imagesOf(form).includes(id)) throw appError('NOT_FOUND')
  const [file] = await run<FileAnswer>(
    appSql(),
    sql`select id, name, size, type from ${qualified(actor.definitions.schema, '_files')}
        where id = ${param(id, 'uuid')} and state = 'bound' and type = any(${arrayParam([...pictures])})`,
  )
  if (!file) throw appError('NOT_FOUND')
  return file
}

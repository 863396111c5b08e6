/** Drafts: what somebody typed and has not sent. They belong to a person, or to a stranger's ticket, and hold nothing else. */
import type { Actor } from '@/lib/access/actor'
import type { DraftBody, FormDraft, RowsAnswer } from '@/lib/api/contract-forms'
import { appSql, type Db, run } from '@/lib/db/connection'
import { arrayParam, jsonParam, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { isUuid } from '@/lib/fields/reference'
import { fieldOf, typeOf } from '@/lib/meta/fields'
import type { Form } from '@/lib/meta/form'
import type { Table } from '@/lib/meta/model'
import { recordId } from '@/lib/records/get'
import { countUse } from './guard'
import { type LiveForm, liveForm } from './live'
import { openTicket, type Ticket } from './seal'
import { isSent } from './submissions'

/** A draft may be so long, as JSON; strangers' are kept small and few, for nobody knows how many they are. */
const maxLength = { person: 200_000, stranger: 50_000 }
const maxStrangers = 5000
/** Of one form, on as many records. */
const maxPerPerson = 500
/** Stands for the record that there is not yet. */
const none = '00000000-0000-0000-0000-000000000000'

export const personOf = (actor: Actor): string | undefined =>
  actor.form === undefined ? actor.userId : undefined

const holderOf = (actor: Actor, ticket: Ticket): string => personOf(actor) ?? ticket.id

const mine = (actor: Actor, form: Form, ticket: Ticket, record: string | undefined): SQL =>
  sql`form = ${param(form.id, 'uuid')} and holder = ${param(holderOf(actor, ticket), 'uuid')}
    and record = ${param(record ?? none, 'uuid')}`

/** Keeps a draft, or throws it away. What was sent already has none. */
export async function saveDraft(actor: Actor, form: Form, body: DraftBody, address = ''): Promise<void> {
  if (actor.form !== undefined) await countUse(form, 'draft', address)
  const ticket = openTicket(form.id, personOf(actor), body.ticket)
  const record = body.record === undefined ? undefined : recordId(body.record)
  if (body.draft === null) return dropDraft(appSql(), actor, form, ticket, record)
  const kept = within(liveForm(actor, form, { opened: record !== undefined }), body.draft)
  const stranger = personOf(actor) === undefined
  if (JSON.stringify(kept).length > maxLength[stranger ? 'stranger' : 'person'])
    throw appError('BODY_TOO_LARGE')
  const drafts = qualified(actor.definitions.schema, '_drafts')
  const theirs = stranger ? sql`` : sql` and holder = ${param(actor.userId, 'uuid')}`
  const most = param(stranger ? maxStrangers : maxPerPerson, 'int')
  const saved = await run(
    appSql(),
    sql`insert into ${drafts} as d (form, holder, record, body)
        select ${param(form.id, 'uuid')}, ${param(holderOf(actor, ticket), 'uuid')}, ${param(record ?? none, 'uuid')},
          ${jsonParam(kept)}
        where not exists (select 1 from ${qualified(actor.definitions.schema, '_submissions')} s
            where s.ticket = ${param(ticket.id, 'uuid')})
          and (exists (select 1 from ${drafts} where ${mine(actor, form, ticket, record)})
            or (select count(*) from ${drafts} where form = ${param(form.id, 'uuid')}${theirs}) < ${most})
        on conflict (form, holder, record) do update set body = excluded.body, at = now() returning 1`,
  )
  if (saved.length === 0 && !(await isSent(appSql(), actor, ticket)))
    throw stranger
      ? appError('TOO_MANY_ATTEMPTS', { params: { seconds: 60 } })
      : appError('LIMIT_INVALID', { problem: 'limits.tooManyDrafts', params: { max: maxPerPerson } })
}

export async function dropDraft(
  db: Db,
  actor: Actor,
  form: Form,
  ticket: Ticket,
  record?: string,
): Promise<void> {
  const table = qualified(actor.definitions.schema, '_drafts')
  await run(db, sql`delete from ${table} where ${mine(actor, form, ticket, record)}`)
}

/** The draft as far as it fits the form of today and the rights of its owner; uploads that have expired are left out. */
export async function readDraft(
  live: LiveForm,
  ticket: Ticket,
  record?: string,
): Promise<FormDraft | undefined> {
  const { actor, form, table } = live
  const { schema } = actor.definitions
  const [row] = await run<{ body: FormDraft }>(
    appSql(),
    sql`select body from ${qualified(schema, '_drafts')} where ${mine(actor, form, ticket, record)}`,
  )
  if (!row) return undefined
  const draft = within(live, row.body)
  const ids = filesIn(table, draft.answers)
  if (ids.length === 0) return draft
  const files = await run<{ id: string }>(
    appSql(),
    sql`select id from ${qualified(schema, '_files')} where id = any(${arrayParam(ids, 'uuid')})`,
  )
  const there = new Set(files.map((f) => f.id))
  for (const [key, value] of Object.entries(draft.answers)) {
    if (!typeOf(fieldOf(table, key)!).fileIds || !Array.isArray(value)) continue
    draft.answers[key] = value.filter((entry) => there.has(String((entry as { id?: unknown }).id)))
  }
  return draft
}

/** Ids of files in answers. */
export const filesIn = (table: Table, answers: Record<string, unknown>): string[] =>
  Object.entries(answers).flatMap(([key, value]) => {
    const field = fieldOf(table, key)
    return ((field && typeOf(field).fileIds?.(value)) ?? []).filter(isUuid)
  })

/** Only what its owner could answer: nothing else is kept, whatever was sent. */
function within(live: LiveForm, { answers, rows = {}, step }: FormDraft): FormDraft {
  const only = <T>(given: Record<string, T>, keys: ReadonlySet<string>): Record<string, T> =>
    Object.fromEntries(Object.entries(given).filter(([key]) => keys.has(key)))
  const keptRows = Object.entries(rows).flatMap(([key, { add = [], edit = [], remove = [] }]) => {
    const columns = live.rows.get(key)?.columns
    if (!columns) return []
    const kept: RowsAnswer = {
      add: add.map((row) => only(row, columns)),
      edit: edit.map(({ id, set }) => ({ id, set: only(set, columns) })),
      remove,
    }
    return [[key, kept] as const]
  })
  return {
    answers: only(answers, live.editable),
    ...(keptRows.length > 0 ? { rows: Object.fromEntries(keptRows) } : {}),
    ...(step === undefined ? {} : { step }),
  }
}

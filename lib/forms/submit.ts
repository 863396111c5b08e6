/**
 * Use case: send a form. One transaction holds the submission's line, the record and its rows; the same ticket sent twice is
 * one record and the same thank-you. Members act with their own rights, strangers as the form's principal.
 */
import { createHash } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { assertPresent } from '@/lib/access/enter'
import type { ApiRecord } from '@/lib/api/contract'
import type { SubmitAnswer, SubmitBody } from '@/lib/api/contract-forms'
import { appSql, transaction } from '@/lib/db/connection'
import { appError } from '@/lib/errors'
import type { Form } from '@/lib/meta/form'
import { getParsed } from '@/lib/records/get'
import { type Answers, readAnswers } from './answers'
import { dropDraft, filesIn, personOf } from './drafts'
import { countUse, expectOwnFiles, expectPerson } from './guard'
import { type LiveForm, liveForm } from './live'
import { openPrefill } from './prefill'
import { nameStranger } from './principal'
import { addressHash, openTicket } from './seal'
import { expectOpen, takePlace } from './state'
import { claim, keepRecord, type Submission, sentBefore } from './submissions'
import { versionOf } from './version'
import { inFormWords } from './words'
import { type Plan, planChange, planNew } from './write'

/** @param address where a stranger's request came from; only a hash of it is kept */
export async function submitForm(
  sender: Actor,
  form: Form,
  body: SubmitBody,
  address = '',
): Promise<SubmitAnswer> {
  const actor: Actor = { ...sender, door: 'form' }
  const stranger = actor.form !== undefined
  if (stranger) await countUse(form, 'send', address)
  const ticket = openTicket(form.id, personOf(actor), body.ticket)
  const submission: Submission = {
    ticket,
    hash: digest(body),
    ...(stranger ? { addressHash: addressHash(form.id, address), consent: form.public?.consent } : {}),
  }
  const before = await sentBefore(appSql(), actor, submission)
  if (before) return answer(actor, form, before.record)
  if (stranger) await expectOpen(appSql(), actor.definitions, form)
  if (ticket.version !== versionOf(actor, form, body.record !== undefined)) throw appError('FORM_CHANGED')
  if (stranger) expectPerson(form, ticket, body)
  const prefill = openPrefill(actor, form, body.prefill)
  const live = liveForm(actor, form, { opened: body.record !== undefined, prefill })
  if (live.lacking) throw appError('FORM_PREFILL')
  try {
    const record = body.record === undefined ? undefined : await openRecord(live, body.record)
    const answers = readAnswers(live, body, record)
    const plan = record ? await planChange(live, record.id, answers, body.was) : await planNew(live, answers)
    return answer(actor, form, await send(live, submission, answers, plan, record?.id))
  } catch (error) {
    throw inFormWords(live, error)
  }
}

/** What was sent, whatever ticket it came with. */
const digest = ({ ticket: _ticket, trap: _trap, ...body }: SubmitBody): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('base64url')

const answer = (actor: Actor, { thanks = {} }: Form, record: string): SubmitAnswer => ({
  thanks,
  ...(actor.form === undefined ? { record } : {}),
})

async function openRecord({ actor, table, access }: LiveForm, id: string): Promise<ApiRecord> {
  const record = await getParsed(actor, table.key, id)
  if (access.rows.update === false) throw appError('FORBIDDEN')
  return record
}

function send(
  { actor, form, table }: LiveForm,
  submission: Submission,
  { values, rows }: Answers,
  plan: Plan,
  opened: string | undefined,
): Promise<string> {
  const files = [
    ...filesIn(table, Object.fromEntries(values)),
    ...rows.flatMap(({ live, add }) => add.flatMap((row) => filesIn(live.table, Object.fromEntries(row)))),
  ]
  return transaction(async (tx) => {
    if (!(await claim(tx, actor, form, submission))) {
      const before = await sentBefore(tx, actor, submission)
      if (before) return before.record
      throw appError('BUSY')
    }
    if (actor.form !== undefined) {
      await takePlace(tx, actor.definitions, form)
      await nameStranger(tx, actor)
      await expectOwnFiles(tx, actor, form, submission.ticket, files)
    }
    await plan.write(tx)
    await keepRecord(tx, actor, submission.ticket, plan.id)
    await dropDraft(tx, actor, form, submission.ticket, opened)
    await assertPresent(tx, actor)
    return plan.id
  })
}

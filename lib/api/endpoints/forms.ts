/** Endpoints of forms in a base: designed by its administrators, filled in by its members. */
import { saveDraft } from '@/lib/forms/drafts'
import {
  createForm,
  deleteForm,
  designOf,
  edited,
  formOf,
  listForms,
  renewLink,
  restoreForm,
  saveForm,
} from '@/lib/forms/edit'
import { openForm, previewForm } from '@/lib/forms/open'
import { sealPrefill } from '@/lib/forms/prefill'
import { strangerOf } from '@/lib/forms/principal'
import { listSubmissions } from '@/lib/forms/submissions'
import { submitForm } from '@/lib/forms/submit'
import { formImage } from '@/lib/forms/uploads'
import type { JsonSchema } from '@/lib/json'
import { formBody, formSchema } from '@/lib/meta/form-schema'
import type { DraftBody, FormBody, NewFormBody, PrefillBody, SubmitBody } from '../contract-forms'
import { endpoint } from '../endpoint'
import { json, noContent } from '../respond'
import { labelsSchema } from './bases'
import { bytesOf } from './files'
import {
  draftSchema,
  formAnswerSchema,
  prefillText,
  rowsSchema,
  submitAnswerSchema,
  ticketText,
  valuesSchema,
} from './form-schemas'

const forms = '/bases/{base}/forms'
const form = `${forms}/{form}`

const keySchema: JsonSchema = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$' }
const recordSchema: JsonSchema = { type: 'string', maxLength: 36 }
const bodySchema: JsonSchema = {
  type: 'object',
  required: ['label', 'steps'],
  properties: { ...formBody, revision: { type: 'string', maxLength: 40 } },
  additionalProperties: false,
}
const designSchema: JsonSchema = {
  type: 'object',
  required: ['form', 'revision', 'problems', 'warnings', 'submissions'],
  properties: {
    form: formSchema,
    revision: { type: 'string' },
    problems: { type: 'array' },
    warnings: { type: 'array' },
    submissions: { type: 'integer' },
  },
}
const listOf = (name: string): JsonSchema => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type: 'array' }, next: { type: 'string' } },
})

export const formEndpoints = [
  endpoint<'member'>({
    method: 'GET',
    path: forms,
    guard: 'member',
    summary: 'The forms of tables in which the actor may create records.',
    query: { table: 'Only those of this table' },
    answer: listOf('forms'),
    handle: async ({ actor, query }) =>
      json({ forms: await listForms(actor, query.get('table') ?? undefined) }),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: forms,
    guard: 'admin',
    summary: 'Makes a form of the required fields and some more, or a copy of another one.',
    body: {
      type: 'object',
      required: ['table', 'label'],
      properties: { table: keySchema, label: labelsSchema, copyOf: keySchema },
      additionalProperties: false,
    },
    answer: designSchema,
    status: 201,
    handle: async ({ actor, body }) => json(await createForm(actor, body as NewFormBody), 201),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${form}/design`,
    guard: 'admin',
    summary: 'A form as its makers see it, with what no longer works in it.',
    answer: designSchema,
    handle: async ({ actor, params }) => json(await designOf(actor, params.form!)),
  }),
  endpoint<'admin'>({
    method: 'PUT',
    path: form,
    guard: 'admin',
    summary: 'Saves a form whole; one that could not work is refused, with every wrong block named.',
    body: bodySchema,
    labels: { label: 'problemForm.formTitle' },
    answer: designSchema,
    handle: async ({ actor, params, body }) => json(await saveForm(actor, params.form!, body as FormBody)),
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: form,
    guard: 'admin',
    summary: 'Moves a form to the trash; its public link is dead.',
    status: 204,
    handle: async ({ actor, params }) => {
      await deleteForm(actor, params.form!)
      return noContent()
    },
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${form}/restore`,
    guard: 'admin',
    summary: 'Takes a form back from the trash.',
    answer: designSchema,
    handle: async ({ actor, params }) => json(await restoreForm(actor, params.form!)),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${form}/renew`,
    guard: 'admin',
    summary: 'Gives the form another public link; the old one is dead.',
    answer: designSchema,
    handle: async ({ actor, params }) => json(await renewLink(actor, params.form!)),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${form}/preview`,
    guard: 'admin',
    summary: 'A form that is not saved yet, as a member would see it.',
    body: bodySchema,
    answer: formAnswerSchema,
    handle: async ({ actor, params, body }) =>
      json(previewForm(actor, edited(formOf(actor, params.form!), body as FormBody))),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${form}/preview/public`,
    guard: 'admin',
    summary: 'The same as a stranger would see it.',
    body: bodySchema,
    answer: formAnswerSchema,
    handle: async ({ actor, params, body }) => {
      const draft = edited(formOf(actor, params.form!), body as FormBody)
      return json(previewForm(strangerOf(actor.definitions, draft, actor.locale), draft))
    },
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${form}/prefill`,
    guard: 'admin',
    summary: 'Seals values into a text that, added to the address of the form, fills them in.',
    body: {
      type: 'object',
      required: ['values'],
      properties: {
        values: {
          type: 'object',
          maxProperties: 100,
          additionalProperties: {
            type: 'object',
            required: ['value', 'how'],
            properties: { value: {}, how: { enum: ['editable', 'shown', 'hidden'] } },
            additionalProperties: false,
          },
        },
        days: { type: 'integer', minimum: 1, maximum: 3650 },
      },
      additionalProperties: false,
    },
    answer: { type: 'object', required: ['prefill'], properties: { prefill: { type: 'string' } } },
    handle: async ({ actor, params, body }) =>
      json({ prefill: await sealPrefill(actor, formOf(actor, params.form!), body as PrefillBody) }),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${form}/submissions`,
    guard: 'admin',
    summary:
      'What was sent, newest first: when, by whom if a member, the version, the consent and the record.',
    query: { before: '`next` of the page before' },
    answer: listOf('submissions'),
    handle: async ({ actor, params, query }) =>
      json(await listSubmissions(actor, params.form!, query.get('before') ?? undefined)),
  }),
  endpoint<'member'>({
    method: 'GET',
    path: form,
    guard: 'member',
    summary: 'A form to fill in, empty or on a record, with the draft that the person left.',
    query: {
      record: 'The record to open it on',
      ticket: 'The ticket of an earlier look',
      prefill: 'The sealed values of a link',
    },
    answer: formAnswerSchema,
    handle: async ({ actor, params, query }) =>
      json(await openForm(actor, formOf(actor, params.form!), Object.fromEntries(query))),
  }),
  endpoint<'member'>({
    method: 'POST',
    path: `${form}/submissions`,
    guard: 'member',
    summary:
      'Sends a form: the record and its rows, whole or not at all; the same ticket twice is one record.',
    body: {
      type: 'object',
      required: ['ticket', 'answers'],
      properties: {
        ticket: ticketText,
        answers: valuesSchema,
        rows: rowsSchema,
        record: recordSchema,
        was: valuesSchema,
        prefill: prefillText,
      },
      additionalProperties: false,
    },
    answer: submitAnswerSchema,
    handle: async ({ actor, params, body }) =>
      json(await submitForm(actor, formOf(actor, params.form!), body as SubmitBody)),
  }),
  endpoint<'member'>({
    method: 'PUT',
    path: `${form}/draft`,
    guard: 'member',
    summary: 'Keeps what the person typed so far, for 30 days; null throws it away.',
    body: {
      type: 'object',
      required: ['ticket', 'draft'],
      properties: { ticket: ticketText, record: recordSchema, draft: draftSchema },
      additionalProperties: false,
    },
    status: 204,
    handle: async ({ actor, params, body }) => {
      await saveDraft(actor, formOf(actor, params.form!), body as DraftBody)
      return noContent()
    },
  }),
  endpoint<'member'>({
    method: 'GET',
    path: `${form}/images/{file}`,
    guard: 'member',
    summary: 'A picture that the form shows.',
    handle: async ({ actor, params }) =>
      bytesOf(await formImage(actor, formOf(actor, params.form!), params.file!)),
  }),
]

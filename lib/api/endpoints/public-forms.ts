/** Endpoints of public forms: strangers with a link, who see the form and send it, and nothing else. */
import { saveDraft } from '@/lib/forms/drafts'
import { openForm } from '@/lib/forms/open'
import { asStranger } from '@/lib/forms/principal'
import { submitForm } from '@/lib/forms/submit'
import { formImage, uploadToForm } from '@/lib/forms/uploads'
import { addressHeader } from '@/lib/server/http'
import type { DraftBody, SubmitBody } from '../contract-forms'
import { endpoint } from '../endpoint'
import { json, noContent } from '../respond'
import { bytesOf, fileSchema } from './files'
import {
  draftSchema,
  formAnswerSchema,
  prefillText,
  rowsSchema,
  submitAnswerSchema,
  ticketText,
  valuesSchema,
} from './form-schemas'

const form = '/forms/{token}'
const addressOf = (request: Request): string => request.headers.get(addressHeader) ?? ''

export const publicFormEndpoints = [
  endpoint<'anyone'>({
    method: 'GET',
    path: form,
    guard: 'anyone',
    summary: 'A public form to fill in, by the token of its link.',
    query: { ticket: 'The ticket of an earlier look', prefill: 'The sealed values of a link' },
    answer: formAnswerSchema,
    handle: async ({ params, locale, query }) =>
      asStranger(params.token!, locale, async (actor, form) =>
        json(
          await openForm(actor, form, {
            ticket: query.get('ticket') ?? undefined,
            prefill: query.get('prefill') ?? undefined,
          }),
        ),
      ),
  }),
  endpoint<'anyone'>({
    method: 'POST',
    path: form,
    guard: 'anyone',
    summary: 'Sends a public form once; the same ticket again answers the same thank-you.',
    body: {
      type: 'object',
      required: ['ticket', 'answers'],
      properties: {
        ticket: ticketText,
        answers: valuesSchema,
        rows: rowsSchema,
        prefill: prefillText,
        consent: { type: 'string', maxLength: 40 },
        trap: { type: 'string', maxLength: 1000 },
      },
      additionalProperties: false,
    },
    answer: submitAnswerSchema,
    handle: async ({ params, locale, body, request }) =>
      asStranger(params.token!, locale, async (actor, form) =>
        json(await submitForm(actor, form, body as SubmitBody, addressOf(request))),
      ),
  }),
  endpoint<'anyone'>({
    method: 'PUT',
    path: `${form}/draft`,
    guard: 'anyone',
    summary: 'Keeps what was typed so far under the ticket, for 30 days; null throws it away.',
    body: {
      type: 'object',
      required: ['ticket', 'draft'],
      properties: { ticket: ticketText, draft: draftSchema },
      additionalProperties: false,
    },
    status: 204,
    handle: async ({ params, locale, body, request }) =>
      asStranger(params.token!, locale, async (actor, form) => {
        await saveDraft(actor, form, body as DraftBody, addressOf(request))
        return noContent()
      }),
  }),
  endpoint<'anyone'>({
    method: 'POST',
    path: `${form}/files`,
    guard: 'anyone',
    summary:
      'Uploads a file for a public form (raw body); it belongs to the ticket and expires if the form is not sent.',
    query: { name: 'The name of the file', ticket: 'The ticket of the form' },
    rawBody: true,
    answer: fileSchema,
    status: 201,
    handle: async ({ params, locale, query, request }) =>
      asStranger(params.token!, locale, async (actor, form) =>
        json(
          await uploadToForm(
            actor,
            form,
            query.get('ticket') ?? '',
            query.get('name') ?? '',
            request.body,
            addressOf(request),
          ),
          201,
        ),
      ),
  }),
  endpoint<'anyone'>({
    method: 'GET',
    path: `${form}/images/{file}`,
    guard: 'anyone',
    summary: 'A picture that the public form shows.',
    handle: async ({ params, locale }) =>
      asStranger(params.token!, locale, async (actor, form) =>
        bytesOf(await formImage(actor, form, params.file!)),
      ),
  }),
]

/** Endpoints of the access log, for administrators: who looked, whether the chain is whole, and what leaves the log. */
import { verifyChain } from '@/lib/audit/chain'
import { eraseLooks, keepMonths, mostMonths } from '@/lib/audit/erase'
import { readAccessLog } from '@/lib/audit/read'
import { appError } from '@/lib/errors'
import { isUuid } from '@/lib/fields/reference'
import type { JsonSchema } from '@/lib/json'
import { type AccessLogAsk, type LookKind, lookKinds } from '../contract-audit'
import { endpoint } from '../endpoint'
import { json, noContent } from '../respond'

const path = '/bases/{base}/access-log'

const labelled: JsonSchema = {
  type: 'object',
  required: ['key', 'label'],
  properties: { key: { type: 'string' }, label: { type: 'object' } },
  additionalProperties: false,
}
const lineSchema: JsonSchema = {
  type: 'object',
  required: ['seq', 'at', 'door', 'kind', 'fields'],
  properties: {
    seq: { type: 'integer' },
    at: { type: 'string', format: 'date-time' },
    by: { type: 'object', required: ['id', 'name'] },
    as: { type: 'object' },
    door: { type: 'string' },
    kind: { type: 'string', enum: [...lookKinds] },
    table: labelled,
    fields: { type: 'array', items: labelled },
    count: { type: 'integer' },
    record: { type: 'object', required: ['id', 'title'] },
    reason: { type: 'string' },
    detail: { type: 'object' },
    erased: { type: 'string', format: 'date-time' },
  },
  additionalProperties: false,
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/

/** What the address asks for; anything that no line could be is refused. */
function askOf(query: URLSearchParams): AccessLogAsk {
  const given = (name: string, fits: (text: string) => boolean): string | undefined => {
    const text = query.get(name)
    if (text === null || text === '') return undefined
    if (!fits(text)) throw appError('PARAMETER_UNKNOWN', { pointer: `/${name}` })
    return text
  }
  const isInstant = (text: string): boolean => instant.test(text) && !Number.isNaN(Date.parse(text))
  const isKey = (text: string): boolean => /^[a-z][a-z0-9_]{0,47}$/.test(text)
  const found: Record<keyof AccessLogAsk, string | undefined> = {
    person: given('person', isUuid),
    record: given('record', isUuid),
    table: given('table', isKey),
    field: given('field', isKey),
    kind: given('kind', (text) => lookKinds.includes(text as LookKind)),
    from: given('from', isInstant),
    to: given('to', isInstant),
    cursor: given('cursor', () => true),
  }
  return Object.fromEntries(Object.entries(found).filter(([, text]) => text !== undefined))
}

export const accessLogEndpoints = [
  endpoint<'admin'>({
    method: 'GET',
    path,
    guard: 'admin',
    summary: 'Who looked at values of personal and confidential fields, newest first.',
    query: {
      person: 'Who looked: an id',
      record: 'At which record: an id',
      table: 'Key of the table',
      field: 'Key of the field',
      kind: `How: ${lookKinds.join(', ')}`,
      from: 'Not before this instant',
      to: 'Before this instant',
      cursor: '`next` of the page before',
    },
    answer: {
      type: 'object',
      required: ['lines', 'months'],
      properties: {
        lines: { type: 'array', items: lineSchema },
        next: { type: 'string' },
        months: { type: 'integer' },
      },
      additionalProperties: false,
    },
    handle: async ({ actor, query }) => json(await readAccessLog(actor, askOf(query))),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${path}/chain`,
    guard: 'admin',
    summary: 'Whether every line of the access log is as it was written, proved by its chain of digests.',
    answer: {
      type: 'object',
      required: ['whole', 'lines', 'erased', 'forgotten', 'waiting', 'faults'],
      properties: {
        whole: { type: 'boolean' },
        lines: { type: 'integer' },
        erased: { type: 'integer' },
        forgotten: { type: 'integer' },
        waiting: { type: 'integer' },
        head: { type: 'object', required: ['seq', 'at', 'digest'] },
        faults: { type: 'array', items: { type: 'object', required: ['seq', 'code'] } },
      },
      additionalProperties: false,
    },
    handle: async ({ actor }) => json(await verifyChain(actor.definitions.schema)),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${path}/erase`,
    guard: 'admin',
    summary:
      'Empties every line of a person who has left; for the owner of the workspace. The chain stays whole.',
    body: {
      type: 'object',
      required: ['person'],
      properties: { person: { type: 'string', format: 'uuid' } },
      additionalProperties: false,
    },
    labels: { person: 'audit.person' },
    answer: { type: 'object', required: ['erased'], properties: { erased: { type: 'integer' } } },
    handle: async ({ actor, body }) =>
      json({ erased: await eraseLooks(actor, (body as { person: string }).person) }),
  }),
  endpoint<'admin'>({
    method: 'PUT',
    path: `${path}/retention`,
    guard: 'admin',
    summary: 'For how many months lines are kept; for the owner of the workspace.',
    body: {
      type: 'object',
      required: ['months'],
      properties: { months: { type: 'integer', minimum: 1, maximum: mostMonths } },
      additionalProperties: false,
    },
    labels: { months: 'audit.months' },
    status: 204,
    handle: async ({ actor, body }) => {
      await keepMonths(actor, (body as { months: number }).months)
      return noContent()
    },
  }),
]

/** Endpoints of the access log, for administrators: who looked, whether the chain is whole, and what leaves the log. */
import { workspaceLog } from '@/lib/audit/accounts'
import { verifyChain } from '@/lib/audit/chain'
import { eraseLooks, keepMonths, mostMonths } from '@/lib/audit/erase'
import { readAccessLog } from '@/lib/audit/read'
import { readAccountLog } from '@/lib/audit/read-accounts'
import { appError } from '@/lib/errors'
import { isUuid } from '@/lib/fields/reference'
import type { JsonSchema } from '@/lib/json'
import {
  type AccessLogAsk,
  type AccountKind,
  type AccountLogAsk,
  accountKinds,
  type LookKind,
  lookKinds,
} from '../contract-audit'
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

const isInstant = (text: string): boolean => instant.test(text) && !Number.isNaN(Date.parse(text))
const isKey = (text: string): boolean => /^[a-z][a-z0-9_]{0,47}$/.test(text)
const period = { from: isInstant, to: isInstant, cursor: () => true }
const looks: Record<keyof AccessLogAsk, (text: string) => boolean> = {
  person: isUuid,
  record: isUuid,
  table: isKey,
  field: isKey,
  kind: (text) => lookKinds.includes(text as LookKind),
  ...period,
}
const ofAccounts: Record<keyof AccountLogAsk, (text: string) => boolean> = {
  person: isUuid,
  kind: (text) => accountKinds.includes(text as AccountKind),
  ...period,
}

/** What the address asks for; anything that no line could be is refused. */
function askOf<Name extends string>(
  query: URLSearchParams,
  known: Record<Name, (text: string) => boolean>,
): Partial<Record<Name, string>> {
  const ask: Partial<Record<Name, string>> = {}
  for (const name of Object.keys(known) as Name[]) {
    const text = query.get(name)
    if (text === null || text === '') continue
    if (!known[name](text)) throw appError('PARAMETER_UNKNOWN', { pointer: `/${name}` })
    ask[name] = text
  }
  return ask
}

const chainSchema: JsonSchema = {
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
    handle: async ({ actor, query }) => json(await readAccessLog(actor, askOf(query, looks) as AccessLogAsk)),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${path}/chain`,
    guard: 'admin',
    summary: 'Whether every line of the access log is as it was written, proved by its chain of digests.',
    answer: chainSchema,
    handle: async ({ actor }) => json(await verifyChain(actor.definitions.schema)),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${path}/accounts`,
    guard: 'admin',
    summary:
      'Who signed in or failed to, and what happened to accounts, newest first; for the owner all, for others what is theirs.',
    query: {
      person: 'Who did it, or whose account it is: an id',
      kind: `What: ${accountKinds.join(', ')}`,
      from: 'Not before this instant',
      to: 'Before this instant',
      cursor: '`next` of the page before',
    },
    answer: {
      type: 'object',
      required: ['lines', 'all', 'months'],
      properties: {
        lines: {
          type: 'array',
          items: {
            type: 'object',
            required: ['seq', 'at', 'door', 'kind'],
            properties: {
              seq: { type: 'integer' },
              at: { type: 'string', format: 'date-time' },
              by: { type: 'object', required: ['id', 'name'] },
              of: { type: 'object', required: ['id', 'name'] },
              door: { type: 'string' },
              kind: { type: 'string', enum: [...accountKinds] },
              detail: { type: 'object' },
              count: { type: 'integer' },
              erased: { type: 'string', format: 'date-time' },
            },
            additionalProperties: false,
          },
        },
        next: { type: 'string' },
        all: { type: 'boolean' },
        months: { type: 'integer' },
      },
      additionalProperties: false,
    },
    handle: async ({ actor, query }) =>
      json(await readAccountLog(actor, askOf(query, ofAccounts) as AccountLogAsk)),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${path}/accounts/chain`,
    guard: 'admin',
    summary: 'Whether the log of accounts is as it was written; for the owner of the workspace.',
    answer: chainSchema,
    handle: async ({ actor }) => {
      if (!actor.owner) throw appError('FORBIDDEN')
      return json(await verifyChain(workspaceLog))
    },
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

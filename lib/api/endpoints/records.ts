/** Endpoints of records: list and query, get, create, change, delete, restore, history, and picking link targets. */
import { forAction } from '@/lib/access/actions'
import type { Actor } from '@/lib/access/actor'
import { decide } from '@/lib/access/decide'
import { recordHistory } from '@/lib/changes/history'
import { appError } from '@/lib/errors'
import type { JsonSchema } from '@/lib/json'
import { createRecord, createRecords } from '@/lib/records/create'
import { deleteRecords, restoreRecords } from '@/lib/records/delete'
import { getRecord, recordId } from '@/lib/records/get'
import { type Idempotency, idempotencyOf } from '@/lib/records/idempotency'
import { listRecords, visibleTable } from '@/lib/records/list'
import { pickRecords } from '@/lib/records/pick'
import { updateRecord } from '@/lib/records/update'
import { askOf, askSchema, fieldValues, ids, key, newRecords } from '../ask'
import type { ListAsk } from '../contract'
import { type Call, endpoint } from '../endpoint'
import { json, noContent } from '../respond'

const table = '/bases/{base}/tables/{table}'
const records = `${table}/records`

export const recordSchema: JsonSchema = {
  type: 'object',
  required: ['id', 'fields', 'titles', 'can'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    fields: { type: 'object' },
    titles: { type: 'object', additionalProperties: { type: 'string' } },
    can: {
      type: 'object',
      required: ['update', 'delete'],
      properties: {
        update: { type: 'boolean' },
        delete: { type: 'boolean' },
        locked: { type: 'array', items: key },
      },
    },
    noAccess: { type: 'array', items: key },
    more: { type: 'object', additionalProperties: { type: 'integer' } },
    unseen: { const: true },
  },
}
const listSchema: JsonSchema = {
  type: 'object',
  required: ['records'],
  properties: {
    records: { type: 'array', items: recordSchema },
    next: { type: 'string' },
    count: {
      type: 'object',
      required: ['value', 'more'],
      properties: { value: { type: 'integer' }, more: { type: 'boolean' } },
    },
  },
}
export const affected = (name: string): JsonSchema => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type: 'integer' } },
})

/** The ask of a query string: `sort=-amount,name`, lists by commas, the filter as JSON. */
const keyFormat = /^[\x21-\x7e]{1,200}$/

/** The key under which a request may be repeated, for this body alone. */
export function idempotencyIn(
  { headers }: Request,
  body: unknown,
  ...address: string[]
): Idempotency | undefined {
  const given = headers.get('idempotency-key')
  if (given !== null && !keyFormat.test(given))
    throw appError('BODY_INVALID', { pointer: '/Idempotency-Key' })
  return given === null ? undefined : idempotencyOf(given, ...address, JSON.stringify(body))
}

async function create({ actor, params, request, body }: Call<'member'>): Promise<Response> {
  const idempotency = idempotencyIn(request, body, params.table!)
  const { fields, records: many } = body as { fields?: unknown; records?: unknown }
  const answer =
    many === undefined
      ? createRecord(actor, params.table!, fields, idempotency)
      : createRecords(actor, params.table!, many, idempotency)
  return json(await answer, 201)
}

/** Several records at once are a right of their own. */
function several(actor: Actor, key: string, body: unknown): [Actor, string, string[]] {
  const { ids: given } = body as { ids: string[] }
  const many = given.length > 1
  return [many ? forAction(actor, visibleTable(actor, key).key, 'bulk') : actor, key, given]
}

export const recordEndpoints = [
  endpoint<'member'>({
    method: 'GET',
    path: records,
    guard: 'member',
    verifies: true,
    summary: 'A page of records: the readable fields of the visible rows.',
    query: {
      fields: 'Keys, separated by commas; all readable ones when left out',
      filter: 'A condition as JSON: {"version":1,"expr":…}',
      where: 'A condition as text: grade = "gold" and customer.owner = me(); with a filter, both must hold',
      sort: 'Keys, separated by commas; a minus sign for descending',
      limit: '1 to 200; 50 when left out',
      cursor: '`next` of the page before',
      count: 'none, capped (up to 10,000) or exact',
      deleted: 'true: the trash',
      offset: 'Rows to skip',
    },
    answer: listSchema,
    handle: async ({ actor, params, query }) => json(await listRecords(actor, params.table!, askOf(query))),
  }),
  endpoint<'member'>({
    method: 'POST',
    path: `${table}/query`,
    guard: 'member',
    reads: true,
    verifies: true,
    summary: 'The same page with the question as JSON.',
    body: askSchema,
    answer: listSchema,
    handle: async ({ actor, params, body }) => json(await listRecords(actor, params.table!, body as ListAsk)),
  }),
  endpoint<'member'>({
    method: 'GET',
    path: `${records}/{id}`,
    guard: 'member',
    verifies: true,
    summary: 'One record.',
    answer: recordSchema,
    handle: async ({ actor, params }) => json(await getRecord(actor, params.table!, params.id!)),
  }),
  endpoint<'member'>({
    method: 'POST',
    path: records,
    guard: 'member',
    verifies: true,
    summary:
      'Creates one record ({fields}) or up to 1,000 ({records}); an Idempotency-Key header makes a repeat harmless.',
    body: {
      type: 'object',
      oneOf: [
        { required: ['fields'], properties: { fields: fieldValues }, additionalProperties: false },
        {
          required: ['records'],
          properties: {
            records: newRecords,
          },
          additionalProperties: false,
        },
      ],
    },
    answer: {
      oneOf: [
        recordSchema,
        {
          type: 'object',
          required: ['ids'],
          properties: { ids: { type: 'array', items: { type: 'string' } } },
        },
      ],
    },
    status: 201,
    handle: create,
  }),
  endpoint<'member'>({
    method: 'PATCH',
    path: `${records}/{id}`,
    guard: 'member',
    verifies: true,
    summary:
      'Changes cells; `was` names what the sender saw, and a cell that has moved since answers 409 with its value.',
    body: {
      type: 'object',
      required: ['set'],
      properties: { set: fieldValues, was: fieldValues },
      additionalProperties: false,
    },
    answer: recordSchema,
    handle: async ({ actor, params, body }) =>
      json(await updateRecord(actor, params.table!, params.id!, body as { set: unknown; was?: unknown })),
  }),
  endpoint<'member'>({
    method: 'DELETE',
    path: `${records}/{id}`,
    guard: 'member',
    verifies: true,
    summary: 'Moves a record to the trash.',
    status: 204,
    handle: async ({ actor, params }) => {
      await deleteRecords(actor, params.table!, [params.id])
      return noContent()
    },
  }),
  endpoint<'member'>({
    method: 'POST',
    path: `${records}/delete`,
    guard: 'member',
    verifies: true,
    summary: 'Moves records to the trash, all or none.',
    body: { type: 'object', required: ['ids'], properties: { ids }, additionalProperties: false },
    answer: affected('deleted'),
    handle: async ({ actor, params, body }) =>
      json({ deleted: await deleteRecords(...several(actor, params.table!, body)) }),
  }),
  endpoint<'member'>({
    method: 'POST',
    path: `${records}/restore`,
    guard: 'member',
    verifies: true,
    summary: 'Takes records back from the trash, all or none.',
    body: { type: 'object', required: ['ids'], properties: { ids }, additionalProperties: false },
    answer: affected('restored'),
    handle: async ({ actor, params, body }) =>
      json({ restored: await restoreRecords(...several(actor, params.table!, body)) }),
  }),
  endpoint<'member'>({
    method: 'GET',
    path: `${records}/{id}/history`,
    guard: 'member',
    action: 'history',
    verifies: true,
    summary: 'What happened to a record, newest first, as far as its cells may be read.',
    query: { cursor: '`next` of the page before' },
    answer: {
      type: 'object',
      required: ['entries'],
      properties: { entries: { type: 'array' }, next: { type: 'string' } },
    },
    handle: async ({ actor, params, query }) =>
      json(
        await recordHistory(
          actor,
          visibleTable(actor, params.table!),
          recordId(params.id!),
          query.get('cursor') ?? undefined,
        ),
      ),
  }),
  endpoint<'member'>({
    method: 'GET',
    path: `${table}/pick`,
    guard: 'member',
    verifies: true,
    summary: 'Records to link to, by the beginning or any part of their title.',
    query: { q: 'Part of the title' },
    answer: { type: 'object', required: ['options'], properties: { options: { type: 'array' } } },
    handle: async ({ actor, params, query }) => {
      const target = visibleTable(actor, params.table!)
      if (decide(actor, target).rows.read === false) throw appError('NOT_FOUND')
      return json({ options: await pickRecords(actor, target, query.get('q') ?? '') })
    },
  }),
]

/** Endpoints of records: list and query, get, create, change, delete, restore, history, and picking link targets. */
import { forAction } from '@/lib/access/actions'
import type { Actor } from '@/lib/access/actor'
import { decide } from '@/lib/access/decide'
import { recordHistory } from '@/lib/changes/history'
import { appError } from '@/lib/errors'
import type { JsonSchema } from '@/lib/json'
import type { SortKey } from '@/lib/meta/model'
import { updateRecords } from '@/lib/records/bulk'
import { createRecord, createRecords, maxCreate } from '@/lib/records/create'
import { deleteRecords, maxDelete, restoreRecords } from '@/lib/records/delete'
import { type ExportAsk, exportRecords } from '@/lib/records/export'
import { getRecord, recordId } from '@/lib/records/get'
import { idempotencyOf } from '@/lib/records/idempotency'
import { listRecords, visibleTable } from '@/lib/records/list'
import { pickRecords } from '@/lib/records/pick'
import { revealValue } from '@/lib/records/reveal'
import { listShares, shareRecord, unshareRecord } from '@/lib/records/share'
import { updateRecord } from '@/lib/records/update'
import type { ListAsk } from '../contract'
import { type Call, endpoint } from '../endpoint'
import { csv, json, noContent } from '../respond'

const table = '/bases/{base}/tables/{table}'
const records = `${table}/records`

const key: JsonSchema = { type: 'string', maxLength: 100 }
const fieldValues: JsonSchema = { type: 'object', maxProperties: 400 }
const ids: JsonSchema = {
  type: 'array',
  items: { type: 'string', maxLength: 36 },
  minItems: 1,
  maxItems: maxDelete,
}
const sort: JsonSchema = {
  type: 'array',
  maxItems: 20,
  items: {
    type: 'object',
    required: ['field', 'desc'],
    properties: { field: key, desc: { type: 'boolean' } },
    additionalProperties: false,
  },
}
const fields: JsonSchema = { type: 'array', items: key, maxItems: 400 }
const filter: JsonSchema = { type: 'object' }
const where: JsonSchema = { type: 'string' }
const askSchema: JsonSchema = {
  type: 'object',
  properties: {
    fields,
    filter,
    where,
    sort,
    limit: { type: 'integer' },
    cursor: { type: 'string', maxLength: 20_000 },
    count: { enum: ['none', 'capped', 'exact'] },
    deleted: { type: 'boolean' },
    offset: { type: 'integer' },
    ids,
  },
  additionalProperties: false,
}
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
const sharesSchema: JsonSchema = {
  type: 'object',
  required: ['shares'],
  properties: {
    shares: {
      type: 'array',
      items: {
        type: 'object',
        required: ['person', 'name', 'edit', 'at', 'opens'],
        properties: {
          person: { type: 'string', format: 'uuid' },
          name: { type: 'string' },
          edit: { type: 'boolean' },
          at: { type: 'string' },
          opens: { type: 'boolean' },
        },
      },
    },
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
const affected = (name: string): JsonSchema => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type: 'integer' } },
})

/** The ask of a query string: `sort=-amount,name`, lists by commas, the filter as JSON. */
export function askOf(query: URLSearchParams): ListAsk {
  const text = (name: string) => query.get(name) ?? undefined
  const number = (name: string) => {
    const t = text(name)
    return t === undefined ? undefined : /^\d{1,9}$/.test(t) ? Number(t) : Number.NaN
  }
  const list = (name: string) => text(name)?.split(',').filter(Boolean)
  const count = text('count')
  if (count !== undefined && !['none', 'capped', 'exact'].includes(count))
    throw appError('PARAMETER_UNKNOWN', { pointer: '/count' })
  return {
    fields: list('fields'),
    filter: filterOf(text('filter')),
    where: text('where'),
    sort: list('sort')?.map(
      (s): SortKey => (s.startsWith('-') ? { field: s.slice(1), desc: true } : { field: s, desc: false }),
    ),
    limit: number('limit'),
    cursor: text('cursor'),
    count: count as ListAsk['count'],
    deleted: text('deleted') === 'true' ? true : undefined,
    offset: number('offset'),
  }
}

function filterOf(text: string | undefined): ListAsk['filter'] {
  if (text === undefined) return undefined
  try {
    const filter = JSON.parse(text) as ListAsk['filter'] | null
    if (filter) return filter
  } catch {
    // No JSON is no filter either.
  }
  throw appError('FILTER_INVALID', { pointer: '/filter' })
}

const keyFormat = /^[\x21-\x7e]{1,200}$/

async function create({ actor, params, request, body }: Call<'member'>): Promise<Response> {
  const given = request.headers.get('idempotency-key')
  if (given !== null && !keyFormat.test(given))
    throw appError('BODY_INVALID', { pointer: '/Idempotency-Key' })
  const idempotency = given === null ? undefined : idempotencyOf(given, params.table!, JSON.stringify(body))
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
            records: {
              type: 'array',
              minItems: 1,
              maxItems: maxCreate,
              items: {
                type: 'object',
                required: ['fields'],
                properties: { fields: fieldValues },
                additionalProperties: false,
              },
            },
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
    method: 'POST',
    path: `${table}/export`,
    guard: 'member',
    action: 'export',
    reads: true,
    verifies: true,
    summary: 'The records of a question as a CSV file, as far as the roles that may export show them.',
    body: { ...askSchema, properties: { fields, filter, where, sort, ids } },
    handle: async ({ actor, params, body }) =>
      csv(await exportRecords(actor, params.table!, body as ExportAsk)),
  }),
  endpoint<'member'>({
    method: 'POST',
    path: `${records}/update`,
    guard: 'member',
    action: 'bulk',
    verifies: true,
    summary: 'The same change to many records, all or none.',
    body: {
      type: 'object',
      required: ['ids', 'set'],
      properties: { ids, set: fieldValues },
      additionalProperties: false,
    },
    answer: affected('updated'),
    handle: async ({ actor, params, body }) => {
      const given = body as { ids: string[]; set: unknown }
      return json({ updated: await updateRecords(actor, params.table!, given.ids, given.set) })
    },
  }),
  endpoint<'member'>({
    method: 'POST',
    path: `${records}/{id}/reveal`,
    guard: 'member',
    verifies: true,
    summary:
      'The value behind a mask, where the role may ask for it; who asked and why goes into the access log.',
    body: {
      type: 'object',
      required: ['field', 'reason'],
      properties: { field: key, reason: { type: 'string', maxLength: 2000 } },
      additionalProperties: false,
    },
    labels: { reason: 'rights.reason' },
    answer: { type: 'object', properties: { value: {} }, additionalProperties: false },
    handle: async ({ actor, params, body }) => {
      const { field, reason } = body as { field: string; reason: string }
      return json(await revealValue(actor, params.table!, params.id!, field, reason))
    },
  }),
  endpoint<'member'>({
    method: 'GET',
    path: `${records}/{id}/shares`,
    guard: 'member',
    action: 'share',
    verifies: true,
    summary: 'With whom a record is shared.',
    answer: sharesSchema,
    handle: async ({ actor, params }) => json({ shares: await listShares(actor, params.table!, params.id!) }),
  }),
  endpoint<'member'>({
    method: 'PUT',
    path: `${records}/{id}/shares/{person}`,
    guard: 'member',
    action: 'share',
    verifies: true,
    summary: 'Shares a record with a member of the base, to read or to edit.',
    body: {
      type: 'object',
      required: ['edit'],
      properties: { edit: { type: 'boolean' } },
      additionalProperties: false,
    },
    labels: { person: 'exits.person' },
    answer: sharesSchema,
    handle: async ({ actor, params, body }) => {
      const { edit } = body as { edit: boolean }
      return json({ shares: await shareRecord(actor, params.table!, params.id!, params.person!, edit) })
    },
  }),
  endpoint<'member'>({
    method: 'DELETE',
    path: `${records}/{id}/shares/{person}`,
    guard: 'member',
    action: 'share',
    verifies: true,
    summary: 'Takes a share back.',
    answer: sharesSchema,
    handle: async ({ actor, params }) =>
      json({ shares: await unshareRecord(actor, params.table!, params.id!, params.person!) }),
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

/** A list's question as it arrives: its schema as a body, and its query parameters. */
import { appError } from '@/lib/errors'
import type { JsonSchema } from '@/lib/json'
import type { SortKey } from '@/lib/meta/model'
import { maxCreate } from '@/lib/records/create'
import { maxDelete } from '@/lib/records/delete'
import type { ListAsk } from './contract'

export const key: JsonSchema = { type: 'string', maxLength: 100 }
export const fieldValues: JsonSchema = { type: 'object', maxProperties: 400 }
/** New records, as many as one request may bring. */
export const newRecords: JsonSchema = {
  type: 'array',
  minItems: 1,
  maxItems: maxCreate,
  items: {
    type: 'object',
    required: ['fields'],
    properties: { fields: fieldValues },
    additionalProperties: false,
  },
}
export const ids: JsonSchema = {
  type: 'array',
  items: { type: 'string', maxLength: 36 },
  minItems: 1,
  maxItems: maxDelete,
}
export const sort: JsonSchema = {
  type: 'array',
  maxItems: 20,
  items: {
    type: 'object',
    required: ['field', 'desc'],
    properties: { field: key, desc: { type: 'boolean' } },
    additionalProperties: false,
  },
}
export const fields: JsonSchema = { type: 'array', items: key, maxItems: 400 }
export const filter: JsonSchema = { type: 'object' }
export const where: JsonSchema = { type: 'string' }
export const askSchema: JsonSchema = {
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

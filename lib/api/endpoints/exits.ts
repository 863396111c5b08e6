/** Endpoints of records that have a right of their own: export, the same change to many, shares, and looking behind a mask. */
import type { JsonSchema } from '@/lib/json'
import { updateRecords } from '@/lib/records/bulk'
import { type ExportAsk, exportRecords } from '@/lib/records/export'
import { revealValue } from '@/lib/records/reveal'
import { listShares, shareRecord, unshareRecord } from '@/lib/records/share'
import { askSchema, fields, fieldValues, filter, ids, key, sort, where } from '../ask'
import { endpoint } from '../endpoint'
import { csv, json } from '../respond'
import { affected } from './records'

const table = '/bases/{base}/tables/{table}'
const records = `${table}/records`

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

export const exitEndpoints = [
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
]

/** Endpoints of definitions: tables, fields and option sets, changed by the administrators of a base. */
import {
  addField,
  changeField,
  deleteField,
  type FieldPatch,
  restoreField,
  saveOptions,
} from '@/lib/ddl/edit-field'
import { createTable, deleteTable, renameTable, restoreTable } from '@/lib/ddl/edit-table'
import type { Option } from '@/lib/fields/type'
import type { Labels } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import { print } from '@/lib/meta/documents'
import { metaSchemas } from '@/lib/meta/meta-schemas'
import type { FieldDraft } from '../contract'
import { endpoint } from '../endpoint'
import { json, noContent } from '../respond'
import { labelsSchema } from './bases'

const keySchema: JsonSchema = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$' }
const helpSchema: JsonSchema = { ...labelsSchema, minProperties: 0 }
const optionsSchema = (metaSchemas.options.properties as { options: JsonSchema }).options
const tables = '/bases/{base}/tables'
const fields = `${tables}/{table}/fields`

const fieldProperties = {
  label: labelsSchema,
  help: helpSchema,
  options: { type: 'object' },
  required: { type: 'boolean' },
  unique: { type: 'boolean' },
  sensitivity: { enum: ['normal', 'personal', 'confidential'] },
} satisfies JsonSchema

export const definitionEndpoints = [
  endpoint<'admin'>({
    method: 'POST',
    path: tables,
    guard: 'admin',
    summary: 'Makes a table.',
    body: {
      type: 'object',
      required: ['label'],
      properties: { label: labelsSchema, key: keySchema },
      additionalProperties: false,
    },
    answer: metaSchemas.table,
    status: 201,
    handle: async ({ actor, body }) =>
      json(print('table', await createTable(actor, body as { label: Labels; key?: string })), 201),
  }),
  endpoint<'admin'>({
    method: 'PATCH',
    path: `${tables}/{table}`,
    guard: 'admin',
    summary: 'Changes the labels, description or icon of a table.',
    body: {
      type: 'object',
      properties: {
        label: labelsSchema,
        description: helpSchema,
        icon: { type: 'string', pattern: '^[a-z0-9-]{1,40}$' },
      },
      additionalProperties: false,
    },
    answer: metaSchemas.table,
    handle: async ({ actor, params, body }) =>
      json(print('table', await renameTable(actor, params.table!, body as { label: Labels }))),
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: `${tables}/{table}`,
    guard: 'admin',
    summary: 'Moves a table to the trash.',
    status: 204,
    handle: async ({ actor, params }) => {
      await deleteTable(actor, params.table!)
      return noContent()
    },
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${tables}/{table}/restore`,
    guard: 'admin',
    summary: 'Takes a table back from the trash.',
    answer: metaSchemas.table,
    handle: async ({ actor, params }) => json(print('table', await restoreTable(actor, params.table!))),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: fields,
    guard: 'admin',
    summary: 'Adds a field.',
    body: {
      type: 'object',
      required: ['label', 'type'],
      properties: {
        ...fieldProperties,
        key: keySchema,
        type: { type: 'string', maxLength: 40 },
        source: { type: 'object' },
        section: keySchema,
      },
      additionalProperties: false,
    },
    answer: { type: 'object' },
    status: 201,
    handle: async ({ actor, params, body }) =>
      json(await addField(actor, params.table!, body as FieldDraft), 201),
  }),
  endpoint<'admin'>({
    method: 'PATCH',
    path: `${fields}/{field}`,
    guard: 'admin',
    summary: 'Changes labels, rules and options of a field.',
    body: { type: 'object', properties: fieldProperties, additionalProperties: false },
    answer: { type: 'object' },
    handle: async ({ actor, params, body }) =>
      json(await changeField(actor, params.table!, params.field!, body as FieldPatch)),
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: `${fields}/{field}`,
    guard: 'admin',
    summary: 'Moves a field to the trash.',
    status: 204,
    handle: async ({ actor, params }) => {
      await deleteField(actor, params.table!, params.field!)
      return noContent()
    },
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${fields}/{field}/restore`,
    guard: 'admin',
    summary: 'Takes a field back from the trash.',
    answer: { type: 'object' },
    handle: async ({ actor, params }) => json(await restoreField(actor, params.table!, params.field!)),
  }),
  endpoint<'admin'>({
    method: 'PUT',
    path: '/bases/{base}/options/{set}',
    guard: 'admin',
    summary: 'Changes an option set; values that are left out are retired, never lost.',
    body: {
      type: 'object',
      required: ['options'],
      properties: { options: optionsSchema },
      additionalProperties: false,
    },
    answer: metaSchemas.options,
    handle: async ({ actor, params, body }) =>
      json(await saveOptions(actor, params.set!, (body as { options: Option[] }).options)),
  }),
]

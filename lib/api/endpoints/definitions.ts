/** Endpoints of definitions: tables, fields and option sets, changed by the administrators of a base. */
import { addField, changeField, deleteField, type NewField, restoreField } from '@/lib/ddl/edit-field'
import { createOptions, saveOptions } from '@/lib/ddl/edit-options'
import {
  arrangeFields,
  changeTable,
  createTable,
  deleteTable,
  restoreTable,
  type TablePatch,
} from '@/lib/ddl/edit-table'
import { mergeOptions } from '@/lib/ddl/merge-options'
import type { Option } from '@/lib/fields/type'
import type { Labels } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import { print } from '@/lib/meta/documents'
import { metaSchemas } from '@/lib/meta/meta-schemas'
import type { FieldPatchBody, SectionsBody } from '../contract-design'
import { endpoint } from '../endpoint'
import { json, noContent } from '../respond'
import { labelsSchema } from './bases'

const keySchema: JsonSchema = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$' }
const helpSchema: JsonSchema = { ...labelsSchema, minProperties: 0 }
const optionsSchema = (metaSchemas.options.properties as { options: JsonSchema }).options
const tableProperties = (metaSchemas.table.properties as { 'x-table': JsonSchema })['x-table']
  .properties as Record<string, JsonSchema>
const { sections: sectionsSchema, uniques: uniquesSchema, checks: checksSchema } = tableProperties
const uniqueRule = (uniquesSchema as { items: JsonSchema }).items
/** The number of a rule's index is ours to give. */
const uniquesBody: JsonSchema = { ...uniquesSchema, items: { ...uniqueRule, required: ['fields'] } }
const tables = '/bases/{base}/tables'
const fields = `${tables}/{table}/fields`
const sets = '/bases/{base}/options'
const value: JsonSchema = { type: 'string', minLength: 1, maxLength: 100 }
const mergeBody: JsonSchema = {
  type: 'object',
  required: ['from', 'to'],
  properties: { from: value, to: value },
  additionalProperties: false,
}
const mergeAnswer: JsonSchema = {
  type: 'object',
  required: ['changed'],
  properties: { changed: { type: 'integer' } },
}

const fieldProperties = {
  label: labelsSchema,
  help: helpSchema,
  options: { type: 'object' },
  required: { type: 'boolean' },
  unique: { type: 'boolean' },
  sensitivity: { enum: ['normal', 'personal', 'confidential'] },
} satisfies JsonSchema

const storedOrNone: JsonSchema = { type: ['object', 'null'] }
const patchProperties: JsonSchema = {
  ...fieldProperties,
  help: { anyOf: [helpSchema, { type: 'null' }] },
  message: { anyOf: [helpSchema, { type: 'null' }] },
  default: storedOrNone,
  showIf: storedOrNone,
  requiredIf: storedOrNone,
  source: { type: 'object' },
  declassified: { type: 'boolean' },
  was: { type: 'object' },
}

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
    summary: 'Changes the words, the title or the rules of a table.',
    body: {
      type: 'object',
      properties: {
        label: labelsSchema,
        description: helpSchema,
        icon: { type: 'string', pattern: '^[a-z0-9-]{1,40}$' },
        title: keySchema,
        uniques: uniquesBody,
        checks: checksSchema!,
      },
      additionalProperties: false,
    },
    answer: metaSchemas.table,
    handle: async ({ actor, params, body }) =>
      json(print('table', await changeTable(actor, params.table!, body as TablePatch))),
  }),
  endpoint<'admin'>({
    method: 'PUT',
    path: `${tables}/{table}/sections`,
    guard: 'admin',
    summary: 'Groups and orders the fields of a table; every field exactly once.',
    body: {
      type: 'object',
      required: ['sections'],
      properties: { sections: sectionsSchema! },
      additionalProperties: false,
    },
    answer: metaSchemas.table,
    handle: async ({ actor, params, body }) =>
      json(print('table', await arrangeFields(actor, params.table!, (body as SectionsBody).sections))),
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
    summary: 'Adds a field, and says which roles see it.',
    body: {
      type: 'object',
      required: ['label', 'type'],
      properties: {
        ...fieldProperties,
        key: keySchema,
        type: { type: 'string', maxLength: 40 },
        source: { type: 'object' },
        section: keySchema,
        default: { type: 'object' },
        showIf: { type: 'object' },
        requiredIf: { type: 'object' },
        message: helpSchema,
        declassified: { type: 'boolean' },
        roles: {
          type: 'object',
          propertyNames: keySchema,
          additionalProperties: { enum: ['hidden', 'read', 'edit'] },
        },
      },
      additionalProperties: false,
    },
    answer: { type: 'object' },
    status: 201,
    handle: async ({ actor, params, body }) =>
      json(await addField(actor, params.table!, body as NewField), 201),
  }),
  endpoint<'admin'>({
    method: 'PATCH',
    path: `${fields}/{field}`,
    guard: 'admin',
    summary:
      'Changes words, rules, options and expressions of a field; with `was`, only if nobody has changed it since.',
    body: { type: 'object', properties: patchProperties, additionalProperties: false },
    answer: { type: 'object' },
    handle: async ({ actor, params, body }) =>
      json(await changeField(actor, params.table!, params.field!, body as FieldPatchBody)),
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
    path: `${sets}/{set}`,
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
  endpoint<'admin'>({
    method: 'POST',
    path: sets,
    guard: 'admin',
    summary: 'Makes an option set that fields can share.',
    body: {
      type: 'object',
      required: ['label', 'options'],
      properties: { label: labelsSchema, options: optionsSchema },
      additionalProperties: false,
    },
    answer: metaSchemas.options,
    status: 201,
    handle: async ({ actor, body }) => {
      const { label, options } = body as { label: Labels; options: Option[] }
      return json(await createOptions(actor, label, options), 201)
    },
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${sets}/{set}/merge`,
    guard: 'admin',
    summary: 'Merges an option into another: records and definitions that have the one get the other.',
    body: mergeBody,
    answer: mergeAnswer,
    handle: async ({ actor, params, body }) => {
      const { from, to } = body as { from: string; to: string }
      return json({ changed: await mergeOptions(actor, { set: params.set! }, from, to) })
    },
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${fields}/{field}/options/merge`,
    guard: 'admin',
    summary: 'Merges an option of one field into another, in records and definitions.',
    body: mergeBody,
    answer: mergeAnswer,
    handle: async ({ actor, params, body }) => {
      const { from, to } = body as { from: string; to: string }
      return json({
        changed: await mergeOptions(actor, { table: params.table!, field: params.field! }, from, to),
      })
    },
  }),
]

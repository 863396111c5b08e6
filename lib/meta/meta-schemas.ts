/** The published meta-schemas: what a document of each kind must look like. Served at `/api/v1/meta/{kind}`. */
import type { JsonSchema } from '@/lib/json'
import { formSchema } from './form-schema'
import { actions, type DocumentKind } from './model'
import { id, key, label, labels, origin, stored } from './schema-parts'

const source = {
  type: 'object',
  required: ['kind'],
  oneOf: [
    { properties: { kind: { const: 'input' } }, additionalProperties: false },
    {
      properties: {
        kind: { const: 'auto' },
        of: { const: 'number' },
        pattern: { type: 'string', minLength: 1, maxLength: 60 },
      },
      required: ['of', 'pattern'],
      additionalProperties: false,
    },
    {
      properties: {
        kind: { const: 'auto' },
        of: { enum: ['created', 'updated'] },
        watch: { type: 'array', items: key },
      },
      required: ['of'],
      additionalProperties: false,
    },
    {
      properties: { kind: { const: 'inverse' }, table: key, field: key },
      required: ['table', 'field'],
      additionalProperties: false,
    },
    {
      properties: { kind: { const: 'formula' }, expr: stored, stored: { type: 'boolean' } },
      required: ['expr', 'stored'],
      additionalProperties: false,
    },
  ],
}
const xField = {
  type: 'object',
  required: ['id', 'type', 'label', 'number'],
  properties: {
    id,
    type: { type: 'string' },
    options: { type: 'object' },
    source,
    label,
    help: labels,
    unique: { type: 'boolean' },
    sensitivity: { enum: ['personal', 'confidential'] },
    default: stored,
    showIf: stored,
    requiredIf: stored,
    message: labels,
    declassified: { const: true },
    pointer: { type: 'string', maxLength: 1000 },
    number: { type: 'integer', minimum: 1 },
    origin,
  },
  additionalProperties: false,
}
const property = { type: 'object', required: ['x-field'], properties: { 'x-field': xField } }

const table = {
  type: 'object',
  required: ['$schema', '$id', 'type', 'title', 'properties', 'required', 'additionalProperties', 'x-table'],
  properties: {
    $schema: { const: 'https://json-schema.org/draft/2020-12/schema' },
    $id: { type: 'string', pattern: '^tian:/tables/' },
    title: { type: 'string' },
    type: { const: 'object' },
    properties: { type: 'object', propertyNames: key, additionalProperties: property },
    required: { type: 'array', items: key, uniqueItems: true },
    additionalProperties: { const: false },
    'x-table': {
      type: 'object',
      required: ['id', 'key', 'label', 'title', 'sections', 'order'],
      properties: {
        id,
        key,
        label,
        description: labels,
        icon: { type: 'string', pattern: '^[a-z0-9-]{1,40}$' },
        title: key,
        sections: {
          type: 'array',
          items: {
            type: 'object',
            required: ['key', 'label', 'fields'],
            properties: { key, label, fields: { type: 'array', items: key, uniqueItems: true } },
            additionalProperties: false,
          },
        },
        order: { type: 'array', items: key, uniqueItems: true },
        uniques: {
          type: 'array',
          maxItems: 20,
          items: {
            type: 'object',
            required: ['number', 'fields'],
            properties: {
              number: { type: 'integer', minimum: 1 },
              fields: { type: 'array', items: key, minItems: 2, maxItems: 8, uniqueItems: true },
              message: labels,
            },
            additionalProperties: false,
          },
        },
        checks: {
          type: 'array',
          maxItems: 50,
          items: {
            type: 'object',
            required: ['key', 'expr', 'message'],
            properties: { key, expr: stored, message: label },
            additionalProperties: false,
          },
        },
        schema: { type: 'object' },
        trash: {
          type: 'array',
          items: {
            type: 'object',
            required: ['key', 'property', 'required', 'at', 'by'],
            properties: { key, property, required: { type: 'boolean' }, at: { type: 'string' }, by: id },
            additionalProperties: false,
          },
        },
        origin,
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
}

const options = {
  type: 'object',
  required: ['id', 'key', 'label', 'options'],
  properties: {
    id,
    key,
    label,
    options: {
      type: 'array',
      maxItems: 2000,
      items: {
        type: 'object',
        required: ['value', 'label', 'color'],
        properties: {
          value: { type: 'string', minLength: 1, maxLength: 100 },
          label,
          color: { enum: ['blue', 'purple', 'teal', 'green', 'amber', 'orange', 'red', 'pink', 'gray'] },
          retired: { type: 'boolean' },
        },
        additionalProperties: false,
      },
    },
    origin,
  },
  additionalProperties: false,
}

const view = {
  type: 'object',
  required: ['id', 'key', 'table', 'type', 'label', 'columns', 'frozen', 'sort'],
  properties: {
    id,
    key,
    table: key,
    type: { const: 'grid' },
    label,
    columns: {
      type: 'array',
      maxItems: 400,
      items: {
        type: 'object',
        required: ['field'],
        properties: {
          field: key,
          width: { type: 'integer', minimum: 40, maximum: 1200 },
          hidden: { type: 'boolean' },
        },
        additionalProperties: false,
      },
    },
    frozen: { type: 'integer', minimum: 0, maximum: 20 },
    sort: {
      type: 'array',
      maxItems: 5,
      items: {
        type: 'object',
        required: ['field', 'desc'],
        properties: { field: key, desc: { type: 'boolean' } },
        additionalProperties: false,
      },
    },
    filter: stored,
    default: { type: 'boolean' },
    origin,
  },
  additionalProperties: false,
}

const rule = {
  type: 'array',
  maxItems: 20,
  items: {
    type: 'object',
    required: ['kind'],
    oneOf: [
      { properties: { kind: { enum: ['all', 'created'] } }, additionalProperties: false },
      {
        properties: {
          kind: { const: 'mine' },
          path: { type: 'array', items: key, minItems: 1, maxItems: 4 },
        },
        required: ['path'],
        additionalProperties: false,
      },
      {
        properties: { kind: { const: 'follows' }, link: key },
        required: ['link'],
        additionalProperties: false,
      },
      {
        properties: {
          kind: { const: 'team' },
          path: { type: 'array', minItems: 1, maxItems: 4, items: key },
          reach: { enum: ['own', 'below', 'led'] },
        },
        required: ['path', 'reach'],
        additionalProperties: false,
      },
      { properties: { kind: { const: 'shared' } }, additionalProperties: false },
      {
        properties: { kind: { const: 'when' }, expr: stored },
        required: ['expr'],
        additionalProperties: false,
      },
    ],
  },
}
/** Always, never, or a condition. */
const when = { oneOf: [{ type: 'boolean' }, stored] }

const role = {
  type: 'object',
  required: ['id', 'key', 'label', 'admin', 'tables'],
  properties: {
    id,
    key,
    label,
    description: labels,
    admin: { type: 'boolean' },
    tables: {
      type: 'object',
      propertyNames: key,
      additionalProperties: {
        type: 'object',
        required: ['rows', 'fields', 'otherFields'],
        properties: {
          rows: {
            type: 'object',
            required: ['create', 'read', 'update', 'delete'],
            properties: { create: rule, read: rule, update: rule, delete: rule },
            additionalProperties: false,
          },
          fields: {
            type: 'object',
            propertyNames: key,
            additionalProperties: {
              oneOf: [
                { enum: ['hidden', 'denied', 'read', 'edit'] },
                {
                  type: 'object',
                  required: ['mask'],
                  properties: { mask: { type: 'string' }, reveal: { type: 'boolean' } },
                  additionalProperties: false,
                },
                {
                  type: 'object',
                  required: ['read', 'edit', 'create'],
                  properties: {
                    read: when,
                    mask: { type: 'string' },
                    reveal: { type: 'boolean' },
                    edit: when,
                    create: when,
                  },
                  additionalProperties: false,
                },
              ],
            },
          },
          otherFields: { enum: ['hidden', 'read', 'edit'] },
          deny: rule,
          actions: { type: 'array', uniqueItems: true, items: { enum: [...actions] } },
        },
        additionalProperties: false,
      },
    },
    origin,
    notes: { type: 'object', additionalProperties: label },
  },
  additionalProperties: false,
}

const install = {
  type: 'object',
  required: ['id', 'key', 'template', 'version', 'at', 'items', 'ancestors', 'sample', 'tombstones'],
  properties: {
    id,
    key,
    template: key,
    version: { type: 'string' },
    at: { type: 'string' },
    items: { type: 'object' },
    ancestors: { type: 'object' },
    sample: { type: 'boolean' },
    tombstones: { type: 'array', items: { type: 'string' } },
  },
  additionalProperties: false,
}

/** By kind; `$id` is `tian:/meta/<kind>`. */
export const metaSchemas: Record<DocumentKind, JsonSchema> = Object.fromEntries(
  Object.entries({ table, options, view, form: formSchema, role, install }).map(([kind, schema]) => [
    kind,
    { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `tian:/meta/${kind}`, ...schema },
  ]),
) as unknown as Record<DocumentKind, JsonSchema>

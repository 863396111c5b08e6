/** The meta-schema of the document kind `form`. */
import type { JsonSchema } from '@/lib/json'
import { id, key, label, labels, origin, stored } from './schema-parts'

/** The most of everything, so that a form stays something that a person fills in. */
export const formLimits = {
  steps: 30,
  blocks: 300,
  columns: 30,
  rows: 1000,
  files: 20,
  consent: 20_000,
  sites: 20,
}

const boolean = { type: 'boolean' }
const width = { enum: ['full', 'half', 'third'] }
/** More than a label: paragraphs. */
const prose = (maxLength: number) => ({
  type: 'object',
  properties: { 'zh-CN': { type: 'string', maxLength }, en: { type: 'string', maxLength } },
  additionalProperties: false,
})

const block = (kind: string, required: string[], properties: object) => ({
  properties: { kind: { const: kind }, ...properties },
  required,
  additionalProperties: false,
})
const blocks = [
  block('field', ['field'], {
    field: key,
    width,
    label: labels,
    help: labels,
    required: boolean,
    showIf: stored,
    requiredIf: stored,
    default: stored,
    fixed: { enum: ['shown', 'hidden'] },
  }),
  block('rows', ['field', 'columns', 'add', 'edit', 'remove'], {
    field: key,
    columns: { type: 'array', items: key, minItems: 1, maxItems: formLimits.columns, uniqueItems: true },
    sums: { type: 'array', items: key, maxItems: formLimits.columns, uniqueItems: true },
    label: labels,
    help: labels,
    min: { type: 'integer', minimum: 0, maximum: formLimits.rows },
    max: { type: 'integer', minimum: 1, maximum: formLimits.rows },
    add: boolean,
    edit: boolean,
    remove: boolean,
    showIf: stored,
  }),
  block('text', ['text'], { text: prose(10_000), width, showIf: stored }),
  block('image', ['file', 'alt'], { file: id, alt: labels, width, showIf: stored }),
  block('section', ['label'], { label: labels, help: labels, showIf: stored }),
]

const step = {
  type: 'object',
  required: ['key', 'blocks'],
  properties: {
    key,
    label: labels,
    showIf: stored,
    blocks: {
      type: 'array',
      maxItems: formLimits.blocks,
      items: { type: 'object', required: ['kind'], oneOf: blocks },
    },
  },
  additionalProperties: false,
}

const publicProperties = {
  closesAt: { type: 'string', format: 'date-time', maxLength: 40 },
  quota: { type: 'integer', minimum: 1, maximum: 1_000_000 },
  files: {
    type: 'object',
    required: ['count', 'size'],
    properties: {
      count: { type: 'integer', minimum: 1, maximum: formLimits.files },
      size: { type: 'integer', minimum: 1, maximum: 25 * 1024 * 1024 },
      types: {
        type: 'array',
        maxItems: 20,
        items: { type: 'string', pattern: '^[a-z]+/(\\*|[a-z0-9.+-]+)$', maxLength: 100 },
      },
    },
    additionalProperties: false,
  },
  consent: {
    type: 'object',
    required: ['version', 'text'],
    properties: {
      version: { type: 'string', minLength: 1, maxLength: 40 },
      text: { ...prose(formLimits.consent), minProperties: 1 },
    },
    additionalProperties: false,
  },
  embed: {
    type: 'array',
    maxItems: formLimits.sites,
    uniqueItems: true,
    items: { type: 'string', maxLength: 300 },
  },
}

/** What a maker designs: everything but identity, and the public link's token. */
export const formBody = {
  label,
  description: prose(10_000),
  steps: { type: 'array', items: step, minItems: 1, maxItems: formLimits.steps },
  submit: labels,
  thanks: {
    type: 'object',
    properties: {
      title: labels,
      text: prose(10_000),
      redirect: { type: 'string', maxLength: 2000 },
      again: boolean,
    },
    additionalProperties: false,
  },
  public: { type: 'object', properties: publicProperties, additionalProperties: false },
} satisfies JsonSchema

export const formSchema: JsonSchema = {
  type: 'object',
  required: ['id', 'key', 'table', 'label', 'steps'],
  properties: {
    ...formBody,
    id,
    key,
    table: key,
    // Whatever the door: a browser runs an address that begins with `javascript:`. A maker is told by `problemsOf`.
    thanks: {
      ...formBody.thanks,
      properties: {
        ...formBody.thanks.properties,
        redirect: {
          ...formBody.thanks.properties.redirect,
          pattern: '^[hH][tT][tT][pP][sS]?://[^\\s\\\\]+$',
        },
      },
    },
    public: {
      type: 'object',
      required: ['token'],
      properties: {
        ...publicProperties,
        token: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,64}$' },
        // They become part of a header: nothing but a scheme, a name and a port.
        embed: {
          ...publicProperties.embed,
          items: { ...publicProperties.embed.items, pattern: '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$' },
        },
      },
      additionalProperties: false,
    },
    origin,
  },
  additionalProperties: false,
}

/** Shapes that the endpoints of forms share, for members and strangers. */
import type { JsonSchema } from '@/lib/json'
import { formLimits } from '@/lib/meta/form-schema'

export const ticketText: JsonSchema = { type: 'string', maxLength: 1000 }
export const prefillText: JsonSchema = { type: 'string', maxLength: 8000 }
export const valuesSchema: JsonSchema = { type: 'object', maxProperties: 400 }

export const rowsSchema: JsonSchema = {
  type: 'object',
  maxProperties: 20,
  additionalProperties: {
    type: 'object',
    properties: {
      add: { type: 'array', items: valuesSchema, maxItems: formLimits.rows },
      edit: {
        type: 'array',
        maxItems: formLimits.rows,
        items: {
          type: 'object',
          required: ['id', 'set'],
          properties: { id: { type: 'string', maxLength: 36 }, set: valuesSchema, was: valuesSchema },
          additionalProperties: false,
        },
      },
      remove: { type: 'array', items: { type: 'string', maxLength: 36 }, maxItems: formLimits.rows },
    },
    additionalProperties: false,
  },
}

export const draftSchema: JsonSchema = {
  type: ['object', 'null'],
  required: ['answers'],
  properties: { answers: valuesSchema, rows: rowsSchema, step: { type: 'string', maxLength: 48 } },
  additionalProperties: false,
}

export const formAnswerSchema: JsonSchema = {
  type: 'object',
  required: [
    'key',
    'table',
    'label',
    'steps',
    'fields',
    'rows',
    'optionSets',
    'version',
    'ticket',
    'values',
    'fixed',
    'titles',
  ],
  properties: {
    key: { type: 'string' },
    table: { type: 'string' },
    label: { type: 'object' },
    steps: { type: 'array' },
    fields: { type: 'array' },
    rows: { type: 'object' },
    optionSets: { type: 'object' },
    version: { type: 'string' },
    ticket: { type: 'string' },
    values: { type: 'object' },
    fixed: { type: 'array', items: { type: 'string' } },
    titles: { type: 'object' },
    draft: { type: 'object' },
    record: { type: 'object' },
    public: { type: 'object' },
  },
}

export const submitAnswerSchema: JsonSchema = {
  type: 'object',
  required: ['thanks'],
  properties: { thanks: { type: 'object' }, record: { type: 'string', format: 'uuid' } },
}

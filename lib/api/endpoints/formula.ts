/** The endpoint that a formula editor asks while somebody types. */
import { tryFormula } from '@/lib/records/try-formula'
import type { FormulaAsk } from '../contract-design'
import { endpoint } from '../endpoint'
import { json } from '../respond'

export const formulaEndpoints = [
  endpoint<'admin'>({
    method: 'POST',
    path: '/bases/{base}/tables/{table}/formula',
    guard: 'admin',
    summary:
      'Tells what a formula or condition comes to: its kind, results on real records, or what is wrong and where.',
    body: {
      type: 'object',
      required: ['purpose', 'locale'],
      properties: {
        text: { type: 'string', maxLength: 20_000 },
        expr: { type: 'object' },
        purpose: { enum: ['formula', 'condition', 'default'] },
        field: { type: 'string', maxLength: 60 },
        locale: { enum: ['zh-CN', 'en'] },
      },
      additionalProperties: false,
    },
    answer: {
      type: 'object',
      required: ['text'],
      properties: {
        expr: { type: 'object' },
        text: { type: 'string' },
        kind: { type: 'string' },
        types: { type: 'array', items: { type: 'string' } },
        options: { type: 'object' },
        target: { type: 'string' },
        timing: { enum: ['stored', 'dated', 'read'] },
        problem: { type: 'object' },
        samples: { type: 'array', items: { type: 'object' } },
      },
    },
    handle: async ({ actor, params, body }) =>
      json(await tryFormula(actor, params.table!, body as FormulaAsk)),
  }),
]

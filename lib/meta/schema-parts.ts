/** Pieces that the meta-schemas of several kinds of documents share. */

export const key = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$' }
export const id = { type: 'string', format: 'uuid' }
export const labels = {
  type: 'object',
  properties: { 'zh-CN': { type: 'string', maxLength: 2000 }, en: { type: 'string', maxLength: 2000 } },
  additionalProperties: false,
}
export const label = { ...labels, minProperties: 1 }
export const origin = {
  type: 'object',
  required: ['template', 'version', 'item'],
  properties: { template: key, version: { type: 'string' }, item: { type: 'string', maxLength: 200 } },
  additionalProperties: false,
}
export const stored = {
  type: 'object',
  required: ['version', 'expr'],
  properties: { version: { const: 1 }, expr: { type: 'object' } },
  additionalProperties: false,
}

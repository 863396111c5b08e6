/** What a foreign schema says against a document, as problems of the fields that people see. */
import type { ErrorObject } from 'ajv'
import type { ErrorDetail } from '@/lib/errors'
import type { Table } from '@/lib/meta/model'
import { escapePointer } from './refs'

type Params = Record<string, string | number>

/** What the keywords that people meet are called, and which of their numbers the sentence says. */
const sentences: Record<string, (params: Record<string, unknown>) => [code: string, params?: Params]> = {
  required: () => ['breaksRequired'],
  dependentRequired: ({ property }) => ['breaksDependency', { name: String(property) }],
  dependencies: ({ property }) => ['breaksDependency', { name: String(property) }],
  type: ({ type }) => ['breaksType', { type: String(type) }],
  enum: () => ['breaksEnum'],
  const: ({ allowedValue }) => ['breaksConst', { value: JSON.stringify(allowedValue) }],
  minLength: ({ limit }) => ['breaksMinLength', { limit: Number(limit) }],
  maxLength: ({ limit }) => ['breaksMaxLength', { limit: Number(limit) }],
  pattern: ({ pattern }) => ['breaksPattern', { pattern: String(pattern) }],
  format: ({ format }) => ['breaksFormat', { format: String(format) }],
  minimum: ({ limit }) => ['breaksMinimum', { limit: Number(limit) }],
  maximum: ({ limit }) => ['breaksMaximum', { limit: Number(limit) }],
  exclusiveMinimum: ({ limit }) => ['breaksExclusiveMinimum', { limit: Number(limit) }],
  exclusiveMaximum: ({ limit }) => ['breaksExclusiveMaximum', { limit: Number(limit) }],
  multipleOf: ({ multipleOf }) => ['breaksMultipleOf', { value: Number(multipleOf) }],
  minItems: ({ limit }) => ['breaksMinItems', { limit: Number(limit) }],
  maxItems: ({ limit }) => ['breaksMaxItems', { limit: Number(limit) }],
  uniqueItems: () => ['breaksUniqueItems'],
  contains: () => ['breaksContains'],
  additionalProperties: ({ additionalProperty }) => ['breaksUnknown', { name: String(additionalProperty) }],
  unevaluatedProperties: ({ unevaluatedProperty }) => [
    'breaksUnknown',
    { name: String(unevaluatedProperty) },
  ],
  propertyNames: ({ propertyName }) => ['breaksName', { name: String(propertyName) }],
  minProperties: ({ limit }) => ['breaksMinProperties', { limit: Number(limit) }],
  maxProperties: ({ limit }) => ['breaksMaxProperties', { limit: Number(limit) }],
  oneOf: () => ['breaksAlternatives'],
  anyOf: () => ['breaksAlternatives'],
  not: () => ['breaksNot'],
  'false schema': () => ['breaksNever'],
}

/** Names of members that an error is about rather than the object they are missing from or too many in. */
const memberOf = ({
  missingProperty,
  additionalProperty,
  unevaluatedProperty,
}: Record<string, unknown>): unknown => missingProperty ?? additionalProperty ?? unevaluatedProperty

/** One error of Ajv as a problem. A place inside a cell is said; a place without a field is said by its name. */
export function detailOf(table: Table, { keyword, instancePath, params }: ErrorObject): ErrorDetail {
  const member = memberOf(params)
  const pointer = member === undefined ? instancePath : `${instancePath}/${escapePointer(String(member))}`
  const [code, words] = (sentences[keyword] ?? (() => ['breaksRule', { rule: keyword }]))(params)
  const problem = { problem: `schema.${code}`, ...(words ? { params: words } : {}) }
  const fields = table.fields.filter((f) => f.pointer !== undefined)
  const exact = pointer === '' ? undefined : fields.find((f) => f.pointer === pointer)
  if (exact) return { field: exact.key, ...problem }
  const around = fields
    .filter((f) => f.pointer !== '' && pointer.startsWith(`${f.pointer}/`))
    .toSorted((a, b) => b.pointer!.length - a.pointer!.length)[0]
  if (around)
    return {
      field: around.key,
      problem: 'schema.breaksInside',
      params: { at: pointer.slice(around.pointer!.length), rule: keyword },
    }
  // A group has no cell of its own: its first field stands for it.
  const first = pointer === '' ? undefined : fields.find((f) => f.pointer!.startsWith(`${pointer}/`))
  if (first) return { field: first.key, ...problem }
  const rest = fields.find((f) => f.pointer === '')
  if (pointer !== '' && rest)
    return { field: rest.key, problem: 'schema.breaksInside', params: { at: pointer, rule: keyword } }
  return pointer === '' ? problem : { problem: 'schema.breaksInside', params: { at: pointer, rule: keyword } }
}

/** Reading a foreign JSON Schema: limits before anything recursive sees it, its draft, and the little that PostgreSQL cannot hold. */
import { appError } from '@/lib/errors'
import type { Json, JsonObject, JsonSchema } from '@/lib/json'

/** `rules`: as `weigh` counts them; `steps`: of these, how many may speak of one value; `effort`: to judge one record. */
export const limits = {
  bytes: 5_000_000,
  values: 200_000,
  depth: 200,
  properties: 5_000,
  rules: 6_000,
  steps: 1000,
  effort: 2_000_000,
} as const

/** Which rules the document is read by: up to draft-07 words beside `$ref` do not count. */
export type Draft = 'draft-07' | '2020-12'

export interface SourceSchema {
  schema: JsonSchema
  draft: Draft
}

/**
 * A JSON Schema from a file's text or from data.
 * @throws SCHEMA_INVALID with a problem under `schema.*`
 */
export function readSource(given: unknown): SourceSchema {
  if (typeof given === 'string' && Buffer.byteLength(given) > limits.bytes)
    throw refused('tooLarge', { max: limits.bytes / 1_000_000 })
  const root = typeof given === 'string' ? parseText(given) : given
  assertMeasure(root)
  if (typeof root !== 'object' || root === null || Array.isArray(root)) throw refused('notObject')
  if (typeof given !== 'string' && Buffer.byteLength(JSON.stringify(root)) > limits.bytes)
    throw refused('tooLarge', { max: limits.bytes / 1_000_000 })
  const schema = storable(root as Json, '') as JsonSchema
  const old = /draft-0[34]/.test(String(schema.$schema ?? ''))
  return kept(old ? { ...(walk(schema, false) as JsonSchema), $schema: draft07 } : schema)
}

/** A schema that was read before, as it is kept with a table. */
export const kept = (schema: JsonSchema): SourceSchema => ({ schema, draft: draftOf(schema) })

const draft07 = 'http://json-schema.org/draft-07/schema#'

/** A schema that cannot be imported, in words. */
export const refused = (problem: string, params: Record<string, string | number> = {}) =>
  appError('SCHEMA_INVALID', { problem: `schema.${problem}`, params })

function parseText(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    throw refused('notJsonAt', { line: wrongLine(text) })
  }
}

const token =
  /\s*(?:("[^"\\\n]*(?:\\.[^"\\\n]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/y

/** The first line that breaks the grammar. Engines word their complaint differently, and not all say where. */
function wrongLine(text: string): number {
  token.lastIndex = 0
  const open: string[] = []
  // What may come next: a value, a name, a colon, or what stands between and after values.
  let next = 'value'
  let end = 0
  for (let match = token.exec(text); match && next !== ''; match = token.exec(text)) {
    next = follow(next, match[1] ? '"' : (match[3] ?? '0'), open)
    if (next !== '') end = token.lastIndex
  }
  const space = /\s*/y
  space.lastIndex = end
  return text.slice(0, end + (space.exec(text)?.[0].length ?? 0)).split('\n').length
}

/** @returns what may come after this token, '' when it may not stand here */
function follow(next: string, token: string, open: string[]): string {
  const value = next === 'value' || next === 'value or ]'
  if (next === 'colon') return token === ':' ? 'value' : ''
  if (next.startsWith('name') && token === '"') return 'colon'
  if (value && (token === '{' || token === '[')) {
    open.push(token)
    return token === '{' ? 'name or }' : 'value or ]'
  }
  if (value && (token === '"' || token === '0')) return 'after'
  if (token === ',' && next === 'after' && open.length > 0) return open.at(-1) === '{' ? 'name' : 'value'
  const closes =
    (next === 'after' || next === 'name or }' || next === 'value or ]') &&
    open.at(-1) === { '}': '{', ']': '[' }[token]
  return closes && open.pop() ? 'after' : ''
}

/** How much there is and how deep, found level by level: a chain of a million brackets must not end the process. */
function assertMeasure(root: unknown): void {
  let level: unknown[] = [root]
  let count = 1
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.depth) throw refused('tooDeep', { max: limits.depth })
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      const parts: unknown[] = Object.values(value)
      count += parts.length
      if (count > limits.values) throw refused('tooManyValues', { max: limits.values })
      for (const part of parts) next.push(part)
    }
    level = next
  }
}

const unstorable = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const escaped = (text: string): string =>
  text.replace(unstorable, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
const annotations = new Set(['title', 'description', '$comment', 'examples', 'example'])

/** The same schema without NUL and lone surrogates: escaped in patterns, left out of words for people, refused elsewhere, as are numbers beyond measure. */
function storable(value: Json, key: string): Json {
  if (typeof value === 'string') {
    if (value.search(unstorable) < 0) return value
    if (key === 'pattern') return escaped(value)
    if (annotations.has(key)) return value.replace(unstorable, '')
    throw refused('badCharacters')
  }
  // JSON text can say 1e400, and neither JavaScript nor PostgreSQL can hold it.
  if (typeof value === 'number' && !Number.isFinite(value)) throw refused('badNumber')
  if (Array.isArray(value)) return value.map((item) => storable(item, key))
  if (typeof value !== 'object' || value === null) return value
  const copy: JsonObject = {}
  for (const [name, part] of Object.entries(value)) {
    if (name.search(unstorable) >= 0 && key !== 'patternProperties') throw refused('badCharacters')
    put(copy, escaped(name), storable(part, name))
  }
  return copy
}

/** Sets an own member, whatever its name means to JavaScript. */
export function put(object: JsonObject, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
  else object[name] = value
}

function draftOf(schema: JsonSchema): Draft {
  const named = String(schema.$schema ?? '')
  if (/draft-0\d/.test(named)) return 'draft-07'
  if (/20(19|20)-/.test(named)) return '2020-12'
  // Nothing said: lists of item schemas and `dependencies` are words of the older drafts.
  const text = JSON.stringify(schema)
  return !text.includes('"$defs"') && /"items":\[|"dependencies":|"definitions":/.test(text)
    ? 'draft-07'
    : '2020-12'
}

/** Draft-04 in the words of draft-07: `id`, and limits that were exclusive by a flag. `names`: its members have free names. */
function walk(value: Json, names: boolean): Json {
  if (Array.isArray(value)) return value.map((item) => walk(item, false))
  if (typeof value !== 'object' || value === null) return value
  const copy: JsonObject = {}
  for (const [name, part] of Object.entries(value)) {
    const data = !names && (name === 'enum' || name === 'default' || name === 'const')
    put(copy, name, data ? part : walk(part, !names && mapsOfSchemas.has(name)))
  }
  if (names) return copy
  for (const [flag, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof copy[flag] !== 'boolean') continue
    const exclusive = copy[flag]
    delete copy[flag]
    if (!exclusive || copy[limit] === undefined) continue
    copy[flag] = copy[limit]
    delete copy[limit]
  }
  if (typeof copy.id === 'string' && copy.$id === undefined) {
    copy.$id = copy.id
    delete copy.id
  }
  return copy
}

/** Keywords whose members are schemas by a free name. */
export const mapsOfSchemas = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'dependencies',
])
/** Keywords that hold one schema. */
export const oneSchema = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'additionalItems',
  'unevaluatedItems',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'contentSchema',
])
/** Keywords that hold a list of schemas. */
export const listsOfSchemas = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items'])

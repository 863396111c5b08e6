/** Which field type a property becomes: its shape as the plain schema that field types look at, and the reason in words. */
import { fieldType, type TypeName } from '@/lib/fields/index'
import type { Problem } from '@/lib/fields/type'
import type { Json, JsonObject, JsonSchema } from '@/lib/json'
import { isLongName, labelsOf } from './naming'
import type { Node } from './refs'
import type { Shape } from './shape'

type Read = (node: Node) => Shape

export const because = (code: string, params?: Problem['params']): Problem => ({
  code: `schema.${code}`,
  ...(params ? { params } : {}),
})

export const only = (shape: Shape, type: string): boolean =>
  shape.types?.size === 1 && [...shape.types][0] === type
export const onlyNull = (shape: Shape): boolean =>
  shape.nullable && (shape.types?.size === 0 || shape.choices?.every((c) => c.value === null) === true)

/** The plain schema that field types look at. */
export function plainSchema(shape: Shape, read: Read, circular: boolean): JsonSchema {
  const { title: _t, description: _d, default: _v, 'x-field': _x, ...words } = shape.words
  if (circular || shape.opaque) return {}
  const choices = plainChoices(shape)
  if (choices?.every((c) => typeof c.value === 'boolean')) return { type: 'boolean' }
  if (choices) return { ...words, ...typesOf(choices), ...choiceWords(choices) }
  const types = [...(shape.types ?? [])].map((t) => (t === 'number' && shape.integer ? 'integer' : t))
  if (types.length === 0) return {}
  if (types.length > 1) return { type: types }
  if (types[0] === 'array') {
    const item = shape.items === undefined || shape.tuple ? undefined : read(shape.items)
    const members = item && !item.nullable && !item.opaque ? plainChoices(item) : undefined
    return { ...words, type: 'array', ...(members ? { items: choiceWords(members) } : {}) }
  }
  return { ...words, type: types[0]! }
}

/** Why a property becomes a field of this type. */
export function reasonFor(shape: Shape, read: Read, type: TypeName, flat: JsonSchema): Problem {
  if (shape.opaque) return because(`why${shape.opaque.charAt(0).toUpperCase()}${shape.opaque.slice(1)}`)
  if (type === 'select') return because('whyChoices', { count: (flat.enum as Json[]).length })
  if (type === 'multiselect') return because('whyManyChoices')
  if (type === 'checkbox') return because('whyBoolean')
  if (type === 'number') return because(flat.type === 'integer' ? 'whyInteger' : 'whyNumber')
  if (type === 'longtext') return because('whyLongtext')
  if (type === 'text')
    return because(
      typeof flat.format === 'string' ? 'whyFormatText' : 'whyText',
      typeof flat.format === 'string' ? { format: flat.format } : undefined,
    )
  if (type !== 'json') return because('whyFormat', { format: String(flat.format) })
  if (shape.choices) return because('whyOddChoices')
  if (!shape.types || shape.types.size === 0) return because('whyAny')
  if (shape.types.size > 1) return because('whyUnion')
  if (only(shape, 'object')) return because(shape.properties.size === 0 ? 'whyMap' : 'whyDeep')
  if (only(shape, 'array'))
    return because(
      shape.tuple ? 'whyTuple' : shape.items === undefined ? 'whyList' : listReason(shape.items, read),
    )
  return because('whyBeyond')
}

function listReason(items: Node, read: Read): string {
  return only(read(items), 'object') ? 'whyObjects' : 'whyList'
}

const plainChoices = (shape: Shape) => shape.choices?.filter((c) => c.value !== null)

/** The type of choices that are all of one. */
function typesOf(choices: NonNullable<Shape['choices']>): JsonSchema {
  const types = new Set(choices.map(({ value }) => (Array.isArray(value) ? 'array' : typeof value)))
  return { type: types.size === 1 ? [...types][0]! : [...types] }
}

function choiceWords(choices: NonNullable<Shape['choices']>): JsonSchema {
  const labels: JsonObject = {}
  for (const { value, title } of choices)
    if (title !== undefined)
      labels[typeof value === 'string' ? value : JSON.stringify(value)] = labelsOf(title.slice(0, 100))
  return { enum: choices.map((c) => c.value), 'x-enum-labels': labels }
}

/** In which order types are asked; the last takes anything. */
const order: readonly TypeName[] = [
  'select',
  'multiselect',
  'checkbox',
  'date',
  'datetime',
  'email',
  'url',
  'number',
  'text',
  'longtext',
  'json',
]

/** The first type that takes the schema, with its options. */
export function inferred(
  flat: JsonSchema,
  name: string,
): { type: TypeName; options: object; outside: Problem[] } {
  for (const type of isLongName(name) ? (['select', 'longtext', ...order] as const) : order) {
    const found = fieldType(type).inferFrom?.(flat)
    if (found) return { type, ...found }
  }
  throw new Error('json takes anything')
}

/** The default as a cell, if the field can hold it. */
export function startOf(type: TypeName, options: object, value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || typeof value === 'object') return undefined
  const meaning = fieldType(type)
  const cell: unknown = meaning.normalize(value, options)
  return cell === value && !meaning.check(cell, options) ? value : undefined
}

/** Recognises a property that Tian wrote itself: `x-field` says the type, and the standard keywords still agree with it. */

import { isDeepStrictEqual } from 'node:util'
import { type AnyFieldType, fieldType, isTypeName, type TypeName } from '@/lib/fields/index'
import type { Option } from '@/lib/fields/type'
import { type Labels, locales } from '@/lib/i18n/labels'
import type { Json, JsonObject, JsonSchema } from '@/lib/json'
import type { Field, Section, Sensitivity, Source } from '@/lib/meta/model'

/** What a shared option set is called inside a schema, and what it is to our field types. */
export const setRef = (key: string): string => `#/$defs/${key}`
const inside = /^#\/\$defs\/([a-z][a-z0-9_]{0,47})$/
export const setAddress = 'tian:/options/'

export interface OwnField extends Pick<Field, 'type' | 'options' | 'source' | 'unique' | 'sensitivity'> {
  label?: Labels
  help?: Labels
  /** The shared option set it chooses from. */
  set?: string
}

/** What a table's schema can say of the table, when Tian wrote it. */
export interface OwnTable {
  key?: string
  label?: Labels
  description?: Labels
  icon?: string
  sections?: Section[]
  title?: string
}

const sensitivities: readonly Sensitivity[] = ['normal', 'personal', 'confidential']
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isLabels = (value: unknown): value is Labels =>
  isObject(value) &&
  Object.keys(value).length > 0 &&
  Object.entries(value).every(([name, text]) => locales.some((l) => l === name) && typeof text === 'string')
const isOption = (value: unknown): boolean =>
  isObject(value) && [value.value, value.color].every((v) => typeof v === 'string') && isLabels(value.label)
const isSection = (value: unknown): boolean =>
  isObject(value) && typeof value.key === 'string' && isLabels(value.label) && Array.isArray(value.fields)

/** The members of `x-table` that are what Tian writes there; anybody can write anything under this name. */
export function ownTable(x: Json | undefined): OwnTable | undefined {
  if (!isObject(x)) return undefined
  const { key, label, description, icon, sections, title } = x
  return {
    ...(typeof key === 'string' ? { key } : {}),
    ...(isLabels(label) ? { label } : {}),
    ...(isLabels(description) ? { description } : {}),
    ...(typeof icon === 'string' && /^[a-z0-9-]{1,40}$/.test(icon) ? { icon } : {}),
    ...(Array.isArray(sections) && sections.every(isSection)
      ? { sections: sections as unknown as Section[] }
      : {}),
    ...(typeof title === 'string' ? { title } : {}),
  }
}

/** The field that a property describes, or undefined when its `x-field` is missing or no longer true. */
export function ownField(property: JsonSchema): OwnField | undefined {
  const x = property['x-field']
  if (typeof x !== 'object' || x === null || Array.isArray(x)) return undefined
  if (typeof x.type !== 'string' || !isTypeName(x.type)) return undefined
  const { title: _t, description: _d, readOnly: _r, default: _v, 'x-field': _x, ...rest } = property
  const schema = replaceRefs(rest, (ref) => ref.replace(inside, `${setAddress}$1`)) as JsonSchema
  const source = (x.source ?? { kind: 'input' }) as Source
  if (!['input', 'auto', 'formula', 'inverse'].includes(source.kind)) return undefined
  const type: AnyFieldType = fieldType(x.type as TypeName)
  const options = { ...type.defaultOptions, ...(x.options as object | undefined), ...type.fromSchema(schema) }
  try {
    if (!isDeepStrictEqual(type.valueSchema(options), schema)) return undefined
  } catch {
    return undefined
  }
  const set = (options as { set?: unknown }).set
  return {
    type: x.type,
    options: JSON.parse(JSON.stringify(options)) as object,
    source,
    unique: x.unique === true,
    sensitivity: sensitivities.find((s) => s === x.sensitivity) ?? 'normal',
    ...(isLabels(x.label) ? { label: x.label } : {}),
    ...(isLabels(x.help) ? { help: x.help } : {}),
    ...(typeof set === 'string' ? { set } : {}),
  }
}

/** The option sets that a schema brings along, by key. */
export function ownSets(root: JsonSchema): Map<string, { label: Labels; options: Option[] }> {
  const sets = new Map<string, { label: Labels; options: Option[] }>()
  for (const [key, part] of Object.entries((root.$defs ?? {}) as JsonObject)) {
    const x = (part as JsonObject | null)?.['x-options'] as JsonObject | undefined
    if (x && Array.isArray(x.options) && x.options.every(isOption) && isLabels(x.label))
      sets.set(key, { label: x.label, options: x.options as unknown as Option[] })
  }
  return sets
}

/** A copy in which every `$ref` is what `change` makes of it. */
export function replaceRefs(value: Json, change: (ref: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => replaceRefs(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name === '$ref' && typeof part === 'string' ? change(part) : replaceRefs(part, change),
    ]),
  )
}

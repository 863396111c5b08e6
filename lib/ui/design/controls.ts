/** The settings of a field type as controls: one place that reads `optionsSchema`, so a new type needs no new panel. */
import type { Labels } from '@/lib/i18n/labels'
import type { Json, JsonSchema } from '@/lib/json'

export interface Choice {
  value: string | number
  label: Labels
}

/** What a person fills a setting in with. */
export type Control =
  | { kind: 'number'; whole: boolean; least?: number; most?: number }
  | { kind: 'text'; most?: number; pattern?: string }
  | { kind: 'switch' }
  | { kind: 'choice'; choices: Choice[] }
  /** Several texts, one a line. */
  | { kind: 'lines'; most?: number }
  /** Options with a colour each. */
  | { kind: 'options'; most: number }
  /** A definition of the base by key. */
  | { kind: 'reference'; to: 'table' | 'options' }

export interface Setting {
  key: string
  label: Labels
  help?: Labels
  required: boolean
  initial?: Json
  control: Control
}

/** The settings that a schema describes, in its order; what has no control here is left to documents. */
export function settingsIn(schema: JsonSchema): Setting[] {
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(members(schema.properties)).flatMap(([key, property]): Setting[] => {
    const control = controlOf(property)
    if (!control) return []
    const help = property['x-help'] as Labels | undefined
    return [
      {
        key,
        label: (property['x-label'] as Labels | undefined) ?? { 'zh-CN': String(property.title ?? key) },
        ...(help ? { help } : {}),
        required: required.includes(key),
        ...(property.default === undefined ? {} : { initial: property.default }),
        control,
      },
    ]
  })
}

/** JSON Schema's two types of numbers, and whether they are whole. */
const numbers: ReadonlyMap<Json | undefined, boolean> = new Map([
  ['integer', true],
  ['number', false],
])

function controlOf(schema: JsonSchema): Control | undefined {
  const to = schema['x-reference']
  if (to === 'table' || to === 'options') return { kind: 'reference', to }
  const choices = choicesOf(schema)
  if (choices) return { kind: 'choice', choices }
  if (schema.type === 'boolean') return { kind: 'switch' }
  const whole = numbers.get(schema.type)
  if (whole !== undefined) {
    return { kind: 'number', whole, ...limit('least', schema.minimum), ...limit('most', schema.maximum) }
  }
  if (schema.type === 'string') {
    const { pattern } = schema
    return {
      kind: 'text',
      ...limit('most', schema.maxLength),
      ...(typeof pattern === 'string' ? { pattern } : {}),
    }
  }
  if (schema.type === 'array') return listOf(schema)
  return undefined
}

function listOf(schema: JsonSchema): Control | undefined {
  const items = member(schema.items)
  if (items.type === 'string') return { kind: 'lines', ...limit('most', schema.maxItems) }
  const { value, label, color } = members(items.properties)
  return value && label && color ? { kind: 'options', most: Number(schema.maxItems ?? 500) } : undefined
}

function choicesOf(schema: JsonSchema): Choice[] | undefined {
  if (Array.isArray(schema.enum)) {
    const words = member(schema['x-enum-labels'] ?? null)
    return schema.enum.filter(isScalar).map((value) => ({
      value,
      label: (words[String(value)] as Labels | undefined) ?? { 'zh-CN': String(value) },
    }))
  }
  if (!Array.isArray(schema.oneOf)) return undefined
  return schema.oneOf.map(member).flatMap((one) => {
    const value = one.const
    if (!isScalar(value)) return []
    return [
      {
        value,
        label: (one['x-label'] as Labels | undefined) ?? { 'zh-CN': String(one.title ?? value) },
      },
    ]
  })
}

const isScalar = (value: Json | undefined): value is string | number =>
  typeof value === 'string' || typeof value === 'number'

const limit = <K extends string>(name: K, value: Json | undefined): { [P in K]?: number } =>
  (typeof value === 'number' ? { [name]: value } : {}) as { [P in K]?: number }

const member = (value: Json | undefined): JsonSchema =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}

const members = (value: Json | undefined): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(member(value)).map(([key, one]) => [key, member(one)]))

/** What is wrong with a setting as it is filled in, as a message key under `design.*`. */
export function problemOf(
  { control, required }: Setting,
  value: Json | undefined,
):
  | { key: 'needed' | 'notNumber' | 'tooSmall' | 'tooLarge' | 'notWhole'; params?: Record<string, number> }
  | undefined {
  if (value === undefined || value === '') return required ? { key: 'needed' } : undefined
  if (control.kind !== 'number') return undefined
  if (typeof value !== 'number') return { key: 'notNumber' }
  if (control.whole && !Number.isInteger(value)) return { key: 'notWhole' }
  if (control.least !== undefined && value < control.least)
    return { key: 'tooSmall', params: { least: control.least } }
  if (control.most !== undefined && value > control.most)
    return { key: 'tooLarge', params: { most: control.most } }
  return undefined
}

/** The key of the setting that chooses a shared option set, when the type has options of its own as well. */
export function choiceSettings(settings: readonly Setting[]): { set: string; options: string } | undefined {
  const set = settings.find(({ control }) => control.kind === 'reference' && control.to === 'options')
  const options = settings.find(({ control }) => control.kind === 'options')
  return set && options && { set: set.key, options: options.key }
}

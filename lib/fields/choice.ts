/** What select and multi-select share: where options come from, reading a label, and the same in SQL. */
import { defaultLocale, type Locale, labelOf } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import { lengthOf, linePattern } from './characters'
import { literal } from './literal'
import { setting, settings } from './options-schema'
import type { FieldContext, Inferred, Option } from './type'

/** Either a shared set by key, or options of this field alone. */
export interface ChoiceOptions {
  set?: string
  options?: Option[]
}

export const optionColors = [
  'blue',
  'purple',
  'teal',
  'green',
  'amber',
  'orange',
  'red',
  'pink',
  'gray',
] as const

const setPrefix = 'tian:/options/'
const mostOptions = 500
const oneLine = new RegExp(linePattern, 'u')

const optionSchema: JsonSchema = {
  ...settings({
    value: setting(
      { 'zh-CN': '存储值', en: 'Stored value' },
      { type: 'string', minLength: 1, maxLength: 100, pattern: linePattern },
    ),
    label: setting(
      { 'zh-CN': '名称', en: 'Name' },
      {
        type: 'object',
        properties: { 'zh-CN': { type: 'string', maxLength: 100 }, en: { type: 'string', maxLength: 100 } },
        additionalProperties: false,
      },
    ),
    color: setting({ 'zh-CN': '颜色', en: 'Colour' }, { type: 'string', enum: [...optionColors] }),
    retired: setting({ 'zh-CN': '不再提供', en: 'No longer offered' }, { type: 'boolean' }),
  }),
  required: ['value', 'label', 'color'],
}

export const choiceOptionsSchema: JsonSchema = settings({
  set: setting(
    { 'zh-CN': '共用选项集', en: 'Shared option set' },
    { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$', 'x-reference': 'options' },
  ),
  options: setting(
    { 'zh-CN': '选项', en: 'Options' },
    { type: 'array', maxItems: mostOptions, items: optionSchema },
  ),
})

/** Three options to rename: a new field works at once. */
export const startingOptions: ChoiceOptions = {
  options: (['blue', 'green', 'amber'] as const).map((color, i) => ({
    value: `option_${i + 1}`,
    label: { 'zh-CN': `选项 ${i + 1}`, en: `Option ${i + 1}` },
    color,
  })),
}

/** All options, retired ones too, in their order. */
export const optionsOf = (options: ChoiceOptions, context: FieldContext): readonly Option[] =>
  options.set ? context.optionSet(options.set) : (options.options ?? [])

/** The schema of one value: the shared set by reference, or the values that are still offered. */
export function choiceSchema(options: ChoiceOptions): JsonSchema {
  if (options.set) return { $ref: `${setPrefix}${options.set}` }
  const values = (options.options ?? []).filter((o) => !o.retired).map((o) => o.value)
  // An empty `enum` is not a schema; `not: {}` admits nothing.
  return values.length > 0 ? { type: 'string', enum: values } : { type: 'string', not: {} }
}

/**
 * The choices of a plain `enum` as options: texts, numbers and yes-or-no by their text. What is no short line of text,
 * or twice the same to a reader, cannot be an option.
 */
export function inferChoice(schema: JsonSchema): Inferred<ChoiceOptions> | undefined {
  if (!Array.isArray(schema.enum) || schema.enum.length > mostOptions) return undefined
  const labels = (schema['x-enum-labels'] ?? {}) as Record<string, Option['label']>
  const texts = schema.enum
    .filter((value) => value !== '')
    .map((v) => (typeof v === 'string' ? v : JSON.stringify(v)))
  const plain = schema.enum.every((value) => typeof value !== 'object')
  if (!plain || texts.length === 0 || new Set(texts).size !== texts.length) return undefined
  if (!texts.every((text) => text === text.trim() && lengthOf(text) <= 100 && oneLine.test(text)))
    return undefined
  return {
    options: {
      options: texts.map((value, i) => ({
        value,
        label: Object.hasOwn(labels, value) ? labels[value]! : {},
        color: optionColors[i % optionColors.length]!,
      })),
    },
    outside: texts.length < schema.enum.length ? [{ code: 'schema.outsideBlank' }] : [],
  }
}

/** The shared set that a schema of `choiceSchema` names; a set leaves no room for options of the field's own. */
export function setOf(schema: JsonSchema): Pick<ChoiceOptions, 'set' | 'options'> {
  const ref = schema.$ref
  return typeof ref === 'string' && ref.startsWith(setPrefix)
    ? { set: ref.slice(setPrefix.length), options: undefined }
    : {}
}

/** The judgement of `choiceSchema`; a shared set is not at hand here, so its values are only looked at by shape. */
export function isChoice(value: unknown, options: ChoiceOptions): value is string {
  if (typeof value !== 'string') return false
  if (!options.set) return (options.options ?? []).some((o) => o.value === value && !o.retired)
  const length = lengthOf(value)
  return length >= 1 && length <= 100
}

export const optionLabel = (option: Option, locale: Locale): string =>
  labelOf(option.label, locale, option.value)

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** The option that a text means: its value, else its label in either language; offered ones before retired ones. */
export function findOption(text: string, all: readonly Option[], locale: Locale): Option | undefined {
  const wanted = fold(text)
  if (wanted === '') return undefined
  const options = [...all.filter((o) => !o.retired), ...all.filter((o) => o.retired)]
  return (
    all.find((o) => o.value === text) ??
    options.find((o) => fold(optionLabel(o, locale)) === wanted) ??
    options.find((o) => Object.values(o.label).some((label) => fold(label) === wanted)) ??
    options.find((o) => fold(o.value) === wanted)
  )
}

/** The label when it reads back as this value, else the value itself. */
export function choiceText(value: string, options: ChoiceOptions, context: FieldContext): string {
  const all = optionsOf(options, context)
  const option = all.find((o) => o.value === value)
  if (!option) return value
  const label = optionLabel(option, context.locale)
  return findOption(label, all, context.locale) === option ? label : value
}

/** `{c}`, one value, as its label. Labels of a shared set are not known here: their values stay as they are. */
export function choiceToText(options: ChoiceOptions, column = '{c}'): string {
  if (options.set || !options.options?.length) return column
  const arms = options.options.map(
    (o) => `when ${literal(o.value)} then ${literal(optionLabel(o, defaultLocale))}`,
  )
  return `case ${column} ${arms.join(' ')} else ${column} end`
}

const lower = (sql: string): string => `lower(btrim(${sql}) collate "und-x-icu") collate "C"`

/** The value that a text means by value or label; NULL when it means none. */
export function choiceFromText(options: ChoiceOptions, column = '{c}'): string {
  if (options.set)
    return `case when btrim(${column}) <> '' and length(btrim(${column})) <= 100 then btrim(${column}) end`
  const offered = (options.options ?? []).filter((o) => !o.retired)
  if (offered.length === 0) return 'null::text'
  const arms = [
    ...offered.map((o) => `when btrim(${column}) = ${literal(o.value)} then ${literal(o.value)}`),
    ...offered.flatMap((o) =>
      [...Object.values(o.label), o.value]
        .filter((label) => label !== '')
        .map((label) => `when ${lower(column)} = ${lower(literal(label))} then ${literal(o.value)}`),
    ),
  ]
  return `case ${arms.join(' ')} end`
}

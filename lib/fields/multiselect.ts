/** Multi-select: several options in the order they were chosen, stored as `text[]`. */
import type { JsonSchema } from '@/lib/json'
import {
  type ChoiceOptions,
  choiceFromText,
  choiceOptionsSchema,
  choiceSchema,
  choiceText,
  choiceToText,
  findOption,
  inferChoice,
  isChoice,
  optionsOf,
  setOf,
  startingOptions,
} from './choice'
import { joinList, normalizeList, splitList, unique } from './list'
import { select } from './select'
import { listFromText } from './set-sql'
import type { FieldType } from './type'

const most = 50

export const multiselect: FieldType<string[], ChoiceOptions> = {
  name: 'multiselect',
  label: { 'zh-CN': '多选', en: 'Multi-select' },
  help: {
    'zh-CN': '从选项中选几个，例如 标签：老客户、华东。',
    en: 'Several of a list, such as tags: regular, east.',
  },
  icon: 'list-checks',
  kind: 'list',
  optionsSchema: choiceOptionsSchema,
  defaultOptions: startingOptions,
  valueSchema: (options) => ({
    type: 'array',
    items: choiceSchema(options),
    minItems: 1,
    maxItems: most,
    uniqueItems: true,
  }),
  fromSchema: ({ items }) =>
    items && typeof items === 'object' && !Array.isArray(items) ? setOf(items) : {},
  inferFrom({ type, items, uniqueItems }) {
    const choice = type === 'array' ? inferChoice((items ?? {}) as JsonSchema) : undefined
    if (!choice) return undefined
    const many = (choice.options.options?.length ?? 0) > most || uniqueItems !== true
    return {
      options: choice.options,
      outside: [...choice.outside, ...(many ? [{ code: 'schema.outsideChoices', params: { most } }] : [])],
    }
  },
  storage: { column: () => 'text[]' },
  json: '{c}',
  toText: (options) =>
    `(select string_agg(${choiceToText(options, 'x')}, ', ' order by i) from unnest({c}) with ordinality as u(x, i))`,
  fromText: (options) => listFromText(choiceFromText(options, 'x'), most),
  operators: ['hasAnyOf', 'hasAllOf', 'hasNoneOf', 'isExactly', 'isEmpty', 'isNotEmpty'],
  masks: ['all', 'length'],
  uniqueable: false,
  normalize(value, options) {
    return normalizeList(value, (item) => select.normalize(item, options))
  },
  check(value, options) {
    if (!Array.isArray(value) || value.length === 0) return { code: 'problemChoice.options' }
    if (value.length > most) return { code: 'problemChoice.tooMany', params: { most } }
    if (!value.every((item) => isChoice(item, options))) return { code: 'problemChoice.options' }
    return unique(value).length === value.length ? undefined : { code: 'problemChoice.repeated' }
  },
  serialize: (value, options, context) => joinList(value.map((item) => choiceText(item, options, context))),
  parse(text, options, context) {
    const all = optionsOf(options, context)
    const found = splitList(text).map((item) => findOption(item, all, context.locale)?.value)
    const values = unique(found.filter((item) => item !== undefined))
    return values.length > 0 && !found.includes(undefined) ? values : undefined
  },
  format: (value, options, context) =>
    value.map((item) => select.format(item, options, context)).join(context.locale === 'en' ? ', ' : '、'),
  sample(options, random) {
    const first = select.sample(options, random)
    return unique([first, select.sample(options, random)])
  },
}

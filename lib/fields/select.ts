/** Select: one of a list of options; the stored value never changes, its label and colour may. */
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
  optionLabel,
  optionsOf,
  setOf,
  startingOptions,
} from './choice'
import type { FieldType } from './type'

export const select: FieldType<string, ChoiceOptions> = {
  name: 'select',
  label: { 'zh-CN': '单选', en: 'Select' },
  help: { 'zh-CN': '从选项中选一个，例如 客户等级：VIP。', en: 'One of a list, such as level: VIP.' },
  icon: 'circle-chevron-down',
  kind: 'text',
  optionsSchema: choiceOptionsSchema,
  defaultOptions: startingOptions,
  valueSchema: choiceSchema,
  fromSchema: setOf,
  inferFrom: (schema) => inferChoice(schema),
  storage: { column: () => 'text' },
  json: '{c}',
  toText: (options) => choiceToText(options),
  fromText: (options) => choiceFromText(options),
  sort: '{c}',
  operators: ['is', 'isNot', 'isAnyOf', 'isNoneOf', 'isEmpty', 'isNotEmpty'],
  masks: ['all', 'length'],
  many: 'multiselect',
  uniqueable: false,
  normalize: (value) => (typeof value === 'string' ? value.trim() || undefined : (value ?? undefined)),
  check: (value, options) => (isChoice(value, options) ? undefined : { code: 'problemChoice.option' }),
  serialize: choiceText,
  parse: (text, options, context) => findOption(text, optionsOf(options, context), context.locale)?.value,
  format(value, options, context) {
    const option = optionsOf(options, context).find((o) => o.value === value)
    return option ? optionLabel(option, context.locale) : value
  },
  sample(options, random) {
    const offered = (options.options ?? []).filter((o) => !o.retired)
    return offered[Math.floor(random() * offered.length)]?.value ?? 'option'
  },
}

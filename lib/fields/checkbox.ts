/** Yes or no. No is a value of its own: it is not empty. */
import { emptied } from './emptiness'
import { settings } from './options-schema'
import type { FieldType } from './type'
import { halfWidth } from './typed-number'

export type CheckboxOptions = Record<never, never>

const yes = ['true', 't', 'yes', 'y', 'on', '1', '是', '对', '真', '有', '✓', '✔', '√', '☑', 'x']
const no = ['false', 'f', 'no', 'n', 'off', '0', '否', '错', '不', '不是', '假', '无', '✗', '✘', '×', '☐']
const list = (words: string[]) => words.map((word) => `'${word}'`).join(', ')

export const checkbox: FieldType<boolean, CheckboxOptions> = {
  name: 'checkbox',
  label: { 'zh-CN': '复选框', en: 'Checkbox' },
  help: { 'zh-CN': '是或否，例如：同意接收营销信息', en: 'Yes or no, such as: agrees to receive marketing' },
  icon: 'square-check',
  kind: 'boolean',
  optionsSchema: settings(),
  defaultOptions: {},
  valueSchema: () => ({ type: 'boolean' }),
  fromSchema: () => ({}),
  inferFrom: ({ type }) => (type === 'boolean' ? { options: {}, outside: [] } : undefined),
  storage: { column: () => 'boolean' },
  json: '{c}',
  toText: () => '{c}::text',
  fromText: () =>
    `case when lower(btrim({c})) in (${list(yes)}) then true when lower(btrim({c})) in (${list(no)}) then false end`,
  sort: '{c}',
  operators: ['isTrue', 'isFalse', 'isEmpty', 'isNotEmpty'],
  masks: ['length', 'all'],
  uniqueable: false,
  normalize: emptied,
  check: (value) => (typeof value === 'boolean' ? undefined : { code: 'problemText.notBoolean' }),
  serialize: (value, _, { locale }) => words[locale][value ? 0 : 1],
  parse(input) {
    const word = halfWidth(input).toLowerCase()
    if (yes.includes(word)) return true
    return no.includes(word) ? false : undefined
  },
  format: (value, _, { locale }) => words[locale][value ? 0 : 1],
  sample: (_, random) => random() < 0.5,
}

const words = { 'zh-CN': ['是', '否'], en: ['Yes', 'No'] } as const

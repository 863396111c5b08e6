/** Any JSON: data of other systems that people look at rather than edit. */
import type { Json } from '@/lib/json'
import { emptied } from './emptiness'
import { checkJson, jsonFromTextSql, jsonLimits } from './json-value'
import { settings } from './options-schema'
import { between, digits, pick } from './samples'
import type { CellValue, FieldType } from './type'

export type JsonOptions = Record<never, never>

/** A bare string is text, and belongs into a text field; half-typed JSON stays recognisable as no JSON. */
const types = ['object', 'array', 'number', 'boolean'] as const

/** Empty is empty here too: '' and [] are no value. */
const normalize = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 0 ? undefined : emptied(value)

/** A text that is JSON; the one place that asks the parser. */
function read(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

export const json: FieldType<CellValue, JsonOptions> = {
  name: 'json',
  label: { 'zh-CN': 'JSON', en: 'JSON' },
  help: {
    'zh-CN': '其他系统的原始数据，例如 {"来源": "官网"}',
    en: 'Raw data of another system, such as {"source": "website"}',
  },
  icon: 'braces',
  kind: 'json',
  optionsSchema: settings(),
  defaultOptions: {},
  valueSchema: () => ({ type: [...types], minItems: 1, 'x-json': { ...jsonLimits } }),
  fromSchema: () => ({}),
  storage: { column: () => 'jsonb' },
  json: '{c}',
  toText: () => '{c}::text',
  fromText: () => `nullif(nullif(${jsonFromTextSql()}, 'null'), '[]')`,
  operators: ['isEmpty', 'isNotEmpty'],
  masks: ['length', 'all'],
  uniqueable: false,
  normalize,
  check: (value) =>
    ['object', 'number', 'boolean'].includes(typeof value) && normalize(value) !== undefined
      ? checkJson(value)
      : { code: 'problemText.notJson' },
  serialize: (value) => JSON.stringify(value),
  parse(input) {
    const value = normalize(read(input))
    // What is nested too deeply cannot even be printed again.
    const unprintable = checkJson(value)?.code === 'problemText.jsonTooDeep'
    return typeof value === 'string' || unprintable ? undefined : (value as CellValue | undefined)
  },
  format: (value) => JSON.stringify(value),
  sample: (_, random) => ({
    id: Number(digits(random, 6)),
    source: pick(random, ['官网', 'shop', 'miniprogram']),
    tags: Array.from({ length: between(random, 0, 3) }, () => pick(random, ['新', 'VIP', 'a"b\\c'])),
    ...(random() < 0.5 ? { nested: { ok: true, none: null, amount: between(random, -100, 100) / 4 } } : {}),
  }),
}

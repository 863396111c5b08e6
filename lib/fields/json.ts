/** Any JSON: data of other systems that people look at rather than edit. */
import type { Json } from '@/lib/json'
import { emptied } from './emptiness'
import { checkJson, jsonFromTextSql, jsonLimits } from './json-value'
import { setting, settings } from './options-schema'
import { between, digits, pick } from './samples'
import type { CellValue, FieldType } from './type'

export interface JsonOptions {
  /** A bare text is a value too, for data that is a text in one record and an object in the next. */
  texts?: boolean
}

/** Unless said otherwise a bare text belongs into a text field; half-typed JSON stays recognisable as no JSON. */
const types = ['object', 'array', 'number', 'boolean'] as const
const typesOf = ({ texts }: JsonOptions): string[] => (texts ? [...types, 'string'] : [...types])

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

/** Typed without quotes, a text is itself, as long as nobody can take it for the beginning of JSON. */
const bareText = (text: string): string | undefined =>
  /^\s*[\p{L}\p{N}]/u.test(text) ? text.trim() : undefined

export const json: FieldType<CellValue, JsonOptions> = {
  name: 'json',
  label: { 'zh-CN': 'JSON', en: 'JSON' },
  help: {
    'zh-CN': '其他系统的原始数据，例如 {"来源": "官网"}',
    en: 'Raw data of another system, such as {"source": "website"}',
  },
  icon: 'braces',
  kind: 'json',
  optionsSchema: settings({
    texts: setting(
      { 'zh-CN': '也可以只是一段文字', en: 'May be plain text too' },
      { type: 'boolean' },
      {
        'zh-CN': '用于有时是文字、有时是对象的数据',
        en: 'For data that is a text in one record and an object in the next',
      },
    ),
  }),
  defaultOptions: {},
  valueSchema: (o) => ({
    type: typesOf(o),
    minItems: 1,
    ...(o.texts ? { minLength: 1 } : {}),
    'x-json': { ...jsonLimits },
  }),
  fromSchema: ({ type }) => (Array.isArray(type) && type.includes('string') ? { texts: true } : {}),
  inferFrom: ({ type }) => ({
    options: type === undefined || [type].flat().includes('string') ? { texts: true } : {},
    outside: [
      { code: 'schema.outsideJson', params: { max: jsonLimits.bytes / 1000, depth: jsonLimits.depth } },
    ],
  }),
  storage: { column: () => 'jsonb' },
  json: '{c}',
  toText: () => '{c}::text',
  fromText: ({ texts }) =>
    texts
      ? `nullif(nullif(nullif(${jsonFromTextSql('{c}', true)}, 'null'), '[]'), '""')`
      : `nullif(nullif(${jsonFromTextSql()}, 'null'), '[]')`,
  operators: ['isEmpty', 'isNotEmpty'],
  masks: ['length', 'all'],
  uniqueable: false,
  normalize,
  check: (value, o) =>
    ['object', ...typesOf(o)].includes(typeof value) && normalize(value) !== undefined
      ? checkJson(value)
      : { code: 'problemText.notJson' },
  serialize: (value) => JSON.stringify(value),
  parse(input, { texts }) {
    const value = normalize(read(input) ?? (texts ? bareText(input) : undefined))
    // What is nested too deeply cannot even be printed again.
    const unprintable = checkJson(value)?.code === 'problemText.jsonTooDeep'
    const unfit = unprintable || (typeof value === 'string' && !texts)
    return unfit ? undefined : (value as CellValue | undefined)
  },
  format: (value) => JSON.stringify(value),
  sample: (_, random) => ({
    id: Number(digits(random, 6)),
    source: pick(random, ['官网', 'shop', 'miniprogram']),
    tags: Array.from({ length: between(random, 0, 3) }, () => pick(random, ['新', 'VIP', 'a"b\\c'])),
    ...(random() < 0.5 ? { nested: { ok: true, none: null, amount: between(random, -100, 100) / 4 } } : {}),
  }),
}

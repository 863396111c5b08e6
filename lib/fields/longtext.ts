/** Text of many lines: notes, minutes, requirements. */
import { checkText, linesPattern } from './characters'
import { settings } from './options-schema'
import {
  checkPattern,
  type PatternRule,
  patternFromSchema,
  patternSample,
  patternSchema,
  patternSetting,
  patternSql,
} from './pattern-rule'
import { between, pick } from './samples'
import type { FieldType } from './type'

export type LongtextOptions = PatternRule

const maxLength = 20_000
const sentences = [
  '客户希望月底前完成交付。',
  '第一次拜访，确认需求与预算：',
  '- 需要中文发票\n- 下周三回访',
  'Asked for a quote; wants delivery before the holidays.',
  '\n备注（内部）：价格可谈 5%～8%。',
]

/** Windows line ends become `\n`; space at the end of the text goes, indentation at its start stays. */
function tidy(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined
  return value.replace(/\r\n?/g, '\n').trimEnd() || undefined
}

const tidySql = String.raw`nullif(regexp_replace(
  regexp_replace(regexp_replace({c}, '\r\n?', E'\n', 'g'), '[\u0001-\u0008\u000b-\u001f\u007f-\u009f]+', ' ', 'g'),
  '\s+$', ''), '')`

export const longtext: FieldType<string, LongtextOptions> = {
  name: 'longtext',
  label: { 'zh-CN': '多行文本', en: 'Long text' },
  help: {
    'zh-CN': '可以换行的长文字，例如沟通内容、备注',
    en: 'Text of many lines, such as minutes of a meeting or notes',
  },
  icon: 'text',
  kind: 'text',
  optionsSchema: settings({ pattern: patternSetting }),
  defaultOptions: {},
  valueSchema: (o) => ({
    type: 'string',
    minLength: 1,
    maxLength,
    pattern: linesPattern,
    ...patternSchema(o),
  }),
  fromSchema: patternFromSchema,
  inferFrom: ({ type, format, maxLength: most = maxLength }) =>
    type === 'string' && format === undefined && Number(most) > 200
      ? { options: {}, outside: [{ code: 'schema.outsideLongtext', params: { max: maxLength } }] }
      : undefined,
  storage: { column: () => 'text' },
  json: '{c}',
  toText: () => '{c}',
  fromText: (o) =>
    `case when char_length(${tidySql}) <= ${maxLength} and ${patternSql(tidySql, o)} then ${tidySql} end`,
  // An index entry of PostgreSQL holds 2.7 kB, and nobody orders by the two hundredth character.
  sort: 'left({c}, 200)',
  humanOrder: true,
  operators: ['contains', 'notContains', 'startsWith', 'isEmpty', 'isNotEmpty'],
  masks: ['length', 'all'],
  uniqueable: false,
  normalize: tidy,
  check: (value, o) =>
    checkText(value, { max: maxLength, multiline: true }) ?? checkPattern(value as string, o),
  serialize: (value) => value,
  parse: (input) => tidy(input) as string | undefined,
  format: (value) => value,
  sample: (o, random) =>
    patternSample(
      o,
      random,
      (text) => tidy(text) === text && longtext.check(text, o) === undefined,
      () =>
        Array.from({ length: between(random, 1, 6) }, () => pick(random, sentences)).join(
          pick(random, ['\n', '']),
        ),
    ),
}

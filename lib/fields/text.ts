/** One line of text: names, numbers of documents, short notes. */
import { checkText, lengthOf, linePattern, oneLineSql, trimmed } from './characters'
import { setting, settings } from './options-schema'
import {
  checkPattern,
  inferPattern,
  type PatternRule,
  patternFromSchema,
  patternSample,
  patternSchema,
  patternSetting,
  patternSql,
} from './pattern-rule'
import { between, pick } from './samples'
import type { FieldType } from './type'

export interface TextOptions extends PatternRule {
  minLength?: number
  maxLength: number
}

const longest = 2000

const words =
  '云帆 远航 星河 青禾 明德 Aurora Bright Co. 科技 贸易 有限公司 №7 王小明 李静 O’Neil café 𠮷野家 🌾'.split(
    ' ',
  )

/** So many words as the length takes. */
function wordsFor(o: TextOptions, random: () => number): string {
  const length = between(random, o.minLength ?? 1, Math.min(o.maxLength, (o.minLength ?? 1) + 20))
  let line = pick(random, words)
  while (lengthOf(line) < length) line += pick(random, words)
  return Array.from(line).slice(0, length).join('')
}

export const text: FieldType<string, TextOptions> = {
  name: 'text',
  label: { 'zh-CN': '单行文本', en: 'Text' },
  help: {
    'zh-CN': '一行文字，例如名称、编号：远航科技有限公司',
    en: 'One line of text, such as a name or a number: Acme Trading Ltd.',
  },
  icon: 'type',
  kind: 'text',
  optionsSchema: settings({
    minLength: setting(
      { 'zh-CN': '最少字数', en: 'At least … characters' },
      { type: 'integer', minimum: 1, maximum: 2000 },
    ),
    maxLength: setting(
      { 'zh-CN': '最多字数', en: 'At most … characters' },
      { type: 'integer', minimum: 1, maximum: 2000, default: 200 },
    ),
    pattern: patternSetting,
  }),
  defaultOptions: { maxLength: 200 },
  valueSchema: (o) => ({
    type: 'string',
    minLength: o.minLength ?? 1,
    maxLength: o.maxLength,
    pattern: linePattern,
    ...patternSchema(o),
  }),
  fromSchema: ({ minLength, maxLength, ...rest }) => ({
    ...patternFromSchema(rest),
    ...(typeof minLength === 'number' && minLength > 1 ? { minLength } : {}),
    ...(typeof maxLength === 'number' ? { maxLength } : {}),
  }),
  inferFrom({ type, minLength = 1, maxLength = longest, ...rest }) {
    if (type !== 'string' || Number(maxLength) > longest || Number(minLength) > longest) return undefined
    const max = Math.max(1, Number(maxLength))
    const min = Number(minLength)
    return {
      options: { ...inferPattern(rest), ...(min > 1 ? { minLength: min } : {}), maxLength: max },
      outside: [{ code: 'schema.outsideText', params: { max } }],
    }
  },
  storage: { column: () => 'text' },
  json: '{c}',
  toText: () => '{c}',
  fromText(o) {
    const line = oneLineSql('{c}')
    const fits = `char_length(${line}) between ${o.minLength ?? 1} and ${o.maxLength} and ${patternSql(line, o)}`
    return `case when ${fits} then ${line} end`
  },
  sort: '{c}',
  humanOrder: true,
  operators: [
    'contains',
    'notContains',
    'is',
    'isNot',
    'startsWith',
    'endsWith',
    'isAnyOf',
    'isNoneOf',
    'isEmpty',
    'isNotEmpty',
  ],
  masks: ['name', 'last4', 'edges', 'length', 'all'],
  uniqueable: true,
  normalize: trimmed,
  check: (value, o) =>
    checkText(value, { min: o.minLength, max: o.maxLength }) ?? checkPattern(value as string, o),
  serialize: (value) => value,
  parse: (input) => input.replace(/[\t\n\v\f\r\u2028\u2029]+/g, ' ').trim() || undefined,
  format: (value) => value,
  sample: (o, random) =>
    patternSample(
      o,
      random,
      (line) => line.trim() === line && text.check(line, o) === undefined,
      () => wordsFor(o, random),
    ),
}

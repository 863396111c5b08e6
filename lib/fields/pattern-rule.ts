/** The setting `pattern` of the text types: a regular expression of our dialect that a value must have in it. */
import { patternOf, readPattern } from '@/lib/expr/pattern'
import type { JsonSchema } from '@/lib/json'
import { setting } from './options-schema'
import type { Problem, SqlTemplate } from './type'

export interface PatternRule {
  pattern?: string
}

export const patternSetting = setting(
  { 'zh-CN': '格式规则', en: 'Pattern' },
  { type: 'string', minLength: 1, maxLength: 200, 'x-dialect': true },
  {
    'zh-CN':
      '正则表达式，填写的内容要符合它；^ 是开头，$ 是结尾。例如 ^[A-Z]{2}-[0-9]{4}$ 表示 HT-0001 这样的编号',
    en: 'A regular expression that what is filled in must fit; ^ is its beginning, $ its end. ^[A-Z]{2}-[0-9]{4}$ means numbers such as HT-0001',
  },
)

/** Beside the `pattern` of the type itself, hence inside `allOf`. */
export const patternSchema = ({ pattern }: PatternRule): JsonSchema =>
  pattern === undefined ? {} : { allOf: [{ pattern }] }

export function patternFromSchema({ allOf }: JsonSchema): PatternRule {
  const [first] = Array.isArray(allOf) ? (allOf as JsonSchema[]) : []
  return typeof first?.pattern === 'string' ? { pattern: first.pattern } : {}
}

/** The pattern of a plain schema, if it is of the dialect and short enough for the setting. */
export const inferPattern = ({ pattern }: JsonSchema): PatternRule =>
  typeof pattern === 'string' && pattern !== '' && pattern.length <= 200 && readPattern(pattern).ok
    ? { pattern }
    : {}

export const checkPattern = (value: string, { pattern }: PatternRule): Problem | undefined =>
  pattern === undefined || patternOf(pattern).test(value) ? undefined : { code: 'problemText.breaksPattern' }

/** SQL: whether a text fits. The printed pattern is code points and signs of ours, so it can stand in the template. */
export const patternSql = (text: SqlTemplate, { pattern }: PatternRule): SqlTemplate =>
  pattern === undefined ? 'true' : `${text} ~ '${patternOf(pattern).postgres()}'`

/** A sample that fits: made of the pattern where that gives a valid value, else as it would be without one. */
export function patternSample(
  { pattern }: PatternRule,
  random: () => number,
  valid: (text: string) => boolean,
  otherwise: () => string,
): string {
  for (let tries = 0; pattern !== undefined && tries < 50; tries++) {
    const text = patternOf(pattern).sample(random)
    if (valid(text)) return text
  }
  return otherwise()
}

/** Which characters a text may hold, written once so that JavaScript, JSON Schema and PostgreSQL read the same classes. */
import type { Problem, SqlTemplate } from './type'

/** White space as `String.trim` knows it. Bracket contents; both regular expression engines understand them. */
export const space = String.raw`\u0009-\u000d\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`

/** No control characters, no line breaks, no lone surrogates. */
export const linePattern = String.raw`^[\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\u{10ffff}]+$`
/** The same with tabs and line feeds. */
export const linesPattern = String.raw`^[\u0009\u000a\u0020-\u007e\u00a0-\ud7ff\ue000-\u{10ffff}]+$`

const line = new RegExp(linePattern, 'u')
const lines = new RegExp(linesPattern, 'u')

/** What PostgreSQL counts and Ajv counts: code points. */
export const lengthOf = (text: string): number => Array.from(text).length

/** The judgement shared by the plain text types. */
export function checkText(
  value: unknown,
  rule: { min?: number; max: number; multiline?: boolean },
): Problem | undefined {
  if (typeof value !== 'string') return { code: 'problemText.notText' }
  const length = lengthOf(value)
  const min = rule.min ?? 1
  if (length < min) return { code: 'problemText.tooShort', params: { min } }
  if (length > rule.max) return { code: 'problemText.tooLong', params: { max: rule.max, length } }
  if (!(rule.multiline ? lines : line).test(value))
    return { code: rule.multiline ? 'problemText.badCharacters' : 'problemText.badLine' }
  return undefined
}

/** Trims any door's text; an empty one is no value at all. */
export function trimmed(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined
  return value.trim() || undefined
}

/** SQL: the text in one line, every run of controls and line breaks a space, trimmed, empty as NULL. */
export const oneLineSql = (text: SqlTemplate): SqlTemplate =>
  trimSql(String.raw`regexp_replace(${text}, '[\u0001-\u001f\u007f-\u009f\u2028\u2029]+', ' ', 'g')`)

/** SQL: trimmed as `String.trim` does, empty as NULL. */
export const trimSql = (text: SqlTemplate): SqlTemplate =>
  `nullif(regexp_replace(${text}, '^[${space}]+|[${space}]+$', '', 'g'), '')`

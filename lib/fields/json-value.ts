/** What a JSON cell may hold, judged in JavaScript and recognised in SQL without a cast that could fail. */
import type { Problem, SqlTemplate } from './type'

export const jsonLimits = { bytes: 20_000, depth: 20 } as const
export type JsonLimits = { bytes: number; depth: number }

/** NUL and lone surrogates: JSON can write them, PostgreSQL cannot hold them. */
const unstorable = (text: string): boolean => text.includes('\0') || /[\ud800-\udfff]/u.test(text)

/** The judge of the keyword `x-json`. */
export function checkJson(value: unknown, limits: JsonLimits = jsonLimits): Problem | undefined {
  const wrong = checkPart(value, limits.depth)
  if (wrong) return wrong
  const bytes = new TextEncoder().encode(JSON.stringify(value)).length
  return bytes > limits.bytes
    ? { code: 'problemText.jsonTooLarge', params: { max: limits.bytes / 1000 } }
    : undefined
}

/** Lists and objects may be nested `depth` times. */
function checkPart(value: unknown, depth: number): Problem | undefined {
  if (value === null || typeof value === 'boolean') return undefined
  if (typeof value === 'string') return unstorable(value) ? { code: 'problemText.jsonBadText' } : undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : { code: 'problemText.notJson' }
  if (typeof value !== 'object') return { code: 'problemText.notJson' }
  if (depth === 0) return { code: 'problemText.jsonTooDeep', params: { max: jsonLimits.depth } }
  for (const [key, part] of Object.entries(value)) {
    const wrong = checkPart(key, 0) ?? checkPart(part, depth - 1)
    if (wrong) return wrong
  }
  return undefined
}

/**
 * SQL: text cast to jsonb if it is JSON, else NULL. PostgreSQL 15 cannot ask, so the grammar is recognised by
 * reduction: every string becomes U+0001, every other scalar U+0002, then the innermost lists and objects become
 * U+0002, as often as nesting is allowed. What remains is U+0002 alone exactly if the text was JSON and no bare string.
 * The two letters are no JSON, so a text that brings them is refused first.
 * @param texts whether a bare string counts
 */
export function jsonFromTextSql(text: SqlTemplate = '{c}', texts = false): SqlTemplate {
  const strings = String.raw`regexp_replace(${text}, '"(?:[^"\\\u0001-\u001f]|\\["\\/bfnrt]|\\u(?!0000|[dD][89a-fA-F])[0-9a-fA-F]{4})*"', E'\u0001', 'g')`
  const tight = String.raw`btrim(regexp_replace(${strings}, '[ \t\n\r]*([][}{,:])[ \t\n\r]*', '\1', 'g'), E' \t\n\r')`
  const scalar = String.raw`(?:-?(?:0|[1-9][0-9]{0,250})(?:\.[0-9]{1,250})?(?:[eE][+-]?[0-9]{1,2})?|true|false|null)`
  let reduced = String.raw`regexp_replace(${tight}, '(^|[[,:])${scalar}(?=$|[],}])', E'\\1\u0002', 'g')`
  const [item, pair] = [String.raw`[\u0001\u0002]`, String.raw`\u0001:[\u0001\u0002]`]
  for (let i = 0; i < jsonLimits.depth; i++)
    reduced = String.raw`regexp_replace(${reduced}, '\[(?:${item}(?:,${item})*)?\]|\{(?:${pair}(?:,${pair})*)?\}', E'\u0002', 'g')`
  const possible = String.raw`octet_length(${text}) <= ${jsonLimits.bytes} and ${text} !~ '[\u0001\u0002]'`
  const json = texts ? String.raw`in (E'\u0001', E'\u0002')` : String.raw`= E'\u0002'`
  return `case when ${possible} then case when ${reduced} ${json} then ${text}::jsonb end end`
}

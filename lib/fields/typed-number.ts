/** Reading numbers as people type and paste them, in JavaScript and in PostgreSQL. */
import { decimalText } from './decimal'
import type { SqlTemplate } from './type'

/** Powers of ten that a suffix stands for. */
const suffixes: Record<string, number> = {
  千: 3,
  万: 4,
  萬: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
  億: 8,
  十亿: 9,
  百亿: 10,
  千亿: 11,
  万亿: 12,
  k: 3,
  m: 6,
}
const number = new RegExp(
  String.raw`^(?<digits>\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)?(?<fraction>\.\d*)?(?:e(?<exponent>[+-]?\d{1,3}))?` +
    `(?<suffix> ?(?:${Object.keys(suffixes).join('|')}))?$`,
)

/** Full-width digits, signs and brackets become plain ones; any white space a single plain space. */
export const halfWidth = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/。/g, '.')
    .replace(/[−–—]/g, '-')
    .replace(/、/g, ',')
    .replace(/\s+/g, ' ')
    .trim()

/**
 * `1,234.50`, `１２３４`, `1.2万`, `-3`, `(1,234.50)`, `1.2E+04`; words given as `ornaments` (¥, 元, a unit) may stand
 * before or after. Anything doubtful is undefined: better no number than a wrong one.
 */
export function parseNumber(input: string, ornaments: readonly string[] = []): number | undefined {
  let text = halfWidth(input).toLowerCase()
  let negative = false
  const bracketed = /^\((.*)\)$/.exec(text)
  if (bracketed) {
    negative = true
    text = bracketed[1]!.trim()
  }
  const sign = () => {
    const match = /^([+-]) ?/.exec(text)
    if (!match) return true
    if (negative) return false
    negative = match[1] === '-'
    text = text.slice(match[0].length)
    return true
  }
  if (!sign()) return undefined
  const bare = strip(text, ornaments)
  if (bare !== text) {
    text = bare
    if (!negative && !sign()) return undefined
  }
  const match = number.exec(text)
  const { digits = '', fraction = '', exponent = '0', suffix = '' } = match?.groups ?? {}
  if (!match || !/\d/.test(digits + fraction)) return undefined
  const power = Number(exponent) + (suffixes[suffix.trim()] ?? 0)
  const value = Number(`${digits.replace(/[, ]/g, '') || '0'}${fraction}e${power}`)
  if (!Number.isFinite(value)) return undefined
  return negative && value !== 0 ? -value : value
}

/** Takes one ornament away at each end, the longest first. */
function strip(text: string, ornaments: readonly string[]): string {
  const words = ornaments.map((word) => halfWidth(word).toLowerCase()).sort((a, b) => b.length - a.length)
  const before = words.find((word) => word && text.startsWith(word))
  const rest = before ? text.slice(before.length).trim() : text
  const after = words.find((word) => word && rest.endsWith(word))
  return after ? rest.slice(0, -after.length).trim() : rest
}

const plain = `translate({c}, '０１２３４５６７８９．，－−￥', '0123456789.,--¥')`
const numeral = String.raw`^\s*[¥$€£]?\s*(-?)\s*[¥$€£]?\s*([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(\.[0-9]{0,20})?\s*([万亿]?)\s*元?\s*`

/**
 * SQL: the number that a text shows, or NULL. Total: only what the expression has matched is cast, so no cast can fail.
 * `ending` is what else may stand at the end, such as `%?`.
 */
export const numberFromTextSql = (ending = ''): SqlTemplate =>
  `(select (read.m[1] || replace(read.m[2], ',', '') || coalesce(nullif(read.m[3], '.'), ''))::numeric` +
  ` * case read.m[4] when '万' then 10000 when '亿' then 100000000 else 1 end` +
  ` from (select regexp_match(${plain}, '${numeral}${ending}$') as m offset 0) read)`

/** SQL: `value` rounded half away from zero to `scale`, or NULL outside the limits. What takes work is done once. */
export function withinSql(value: SqlTemplate, scale: number, min: number, max: number): SqlTemplate {
  const within = (v: SqlTemplate): SqlTemplate =>
    `case when round(${v}, ${scale}) between ${decimalText(min)} and ${decimalText(max)} then round(${v}, ${scale}) end`
  return value === '{c}'
    ? within(value)
    : `(select ${within('given.v')} from (select ${value} as v offset 0) given)`
}

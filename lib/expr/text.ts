/** Text as the database sees it: characters are code points, order is code point order (`COLLATE "C"`). */

/** Below zero, zero or above zero; UTF-16 order differs for characters beyond the basic plane. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return codePointRank(x) - codePointRank(y)
  }
  return a.length - b.length
}

/** Surrogates stand for characters above U+FFFF, so they rank behind U+E000–U+FFFF. */
const codePointRank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

/**
 * Lower case of the whole Unicode text, independent of language: `lower(… collate "und-x-icu")`. The two agree for
 * every letter that the server's ICU knows; letters younger than it stay as written there.
 */
export const lower = (s: string): string => s.toLowerCase()
export const upper = (s: string): string => s.toUpperCase()

/** Number of characters. */
export function length(s: string): number {
  let n = 0
  for (const _ of s) n++
  return n
}

/** '' is not a value: it is empty. */
export const orEmpty = (s: string): string | null => (s === '' ? null : s)

/** Text that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
export const isStorable = (s: string): boolean => !/\0|\p{Surrogate}/u.test(s)

/** SQL: what `String.prototype.trim` removes, the Chinese full-width space among it. */
export const spaces =
  "E' \\t\\n\\u000B\\f\\r\\u00A0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\\u2006\\u2007\\u2008\\u2009\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF'"

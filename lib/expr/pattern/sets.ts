/** Sets of characters as ranges of code points, and the classes that have a name. */

/** First and last code point, ascending and apart. */
export type CharSet = readonly (readonly [number, number])[]

const last = 0x10ffff
/** No text holds NUL or half a character. */
const everything: CharSet = [
  [1, 0xd7ff],
  [0xe000, last],
]

export const single = (code: number): CharSet => [[code, code]]

export function union(sets: readonly CharSet[]): CharSet {
  const merged: [number, number][] = []
  for (const [from, to] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1)
    if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to)
    else merged.push([from, to])
  }
  return merged
}

export function complement(set: CharSet): CharSet {
  const rest: [number, number][] = []
  for (const [from, to] of everything) {
    let next = from
    for (const [a, b] of set) {
      if (b < next || a > to) continue
      if (a > next) rest.push([next, a - 1])
      next = b + 1
    }
    if (next <= to) rest.push([next, to])
  }
  return rest
}

export const overlap = (a: CharSet, b: CharSet): boolean =>
  a.some(([from, to]) => b.some(([x, y]) => x <= to && from <= y))

export function has(set: CharSet, code: number): boolean {
  let low = 0
  let high = set.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const [from, to] = set[middle]!
    if (code < from) high = middle - 1
    else if (code > to) low = middle + 1
    else return true
  }
  return false
}

/** The set of what a regular expression of JavaScript's finds among all characters; between U+3FFFF and U+E0000 are none. */
function found(pattern: RegExp): CharSet {
  const ranges: [number, number][] = []
  for (let start = 0; start < 0xe1000; start += 0x1000) {
    if (start === 0x40000) start = 0xe0000
    const codes = Array.from({ length: 0x1000 }, (_, i) => start + i).filter((c) => c < 0xd800 || c > 0xdfff)
    for (const { 0: run } of String.fromCodePoint(...codes).matchAll(pattern)) {
      const chars = Array.from(run, (c) => c.codePointAt(0)!)
      ranges.push([chars[0]!, chars.at(-1)!])
    }
  }
  return union([ranges])
}

const digit: CharSet = [[0x30, 0x39]]
const word: CharSet = union([digit, [[0x41, 0x5a]], [[0x61, 0x7a]], single(0x5f)])
const space: CharSet = union([
  [[9, 13]],
  [[0x2000, 0x200a]],
  [[0x2028, 0x2029]],
  ...[0x20, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000, 0xfeff].map(single),
])
/** What `.` means: anything that does not end a line. */
export const dot: CharSet = complement(union([single(10), single(13), [[0x2028, 0x2029]]]))

/** The classes `\d \D \w \W \s \S`, as JavaScript has them. */
export const letterClasses: Readonly<Record<string, CharSet>> = {
  d: digit,
  D: complement(digit),
  w: word,
  W: complement(word),
  s: space,
  S: complement(space),
}

/** The classes `\p{…}` and `\P{…}`, by the names that JavaScript has for them. */
export const propertyNames = [
  ...['L', 'Lu', 'Ll', 'M', 'N', 'Nd', 'P', 'S', 'Z'],
  ...['Script=Han', 'Script=Latin', 'Script=Greek', 'Script=Cyrillic'],
]
const known = new Map<string, CharSet>()

/** The class of a name; undefined when there is none. Sets are found when first asked for. */
export function propertyClass(name: string): CharSet | undefined {
  if (!propertyNames.includes(name)) return undefined
  const set = known.get(name) ?? found(new RegExp(`\\p{${name}}+`, 'gu'))
  known.set(name, set)
  return set
}

/** Formats of dates and times: a small closed set of signs, everything else as it stands. Letters are only signs. */
import type { LocalTime } from './calendar'

/** What a sign writes, in JavaScript and for `to_char`. Longer signs come first. */
type Signs = readonly (readonly [sign: string, write: (at: LocalTime) => string, toChar: string])[]

const two = (n: number): string => String(n).padStart(2, '0')

const daySigns: Signs = [
  ['YYYY', ({ day }) => day.slice(0, 4), 'YYYY'],
  ['YY', ({ day }) => day.slice(2, 4), 'YY'],
  ['MM', ({ day }) => day.slice(5, 7), 'MM'],
  ['M', ({ day }) => String(Number(day.slice(5, 7))), 'FMMM'],
  ['DD', ({ day }) => day.slice(8), 'DD'],
  ['D', ({ day }) => String(Number(day.slice(8))), 'FMDD'],
  ['Q', ({ day }) => String(Math.ceil(Number(day.slice(5, 7)) / 3)), 'Q'],
]
const momentSigns: Signs = [
  ...daySigns,
  ['HH', ({ ms }) => two(Math.floor(ms / 3_600_000)), 'HH24'],
  ['H', ({ ms }) => String(Math.floor(ms / 3_600_000)), 'FMHH24'],
  ['mm', ({ ms }) => two(Math.floor(ms / 60_000) % 60), 'MI'],
  ['ss', ({ ms }) => two(Math.floor(ms / 1000) % 60), 'SS'],
]

const mostLetters = 40

/** The format cut into signs and stretches of other text; undefined when it holds a letter that is no sign. */
function cut(format: string, signs: Signs): string[] | undefined {
  const sign = signs.map(([name]) => name).join('|')
  if (format.length > mostLetters) return undefined
  const whole = new RegExp(`^(?:${sign}|[^A-Za-z"\\\\\\p{C}])+$`, 'u')
  return whole.test(format) ? format.match(new RegExp(`${sign}|[^A-Za-z]+`, 'gu'))! : undefined
}

export const isDayFormat = (format: string): boolean => cut(format, daySigns) !== undefined
export const isMomentFormat = (format: string): boolean => cut(format, momentSigns) !== undefined

const written = (format: string, signs: Signs, at: LocalTime): string =>
  cut(format, signs)!
    .map((piece) => signs.find(([name]) => name === piece)?.[1](at) ?? piece)
    .join('')

/** For `to_char`: other text in quotes, and an empty pair of them between signs, which would else run together. */
const toChar = (format: string, signs: Signs): string =>
  cut(format, signs)!
    .map((piece) => signs.find(([name]) => name === piece)?.[2] ?? `"${piece}"`)
    .join('""')

export const formatDay = (day: string, format: string): string => written(format, daySigns, { day, ms: 0 })
export const formatMoment = (at: LocalTime, format: string): string => written(format, momentSigns, at)
export const dayFormatSql = (format: string): string => toChar(format, daySigns)
export const momentFormatSql = (format: string): string => toChar(format, momentSigns)

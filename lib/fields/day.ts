/** Calendar days as `YYYY-MM-DD` text (0001 to 9999): arithmetic, reading and printing, without a clock or a zone. */
import type { Locale } from '@/lib/i18n/labels'

const shape = /^(\d{4})-(\d{2})-(\d{2})$/
const pad = (n: number, width: number): string => String(n).padStart(width, '0')

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** The day of these numbers; undefined when the calendar has no such day. */
export function makeDay(year: number, month: number, day: number): string | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return undefined
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/** Year, month and day of a valid day. */
export function dayParts(day: string): [year: number, month: number, day: number] {
  const m = shape.exec(day)
  if (!m) throw new Error(`not a day: ${JSON.stringify(day)}`)
  return [Number(m[1]), Number(m[2]), Number(m[3])]
}

export function isDay(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const m = shape.exec(value)
  return m !== null && makeDay(Number(m[1]), Number(m[2]), Number(m[3])) === value
}

/** Days before 1 January of `year`, counted from 0001-01-01. */
const daysBeforeYear = (year: number): number => {
  const y = year - 1
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
}

const epoch = daysBeforeYear(1970)
const lastDay = daysBeforeYear(10000) - epoch - 1

/** Days since 1970-01-01. */
export function dayNumber(day: string): number {
  const [year, month, d] = dayParts(day)
  let n = daysBeforeYear(year) + d - 1
  for (let m = 1; m < month; m++) n += daysInMonth(year, m)
  return n - epoch
}

/** The inverse of `dayNumber`; undefined outside 0001–9999. */
export function dayOf(number: number): string | undefined {
  if (!Number.isInteger(number) || number < -epoch || number > lastDay) return undefined
  const n = number + epoch
  let year = Math.floor(n / 365.2425) + 1
  while (daysBeforeYear(year) > n) year--
  while (daysBeforeYear(year + 1) <= n) year++
  let rest = n - daysBeforeYear(year)
  let month = 1
  while (rest >= daysInMonth(year, month)) rest -= daysInMonth(year, month++)
  return makeDay(year, month, rest + 1)
}

export const addDays = (day: string, count: number): string | undefined => dayOf(dayNumber(day) + count)

/** The same day `count` months later, or the last one of a shorter month. */
export function addMonths(day: string, count: number): string | undefined {
  const [year, month, d] = dayParts(day)
  const months = year * 12 + (month - 1) + count
  const y = Math.floor(months / 12)
  const m = (((months % 12) + 12) % 12) + 1
  return makeDay(y, m, Math.min(d, daysInMonth(y, m)))
}

/** 0 is Monday, 6 is Sunday. 1970-01-01 was a Thursday. */
export const weekday = (day: string): number => (((dayNumber(day) + 3) % 7) + 7) % 7

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const
const spoken: Record<string, number> = {
  今天: 0,
  今日: 0,
  today: 0,
  明天: 1,
  明日: 1,
  tomorrow: 1,
  后天: 2,
  昨天: -1,
  昨日: -1,
  yesterday: -1,
  前天: -2,
}

/** `nov`, `sept` or `november` as 1–12; 0 when it is no month. */
function monthOf(word: string): number {
  if (word.length < 3) return 0
  return (
    monthNames.findIndex((name) => name.startsWith(word) || (word === 'sept' && name === 'september')) + 1
  )
}

/** What typed text means as a day, in either language; a missing year is the year of `today`. */
export function parseDay(text: string, today: string): string | undefined {
  const s = text.normalize('NFKC').trim().toLowerCase()
  if (Object.hasOwn(spoken, s)) return addDays(today, spoken[s]!)
  const thisYear = dayParts(today)[0]
  if (/^[+-]\d{1,5}$/.test(s)) return addDays(today, Number(s))

  const numbers =
    /^(?<y>\d{4})\s*[-/.年]\s*(?<m>\d{1,2})\s*[-/.月]\s*(?<d>\d{1,2})\s*[日号]?$/.exec(s) ??
    /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/.exec(s) ??
    /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{4})$/.exec(s) ??
    /^(?<m>\d{1,2})\s*[-/月]\s*(?<d>\d{1,2})\s*[日号]?$/.exec(s)
  if (numbers) {
    const { y, m, d } = numbers.groups!
    return makeDay(y ? Number(y) : thisYear, Number(m), Number(d))
  }

  const words =
    /^(?<m>[a-z]+)\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?<y>\d{4}))?$/.exec(s) ??
    /^(?<d>\d{1,2})(?:st|nd|rd|th)?\s+(?<m>[a-z]+)\.?(?:,?\s+(?<y>\d{4}))?$/.exec(s)
  if (!words) return undefined
  const { y, m, d } = words.groups!
  return makeDay(y ? Number(y) : thisYear, monthOf(m!), Number(d))
}

/** `2026-11-21`, or `Nov 21, 2026` in English. */
export function formatDay(day: string, locale: Locale): string {
  if (locale !== 'en') return day
  const [year, month, d] = dayParts(day)
  return `${months[month - 1]} ${d}, ${pad(year, 4)}`
}

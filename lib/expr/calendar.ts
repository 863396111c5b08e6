/** Calendar days as `YYYY-MM-DD` text from 0001 to 9999, and where an instant falls in a time zone. */
const dayMs = 86_400_000
const dayPattern = /^(?!0000)\d{4}-\d{2}-\d{2}$/
const instantPattern = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

const numberOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) / dayMs

function dayOf(number: number): string | null {
  const at = new Date(number * dayMs)
  if (Number.isNaN(at.getTime())) return null
  const text = at.toISOString().slice(0, 10)
  return dayPattern.test(text) ? text : null
}

/** The day itself if the text names an existing one. */
export function readDay(text: string): string | undefined {
  return dayPattern.test(text) && dayOf(numberOf(text)) === text ? text : undefined
}

/** The instant as `YYYY-MM-DDTHH:mm:ss.sssZ`; an offset is required. The outermost days are left out so that it has a day in every zone. */
export function readInstant(text: string): string | undefined {
  if (!instantPattern.test(text) || !readDay(text.slice(0, 10))) return undefined
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) return undefined
  const iso = at.toISOString()
  return iso.length === 24 && iso >= '0001-01-02' && iso < '9999-12-31' ? iso : undefined
}

/** Days from a to b. */
export const daysBetween = (a: string, b: string): number => numberOf(b) - numberOf(a)

/** null when it leaves the calendar. */
export function addDays(day: string, days: number): string | null {
  return dayOf(numberOf(day) + days)
}

/** Days since 0001-01-01, a Monday. */
export const dayNumber = (day: string): number => daysBetween('0001-01-01', day)

export const yearOf = (day: string): number => Number(day.slice(0, 4))
export const monthOf = (day: string): number => Number(day.slice(5, 7))
export const dayOfMonth = (day: string): number => Number(day.slice(8, 10))

export const quarterOf = (day: string): number => Math.ceil(monthOf(day) / 3)
/** 1 for Monday to 7 for Sunday. */
export const weekday = (day: string): number => (dayNumber(day) % 7) + 1
/** The Monday of the day's week. */
export const monday = (day: string): string => addDays(day, 1 - weekday(day))!
export const lastDayOf = (day: string): string => addDays(`${day.slice(0, 8)}01`, daysIn(day) - 1)!

function daysIn(day: string): number {
  const [year, month] = [yearOf(day), monthOf(day)]
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** ISO 8601: the week belongs to the year that has its Thursday. */
export function isoWeek(day: string): number {
  const thursday = addDays(monday(day), 3)!
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1
}

const monthNumber = (day: string): number => yearOf(day) * 12 + monthOf(day) - 1

/** The same day of another month, or its last day; null when it leaves the calendar. */
export function addMonths(day: string, months: number): string | null {
  const number = monthNumber(day) + months
  if (number < 12 || number > 9999 * 12 + 11) return null
  const year = String(Math.floor(number / 12)).padStart(4, '0')
  const first = `${year}-${String((number % 12) + 1).padStart(2, '0')}-01`
  return addDays(first, Math.min(dayOfMonth(day), daysIn(first)) - 1)
}

/** Completed months from a to b, negative when b comes first; the last day of a month completes it. */
export function monthsBetween(a: string, b: string): number {
  if (a > b) return -monthsBetween(b, a)
  const short = dayOfMonth(b) < dayOfMonth(a) && b !== lastDayOf(b)
  return monthNumber(b) - monthNumber(a) - (short ? 1 : 0)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(zone, format)
  }
  return format
}

/** What calendar and clock show. */
export interface LocalTime {
  day: string
  /** Milliseconds since midnight by the clock. */
  ms: number
}

/** What calendar and clock of a zone show at an instant. */
export function localTime(instant: string | number, zone: string): LocalTime {
  const at = new Date(instant)
  const parts: Record<string, string> = {}
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = value
  const seconds = Number(parts.hour) * 3600 + Number(parts.minute) * 60 + Number(parts.second)
  return {
    day: `${parts.year!.padStart(4, '0')}-${parts.month}-${parts.day}`,
    ms: seconds * 1000 + (((at.getTime() % 1000) + 1000) % 1000),
  }
}

/** The calendar day of an instant in a zone. */
export const localDay = (instant: string | number, zone: string): string => localTime(instant, zone).day

const clockOf = ({ day, ms }: LocalTime): number => numberOf(day) * dayMs + ms

/**
 * The instant at which calendar and clock of a zone show this. Where clocks jump, as PostgreSQL has it: a time that was
 * skipped or that came twice is meant by the clock with the smaller offset.
 */
export function instantOf(local: LocalTime, zone: string): string {
  const clock = clockOf(local)
  const instants = [clock - dayMs, clock + dayMs].map(
    (near) => clock - (clockOf(localTime(near, zone)) - near),
  )
  const shown = instants.filter((at) => clockOf(localTime(at, zone)) === clock)
  return new Date(Math.max(...(shown.length > 0 ? shown : instants))).toISOString()
}

/** The first instant of a day in a zone, found by bisection: days begin at midnight except where clocks jump over it. */
export function startOfDay(day: string, zone: string): string {
  const midnight = numberOf(day) * dayMs
  let before = midnight - dayMs * 2
  let after = midnight + dayMs * 2
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (localDay(middle, zone) < day) before = middle
    else after = middle
  }
  return new Date(after).toISOString()
}

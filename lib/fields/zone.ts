/** Instants and the wall clock of an IANA zone, both ways, right across daylight-saving changes. */
import { dayNumber, dayOf, isDay, makeDay } from './day'

/** What a clock on the wall shows: a calendar day and the milliseconds since its midnight by that clock. */
export interface WallTime {
  day: string
  ms: number
}

const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** Building a formatter costs more than a hundred uses of it. */
function clock(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  return format
}

/** Wall time of an instant; undefined outside the years 0001–9999 of that zone. */
export function wallTime(instant: number, zone: string): WallTime | undefined {
  if (!Number.isFinite(instant) || Math.abs(instant) > 8.64e15) return undefined
  const parts: Record<string, string> = {}
  for (const { type, value } of clock(zone).formatToParts(instant)) parts[type] = value
  if (parts.era !== 'AD') return undefined
  const day = makeDay(Number(parts.year), Number(parts.month), Number(parts.day))
  if (!day) return undefined
  const seconds = Number(parts.hour) * 3600 + Number(parts.minute) * 60 + Number(parts.second)
  return { day, ms: seconds * 1000 + (((instant % 1000) + 1000) % 1000) }
}

const asUtc = (wall: WallTime): number => dayNumber(wall.day) * dayMs + wall.ms

/** How far the wall clock is ahead of UTC at this instant, in milliseconds. */
function offset(instant: number, zone: string): number {
  const wall = wallTime(instant, zone)
  return wall ? asUtc(wall) - instant : 0
}

/**
 * The instant at which the wall clock shows this. A time that occurs twice is the first of the two; a time that
 * a clock change leaves out is moved on by the length of the gap, as people expect of 02:30 on that night.
 */
export function instantOf(wall: WallTime, zone: string): number {
  const utc = asUtc(wall)
  const before = offset(utc - dayMs, zone)
  const first = utc - before
  if (offset(first, zone) === before) return first
  const after = offset(utc + dayMs, zone)
  const second = utc - after
  return offset(second, zone) === after ? second : first
}

const isoShape =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(?:Z|([+-])(\d{2}):?(\d{2})?)$/i

/** Reads ISO 8601 with an offset; undefined when it is not that or has no offset. */
export function parseInstant(text: string): number | undefined {
  const m = isoShape.exec(text.trim())
  if (!m || !isDay(m[1])) return undefined
  const [hour, minute, second] = [Number(m[2]), Number(m[3]), Number(m[4] ?? 0)]
  const [offsetHour, offsetMinute] = [Number(m[7] ?? 0), Number(m[8] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 15 || offsetMinute > 59) return undefined
  const ms = Number((m[5] ?? '').slice(0, 3).padEnd(3, '0'))
  const shift = (m[6] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute) * 60_000
  return dayNumber(m[1]!) * dayMs + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms - shift
}

/** `2026-11-21T08:00:00.000Z`; undefined outside 0001–9999. */
export function printInstant(instant: number): string | undefined {
  const day = dayOf(Math.floor(instant / dayMs))
  return day && `${day}T${printTime(((instant % dayMs) + dayMs) % dayMs, 'ms')}Z`
}

/** Milliseconds since midnight as `HH:MM`, `HH:MM:SS` or `HH:MM:SS.mmm`. */
export function printTime(ms: number, to: 'minute' | 'second' | 'ms'): string {
  const two = (n: number) => String(Math.floor(n) % 60).padStart(2, '0')
  const minute = `${String(Math.floor(ms / 3_600_000)).padStart(2, '0')}:${two(ms / 60_000)}`
  if (to === 'minute') return minute
  const second = `${minute}:${two(ms / 1000)}`
  return to === 'second' ? second : `${second}.${String(ms % 1000).padStart(3, '0')}`
}

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

export const yearOf = (day: string): number => Number(day.slice(0, 4))
export const monthOf = (day: string): number => Number(day.slice(5, 7))
export const dayOfMonth = (day: string): number => Number(day.slice(8, 10))

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(zone, format)
  }
  return format
}

/** The calendar day of an instant in a zone. */
export function localDay(instant: string | number, zone: string): string {
  const parts: Record<string, string> = {}
  for (const { type, value } of formatOf(zone).formatToParts(new Date(instant))) parts[type] = value
  return `${parts.year!.padStart(4, '0')}-${parts.month}-${parts.day}`
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

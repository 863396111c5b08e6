/** Numbers, money and times as people read them. The time zone is always named by the caller: never the viewer's. */
import type { Locale } from './labels'

const kept = new Map<string, unknown>()

/** Intl objects cost a hundred times more to make than to use. */
function keep<T>(kind: string, locale: Locale, options: object, make: () => T): T {
  const key = `${kind} ${locale} ${JSON.stringify(options)}`
  if (!kept.has(key)) kept.set(key, make())
  return kept.get(key) as T
}

const numberFormat = (locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  keep('number', locale, options, () => new Intl.NumberFormat(locale, options))

const dateFormat = (locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  keep('date', locale, options, () => new Intl.DateTimeFormat(locale, options))

/** A decimal string keeps all its digits; Intl reads it exactly. */
export type NumberInput = number | `${number}`

/** `12,345.6` */
export function formatNumber(
  value: NumberInput,
  locale: Locale,
  options: Intl.NumberFormatOptions = {},
): string {
  return numberFormat(locale, options).format(value)
}

/** `¥12,345.60`, `US$1.00`; the currency is an ISO code, its usual decimals unless `decimals` says otherwise. */
export function formatMoney(value: NumberInput, currency: string, locale: Locale, decimals?: number): string {
  const digits =
    decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return numberFormat(locale, { style: 'currency', currency, currencyDisplay: 'symbol', ...digits }).format(
    value,
  )
}

/** `1.4 MB` */
export function formatBytes(bytes: number, locale: Locale): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return formatNumber(value, locale, {
    style: 'unit',
    unit: units[unit]!,
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  })
}

/** A calendar day `YYYY-MM-DD`: `2026-11-21` in Chinese, `Nov 21, 2026` in English. It has no zone. */
export function formatDate(day: string, locale: Locale): string {
  if (locale === 'zh-CN') return day
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, date)
  return dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export function dayOf(instant: string | Date, zone: string): string {
  const parts = partsOf(new Date(instant), zone)
  return `${parts.year}-${parts.month}-${parts.day}`
}

/** The clock time of an instant in a zone, `HH:mm`. */
export function timeOf(instant: string | Date, zone: string): string {
  const parts = partsOf(new Date(instant), zone)
  return `${parts.hour}:${parts.minute}`
}

/** An instant in a zone: `2026-11-21 09:05`, `Nov 21, 2026, 09:05`. */
export function formatDateTime(instant: string | Date, locale: Locale, zone: string): string {
  const separator = locale === 'zh-CN' ? ' ' : ', '
  return `${formatDate(dayOf(instant, zone), locale)}${separator}${timeOf(instant, zone)}`
}

/** How long ago or ahead, in words: just now, 5 minutes ago, yesterday; after 30 days the date. */
export function formatRelative(
  instant: string | Date,
  now: string | Date,
  locale: Locale,
  zone: string,
): string {
  const seconds = Math.round((new Date(instant).getTime() - new Date(now).getTime()) / 1000)
  const words = keep('relative', locale, {}, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
  const size = Math.abs(seconds)
  if (size < 45) return words.format(0, 'second')
  if (size < 2700) return words.format(Math.trunc(seconds / 60) || Math.sign(seconds), 'minute')
  if (size < 79_200 && dayOf(instant, zone) === dayOf(now, zone))
    return words.format(Math.round(seconds / 3600), 'hour')
  const days = daysBetween(dayOf(now, zone), dayOf(instant, zone))
  if (Math.abs(days) <= 30) return words.format(days, 'day')
  return formatDate(dayOf(instant, zone), locale)
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

function partsOf(at: Date, zone: string): Record<string, string> {
  const format = dateFormat('en', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts: Record<string, string> = {}
  for (const part of format.formatToParts(at)) parts[part.type] = part.value
  parts.year = (parts.year ?? '').padStart(4, '0')
  return parts
}

/** Cells of a workbook that hold a number, as the text that a person sees there: days, times, percentages, plain digits. */
import { dayOf } from '@/lib/fields/day'

export type Shown = 'number' | 'percent' | 'date' | 'time' | 'datetime'

/** Formats without a text of their own, by number; 27 to 58 are those of East Asian editions. */
const known: [Shown, ...(readonly number[])[]][] = [
  ['percent', [9, 10]],
  ['date', [14, 15, 16, 17], [27, 28, 29, 30, 31, 36], [50, 51, 52, 53, 54, 57, 58]],
  ['time', [18, 19, 20, 21], [32, 33, 34, 35], [45, 46, 47], [55, 56]],
  ['datetime', [22]],
]

export const shownByNumber = (id: number): Shown =>
  known.find(([, ...ids]) => ids.flat().includes(id))?.[0] ?? 'number'

/** What a format such as `yyyy"年"m"月"d"日"` or `0.0%` makes of a number. */
export function shownByFormat(format: string): Shown {
  const [first = ''] = format
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase()
    .split(';')
  if (first.includes('%')) return 'percent'
  if (first.includes('general')) return 'number'
  const time = /[hs]/.test(first)
  const date = /[yde]/.test(first.replace(/0+(\.0*)?e[+-]0*/g, '')) || (/m/.test(first) && !time)
  if (date) return time ? 'datetime' : 'date'
  return time ? 'time' : 'number'
}

const dayLength = 86_400_000
/** 1970-01-01 in the two ways of counting days. */
const epoch = { 1900: 25_569, 1904: 24_107 }

/** A number as its cell shows it, in a form that every field type reads. */
export function showNumber(value: number, shown: Shown, system: 1900 | 1904 = 1900): string {
  if (shown === 'number' || value < 0) return plain(value)
  if (shown === 'percent') return `${plain(value * 100)}%`
  // The year 1900 had no 29 February, but that way of counting thinks it had.
  const counted = system === 1900 && value >= 1 && value < 60 ? value + 1 : value
  const moment = Math.round(counted * dayLength)
  const day = dayOf(Math.floor(moment / dayLength) - epoch[system])
  if (shown === 'time') return clock(Math.round(value * dayLength))
  if (day === undefined) return plain(value)
  return shown === 'date' ? day : `${day} ${clock(moment % dayLength)}`
}

/** Fifteen digits, as spreadsheets show them, and never with an exponent. */
function plain(value: number): string {
  const text = String(Number(value.toPrecision(15)))
  return text.includes('e')
    ? value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 15 })
    : text
}

function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const two = (n: number): string => String(n).padStart(2, '0')
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`
  return seconds % 60 > 0 ? `${text}:${two(seconds % 60)}` : text
}

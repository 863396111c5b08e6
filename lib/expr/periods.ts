/** Named spans of days around today, as filters use them; weeks begin on Monday. */
import type { Labels } from '@/lib/i18n/labels'
import { addDays, monday } from './calendar'

interface Period {
  label: Labels
  /** First and last day, both inside. */
  days(today: string): [string, string]
}

/** Days stay inside the calendar; only at its very ends does a period lose days. */
const shift = (day: string, by: number): string => addDays(day, by) ?? day

/** The first day of the month that lies `by` months away. */
function firstOfMonth(day: string, by = 0): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + by
  const year = String(Math.floor(months / 12)).padStart(4, '0')
  return `${year}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

const months = (first: string, count: number): [string, string] => [
  first,
  shift(firstOfMonth(first, count), -1),
]

const week = (zh: string, en: string, by: number): Period => ({
  label: { 'zh-CN': zh, en },
  days: (today) => [shift(monday(today), by * 7), shift(monday(today), by * 7 + 6)],
})
const month = (zh: string, en: string, by: number): Period => ({
  label: { 'zh-CN': zh, en },
  days: (today) => months(firstOfMonth(today, by), 1),
})
const quarter = (zh: string, en: string, by: number): Period => ({
  label: { 'zh-CN': zh, en },
  days: (today) => months(firstOfMonth(today, by * 3 - ((Number(today.slice(5, 7)) - 1) % 3)), 3),
})
const year = (zh: string, en: string, by: number): Period => ({
  label: { 'zh-CN': zh, en },
  days: (today) => months(firstOfMonth(today, by * 12 - (Number(today.slice(5, 7)) - 1)), 12),
})
/** From one day to another, counted from today. */
const span = (zh: string, en: string, from: number, to: number): Period => ({
  label: { 'zh-CN': zh, en },
  days: (today) => [shift(today, from), shift(today, to)],
})

export const periods = {
  today: span('今天', 'today', 0, 0),
  yesterday: span('昨天', 'yesterday', -1, -1),
  tomorrow: span('明天', 'tomorrow', 1, 1),
  thisWeek: week('本周', 'this week', 0),
  lastWeek: week('上周', 'last week', -1),
  nextWeek: week('下周', 'next week', 1),
  thisMonth: month('本月', 'this month', 0),
  lastMonth: month('上月', 'last month', -1),
  nextMonth: month('下月', 'next month', 1),
  thisQuarter: quarter('本季度', 'this quarter', 0),
  lastQuarter: quarter('上季度', 'last quarter', -1),
  thisYear: year('今年', 'this year', 0),
  lastYear: year('去年', 'last year', -1),
  last7Days: span('最近 7 天', 'the last 7 days', -6, 0),
  last30Days: span('最近 30 天', 'the last 30 days', -29, 0),
  last90Days: span('最近 90 天', 'the last 90 days', -89, 0),
  last365Days: span('最近 365 天', 'the last 365 days', -364, 0),
  next7Days: span('未来 7 天', 'the next 7 days', 0, 6),
  next30Days: span('未来 30 天', 'the next 30 days', 0, 29),
} satisfies Record<string, Period>

export type PeriodName = keyof typeof periods
export const isPeriod = (name: string): name is PeriodName => Object.hasOwn(periods, name)

/** First and last day of a period, both inside. */
export const periodDays = (name: PeriodName, today: string): [string, string] => periods[name].days(today)

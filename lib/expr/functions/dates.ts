/** Calendar days. A moment (datetime) where a day is wanted counts as its day in the workspace's zone. */
import { call, value, variable } from '../ast'
import { addDays, dayOfMonth, daysBetween, localDay, monthOf, yearOf } from '../calendar'
import { Decimal } from '../numbers'
import { isPeriod, periodDays } from '../periods'
import { strict } from './row'

/** More days than this leave the calendar from any point of it, and PostgreSQL's own soon after. */
const mostDays = 999_999

export const dates = {
  withinPeriod: strict({
    args: ['date', 'text'],
    result: 'boolean',
    constant: 'period',
    filter: 'period',
    sql: '({a} between {from} and {to})',
    instants: '({x} >= {from} and {x} < {till})',
    js([day, name], { today }) {
      if (!isPeriod(name)) return null
      const [from, to] = periodDays(name, today)
      return from <= day && day <= to
    },
    label: { 'zh-CN': '在', en: 'is within' },
    help: { 'zh-CN': '在所选的时间段内,例如本月。', en: 'Lies within a period such as this month.' },
    example: { expr: call('withinPeriod', variable('now'), value('thisWeek')), result: true },
  }),
  toDate: strict({
    args: ['datetime'],
    result: 'date',
    sql: '({a} at time zone {zone})::date',
    js: ([at], { zone }) => localDay(at, zone),
    label: { 'zh-CN': '所在日期', en: 'day of' },
    help: {
      'zh-CN': '这个时刻在工作区时区的日期。',
      en: 'The calendar day of a moment in the workspace’s time zone.',
    },
    example: { expr: call('toDate', value('2026-11-20T16:00:00Z')), result: '2026-11-21' },
  }),
  daysBetween: strict({
    args: ['date', 'date'],
    result: 'number',
    sql: '({b} - {a})::numeric',
    js: ([a, b]) => new Decimal(daysBetween(a, b)),
    label: { 'zh-CN': '相隔天数', en: 'days between' },
    help: {
      'zh-CN': '从第一天到第二天的天数,可以为负。',
      en: 'Days from the first date to the second; may be negative.',
    },
    example: { expr: call('daysBetween', value('2026-11-21'), value('2026-12-01')), result: 10 },
  }),
  addDays: strict({
    args: ['date', 'number'],
    result: 'date',
    // The pattern is the totality: too many days are NULL instead of an overflow; so is a day outside the calendar.
    sql:
      "(select d from (select {a} + substring(trunc({b})::text from '^-?[0-9]{1,6}$')::int as d offset 0) s" +
      " where d between '0001-01-01' and '9999-12-31')",
    js([day, days]) {
      const whole = days.trunc()
      return whole.abs().gt(mostDays) ? null : addDays(day, whole.toNumber())
    },
    label: { 'zh-CN': '加天数', en: 'add days' },
    help: {
      'zh-CN': '若干天之后的日期;负数表示之前。',
      en: 'The date so many days later; earlier when negative.',
    },
    example: { expr: call('addDays', value('2026-02-27'), value(2)), result: '2026-03-01' },
  }),
  year: strict({
    args: ['date'],
    result: 'number',
    sql: 'extract(year from {a})',
    js: ([day]) => new Decimal(yearOf(day)),
    label: { 'zh-CN': '年', en: 'year' },
    help: { 'zh-CN': '日期的年份。', en: 'The year of a date.' },
    example: { expr: call('year', variable('today')), result: 2026 },
  }),
  month: strict({
    args: ['date'],
    result: 'number',
    sql: 'extract(month from {a})',
    js: ([day]) => new Decimal(monthOf(day)),
    label: { 'zh-CN': '月', en: 'month' },
    help: { 'zh-CN': '日期的月份,1 到 12。', en: 'The month of a date, 1 to 12.' },
    example: { expr: call('month', variable('today')), result: 11 },
  }),
  day: strict({
    args: ['date'],
    result: 'number',
    sql: 'extract(day from {a})',
    js: ([day]) => new Decimal(dayOfMonth(day)),
    label: { 'zh-CN': '日', en: 'day' },
    help: { 'zh-CN': '日期是几号,1 到 31。', en: 'The day of the month, 1 to 31.' },
    example: { expr: call('day', value('2026-11-21')), result: 21 },
  }),
}

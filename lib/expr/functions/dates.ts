/** Calendar days. A moment (datetime) where a day is wanted counts as its day in the workspace's zone. */
import { call, value, variable } from '../ast'
import { addDays, daysBetween, localDay } from '../calendar'
import { Decimal, wholeOf, wholeSql } from '../numbers'
import { isPeriod, periodDays } from '../periods'
import { strict } from './row'

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
    help: { 'zh-CN': '在所选的时间段内，例如本月。', en: 'Lies within a period such as this month.' },
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
      'zh-CN': '从第一天到第二天的天数，可以为负。',
      en: 'Days from the first date to the second; may be negative.',
    },
    example: { expr: call('daysBetween', value('2026-11-21'), value('2026-12-01')), result: 10 },
  }),
  addDays: strict({
    args: ['date', 'number'],
    result: 'date',
    // A day outside the calendar is empty.
    sql:
      `(select d from (select {a} + ${wholeSql('{b}')} as d offset 0) s` +
      " where d between '0001-01-01' and '9999-12-31')",
    js([day, days]) {
      const whole = wholeOf(days)
      return whole === null ? null : addDays(day, whole)
    },
    label: { 'zh-CN': '加天数', en: 'add days' },
    help: {
      'zh-CN': '若干天之后的日期；负数表示之前。',
      en: 'The date so many days later; earlier when negative.',
    },
    example: { expr: call('addDays', value('2026-02-27'), value(2)), result: '2026-03-01' },
  }),
}

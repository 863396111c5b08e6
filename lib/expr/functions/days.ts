/** Days made of and taken apart into years, quarters, months and weeks. */
import { call, value } from '../ast'
import {
  addMonths,
  dayOfMonth,
  isoWeek,
  lastDayOf,
  monday,
  monthOf,
  monthsBetween,
  quarterOf,
  readDay,
  weekday,
  yearOf,
} from '../calendar'
import { Decimal, wholeOf, wholeSql } from '../numbers'
import { strict } from './row'

/** SQL: the day of a year, a month and a day of the month that `source` selects as y, m, n; NULL if there is none. */
export const dayFromSql = (source: string): string =>
  `(select d from (select make_date(y::int, m::int, 1) + n::int - 1 as d, m from (${source}) s` +
  ' where y between 1 and 9999 and m between 1 and 12 and n between 1 and 31 offset 0) t' +
  ' where extract(month from d) = m)'

const pad = (n: number, digits: number): string => String(n).padStart(digits, '0')

export const dayOfParts = (year: number, month: number, day: number): string | null =>
  readDay(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`) ?? null

/** Numbers that may be a year, a month or a day of the month; a sign or too many digits leave the calendar. */
const part = (n: Decimal): number => wholeOf(n) ?? -1

/** A whole number of months later, where that stays inside the calendar. */
const addMonthsSql = (months: string): string =>
  `(select (x + make_interval(months => n))::date from (select {a} as x, ${months} as n offset 0) s` +
  ' where extract(year from x) * 12 + extract(month from x) - 1 + n between 12 and 119999)'

/** Completed months from one day to another, as `n` of a sub-select. The last day of a month completes any month. */
const monthsSql =
  '(select side * ((extract(year from y) - extract(year from x)) * 12 + extract(month from y)' +
  ' - extract(month from x) - (extract(day from y) < extract(day from x) and extract(day from y + 1) > 1)::int) as n' +
  ' from (select least(a, b) as x, greatest(a, b) as y, case when a > b then -1 else 1 end as side' +
  ' from (select {a} as a, {b} as b offset 0) r where a is not null and b is not null offset 0) s offset 0)'

/** A row that gives a number for a day. */
const figure = { args: ['date'], result: 'number' } as const
/** A row that gives another day for a day. */
const move = { args: ['date'], result: 'date' } as const
const first = (unit: string): string => `date_trunc('${unit}', {a}::timestamp)::date`
const last = (unit: string, months: number): string =>
  `(date_trunc('${unit}', {a}::timestamp) + interval '${months} months' - interval '1 day')::date`

const shifted = (day: string, month: number): string => `${day.slice(0, 5)}${pad(month, 2)}-01`
const quarterStart = (day: string): string => shifted(day, quarterOf(day) * 3 - 2)

export const days = {
  date: strict({
    args: ['number', 'number', 'number'],
    result: 'date',
    sql: dayFromSql('select trunc({a}) as y, trunc({b}) as m, trunc({c}) as n offset 0'),
    js: ([year, month, day]) => dayOfParts(part(year), part(month), part(day)),
    label: { 'zh-CN': '日期', en: 'date' },
    help: {
      'zh-CN': '由年、月、日组成的日期；没有这一天则为空。',
      en: 'The date of a year, a month and a day; empty when there is no such day.',
    },
    example: { expr: call('date', value(2026), value(2), value(28)), result: '2026-02-28' },
  }),
  addMonths: strict({
    args: ['date', 'number'],
    result: 'date',
    sql: addMonthsSql(wholeSql('{b}')),
    js([day, months]) {
      const whole = wholeOf(months)
      return whole === null ? null : addMonths(day, whole)
    },
    label: { 'zh-CN': '加月数', en: 'add months' },
    help: {
      'zh-CN': '若干个月之后的同一天，没有这一天时取月末；负数表示之前。',
      en: 'The same day so many months later, or the month’s last day; earlier when negative.',
    },
    example: { expr: call('addMonths', value('2026-01-31'), value(1)), result: '2026-02-28' },
  }),
  addYears: strict({
    args: ['date', 'number'],
    result: 'date',
    sql: addMonthsSql(`${wholeSql('{b}')} * 12`),
    js([day, years]) {
      const whole = wholeOf(years)
      return whole === null ? null : addMonths(day, whole * 12)
    },
    label: { 'zh-CN': '加年数', en: 'add years' },
    help: {
      'zh-CN': '若干年之后的同一天，2 月 29 日在平年取 28 日；负数表示之前。',
      en: 'The same day so many years later, 28 February for a 29th; earlier when negative.',
    },
    example: { expr: call('addYears', value('2024-02-29'), value(1)), result: '2025-02-28' },
  }),
  monthsBetween: strict({
    args: ['date', 'date'],
    result: 'number',
    sql: `(select n from ${monthsSql} m)`,
    js: ([a, b]) => new Decimal(monthsBetween(a, b)),
    label: { 'zh-CN': '相隔月数', en: 'months between' },
    help: {
      'zh-CN': '从第一天到第二天满几个月，可以为负；月末算满月。',
      en: 'Completed months from the first date to the second; a month’s last day completes it.',
    },
    example: { expr: call('monthsBetween', value('2026-01-31'), value('2026-02-28')), result: 1 },
  }),
  yearsBetween: strict({
    args: ['date', 'date'],
    result: 'number',
    sql: `(select trunc(n / 12) from ${monthsSql} m)`,
    js: ([a, b]) => new Decimal(monthsBetween(a, b)).div(12).trunc(),
    label: { 'zh-CN': '相隔年数', en: 'years between' },
    help: {
      'zh-CN': '从第一天到第二天满几年，例如年龄；2 月 29 日在平年算到 28 日。',
      en: 'Completed years from the first date to the second, such as an age; a 29 February counts on the 28th.',
    },
    example: { expr: call('yearsBetween', value('1990-07-01'), value('2026-06-30')), result: 35 },
  }),
  year: strict({
    ...figure,
    sql: 'extract(year from {a})',
    js: ([day]) => new Decimal(yearOf(day)),
    label: { 'zh-CN': '年', en: 'year' },
    help: { 'zh-CN': '日期的年份。', en: 'The year of a date.' },
    example: { expr: call('year', value('2026-11-21')), result: 2026 },
  }),
  quarter: strict({
    ...figure,
    sql: 'extract(quarter from {a})',
    js: ([day]) => new Decimal(quarterOf(day)),
    label: { 'zh-CN': '季度', en: 'quarter' },
    help: { 'zh-CN': '日期的季度，1 到 4。', en: 'The quarter of a date, 1 to 4.' },
    example: { expr: call('quarter', value('2026-11-21')), result: 4 },
  }),
  month: strict({
    ...figure,
    sql: 'extract(month from {a})',
    js: ([day]) => new Decimal(monthOf(day)),
    label: { 'zh-CN': '月', en: 'month' },
    help: { 'zh-CN': '日期的月份，1 到 12。', en: 'The month of a date, 1 to 12.' },
    example: { expr: call('month', value('2026-11-21')), result: 11 },
  }),
  isoWeek: strict({
    ...figure,
    sql: 'extract(week from {a})',
    js: ([day]) => new Decimal(isoWeek(day)),
    label: { 'zh-CN': '周数', en: 'ISO week' },
    help: {
      'zh-CN': '一年中的第几周：周一开始，含有第一个星期四的是第 1 周。',
      en: 'The week of the year: weeks begin on Monday, and week 1 has the first Thursday.',
    },
    example: { expr: call('isoWeek', value('2027-01-01')), result: 53 },
  }),
  day: strict({
    ...figure,
    sql: 'extract(day from {a})',
    js: ([day]) => new Decimal(dayOfMonth(day)),
    label: { 'zh-CN': '日', en: 'day' },
    help: { 'zh-CN': '日期是几号，1 到 31。', en: 'The day of the month, 1 to 31.' },
    example: { expr: call('day', value('2026-11-21')), result: 21 },
  }),
  weekday: strict({
    ...figure,
    sql: 'extract(isodow from {a})',
    js: ([day]) => new Decimal(weekday(day)),
    label: { 'zh-CN': '星期几', en: 'weekday' },
    help: { 'zh-CN': '星期一为 1，星期日为 7。', en: '1 for Monday to 7 for Sunday.' },
    example: { expr: call('weekday', value('2026-11-21')), result: 6 },
  }),
  startOfWeek: strict({
    ...move,
    sql: first('week'),
    js: ([day]) => monday(day),
    label: { 'zh-CN': '周初', en: 'start of week' },
    help: { 'zh-CN': '这一周的星期一。', en: 'The Monday of the week.' },
    example: { expr: call('startOfWeek', value('2026-11-21')), result: '2026-11-16' },
  }),
  startOfMonth: strict({
    ...move,
    sql: first('month'),
    js: ([day]) => shifted(day, monthOf(day)),
    label: { 'zh-CN': '月初', en: 'start of month' },
    help: { 'zh-CN': '这个月的第一天。', en: 'The first day of the month.' },
    example: { expr: call('startOfMonth', value('2026-11-21')), result: '2026-11-01' },
  }),
  endOfMonth: strict({
    ...move,
    sql: last('month', 1),
    js: ([day]) => lastDayOf(day),
    label: { 'zh-CN': '月末', en: 'end of month' },
    help: { 'zh-CN': '这个月的最后一天。', en: 'The last day of the month.' },
    example: { expr: call('endOfMonth', value('2024-02-10')), result: '2024-02-29' },
  }),
  startOfQuarter: strict({
    ...move,
    sql: first('quarter'),
    js: ([day]) => quarterStart(day),
    label: { 'zh-CN': '季初', en: 'start of quarter' },
    help: { 'zh-CN': '这个季度的第一天。', en: 'The first day of the quarter.' },
    example: { expr: call('startOfQuarter', value('2026-11-21')), result: '2026-10-01' },
  }),
  endOfQuarter: strict({
    ...move,
    sql: last('quarter', 3),
    js: ([day]) => lastDayOf(shifted(day, quarterOf(day) * 3)),
    label: { 'zh-CN': '季末', en: 'end of quarter' },
    help: { 'zh-CN': '这个季度的最后一天。', en: 'The last day of the quarter.' },
    example: { expr: call('endOfQuarter', value('2026-05-05')), result: '2026-06-30' },
  }),
  startOfYear: strict({
    ...move,
    sql: first('year'),
    js: ([day]) => shifted(day, 1),
    label: { 'zh-CN': '年初', en: 'start of year' },
    help: { 'zh-CN': '这一年的第一天。', en: 'The first day of the year.' },
    example: { expr: call('startOfYear', value('2026-11-21')), result: '2026-01-01' },
  }),
  endOfYear: strict({
    ...move,
    sql: last('year', 12),
    js: ([day]) => `${day.slice(0, 5)}12-31`,
    label: { 'zh-CN': '年末', en: 'end of year' },
    help: { 'zh-CN': '这一年的最后一天。', en: 'The last day of the year.' },
    example: { expr: call('endOfYear', value('2026-11-21')), result: '2026-12-31' },
  }),
}

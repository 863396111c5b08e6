/** Working days, Monday to Friday, and working hours, 9:00 to 18:00 by the workspace's clock. Holidays are not known. */
import { call, value } from '../ast'
import { addDays, dayNumber, instantOf, type LocalTime, localTime, weekday } from '../calendar'
import { Decimal, divide, sixteenSql, wholeOf, wholeSql } from '../numbers'
import { strict } from './row'

const origin = '0001-01-01'
/** Working days before the day with this number (0 is a Monday). */
const before = (n: number): number => Math.floor(n / 7) * 5 + Math.min(n % 7, 5)
const beforeSql = (n: string): string => `(${n} / 7 * 5 + least(${n} % 7, 5))`
/** The day with so many working days before it, itself one. */
const workday = (count: number): string | null => addDays(origin, Math.floor(count / 5) * 7 + (count % 5))
const workdaySql = (count: string): string => `(date '${origin}' + (${count} / 5 * 7 + ${count} % 5))`

const hour = 3_600_000
const opening = 9 * hour
const shift = 9 * hour

/** Working time up to a moment, in milliseconds. */
function worked({ day, ms }: LocalTime): number {
  const today = weekday(day) > 5 ? 0 : Math.min(Math.max(ms - opening, 0), shift)
  return before(dayNumber(day)) * shift + today
}
/** The same of a local timestamp. */
function workedSql(at: string): string {
  const n = `(${at}::date - date '${origin}')`
  const clock = `extract(epoch from ${at}::time) * 1000`
  const today = `case when ${n} % 7 < 5 then least(greatest(${clock} - ${opening}, 0), ${shift}) else 0 end`
  return `(${beforeSql(n)} * ${shift}::bigint + ${today})`
}

export const workdays = {
  nextWorkday: strict({
    args: ['date'],
    result: 'date',
    sql:
      '(select d + greatest(8 - extract(isodow from d), 0)::int * (extract(isodow from d) > 5)::int' +
      ' from (select {a} as d offset 0) s)',
    js: ([day]) => (weekday(day) > 5 ? addDays(day, 8 - weekday(day)) : day),
    label: { 'zh-CN': '顺延到工作日', en: 'on or next workday' },
    help: {
      'zh-CN': '星期六、日顺延到星期一，其他日子不变。',
      en: 'The Monday after a Saturday or Sunday, any other day as it is.',
    },
    example: { expr: call('nextWorkday', value('2026-07-12')), result: '2026-07-13' },
  }),
  addWorkdays: strict({
    args: ['date', 'number'],
    result: 'date',
    // Forwards one counts on from the working days up to this day, backwards from those before it.
    sql:
      `(select case when n = 0 then x else ${workdaySql('w')} end from (select x, n,` +
      ` case when n > 0 then ${beforeSql('(x + 1 - o)')} + n - 1 else ${beforeSql('(x - o)')} + n end as w` +
      ` from (select {a} as x, ${wholeSql('{b}')} as n, date '${origin}' as o offset 0) r offset 0) s` +
      ` where w between 0 and ${before(dayNumber('9999-12-31'))})`,
    js([day, days]) {
      const n = wholeOf(days)
      if (n === null || n === 0) return n === null ? null : day
      const count = n > 0 ? before(dayNumber(day) + 1) + n - 1 : before(dayNumber(day)) + n
      return count < 0 ? null : workday(count)
    },
    label: { 'zh-CN': '加工作日', en: 'add workdays' },
    help: {
      'zh-CN': '若干个工作日之后的日期（周一到周五，不考虑节假日）；负数表示之前。',
      en: 'The date so many workdays later, Monday to Friday without holidays; earlier when negative.',
    },
    example: { expr: call('addWorkdays', value('2026-11-20'), value(1)), result: '2026-11-23' },
  }),
  workdaysBetween: strict({
    args: ['date', 'date'],
    result: 'number',
    sql:
      `(select (${beforeSql('y')} - ${beforeSql('x')})::numeric from` +
      ` (select {a} + 1 - date '${origin}' as x, {b} + 1 - date '${origin}' as y offset 0) s)`,
    js: ([a, b]) => new Decimal(before(dayNumber(b) + 1) - before(dayNumber(a) + 1)),
    label: { 'zh-CN': '相隔工作日', en: 'workdays between' },
    help: {
      'zh-CN': '第一天之后到第二天为止有几个工作日（周一到周五，不考虑节假日），可以为负。',
      en: 'Workdays after the first date up to the second, Monday to Friday without holidays; may be negative.',
    },
    example: { expr: call('workdaysBetween', value('2026-11-20'), value('2026-11-24')), result: 2 },
  }),
  addWorkHours: strict({
    args: ['datetime', 'number'],
    result: 'datetime',
    sql:
      '(select case when h = 0 then at' +
      ` else (${workdaySql('q')} + (t - q * ${shift}::bigint + ${opening})::int * interval '1 millisecond')` +
      ` at time zone {zone} end from (select at, h, t, div(t - 1, ${shift})::int as q from` +
      ` (select at, h, ${workedSql('l')} + round(h * ${hour}) as t from` +
      ' (select at, h, at at time zone {zone} as l from (select {a} as at, {b} as h offset 0) o' +
      ' where h between 0 and 100000 offset 0) p offset 0) r offset 0) s' +
      ` where q < ${before(dayNumber('9999-12-25'))})`,
    js([at, hours], { zone }) {
      if (hours.lt(0) || hours.gt(100_000)) return null
      if (hours.isZero()) return at
      const total = worked(localTime(at, zone)) + Number(hours.times(hour).toDecimalPlaces(0))
      const count = Math.ceil(total / shift) - 1
      if (count >= before(dayNumber('9999-12-25'))) return null
      return instantOf({ day: workday(count)!, ms: total - count * shift + opening }, zone)
    },
    label: { 'zh-CN': '加工作小时', en: 'add working hours' },
    help: {
      'zh-CN': '经过若干工作小时（周一到周五 9:00–18:00，工作区时区）之后的时刻。',
      en: 'The moment after so many working hours: Monday to Friday, 9:00 to 18:00 by the workspace’s clock.',
    },
    example: {
      expr: call('addWorkHours', value('2026-06-26T09:00:00Z'), value(8)),
      result: '2026-06-29T08:00:00.000Z',
    },
  }),
  workHoursBetween: strict({
    args: ['datetime', 'datetime'],
    result: 'number',
    sql:
      `(select ${sixteenSql(`(${workedSql('y')} - ${workedSql('x')})`, `${hour}`)}` +
      ' from (select {a} at time zone {zone} as x, {b} at time zone {zone} as y offset 0) s)',
    js: ([a, b], { zone }) =>
      divide(new Decimal(worked(localTime(b, zone)) - worked(localTime(a, zone))), new Decimal(hour)),
    label: { 'zh-CN': '相隔工作小时', en: 'working hours between' },
    help: {
      'zh-CN': '两个时刻之间的工作小时（周一到周五 9:00–18:00，工作区时区），可以为负。',
      en: 'Working hours from the first moment to the second: Monday to Friday, 9:00 to 18:00 by the workspace’s clock.',
    },
    example: {
      expr: call('workHoursBetween', value('2026-06-26T09:00:00Z'), value('2026-06-29T08:00:00Z')),
      result: 8,
    },
  }),
}

/** Moments: hours and minutes added, counted and read off the workspace's clock. */
import { call, value } from '../ast'
import { instantOf, localTime, readInstant } from '../calendar'
import { Decimal, divide, sixteenSql, wholeOf, wholeSql } from '../numbers'
import { strict } from './row'

const minute = 60_000
const hour = 60 * minute

/** As `readInstant` has it: from the second day of the calendar to the last but one. */
const earliest = Date.parse('0001-01-02T00:00:00.000Z')
const latest = Date.parse('9999-12-31T00:00:00.000Z') - 1

/** Days and the rest of them apart, and without a zone, so that no clock jumps and nothing is rounded. */
const addSql = (unit: number): string =>
  "(select (timestamp '1970-01-01' + make_interval(days => floor(t / 86400000)::int)" +
  " + mod(mod(t, 86400000) + 86400000, 86400000)::int * interval '1 millisecond') at time zone 'UTC'" +
  ` from (select extract(epoch from {a}) * 1000 + round({b} * ${unit}) as t offset 0) s` +
  ` where t between ${earliest} and ${latest})`

function add(at: string, count: Decimal, unit: number): string | null {
  const ms = count.times(unit).toDecimalPlaces(0).plus(Date.parse(at))
  return ms.lt(earliest) || ms.gt(latest) ? null : new Date(ms.toNumber()).toISOString()
}

const betweenSql = (seconds: number): string =>
  sixteenSql('(extract(epoch from {b}) - extract(epoch from {a}))', `${seconds}`)
const between = (a: string, b: string, unit: number): Decimal | null =>
  divide(new Decimal(Date.parse(b) - Date.parse(a)), new Decimal(unit))

const later = { args: ['datetime', 'number'], result: 'datetime' } as const
const apart = { args: ['datetime', 'datetime'], result: 'number' } as const
const clock = { args: ['datetime'], result: 'number' } as const

export const moments = {
  dateTime: strict({
    args: ['date', 'number', 'number'],
    result: 'datetime',
    sql:
      '(select (d + make_interval(hours => h, mins => m)) at time zone {zone}' +
      ` from (select {a} as d, ${wholeSql('{b}')} as h, ${wholeSql('{c}')} as m offset 0) s` +
      " where d between '0001-01-04' and '9999-12-28' and h between 0 and 23 and m between 0 and 59)",
    js([day, hours, minutes], { zone }) {
      const [h, m] = [wholeOf(hours) ?? -1, wholeOf(minutes) ?? -1]
      if (day < '0001-01-04' || day > '9999-12-28' || h < 0 || h > 23 || m < 0 || m > 59) return null
      return readInstant(instantOf({ day, ms: h * hour + m * minute }, zone)) ?? null
    },
    label: { 'zh-CN': '日期和时间', en: 'date and time' },
    help: {
      'zh-CN': '某一天的几点几分，按工作区时区；没有这个时间则为空。',
      en: 'An hour and a minute of a day by the workspace’s clock; empty when there is no such time.',
    },
    example: {
      expr: call('dateTime', value('2026-11-21'), value(9), value(30)),
      result: '2026-11-21T01:30:00.000Z',
    },
  }),
  addHours: strict({
    ...later,
    sql: addSql(hour),
    js: ([at, n]) => add(at, n, hour),
    label: { 'zh-CN': '加小时', en: 'add hours' },
    help: {
      'zh-CN': '若干小时之后的时刻，可以是小数；负数表示之前。',
      en: 'The moment so many hours later, also parts of one; earlier when negative.',
    },
    example: {
      expr: call('addHours', value('2026-11-21T01:00:00Z'), value(1.5)),
      result: '2026-11-21T02:30:00.000Z',
    },
  }),
  addMinutes: strict({
    ...later,
    sql: addSql(minute),
    js: ([at, n]) => add(at, n, minute),
    label: { 'zh-CN': '加分钟', en: 'add minutes' },
    help: {
      'zh-CN': '若干分钟之后的时刻；负数表示之前。',
      en: 'The moment so many minutes later; earlier when negative.',
    },
    example: {
      expr: call('addMinutes', value('2026-11-21T01:00:00Z'), value(-90)),
      result: '2026-11-20T23:30:00.000Z',
    },
  }),
  hoursBetween: strict({
    ...apart,
    sql: betweenSql(3600),
    js: ([a, b]) => between(a, b, hour),
    label: { 'zh-CN': '相隔小时', en: 'hours between' },
    help: {
      'zh-CN': '从第一个时刻到第二个时刻的小时数，有小数，可以为负。',
      en: 'Hours from the first moment to the second, with decimals; may be negative.',
    },
    example: {
      expr: call('hoursBetween', value('2026-11-21T01:00:00Z'), value('2026-11-21T02:30:00Z')),
      result: 1.5,
    },
  }),
  minutesBetween: strict({
    ...apart,
    sql: betweenSql(60),
    js: ([a, b]) => between(a, b, minute),
    label: { 'zh-CN': '相隔分钟', en: 'minutes between' },
    help: {
      'zh-CN': '从第一个时刻到第二个时刻的分钟数，有小数，可以为负。',
      en: 'Minutes from the first moment to the second, with decimals; may be negative.',
    },
    example: {
      expr: call('minutesBetween', value('2026-11-21T01:00:00Z'), value('2026-11-21T00:45:00Z')),
      result: -15,
    },
  }),
  hour: strict({
    ...clock,
    sql: 'extract(hour from {a} at time zone {zone})',
    js: ([at], { zone }) => new Decimal(Math.floor(localTime(at, zone).ms / hour)),
    label: { 'zh-CN': '小时', en: 'hour' },
    help: { 'zh-CN': '工作区时区的几点，0 到 23。', en: 'The hour by the workspace’s clock, 0 to 23.' },
    example: { expr: call('hour', value('2026-11-21T01:05:00Z')), result: 9 },
  }),
  minute: strict({
    ...clock,
    sql: 'extract(minute from {a} at time zone {zone})',
    js: ([at], { zone }) => new Decimal(Math.floor(localTime(at, zone).ms / minute) % 60),
    label: { 'zh-CN': '分钟', en: 'minute' },
    help: { 'zh-CN': '工作区时区的几分，0 到 59。', en: 'The minute by the workspace’s clock, 0 to 59.' },
    example: { expr: call('minute', value('2026-11-21T01:05:00Z')), result: 5 },
  }),
}

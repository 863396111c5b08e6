/** Date and time: an instant, stored as `timestamptz(3)`, written in ISO 8601 UTC and shown in the workspace's zone. */

import { formatDay, parseDay } from './day'
import { datetimeFromText } from './moment-sql'
import { settings } from './options-schema'
import type { FieldContext, FieldType } from './type'
import { instantOf, parseInstant, printInstant, printTime, wallTime } from './zone'

export type DatetimeOptions = Record<never, never>

const afternoon = new Set(['下午', '晚上', '傍晚', 'pm'])
const morning = new Set(['上午', '早上', '凌晨', 'am'])
const half = '(?<half>上午|下午|早上|凌晨|中午|晚上|傍晚)?\\s*'
const clockTime = new RegExp(
  `${half}(?<h>\\d{1,2})(?:` +
    ':(?<m>\\d{2})(?::(?<s>\\d{2})(?:\\.(?<ms>\\d{1,3}))?)?\\s*(?<half1>am|pm)?' +
    '|[点时](?:(?<m2>\\d{1,2})分?|(?<halfPast>半)|整)?' +
    '|\\s*(?<half2>am|pm))$',
)

/** Milliseconds since midnight of a matched time; undefined for 25:00 or 13 pm. */
function timeOf(g: Record<string, string | undefined>): number | undefined {
  const word = g.half ?? g.half1 ?? g.half2 ?? ''
  const minute = g.halfPast ? 30 : Number(g.m ?? g.m2 ?? 0)
  const second = Number(g.s ?? 0)
  let hour = Number(g.h)
  if ((g.half1 ?? g.half2) && (hour < 1 || hour > 12)) return undefined
  if ((afternoon.has(word) || (word === '中午' && hour < 11)) && hour < 12) hour += 12
  else if (morning.has(word) && hour === 12) hour = 0
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return ((hour * 60 + minute) * 60 + second) * 1000 + Number((g.ms ?? '').padEnd(3, '0'))
}

/** A typed date and time by the workspace's clock; a date alone is its midnight, a time alone is today. */
function parseDatetime(text: string, { zone, today }: FieldContext): string | undefined {
  const instant = parseInstant(text)
  if (instant !== undefined) return printInstant(instant)
  const s = text.normalize('NFKC').trim().toLowerCase()
  const whole = parseDay(s, today)
  if (whole) return printInstant(instantOf({ day: whole, ms: 0 }, zone))
  const match = clockTime.exec(s)
  if (!match) return undefined
  const before = s.slice(0, match.index).replace(/[\s,t]+$/, '')
  const day = before === '' ? today : parseDay(before, today)
  const ms = timeOf(match.groups!)
  return day === undefined || ms === undefined ? undefined : printInstant(instantOf({ day, ms }, zone))
}

/** `2026-11-21 16:00` by the workspace's clock, with seconds only if there are any. */
function localText(value: string, { zone }: FieldContext): string {
  const wall = wallTime(parseInstant(value)!, zone)
  if (!wall) return value
  const precision = wall.ms % 1000 ? 'ms' : wall.ms % 60_000 ? 'second' : 'minute'
  return `${wall.day} ${printTime(wall.ms, precision)}`
}

function formatDatetime(value: string, { zone, locale }: FieldContext): string {
  const wall = wallTime(parseInstant(value)!, zone)
  if (!wall) return value
  if (locale !== 'en') return `${wall.day} ${printTime(wall.ms, 'minute')}`
  const hour = Math.floor(wall.ms / 3_600_000)
  const minute = printTime(wall.ms, 'minute').slice(3)
  return `${formatDay(wall.day, locale)}, ${hour % 12 || 12}:${minute} ${hour < 12 ? 'AM' : 'PM'}`
}

export const datetime: FieldType<string, DatetimeOptions> = {
  name: 'datetime',
  label: { 'zh-CN': '日期时间', en: 'Date and time' },
  help: {
    'zh-CN': '某天的某个时刻，例如会议 2026-11-21 16:00。',
    en: 'A moment on a day, such as a meeting: Nov 21, 2026, 4:00 PM.',
  },
  icon: 'calendar-clock',
  kind: 'datetime',
  optionsSchema: settings(),
  defaultOptions: {},
  valueSchema: () => ({
    type: 'string',
    format: 'date-time',
    pattern:
      '^([1-9]\\d{3}|0[1-9]\\d{2}|00[1-9]\\d|000[1-9])-\\d{2}-\\d{2}T\\d{2}:\\d{2}:[0-5]\\d\\.\\d{3}Z$',
  }),
  fromSchema: () => ({}),
  inferFrom: ({ type, format }) =>
    type === 'string' && format === 'date-time'
      ? { options: {}, outside: [{ code: 'schema.outsideDatetime' }] }
      : undefined,
  storage: { column: () => 'timestamptz(3)' },
  json: `to_char({c} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  // With the session's wall clock first, a conversion to a date keeps the day that people saw.
  toText: () => "to_char({c}, 'YYYY-MM-DD HH24:MI:SS.MSTZH:TZM')",
  fromText: () => datetimeFromText,
  sort: '{c}',
  operators: [
    'before',
    'after',
    'onOrBefore',
    'onOrAfter',
    'between',
    'withinPeriod',
    'isEmpty',
    'isNotEmpty',
  ],
  masks: ['all', 'length'],
  uniqueable: true,
  normalize(value) {
    if (typeof value !== 'string') return value ?? undefined
    const instant = parseInstant(value)
    return (instant === undefined ? undefined : printInstant(instant)) ?? (value.trim() || undefined)
  },
  check(value) {
    const instant = typeof value === 'string' ? parseInstant(value) : undefined
    const canonical = instant !== undefined && printInstant(instant) === value
    return canonical ? undefined : { code: 'problemChoice.datetime' }
  },
  // An hour that occurs twice cannot be told apart by the wall clock: then the exact form is used.
  serialize(value, _options, context) {
    const local = localText(value, context)
    return parseDatetime(local, context) === value ? local : value
  },
  parse: (text, _options, context) => parseDatetime(text, context),
  format: (value, _options, context) => formatDatetime(value, context),
  sample: (_options, random) => printInstant(1_577_836_800_000 + Math.floor(random() * 200_000_000) * 1000)!,
}

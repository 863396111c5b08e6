/** A length of time in whole minutes: calls, visits, work. */
import { formatNumber } from '@/lib/i18n/format'
import { numberOperators } from './decimal-rule'
import { emptied } from './emptiness'
import { settings } from './options-schema'
import { between } from './samples'
import type { FieldType } from './type'
import { halfWidth, withinSql } from './typed-number'

export type DurationOptions = Record<never, never>

/** A little over 19 years. */
const maximum = 9_999_999

const units: Record<string, number> = { day: 1440, hour: 60, minute: 1 }
const written = new RegExp(
  '^(?:(?<day>\\d+(?:\\.\\d+)?) ?(?:d|days?|天|日))? ?' +
    '(?:(?<hour>\\d+(?:\\.\\d+)?) ?(?:h|hrs?|hours?|小时|个小时|时|钟头|个钟头))? ?' +
    '(?:(?<minute>\\d+(?:\\.\\d+)?) ?(?:m|mins?|minutes?|分|分钟)?)?$',
)

/** Minutes that a text means; a bare number is minutes, `1:30` and `1h30` are ninety. */
function minutesOf(input: string): number | undefined {
  const text = halfWidth(input)
    .toLowerCase()
    .replaceAll('：', ':')
    .replace(/个半小时/, '小时30分')
    .replace(/半个?小时/, '30分')
  const clock = /^(\d{1,6}):([0-5]\d)$/.exec(text)
  if (clock) return Number(clock[1]) * 60 + Number(clock[2])
  const parts = Object.entries(written.exec(text)?.groups ?? {}).filter(([, amount]) => amount !== undefined)
  if (parts.length === 0) return undefined
  return Math.round(parts.reduce((sum, [unit, amount]) => sum + Number(amount) * units[unit]!, 0))
}

const clockSql = String.raw`regexp_match({c}, '^\s*([0-9]{1,6})[:：]([0-5][0-9])\s*$')`
const writtenSql = String.raw`regexp_match({c}, '^\s*(?:([0-9]{1,6})\s*(?:h|小时))?\s*(?:([0-9]{1,7})\s*(?:m|min|分|分钟)?)?\s*$')`
const minutesSql =
  `coalesce((${clockSql})[1]::integer * 60 + (${clockSql})[2]::integer, ` +
  `coalesce((${writtenSql})[1]::integer * 60, 0) + (${writtenSql})[2]::integer, (${writtenSql})[1]::integer * 60)`

export const duration: FieldType<number, DurationOptions> = {
  name: 'duration',
  label: { 'zh-CN': '时长', en: 'Duration' },
  help: {
    'zh-CN': '一段时间，精确到分钟，例如 1小时30分',
    en: 'A length of time to the minute, such as 1 h 30 min',
  },
  icon: 'timer',
  kind: 'number',
  optionsSchema: settings(),
  defaultOptions: {},
  valueSchema: () => ({ type: 'integer', minimum: 0, maximum }),
  fromSchema: () => ({}),
  storage: { column: () => 'integer' },
  json: '{c}',
  toText: () => `({c} / 60)::text || ':' || lpad(({c} % 60)::text, 2, '0')`,
  fromText: () => `case when ${minutesSql} between 0 and ${maximum} then ${minutesSql} end`,
  fit: () => `(${withinSql('{c}', 0, 0, maximum)})::integer`,
  sort: '{c}',
  operators: numberOperators,
  masks: ['length', 'all'],
  uniqueable: false,
  adds: true,
  normalize: emptied,
  check(value) {
    if (typeof value !== 'number' || !Number.isInteger(value)) return { code: 'problemText.notDuration' }
    return value < 0 || value > maximum ? { code: 'problemText.durationTooLong' } : undefined
  },
  serialize: (value) => `${Math.floor(value / 60)}:${String(value % 60).padStart(2, '0')}`,
  parse: minutesOf,
  format(value, _, { locale }) {
    const hours = Math.floor(value / 60)
    const minutes = value % 60
    const [hour, minute, gap] = locale === 'en' ? ['\u00a0h', '\u00a0min', ' '] : ['小时', '分钟', '']
    const parts = [
      hours > 0 && formatNumber(hours, locale) + hour,
      (minutes > 0 || hours === 0) && minutes + minute,
    ]
    return parts.filter(Boolean).join(gap)
  },
  sample: (_, random) => (random() < 0.1 ? between(random, 0, maximum) : between(random, 0, 600)),
}

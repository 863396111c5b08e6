/** Date: a calendar day without time or zone, stored as `date`, written `YYYY-MM-DD`. */
import { addDays, formatDay, isDay, parseDay } from './day'
import { dateFromText } from './moment-sql'
import { settings } from './options-schema'
import type { FieldType } from './type'

export type DateOptions = Record<never, never>

export const date: FieldType<string, DateOptions> = {
  name: 'date',
  label: { 'zh-CN': '日期', en: 'Date' },
  help: {
    'zh-CN': '一个日历日，例如生日或到期日 2026-11-21。',
    en: 'A calendar day such as a birthday or due date: Nov 21, 2026.',
  },
  icon: 'calendar',
  kind: 'date',
  optionsSchema: settings(),
  defaultOptions: {},
  // The pattern leaves out the year 0000, which the format allows and the calendar does not have.
  valueSchema: () => ({
    type: 'string',
    format: 'date',
    pattern: '^([1-9]\\d{3}|0[1-9]\\d{2}|00[1-9]\\d|000[1-9])-',
  }),
  fromSchema: () => ({}),
  inferFrom: ({ type, format }) =>
    type === 'string' && format === 'date'
      ? { options: {}, outside: [{ code: 'schema.outsideDate' }] }
      : undefined,
  storage: { column: () => 'date' },
  json: '{c}',
  toText: () => "to_char({c}, 'YYYY-MM-DD')",
  fromText: () => dateFromText,
  sort: '{c}',
  operators: [
    'is',
    'isNot',
    'before',
    'after',
    'onOrBefore',
    'onOrAfter',
    'between',
    'withinPeriod',
    'isEmpty',
    'isNotEmpty',
  ],
  masks: ['all', 'monthDay', 'length'],
  uniqueable: true,
  normalize: (value) => (typeof value === 'string' ? value.trim() || undefined : (value ?? undefined)),
  check: (value) => (isDay(value) ? undefined : { code: 'problemChoice.date' }),
  serialize: (value) => value,
  parse: (text, _options, context) => parseDay(text, context.today),
  format: (value, _options, context) => formatDay(value, context.locale),
  sample: (_options, random) => addDays('2020-01-01', Math.floor(random() * 2500))!,
}

/** From text to numbers and days, and from numbers, days and moments to text. */
import { call, value } from '../ast'
import { localTime } from '../calendar'
import { dayFormatSql, formatDay, formatMoment, momentFormatSql } from '../formats'
import { Decimal, decimalText, roundTo } from '../numbers'
import { spaces } from '../text'
import { dayFromSql, dayOfParts } from './days'
import { strict } from './row'

/** As many digits as a constant may have; commas between thousands. Read by both engines. */
const numberPattern = '^[-+]?([0-9]{1,3}(,[0-9]{3}){1,9}|[0-9]{1,30})([.][0-9]{1,15})?$'
const dayPattern = '^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$'
const numberText = new RegExp(numberPattern)
const dayText = new RegExp(dayPattern)

export const conversions = {
  toNumber: strict({
    args: ['text'],
    result: 'number',
    sql:
      `(select replace(x, ',', '')::numeric from (select btrim({a}, ${spaces}) as x offset 0) s` +
      ` where x ~ '${numberPattern}')`,
    js([text]) {
      const trimmed = text.trim()
      return numberText.test(trimmed) ? new Decimal(trimmed.replaceAll(',', '').replace(/^\+/, '')) : null
    },
    label: { 'zh-CN': '转数字', en: 'to number' },
    help: {
      'zh-CN': '把文字读成数字，可以有千位逗号；不是数字则为空。',
      en: 'Reads text as a number, also with commas between thousands; empty when it is none.',
    },
    example: { expr: call('toNumber', value(' 1,234.50')), result: 1234.5 },
  }),
  parseDate: strict({
    args: ['text'],
    result: 'date',
    sql: dayFromSql(
      'select p[1]::numeric as y, p[2]::numeric as m, p[3]::numeric as n' +
        ` from regexp_match(btrim({a}, ${spaces}), '${dayPattern}') p offset 0`,
    ),
    js([text]) {
      const [, year, month, day] = dayText.exec(text.trim()) ?? []
      return dayOfParts(Number(year ?? 0), Number(month ?? 0), Number(day ?? 0))
    },
    label: { 'zh-CN': '转日期', en: 'read date' },
    help: {
      'zh-CN': '把文字读成日期，例如 2026-11-21、2026/11/21、2026年11月21日；不是日期则为空。',
      en: 'Reads text such as 2026-11-21, 2026/11/21 or 2026年11月21日 as a date; empty when it is none.',
    },
    example: { expr: call('parseDate', value('2026年2月8日')), result: '2026-02-08' },
  }),
  numberText: strict({
    args: ['number'],
    result: 'text',
    sql: '(trim_scale({a})::text collate "C")',
    js: ([a]) => decimalText(a),
    label: { 'zh-CN': '数字转文字', en: 'number as text' },
    help: {
      'zh-CN': '数字的文字形式，小数末尾的 0 不写。',
      en: 'The number as text, without zeros at the end of its decimals.',
    },
    example: { expr: call('numberText', value(12.5)), result: '12.5' },
  }),
  fixed: strict({
    args: ['number', 'number'],
    result: 'text',
    constant: 'digits',
    sql: '(round({a}, {b}::int)::text collate "C")',
    js([a, digits]) {
      const rounded = roundTo(a, digits.toNumber())
      return (rounded.isZero() ? rounded.abs() : rounded).toFixed(Math.max(digits.toNumber(), 0))
    },
    label: { 'zh-CN': '固定小数位', en: 'fixed decimals' },
    help: {
      'zh-CN': '四舍五入后写成文字，小数位数固定，不够的补 0。',
      en: 'The rounded number as text, with exactly so many decimals.',
    },
    example: { expr: call('fixed', value(12.5), value(2)), result: '12.50' },
  }),
  formatDate: strict({
    args: ['date', 'text'],
    result: 'text',
    constant: 'dayFormat',
    sql: '(to_char({a}::timestamp, {b}) collate "C")',
    inSql: dayFormatSql,
    js: ([day, format]) => formatDay(day, format),
    label: { 'zh-CN': '日期格式', en: 'format date' },
    help: {
      'zh-CN':
        '按格式写出日期：YYYY 年，YY 两位的年，MM 或 M 月，DD 或 D 日，Q 季度；其他字照写，例如 YYYY年M月。',
      en: 'Writes a date in a format: YYYY or YY year, MM or M month, DD or D day, Q quarter; other signs as they are.',
    },
    example: { expr: call('formatDate', value('2026-02-08'), value('YYYY年M月')), result: '2026年2月' },
  }),
  formatDateTime: strict({
    args: ['datetime', 'text'],
    result: 'text',
    constant: 'momentFormat',
    sql: '(to_char({a} at time zone {zone}, {b}) collate "C")',
    inSql: momentFormatSql,
    js: ([at, format], { zone }) => formatMoment(localTime(at, zone), format),
    label: { 'zh-CN': '时间格式', en: 'format time' },
    help: {
      'zh-CN': '按格式写出工作区时区的时间：日期的写法之外，HH 或 H 时，mm 分，ss 秒。',
      en: 'Writes a moment in the workspace’s time zone: as for dates, and HH or H hour, mm minute, ss second.',
    },
    example: {
      expr: call('formatDateTime', value('2026-11-21T01:05:00Z'), value('M/D HH:mm')),
      result: '11/21 09:05',
    },
  }),
}

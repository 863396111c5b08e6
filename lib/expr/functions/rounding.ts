/** Rounding, to a number of digits and to whole numbers. */
import { call, value } from '../ast'
import { Decimal, roundTo } from '../numbers'
import { strict } from './row'

const toDigits = { args: ['number', 'number'], result: 'number', constant: 'digits' } as const

export const rounding = {
  round: strict({
    ...toDigits,
    sql: 'round({a}, {b}::int)',
    js: ([a, digits]) => roundTo(a, digits.toNumber()),
    label: { 'zh-CN': '四舍五入', en: 'round' },
    help: {
      'zh-CN': '四舍五入到几位小数；负数表示到十位、百位……',
      en: 'Rounds half away from zero to so many decimals; −1 is tens, −2 hundreds.',
    },
    example: { expr: call('round', value(-2.345), value(2)), result: -2.35 },
  }),
  roundUp: strict({
    ...toDigits,
    sql:
      "(select case when x = trunc(x, d) then x else trunc(x, d) + sign(x) * ('1e' || -d)::numeric end" +
      ' from (select {a} as x, {b}::int as d offset 0) s)',
    js: ([a, digits]) => roundTo(a, digits.toNumber(), Decimal.ROUND_UP),
    label: { 'zh-CN': '向上舍入', en: 'round up' },
    help: {
      'zh-CN': '只要有零头就进一位，负数同样远离 0；几位小数的写法与四舍五入相同。',
      en: 'Rounds away from zero whenever something is left over, to so many decimals as in round.',
    },
    example: { expr: call('roundUp', value(2.301), value(1)), result: 2.4 },
  }),
  roundDown: strict({
    ...toDigits,
    sql: 'trunc({a}, {b}::int)',
    js: ([a, digits]) => roundTo(a, digits.toNumber(), Decimal.ROUND_DOWN),
    label: { 'zh-CN': '向下舍入', en: 'round down' },
    help: {
      'zh-CN': '去掉多余的位数，不进位；几位小数的写法与四舍五入相同。',
      en: 'Cuts off what is left over, towards zero, to so many decimals as in round.',
    },
    example: { expr: call('roundDown', value(-2.39), value(1)), result: -2.3 },
  }),
  floor: strict({
    args: ['number'],
    result: 'number',
    sql: 'floor({a})',
    js: ([a]) => a.floor(),
    label: { 'zh-CN': '取整（向下）', en: 'floor' },
    help: { 'zh-CN': '不大于这个数的最大整数。', en: 'The largest whole number that is not above it.' },
    example: { expr: call('floor', value(-1.5)), result: -2 },
  }),
  ceil: strict({
    args: ['number'],
    result: 'number',
    sql: 'ceil({a})',
    js: ([a]) => a.ceil(),
    label: { 'zh-CN': '取整（向上）', en: 'ceiling' },
    help: { 'zh-CN': '不小于这个数的最小整数。', en: 'The smallest whole number that is not below it.' },
    example: { expr: call('ceil', value(1.2)), result: 2 },
  }),
}

/** Figures from several numbers, and the rest of school arithmetic. */
import { call, value } from '../ast'
import { Decimal, divide, powerOf, sixteenSql, sqrtOf } from '../numbers'
import type { Value } from '../typed'
import { order, orderable } from './order'
import { strict, total, variadic } from './row'

const filled = <V>(args: readonly (V | null)[]): V[] => args.filter((a) => a !== null)
const sumOf = (numbers: readonly Decimal[]): Decimal => numbers.reduce((a, b) => a.plus(b), new Decimal(0))
/** The first of the values that lies farthest on one side. */
const outermost = (args: readonly Value[], side: 1 | -1): Value =>
  filled(args).reduce<Value>((a, b) => (a === null || order(b, a) * side > 0 ? b : a), null)

export const figures = {
  min: variadic({
    arg: 'same',
    result: 'same',
    same: orderable,
    sql: 'least({rest})',
    join: ', ',
    js: (args) => outermost(args, -1),
    label: { 'zh-CN': '最小值', en: 'smallest' },
    help: {
      'zh-CN': '几个值里最小（最早）的一个，空的不算。',
      en: 'The smallest, or earliest, of several values; empty ones are left out.',
    },
    example: { expr: call('min', value(3), value(null), value(-2)), result: -2 },
  }),
  max: variadic({
    arg: 'same',
    result: 'same',
    same: orderable,
    sql: 'greatest({rest})',
    join: ', ',
    js: (args) => outermost(args, 1),
    label: { 'zh-CN': '最大值', en: 'largest' },
    help: {
      'zh-CN': '几个值里最大（最晚）的一个，空的不算。',
      en: 'The largest, or latest, of several values; empty ones are left out.',
    },
    example: { expr: call('max', value(3), value(null), value(0)), result: 3 },
  }),
  sum: variadic({
    arg: 'number',
    result: 'number',
    sql: '(select coalesce(sum(x), 0) from unnest(array[{rest}]) x)',
    join: ', ',
    js: (args) => sumOf(filled(args)),
    label: { 'zh-CN': '合计', en: 'sum' },
    help: {
      'zh-CN': '几个数的和，空的不算；全空为 0。',
      en: 'The sum of several numbers; empty ones are left out, and nothing at all is 0.',
    },
    example: { expr: call('sum', value(1.5), value(null), value(2)), result: 3.5 },
  }),
  average: variadic({
    arg: 'number',
    result: 'number',
    sql: `(select ${sixteenSql('sum(x)', 'nullif(count(x), 0)')} from unnest(array[{rest}]) x)`,
    join: ', ',
    js: (args) => divide(sumOf(filled(args)), new Decimal(filled(args).length)),
    label: { 'zh-CN': '平均值', en: 'average' },
    help: {
      'zh-CN': '几个数的平均，空的不算；全空为空。',
      en: 'The mean of several numbers; empty ones are left out, and of nothing it is empty.',
    },
    example: { expr: call('average', value(4), value(null), value(5)), result: 4.5 },
  }),
  clip: total({
    args: ['number', 'number', 'number'],
    result: 'number',
    sql: '(select greatest(l, least(x, h)) from (select {a} as x, {b} as l, {c} as h offset 0) s where x is not null)',
    js([x, low, high]) {
      if (x === null) return null
      const below = high !== null && x.gt(high) ? high : x
      return low !== null && below.lt(low) ? low : below
    },
    label: { 'zh-CN': '限制在范围内', en: 'clip' },
    help: {
      'zh-CN': '低于下限取下限，高于上限取上限；下限或上限为空表示不限。',
      en: 'The number, held between a lowest and a highest value; an empty bound does not bind.',
    },
    example: { expr: call('clip', value(1.2), value(0), value(1)), result: 1 },
  }),
  sign: strict({
    args: ['number'],
    result: 'number',
    sql: 'sign({a})',
    js: ([a]) => new Decimal(a.cmp(0)),
    label: { 'zh-CN': '正负号', en: 'sign' },
    help: { 'zh-CN': '正数为 1，零为 0，负数为 -1。', en: '1 above zero, 0 at zero, −1 below.' },
    example: { expr: call('sign', value(-3)), result: -1 },
  }),
  mod: strict({
    args: ['number', 'number'],
    result: 'number',
    sql:
      '(select case when r * y < 0 then r + y else r end from (select mod(x, y) as r, y' +
      ' from (select {a} as x, nullif({b}, 0) as y offset 0) s offset 0) t)',
    js([a, b]) {
      if (b.isZero()) return null
      const rest = a.mod(b)
      return rest.times(b).isNegative() && !rest.isZero() ? rest.plus(b) : rest
    },
    label: { 'zh-CN': '余数', en: 'remainder' },
    help: {
      'zh-CN': '除法的余数，正负号与除数相同；除以 0 为空。',
      en: 'What is left over by a division, with the sign of the divisor; empty when dividing by 0.',
    },
    example: { expr: call('mod', value(-1), value(3)), result: 2 },
  }),
  power: strict({
    args: ['number', 'number'],
    result: 'number',
    // 1000 decimals while multiplying: what is rounded to 16 digits is exact, as in JavaScript.
    sql:
      `(select case when n < 0 then ${sixteenSql('1', 'nullif(p, 0)')} else p end` +
      ` from (select n, ${sixteenSql('(x + round(0, 1000)) ^ abs(n)')} as p` +
      ` from (select ${sixteenSql('{a}')} as x, {b} as n offset 0) s` +
      ' where n = trunc(n) and abs(n) <= 400 and (x = 0 or abs(x) between 1e-15 and 1e15) offset 0) t' +
      ' where abs(p) < 1e30)',
    js: ([a, n]) => powerOf(a, n),
    label: { 'zh-CN': '乘方', en: 'power' },
    help: {
      'zh-CN': '一个数的整数次方（-400 到 400 次），16 位有效数字；太大为空。',
      en: 'A number to a whole power between −400 and 400, to 16 digits; empty when too large.',
    },
    example: { expr: call('power', value(1.05), value(2)), result: 1.1025 },
  }),
  sqrt: strict({
    args: ['number'],
    result: 'number',
    sql: `(select ${sixteenSql('sqrt(x + round(0, 100))')} from (select {a} as x offset 0) s where x >= 0)`,
    js: ([a]) => sqrtOf(a),
    label: { 'zh-CN': '平方根', en: 'square root' },
    help: {
      'zh-CN': '16 位有效数字；负数没有平方根，为空。',
      en: 'To 16 digits; empty for negative numbers.',
    },
    example: { expr: call('sqrt', value(2.25)), result: 1.5 },
  }),
  countFilled: variadic({
    arg: 'any',
    result: 'number',
    sql: 'num_nonnulls({rest})::numeric',
    join: ', ',
    js: (args) => new Decimal(filled(args).length),
    label: { 'zh-CN': '已填个数', en: 'count filled' },
    help: {
      'zh-CN': '几个字段里填写了的有几个，可以是不同类型的字段。',
      en: 'How many of several fields are filled in; they may be of different types.',
    },
    example: { expr: call('countFilled', value('a'), value(null), value(0)), result: 2 },
  }),
}

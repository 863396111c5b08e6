/** Exact decimal arithmetic; with an empty operand the result is empty. */
import { call, value } from '../ast'
import { divide, sixteenSql } from '../numbers'
import { strict } from './row'

const two = { args: ['number', 'number'], result: 'number' } as const

export const arithmetic = {
  add: strict({
    ...two,
    sql: '({a} + {b})',
    js: ([a, b]) => a.plus(b),
    label: { 'zh-CN': '加', en: 'plus' },
    help: { 'zh-CN': '两数之和。', en: 'The sum of two numbers.' },
    example: { expr: call('add', value(0.1), value(0.2)), result: 0.3 },
  }),
  sub: strict({
    ...two,
    sql: '({a} - {b})',
    js: ([a, b]) => a.minus(b),
    label: { 'zh-CN': '减', en: 'minus' },
    help: { 'zh-CN': '两数之差。', en: 'The difference of two numbers.' },
    example: { expr: call('sub', value(1), value(0.9)), result: 0.1 },
  }),
  mul: strict({
    ...two,
    sql: '({a} * {b})',
    js: ([a, b]) => a.times(b),
    label: { 'zh-CN': '乘', en: 'times' },
    help: { 'zh-CN': '两数之积。', en: 'The product of two numbers.' },
    example: { expr: call('mul', value(19.99), value(3)), result: 59.97 },
  }),
  div: strict({
    ...two,
    sql: sixteenSql('{a}', 'nullif({b}, 0)'),
    js: ([a, b]) => divide(a, b),
    label: { 'zh-CN': '除以', en: 'divided by' },
    help: {
      'zh-CN': '两数之商，16 位有效数字；除以 0 为空。',
      en: 'The quotient of two numbers to 16 digits; empty when dividing by 0.',
    },
    example: { expr: call('div', value(1), value(8)), result: 0.125 },
  }),
  neg: strict({
    args: ['number'],
    result: 'number',
    sql: '(- {a})',
    js: ([a]) => a.neg(),
    label: { 'zh-CN': '取负', en: 'negative' },
    help: { 'zh-CN': '改变正负号。', en: 'The number with the opposite sign.' },
    example: { expr: call('neg', value(5)), result: -5 },
  }),
  abs: strict({
    args: ['number'],
    result: 'number',
    sql: 'abs({a})',
    js: ([a]) => a.abs(),
    label: { 'zh-CN': '绝对值', en: 'absolute value' },
    help: { 'zh-CN': '去掉负号。', en: 'The number without its sign.' },
    example: { expr: call('abs', value(-5)), result: 5 },
  }),
}

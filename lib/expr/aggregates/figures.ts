/** Figures over many records. Empty values are left out, as in a spreadsheet. */
import { field } from '../ast'
import { computable } from '../functions/logic'
import { order, orderable } from '../functions/order'
import { Decimal, decimalText, divide, sixteenSql } from '../numbers'
import type { Scalar } from '../typed'
import { filled, type Item, ofOrders, type Unnamed } from './row'

const total = (items: readonly Item[]): Decimal => Decimal.sum(0, ...filled<Decimal>(items))
const [amount, product, paid] = [field('amount'), field('product'), field('paid')]

/** The one value that none of the others outranks. */
function outermost(items: readonly Item[], sign: 1 | -1): Scalar | null {
  const values = filled<Scalar>(items)
  return values.length === 0
    ? null
    : values.reduce((best, value) => (sign * order(value, best) > 0 ? value : best))
}

export const figures = {
  count: {
    args: [],
    result: 'number',
    ordered: false,
    sql: '(select count(*)::numeric {from})',
    js: (items) => new Decimal(items.length),
    label: { 'zh-CN': '计数', en: 'count' },
    phrase: { 'zh-CN': '{over} 的 个数', en: 'number of {over}' },
    help: { 'zh-CN': '有多少条记录；没有时是 0。', en: 'How many records there are; 0 when there are none.' },
    example: { expr: ofOrders('count', [], { where: paid }), result: 2 },
  },
  sum: {
    args: ['number'],
    result: 'number',
    ordered: false,
    sql: '(select coalesce(sum(g.a), 0) {values})',
    js: total,
    label: { 'zh-CN': '合计', en: 'sum' },
    phrase: { 'zh-CN': '{over} 的 {a} 合计', en: 'sum of {a} of {over}' },
    help: { 'zh-CN': '所有数相加；没有时是 0。', en: 'All the numbers added up; 0 when there are none.' },
    example: { expr: ofOrders('sum', [amount]), result: 110 },
  },
  average: {
    args: ['number'],
    result: 'number',
    ordered: false,
    // Rounded once, to the 16 significant digits of `div`.
    sql: `(select ${sixteenSql('sum(g.a)', 'nullif(count(g.a), 0)')} {values})`,
    js: (items) => divide(total(items), new Decimal(filled(items).length)),
    label: { 'zh-CN': '平均值', en: 'average' },
    phrase: { 'zh-CN': '{over} 的 {a} 平均值', en: 'average {a} of {over}' },
    help: {
      'zh-CN': '所有数的平均值，空的不算；没有时为空。',
      en: 'The mean of the numbers, empty ones left out; empty when there are none.',
    },
    example: { expr: ofOrders('average', [amount], { where: paid }), result: 25 },
  },
  min: {
    args: ['same'],
    same: orderable,
    result: 'same',
    ordered: false,
    sql: '(select min(g.a) {values})',
    js: (items) => outermost(items, -1),
    label: { 'zh-CN': '最小值', en: 'smallest' },
    phrase: { 'zh-CN': '{over} 的 {a} 最小值', en: 'smallest {a} of {over}' },
    help: { 'zh-CN': '最小的数，或最早的日期。', en: 'The smallest number, or the earliest date.' },
    example: { expr: ofOrders('min', [field('ordered')]), result: '2026-03-02' },
  },
  max: {
    args: ['same'],
    same: orderable,
    result: 'same',
    ordered: false,
    sql: '(select max(g.a) {values})',
    js: (items) => outermost(items, 1),
    label: { 'zh-CN': '最大值', en: 'largest' },
    phrase: { 'zh-CN': '{over} 的 {a} 最大值', en: 'largest {a} of {over}' },
    help: { 'zh-CN': '最大的数，或最晚的日期。', en: 'The largest number, or the latest date.' },
    example: { expr: ofOrders('max', [amount]), result: 60 },
  },
  countDistinct: {
    args: ['same'],
    same: computable,
    result: 'number',
    ordered: false,
    sql: '(select count(distinct g.a)::numeric {values})',
    js: (items) =>
      new Decimal(new Set(filled(items).map((v) => (v instanceof Decimal ? decimalText(v) : v))).size),
    label: { 'zh-CN': '不同值的个数', en: 'count of different values' },
    phrase: { 'zh-CN': '{over} 的 {a} 有几种', en: 'number of different {a} of {over}' },
    help: {
      'zh-CN': '有多少个不同的值，空的不算。',
      en: 'How many different values there are, empty ones left out.',
    },
    example: { expr: ofOrders('countDistinct', [product]), result: 2 },
  },
  any: {
    args: ['boolean'],
    result: 'boolean',
    ordered: false,
    sql: '(exists (select {from} and {a}))',
    js: (items) => items.some(({ args }) => args[0] === true),
    label: { 'zh-CN': '任意一个满足', en: 'any' },
    phrase: { 'zh-CN': '{over} 中有一个满足 ({a})', en: 'any of {over} has ({a})' },
    help: {
      'zh-CN': '至少有一条记录满足条件；没有记录时不成立。',
      en: 'At least one record satisfies the condition; no when there are none.',
    },
    example: { expr: ofOrders('any', [paid]), result: true },
  },
  every: {
    args: ['boolean'],
    result: 'boolean',
    ordered: false,
    sql: '(not exists (select {from} and ({a}) is not true))',
    js: (items) => items.every(({ args }) => args[0] === true),
    label: { 'zh-CN': '全部满足', en: 'every' },
    phrase: { 'zh-CN': '{over} 全部满足 ({a})', en: 'every one of {over} has ({a})' },
    help: {
      'zh-CN': '每条记录都满足条件；没有记录时也成立。',
      en: 'Every record satisfies the condition; yes when there are none.',
    },
    example: { expr: ofOrders('every', [paid]), result: false },
  },
} satisfies Record<string, Unnamed>

/** Comparing two values of one kind, and the filter words for it. */
import type { Kind } from '../ast'
import { call, value } from '../ast'
import type { Scalar, Value } from '../typed'
import { computable } from './logic'
import { order, orderable } from './order'
import { strict, total } from './row'

const temporal: readonly Kind[] = ['date', 'datetime']
const listable: readonly Kind[] = ['text', 'number', 'date', 'datetime', 'ref']

const among = (a: Value, list: readonly Scalar[]): boolean => list.some((x) => order(a, x) === 0)

const day = { is: '({x} >= {from} and {x} < {till})', before: '({x} < {from})', after: '({x} >= {till})' }
const days = { onOrBefore: '({x} < {till})', onOrAfter: '({x} >= {from})', between: day.is }

/** Facts that the six comparisons share under two names each: in formulas and in filters. */
const equal = {
  args: ['same', 'same'],
  result: 'boolean',
  same: computable,
  sql: '({a} = {b})',
  instants: day.is,
} as const
const less = {
  args: ['same', 'same'],
  result: 'boolean',
  same: orderable,
  sql: '({a} < {b})',
  instants: day.before,
} as const
const more = {
  args: ['same', 'same'],
  result: 'boolean',
  same: orderable,
  sql: '({a} > {b})',
  instants: day.after,
} as const
const most = { ...less, sql: '({a} <= {b})', instants: days.onOrBefore } as const
const least = { ...more, sql: '({a} >= {b})', instants: days.onOrAfter } as const

type Pair = readonly [Value, Value]
const isEqual = ([a, b]: Pair): boolean => order(a, b) === 0
const isLess = ([a, b]: Pair): boolean => order(a, b) < 0
const isMore = ([a, b]: Pair): boolean => order(a, b) > 0
const isMost = ([a, b]: Pair): boolean => order(a, b) <= 0
const isLeast = ([a, b]: Pair): boolean => order(a, b) >= 0

export const compare = {
  eq: strict({
    ...equal,
    filter: 'one',
    js: isEqual,
    label: { 'zh-CN': '等于', en: 'equals' },
    help: {
      'zh-CN': '两个值相同；有一个为空时未知。',
      en: 'Both values are the same; unknown when one is empty.',
    },
    example: { expr: call('eq', value(1.5), value(1.5)), result: true },
  }),
  neq: strict({
    ...equal,
    sql: '({a} <> {b})',
    instants: undefined,
    js: (pair) => !isEqual(pair),
    label: { 'zh-CN': '不等于', en: 'differs from' },
    help: { 'zh-CN': '两个值不同；有一个为空时未知。', en: 'The values differ; unknown when one is empty.' },
    example: { expr: call('neq', value('a'), value('A')), result: true },
  }),
  lt: strict({
    ...less,
    filter: 'one',
    js: isLess,
    label: { 'zh-CN': '小于', en: 'is less than' },
    help: { 'zh-CN': '第一个值更小。', en: 'The first value is smaller.' },
    example: { expr: call('lt', value(9), value(10)), result: true },
  }),
  lte: strict({
    ...most,
    filter: 'one',
    js: isMost,
    label: { 'zh-CN': '小于或等于', en: 'is at most' },
    help: { 'zh-CN': '第一个值更小或相同。', en: 'The first value is smaller or the same.' },
    example: { expr: call('lte', value(10), value(10)), result: true },
  }),
  gt: strict({
    ...more,
    filter: 'one',
    js: isMore,
    label: { 'zh-CN': '大于', en: 'is greater than' },
    help: { 'zh-CN': '第一个值更大。', en: 'The first value is greater.' },
    example: { expr: call('gt', value(2), value(10)), result: false },
  }),
  gte: strict({
    ...least,
    filter: 'one',
    js: isLeast,
    label: { 'zh-CN': '大于或等于', en: 'is at least' },
    help: { 'zh-CN': '第一个值更大或相同。', en: 'The first value is greater or the same.' },
    example: { expr: call('gte', value(10), value(9.99)), result: true },
  }),
  between: total({
    args: ['same', 'same', 'same'],
    result: 'boolean',
    same: orderable,
    filter: 'two',
    sql: '({a} between {b} and {c})',
    instants: days.between,
    js([a, low, high]) {
      const above = a === null || low === null ? null : order(a, low) >= 0
      const below = a === null || high === null ? null : order(a, high) <= 0
      return above === false || below === false ? false : above && below
    },
    label: { 'zh-CN': '介于', en: 'is between' },
    help: { 'zh-CN': '在两个值之间，包括两端。', en: 'Lies between two values, both ends included.' },
    example: { expr: call('between', value(5), value(1), value(5)), result: true },
  }),
  is: strict({
    ...equal,
    filter: 'one',
    js: isEqual,
    label: { 'zh-CN': '是', en: 'is' },
    help: { 'zh-CN': '正好是这个值。', en: 'Is exactly this value.' },
    example: { expr: call('is', value('潜在客户'), value('潜在客户')), result: true },
  }),
  isNot: total({
    ...equal,
    filter: 'one',
    sql: '(({a} = {b}) is not true)',
    instants: `(${day.is} is not true)`,
    js: ([a, b]) => a === null || b === null || !isEqual([a, b]),
    label: { 'zh-CN': '不是', en: 'is not' },
    help: { 'zh-CN': '不是这个值；没有填写的也算。', en: 'Is not this value; empty ones count too.' },
    example: { expr: call('isNot', value(null), value('流失')), result: true },
  }),
  isAnyOf: strict({
    args: ['same', 'sames'],
    result: 'boolean',
    same: listable,
    filter: 'list',
    sql: '({a} = any({b}))',
    js: ([a, list]) => among(a, list),
    label: { 'zh-CN': '是其中之一', en: 'is any of' },
    help: { 'zh-CN': '是所列值之一。', en: 'Is one of the listed values.' },
    example: { expr: call('isAnyOf', value('金卡'), value(['金卡', '银卡'])), result: true },
  }),
  isNoneOf: total({
    args: ['same', 'sames'],
    result: 'boolean',
    same: listable,
    filter: 'list',
    sql: '(({a} = any({b})) is not true)',
    js: ([a, list]) => a === null || list === null || !among(a, list),
    label: { 'zh-CN': '不是其中任何一个', en: 'is none of' },
    help: {
      'zh-CN': '不是所列的任何值；没有填写的也算。',
      en: 'Is none of the listed values; empty ones count too.',
    },
    example: { expr: call('isNoneOf', value(null), value(['金卡', '银卡'])), result: true },
  }),
  before: strict({
    ...less,
    same: temporal,
    filter: 'one',
    js: isLess,
    label: { 'zh-CN': '早于', en: 'is before' },
    help: { 'zh-CN': '在这一天（或时刻）之前。', en: 'Lies before this day or moment.' },
    example: {
      expr: call('before', call('addDays', value('2026-11-20'), value(0)), value('2026-11-21')),
      result: true,
    },
  }),
  after: strict({
    ...more,
    same: temporal,
    filter: 'one',
    js: isMore,
    label: { 'zh-CN': '晚于', en: 'is after' },
    help: { 'zh-CN': '在这一天（或时刻）之后。', en: 'Lies after this day or moment.' },
    example: { expr: call('after', { op: 'var', name: 'today' }, value('2026-11-21')), result: false },
  }),
  onOrBefore: strict({
    ...most,
    same: temporal,
    filter: 'one',
    js: isMost,
    label: { 'zh-CN': '不晚于', en: 'is on or before' },
    help: { 'zh-CN': '在这一天（或时刻）或之前。', en: 'Lies on or before this day or moment.' },
    example: { expr: call('onOrBefore', { op: 'var', name: 'today' }, value('2026-11-21')), result: true },
  }),
  onOrAfter: strict({
    ...least,
    same: temporal,
    filter: 'one',
    js: isLeast,
    label: { 'zh-CN': '不早于', en: 'is on or after' },
    help: { 'zh-CN': '在这一天（或时刻）或之后。', en: 'Lies on or after this day or moment.' },
    example: { expr: call('onOrAfter', { op: 'var', name: 'now' }, value('2026-11-22')), result: false },
  }),
  isMe: strict({
    args: ['ref'],
    result: 'boolean',
    filter: 'none',
    sql: '({a} = {me})',
    js: ([a], { me }) => (me === null ? null : a === me),
    label: { 'zh-CN': '是我', en: 'is me' },
    help: { 'zh-CN': '就是正在查看的人。', en: 'Is the person who is looking.' },
    example: { expr: call('isMe', { op: 'var', name: 'me' }), result: true },
  }),
}

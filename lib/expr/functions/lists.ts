/** Lists: multi-select, people, links to many. A list is a set here: order and repetition do not matter. */
import { call, value } from '../ast'
import { Decimal, wholeOf, wholeSql } from '../numbers'
import { orEmpty } from '../text'
import type { Scalar } from '../typed'
import { strict, total } from './row'

type Pair = readonly [readonly Scalar[], readonly Scalar[]]
const overlap = ([a, b]: Pair): boolean => a.some((x) => b.includes(x))
const covers = ([a, b]: Pair): boolean => b.every((x) => a.includes(x))

const two = { args: ['list', 'list'], result: 'boolean', filter: 'list' } as const

export const lists = {
  hasAnyOf: strict({
    ...two,
    sql: '({a} && {b})',
    js: overlap,
    label: { 'zh-CN': '包含其中任意一个', en: 'has any of' },
    help: { 'zh-CN': '至少有一个所列的值。', en: 'Has at least one of the listed values.' },
    example: { expr: call('hasAnyOf', value(['线上', '展会']), value(['展会', '电话'])), result: true },
  }),
  hasAllOf: strict({
    ...two,
    sql: '({a} @> {b})',
    js: covers,
    label: { 'zh-CN': '包含全部', en: 'has all of' },
    help: { 'zh-CN': '所列的值都有，可以还有别的。', en: 'Has every listed value, perhaps more.' },
    example: { expr: call('hasAllOf', value(['线上', '展会']), value(['展会', '电话'])), result: false },
  }),
  hasNoneOf: total({
    ...two,
    sql: '(({a} && {b}) is not true)',
    js: ([a, b]) => a === null || b === null || !overlap([a, b]),
    label: { 'zh-CN': '不包含其中任何一个', en: 'has none of' },
    help: {
      'zh-CN': '所列的值一个也没有；没有填写的也算。',
      en: 'Has none of the listed values; empty ones count too.',
    },
    example: { expr: call('hasNoneOf', value(null), value(['展会'])), result: true },
  }),
  isExactly: strict({
    ...two,
    sql: '({a} @> {b} and {a} <@ {b})',
    js: ([a, b]) => covers([a, b]) && covers([b, a]),
    label: { 'zh-CN': '正好是', en: 'is exactly' },
    help: {
      'zh-CN': '正好是所列的值，不多不少，顺序不限。',
      en: 'Has the listed values and no others, in any order.',
    },
    example: { expr: call('isExactly', value(['甲', '乙']), value(['乙', '甲'])), result: true },
  }),
  hasMe: strict({
    args: ['list'],
    result: 'boolean',
    filter: 'none',
    // `@>` is what an index of the list serves; nobody (null) is in no list, not even as an unknown item.
    sql: "({a} @> nullif(array[{me}], '{NULL}'))",
    js: ([a], { me }) => (me === null ? null : a.includes(me)),
    label: { 'zh-CN': '包含我', en: 'includes me' },
    help: { 'zh-CN': '正在查看的人在其中。', en: 'The person who is looking is among them.' },
    example: { expr: call('hasMe', value(['00000000-0000-7000-8000-000000000001'])), result: true },
  }),
  size: total({
    args: ['list'],
    result: 'number',
    sql: 'coalesce(cardinality({a}), 0)::numeric',
    js: ([a]) => new Decimal(a === null ? 0 : a.length),
    label: { 'zh-CN': '个数', en: 'number of items' },
    help: { 'zh-CN': '有几个值；没有则为 0。', en: 'How many values there are; 0 when there are none.' },
    example: { expr: call('size', value(['线上', '展会'])), result: 2 },
  }),
  joinList: total({
    args: ['list', 'text'],
    result: 'text',
    sql: "nullif(array_to_string({a}, coalesce({b}, '')) collate \"C\", '')",
    js: ([a, separator]) => (a === null ? null : orEmpty(a.join(separator ?? ''))),
    label: { 'zh-CN': '列表连接', en: 'join list' },
    help: {
      'zh-CN': '把列表里的值连成一段文字，中间加上分隔符。',
      en: 'The values of a list as one text, with a separator between them.',
    },
    example: { expr: call('joinList', value(['线上', '展会']), value('、')), result: '线上、展会' },
  }),
  itemAt: strict({
    args: ['list', 'number'],
    result: 'text',
    sql: `(({a})[${wholeSql('{b}')}]::text collate "C")`,
    js([a, n]) {
      const place = wholeOf(n)
      return place === null ? null : ((a[place - 1] as string | undefined) ?? null)
    },
    label: { 'zh-CN': '第几个', en: 'item' },
    help: {
      'zh-CN': '列表里的第几个值；没有则为空。',
      en: 'The so manieth value of a list; empty when there is none.',
    },
    example: { expr: call('itemAt', value(['线上', '展会']), value(2)), result: '展会' },
  }),
}

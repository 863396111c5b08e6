/** One value out of many records: by their order, by how often it occurs, by weight; or all of them as one text. */
import type { Kind } from '../ast'
import { field, value } from '../ast'
import { computable } from '../functions/logic'
import { order } from '../functions/order'
import { Decimal, decimalText } from '../numbers'
import type { Scalar, Value } from '../typed'
import { compareBy } from './order'
import { filled, type Item, ofOrders, type Unnamed } from './row'

const anything: readonly Kind[] = [...computable, 'list']
/** Of a text that is joined: so many values, so many characters in all. No join outgrows what PostgreSQL can hold. */
const most = { values: 1000, characters: 10_000 }
const [amount, product, ordered] = [field('amount'), field('product'), field('ordered')]
const latest = [{ expr: ordered, desc: true }]

/** By the terms, then by age; from the end the other way round, where empty values are the last resort, too. */
function inOrder(items: readonly Item[], desc: readonly boolean[], fromEnd = false): Item[] {
  const directions = fromEnd ? desc.map((down) => !down) : desc
  const byAge = fromEnd ? items.toReversed() : items
  return byAge.toSorted((a, b) => compareBy(a.by, b.by, directions))
}

const cut = (text: string): string => Array.from(text).slice(0, most.characters).join('')

/** The records that share a value: together they weigh something, and the best of each term stands for them all. */
interface Group {
  value: Scalar
  weight: Decimal
  by: readonly Value[]
}

/** The heaviest value; between equals the terms decide, then the smallest one. */
function heaviest(items: readonly Item[], desc: readonly boolean[], weigh: (item: Item) => Decimal): Value {
  const groups = new Map<Scalar, Group>()
  for (const item of items) {
    const value = item.args[0] as Scalar | null
    if (value === null) continue
    const key = value instanceof Decimal ? decimalText(value) : value
    const group = groups.get(key)
    if (!group) groups.set(key, { value, weight: weigh(item), by: item.by })
    else {
      group.weight = group.weight.plus(weigh(item))
      group.by = group.by.map((best, i) =>
        compareBy([item.by[i]!], [best], [desc[i]!]) < 0 ? item.by[i]! : best,
      )
    }
  }
  const ranked = [...groups.values()].sort(
    (a, b) => b.weight.cmp(a.weight) || compareBy(a.by, b.by, desc) || order(a.value, b.value),
  )
  return ranked[0]?.value ?? null
}

export const choices = {
  first: {
    args: ['same'],
    same: anything,
    result: 'same',
    ordered: true,
    sql: '(select {a} {from} order by {order} limit 1)',
    js: (items, desc) => inOrder(items, desc)[0]?.args[0] ?? null,
    label: { 'zh-CN': '第一个', en: 'first' },
    phrase: { 'zh-CN': '{over} 中第一个的 {a}', en: '{a} of the first of {over}' },
    help: {
      'zh-CN': '排在最前的记录的值，即使为空；没有排序时是最早建立的那条。',
      en: 'The value of the record that comes first, even if empty; without an order, of the oldest one.',
    },
    example: { expr: ofOrders('first', [product], { by: latest }), result: '咖啡' },
  },
  last: {
    args: ['same'],
    same: anything,
    result: 'same',
    ordered: true,
    sql: '(select {a} {from} order by {back} limit 1)',
    js: (items, desc) => inOrder(items, desc, true)[0]?.args[0] ?? null,
    label: { 'zh-CN': '最后一个', en: 'last' },
    phrase: { 'zh-CN': '{over} 中最后一个的 {a}', en: '{a} of the last of {over}' },
    help: {
      'zh-CN': '排在最后的记录的值，即使为空；没有排序时是最近建立的那条。排序字段为空的记录最后才考虑。',
      en: 'The value of the record that comes last, even if empty; without an order, of the youngest one. Records that cannot be ordered are the last resort.',
    },
    example: { expr: ofOrders('last', [amount], { by: [{ expr: ordered, desc: false }] }), result: 60 },
  },
  join: {
    args: ['text', 'text'],
    otherwise: '、',
    result: 'text',
    ordered: true,
    sql: `(select left(string_agg(g.a, {b} order by g.n), ${most.characters}) from (select left({a}, ${most.characters}) as a, row_number() over (order by {order}) as n {from} and ({a}) is not null order by n limit ${most.values}) g)`,
    js(items, desc) {
      const texts = filled<string>(inOrder(items, desc)).slice(0, most.values)
      const between = String(items[0]?.args[1] ?? '')
      return texts.length === 0 ? null : cut(texts.map(cut).join(between))
    },
    label: { 'zh-CN': '合并文字', en: 'join' },
    phrase: { 'zh-CN': '{over} 的 {a} 合并', en: '{a} of {over}, joined' },
    help: {
      'zh-CN': '把文字按顺序连起来，空的跳过，默认用顿号隔开；最多 1000 个值、10000 个字。',
      en: 'The texts one after the other, empty ones skipped, with “、” or your own separator between; at most 1000 values and 10,000 characters.',
    },
    example: { expr: ofOrders('join', [product, value(', ')]), result: '茶, 咖啡, 茶' },
  },
  mode: {
    args: ['same'],
    same: computable,
    result: 'same',
    ordered: true,
    sql: '(select g.a {values} where g.a is not null group by g.a order by count(*) desc{ties}, g.a limit 1)',
    js: (items, desc) => heaviest(items, desc, () => new Decimal(1)),
    label: { 'zh-CN': '最常见的值', en: 'most frequent' },
    phrase: { 'zh-CN': '{over} 中最常见的 {a}', en: 'most frequent {a} of {over}' },
    help: {
      'zh-CN': '出现次数最多的值，空的不算；次数相同时按排序决定，再取最小的。',
      en: 'The value that occurs most often, empty ones left out; between equals the order decides, then the smallest one.',
    },
    example: { expr: ofOrders('mode', [product]), result: '茶' },
  },
  most: {
    args: ['same', 'number'],
    same: computable,
    result: 'same',
    ordered: true,
    sql: '(select g.a {values} where g.a is not null group by g.a order by coalesce(sum(g.b), 0) desc{ties}, g.a limit 1)',
    js: (items, desc) => heaviest(items, desc, ({ args }) => (args[1] as Decimal | null) ?? new Decimal(0)),
    label: { 'zh-CN': '合计最大的值', en: 'largest by sum' },
    phrase: { 'zh-CN': '{over} 中 {b} 合计最大的 {a}', en: '{a} with the largest sum of {b} of {over}' },
    help: {
      'zh-CN': '第二个数的合计最大的那个值，例如卖得最多的产品；相同时按排序决定，再取最小的。',
      en: 'The value whose numbers add up to most, such as the product sold most; between equals the order decides, then the smallest one.',
    },
    example: { expr: ofOrders('most', [product, amount], { by: latest }), result: '咖啡' },
  },
} satisfies Record<string, Unnamed>

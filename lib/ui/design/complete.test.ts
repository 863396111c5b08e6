import { describe, expect, test } from 'vitest'
import { applied, completion, type Names, openCall } from './complete'

const names: Names = {
  table: 'customers',
  tables: [
    { key: 'customers', label: { 'zh-CN': '客户', en: 'Customers' } },
    { key: 'orders', label: { 'zh-CN': '订单', en: 'Orders' } },
    { key: 'grade_rules', label: { 'zh-CN': '等级规则', en: 'Grade rules' } },
  ],
  fields: (table) =>
    ({
      customers: [
        { key: 'name', label: { 'zh-CN': '客户名称', en: 'Name' }, icon: 'type' },
        {
          key: 'level',
          label: { 'zh-CN': '级别', en: 'Level' },
          icon: 'tag',
          options: [
            { value: 'vip', label: { 'zh-CN': '重要' } },
            { value: 'plain', label: { 'zh-CN': '普通' } },
          ],
        },
        { key: 'owner', label: { 'zh-CN': '负责人', en: 'Owner' }, icon: 'user' },
        { key: 'parent', label: { 'zh-CN': '上级客户', en: 'Parent' }, icon: 'link', target: 'customers' },
        {
          key: 'orders',
          label: { 'zh-CN': '订单', en: 'Orders' },
          icon: 'link-2',
          target: 'orders',
          many: true,
        },
      ],
      orders: [
        { key: 'amount', label: { 'zh-CN': '金额', en: 'Amount' }, icon: 'hash' },
        { key: 'note_1', label: { 'zh-CN': '备注' }, icon: 'type' },
        { key: 'note_2', label: { 'zh-CN': '备注' }, icon: 'type' },
      ],
      grade_rules: [{ key: 'priority', label: { 'zh-CN': '优先级' }, icon: 'hash' }],
    })[table],
  functions: [
    { name: 'round', label: { 'zh-CN': '四舍五入', en: 'round' } },
    { name: 'if', label: { 'zh-CN': '如果', en: 'if' } },
  ],
  aggregates: [
    { name: 'sum', label: { 'zh-CN': '合计', en: 'sum' } },
    { name: 'first', label: { 'zh-CN': '第一个', en: 'first' } },
  ],
}
/** The caret stands at the bar. */
const at = (marked: string) => {
  const caret = marked.indexOf('|')
  const text = marked.replace('|', '')
  const found = completion(names, text, caret, 'zh-CN')
  return { text, found, list: found?.candidates.map((one) => one.name) }
}
const accept = (marked: string, name: string): string => {
  const { text, found } = at(marked)
  const candidate = found!.candidates.find((one) => one.name === name)!
  const next = applied(text, found!, candidate)
  return `${next.text.slice(0, next.caret)}|${next.text.slice(next.caret)}`
}

describe('what can come next', () => {
  test('fields and functions, by label, key or initials', () => {
    expect(at('客户|').list).toEqual(['name', 'parent'])
    expect(at('own|').list).toEqual(['owner'])
    expect(at('1 + fzr|').list).toEqual(['owner'])
    expect(at('四舍|').list).toEqual(['round'])
  })
  test('inside braces only names', () => {
    expect(at('{r|').list).toEqual(['owner', 'parent', 'orders'])
    expect(accept('{负|}', 'owner')).toBe('{负责人}|')
  })
  test('behind a link its fields, behind many records the aggregates', () => {
    expect(at('{上级客户}.|').list).toEqual(['name', 'level', 'owner', 'parent', 'orders'])
    expect(at('parent.parent.o|').list).toEqual(['owner', 'orders', 'parent'].filter((n) => n !== 'parent'))
    expect(at('orders.|').list).toEqual(['sum', 'first'])
    expect(at('@|').list).toEqual(['customers', 'orders', 'grade_rules'])
    expect(at('@{等级规则}.f|').list).toEqual(['first'])
  })
  test('inside an aggregate what is gathered, and `this` for the record that gathers', () => {
    expect(at('{订单}.sum(|').list?.slice(0, 4)).toEqual(['amount', 'note_1', 'note_2', 'this'])
    expect(at('orders.sum(amount, this.|').list).toEqual(['name', 'level', 'owner', 'parent', 'orders'])
    expect(at('orders.sum(amount) + |').list?.[0]).toBe('name')
    expect(at('round(orders.sum（金|').list).toEqual(['amount'])
  })
  test('nothing in a text, behind a number, or behind what is no link', () => {
    expect(at('"客户|').found).toBeUndefined()
    expect(at('name.|').found).toBeUndefined()
    expect(at('1 + |').found?.wanted).toBe(false)
  })
})

test('in a text beside a choice its options, written as they are stored', () => {
  expect(at('{级别} = "|').list).toEqual(['vip', 'plain'])
  expect(at('level in ["vip", "普|').list).toEqual(['plain'])
  expect(at('{上级客户}.{级别} <> “重|').list).toEqual(['vip'])
  expect(accept('is({级别}, "重|")', 'vip')).toBe('is({级别}, "vip"|)')
  expect(at('name = "|').found).toBeUndefined()
})

describe('what is written', () => {
  test('labels in braces, keys where two share one', () => {
    expect(accept('负|', 'owner')).toBe('{负责人}|')
    expect(accept('orders.sum(备|)', 'note_2')).toBe('orders.sum(note_2|)')
  })
  test('calls with the caret inside, without a second pair of parentheses', () => {
    expect(accept('ro|', 'round')).toBe('round(|)')
    expect(accept('ro|(1)', 'round')).toBe('round|(1)')
    expect(accept('订|', 'orders')).toBe('{订单}.|')
    expect(accept('@等|', 'grade_rules')).toBe('@{等级规则}.|')
  })
})

test('the call that the caret is in', () => {
  const call = (text: string) => openCall(names, text, text.length)
  expect(call('round(1, ')).toEqual({ name: 'round', aggregate: false, argument: 1 })
  expect(call('round(orders.sum(amount')).toEqual({ name: 'sum', aggregate: true, argument: 0 })
  expect(call('round(1)')).toBeUndefined()
})

/** Formulas with labels in place of keys: read in any language, written back where they are clear, keys where they are not. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { translator } from '@/lib/i18n/server'
import type { Expr } from './ast'
import { type Labelled, labelOfKey, type Names, readName } from './names'
import { parse } from './parse'
import { printText } from './print-text'

const tables: Record<string, Record<string, string[]>> = {
  customers: {
    name: ['名称', 'Name'],
    net: ['净额', 'Net'],
    gross: ['净额', 'Gross'],
    year: ['近 12 月金额', 'Amount of 12 months'],
    level: ['{级别}', 'Level'],
    orders: ['订单', 'Orders'],
    owner: ['负责人', 'Owner'],
    title: ['name', 'Title'],
    this: ['this', '本'],
  },
  orders: { net: ['实际金额', 'Net amount'], status: ['状态', 'Status'], customer: ['客户', 'Customer'] },
  rules: { level: ['级别', 'Level'], least: ['最低', 'Least'] },
}
const targets: Record<string, string> = { orders: 'orders', customer: 'customers' }
const labelled = (table: string | undefined): Labelled => new Map(Object.entries(tables[table ?? ''] ?? {}))
const names: Names = {
  fields: (before, over) => {
    const start = !over ? 'customers' : 'table' in over ? over.table : targets[over.path.at(-1)!]
    return labelled(before.length === 0 ? start : targets[before.at(-1)!])
  },
  tables: () => new Map([['rules', ['等级规则', 'Grade rules']]]),
}
const read = (text: string): Expr => {
  const parsed = parse(text, names)
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.problem)}`)
  return parsed.expr
}

describe('read, and written again', () => {
  test.each([
    // as it is typed, as it is kept, as it is shown
    ['名称 = "a"', 'name = "a"', '{名称} = "a"'],
    ['NAME = "a"', 'name = "a"', '{名称} = "a"'],
    ['{近  12 月金额} > 1', 'year > 1', '{近 12 月金额} > 1'],
    ['{amount of 12 MONTHS} > 1', 'year > 1', '{近 12 月金额} > 1'],
    ['net + gross', 'net + gross', '{Net} + {Gross}'],
    ['title', 'title', '{Title}'],
    ['{{级别}}} = 1', 'level = 1', '{{级别}}} = 1'],
    ['{this} = {本}', '{this} = {this}', '{this} = {this}'],
    ['订单.count(状态 = "x")', 'orders.count(status = "x")', '{订单}.count({状态} = "x")'],
    [
      'Orders.sum({Net amount}, 客户.名称 = this.名称, desc(状态))',
      'orders.sum(net, customer.name = this.name, desc(status))',
      '{订单}.sum({实际金额}, {客户}.{名称} = this.{名称}, desc({状态}))',
    ],
    [
      '@等级规则.first(级别, 最低 <= this.net)',
      '@rules.first(level, least <= this.net)',
      '@{等级规则}.first({级别}, {最低} <= this.{Net})',
    ],
  ])('%s', (typed, kept, shown) => {
    const expr = read(typed)
    expect(printText(expr)).toBe(kept)
    expect(printText(expr, names)).toBe(shown)
    expect(read(shown)).toEqual(expr)
    expect(read(kept)).toEqual(expr)
  })
})

test.each([
  ['净额 > 1', 'nameAmbiguous', 0, 2, { keys: 'net, gross' }],
  ['1 < 名字', 'fieldUnknown', 4, 2, { name: '名字', nearest: '名称' }],
  ['1 < {名字}', 'fieldUnknown', 4, 4, { name: '名字', nearest: '名称' }],
  ['{净额} > 1', 'nameAmbiguous', 0, 4, { name: '净额' }],
  ['订单.sum(金额)', 'fieldUnknown', 7, 2, { nearest: '实际金额' }],
  ['@规则.count()', 'fieldUnknown', 1, 2, { nearest: '等级规则' }],
  ['owner.name', 'nothingBehind', 6, 4, { name: 'name' }],
  ['orders.sum(this.status)', 'fieldUnknown', 16, 6, {}],
])('%s is refused', (text, code, at, length, params) => {
  const parsed = parse(text, names)
  expect(parsed.ok ? undefined : parsed.problem).toMatchObject({
    code: `problemExpr.${code}`,
    at,
    length,
    params,
  })
  for (const locale of ['zh-CN', 'en'] as const)
    if (!parsed.ok)
      expect(translator(locale).any(parsed.problem.code, parsed.problem.params)).not.toMatch(
        /undefined|problemExpr|\{\w/,
      )
})

test('where nothing has a name, there is none to suggest', () => {
  const bare: Names = { fields: () => new Map(), tables: () => new Map() }
  const code = (text: string): unknown => {
    const parsed = parse(text, bare)
    return parsed.ok ? 'ok' : parsed.problem.code
  }
  expect(code('1 + a')).toBe('field_unknown')
  expect(code('@a.count()')).toBe('problemExpr.tableUnknown')
  expect(code('today()')).toBe('ok')
})

test('whatever the labels are, a label that is written stands for its key alone', () => {
  const label = fc.oneof(
    fc.constantFrom('a', 'A', 'ａ', ' a ', 'b', 'key', '', '}', 'this'),
    fc.string({ maxLength: 4 }),
  )
  const some = fc
    .dictionary(fc.constantFrom('a', 'b', 'key', 'other'), fc.array(label, { maxLength: 2 }))
    .map((labels) => new Map(Object.entries(labels)))
  fc.assert(
    fc.property(some, (known) => {
      for (const key of known.keys()) {
        expect(readName(key, known)).toEqual({ key })
        const shown = labelOfKey(key, known)
        if (shown !== undefined) expect(readName(shown, known)).toEqual({ key })
        const fields: Names = { fields: () => known, tables: () => new Map() }
        const parsed = parse(printText({ op: 'field', path: [key] }, fields), fields)
        expect(parsed.ok && parsed.expr).toEqual({ op: 'field', path: [key] })
      }
    }),
    { numRuns: 300 },
  )
})

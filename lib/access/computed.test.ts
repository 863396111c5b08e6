/** Where a role may read a computed field, as a decision (law L4): never more than it may read of what the field draws on. */
import { describe, expect, test } from 'vitest'
import { call, type Each, type Expr, field, stored, value } from '@/lib/expr/ast'
import type { Definitions, Field, FieldRight, Role, Rule, Table } from '@/lib/meta/model'
import { makeField, makeTable } from '@/lib/records/testing/world'
import type { Actor } from './actor'
import { decide } from './decide'
import { all, mine, type Rights, role } from './testing/roles'

const each = (fn: string, over: Each['over'], ...args: Expr[]): Expr => ({ op: 'each', fn, over, args })
let number = 1
const formula = (key: string, type: 'text' | 'number', expr: Expr, more: Partial<Field> = {}): Field =>
  makeField(number++, key, type, { source: { kind: 'formula', expr: stored(expr), stored: true }, ...more })
const plain = (key: string, type: 'text' | 'number' | 'user'): Field => makeField(number++, key, type)
const link = (key: string, table: string): Field =>
  makeField(number++, key, 'link', { options: { table, onDelete: 'clear' } })
const back = (key: string, table: string, far: string): Field =>
  makeField(number++, key, 'links', { source: { kind: 'inverse', table, field: far }, options: { table } })

const tables: Table[] = [
  makeTable('rates', 'label', [plain('label', 'text'), plain('rate', 'number'), plain('owner', 'user')]),
  makeTable('customers', 'name', [
    plain('name', 'text'),
    plain('margin', 'number'),
    plain('owner', 'user'),
    makeField(number++, 'friends', 'links', { options: { table: 'customers', onDelete: 'clear' } }),
    back('befriended', 'customers', 'friends'),
    back('orders', 'orders', 'customer'),
    formula('fame', 'number', each('count', { path: ['befriended'] })),
    formula('spent', 'number', each('sum', { path: ['orders'] }, field('amount'))),
    formula('gain', 'number', call('mul', field('margin'), value(2)), { declassified: true }),
    formula('gain_twice', 'number', call('mul', field('gain'), value(2))),
  ]),
  makeTable('orders', 'topic', [
    plain('topic', 'text'),
    plain('amount', 'number'),
    plain('seller', 'user'),
    link('customer', 'customers'),
    link('payer', 'customers'),
    formula('rated', 'number', each('sum', { table: 'rates' }, field('rate'))),
    formula('of', 'text', field('customer', 'name')),
  ]),
  makeTable('lines', 'text', [
    plain('text', 'text'),
    link('order', 'orders'),
    formula('buyer', 'text', field('order', 'customer', 'name')),
    formula('buyers_orders', 'number', each('count', { path: ['order', 'customer', 'orders'] })),
  ]),
]
const definitions = {
  tables: new Map(tables.map((t) => [t.key, t])),
  optionSets: new Map(),
} as unknown as Definitions

const read = (rule: Rule, fields: Record<string, FieldRight> = {}): Rights => ({
  rows: { read: rule },
  fields,
  otherFields: 'read',
})
const rightOn = (table: string, key: string, ...roles: Role[]) =>
  decide({ roles, definitions } as Actor, definitions.tables.get(table)!).fields.get(key)?.read
const sold: Rule = [{ kind: 'mine', path: ['seller'] }]
const along = (name: string): Rule => [{ kind: 'follows', link: name }]

describe('what gathers', () => {
  test('a whole table is open to whoever sees all of it', () => {
    const rated = (rates: Rule) => rightOn('orders', 'rated', role({ orders: read(all), rates: read(rates) }))
    expect([rated(all), rated(mine), rated([])]).toEqual([true, undefined, undefined])
  })
  test('the records behind a link is open to whoever sees those by that very link, or all of them', () => {
    const spent = (orders: Rule) =>
      rightOn('customers', 'spent', role({ customers: read(mine), orders: read(orders) }))
    expect([spent(all), spent(along('customer'))]).toEqual([true, true])
    expect([spent(along('payer')), spent(sold), spent([])]).toEqual([undefined, undefined, undefined])
  })
  test('the records that name this one in a link to many is open only to whoever sees all of them', () => {
    const fame = (customers: Rule) => rightOn('customers', 'fame', role({ customers: read(customers) }))
    expect([fame(all), fame(along('friends'))]).toEqual([true, undefined])
  })
})

describe('what stands behind links to one', () => {
  const lines = (orders: Rights, customers: Rights) => role({ lines: read(all), orders, customers })
  test('is told where each of them leads to a record in sight', () => {
    expect(rightOn('lines', 'buyer', lines(read(sold), read(mine)))).toEqual([
      {
        kind: 'sees',
        link: 'order',
        where: [{ kind: 'both', rules: [sold, [{ kind: 'sees', link: 'customer', where: mine }]] }],
      },
    ])
    expect(rightOn('lines', 'buyer', lines(read(sold), read(all)))).toEqual([
      { kind: 'sees', link: 'order', where: sold },
    ])
    expect(rightOn('lines', 'buyer', lines(read(all), read(all)))).toBe(true)
  })
  test('is hidden where only what lies further on would have to be asked', () => {
    expect(rightOn('lines', 'buyer', lines(read(all), read(mine)))).toBeUndefined()
    expect(rightOn('lines', 'buyers_orders', lines(read(all), read(mine)))).toBeUndefined()
  })
  test('is hidden where it is shown there on a condition', () => {
    const known = stored(call('isNotEmpty', field('name')))
    const named = (name: FieldRight) =>
      rightOn('orders', 'of', role({ orders: read(all), customers: read(all, { name }) }))
    expect([named('read'), named({ read: known, edit: false, create: false })]).toEqual([true, undefined])
  })
})

test('what an administrator has declassified counts as what it is, not as what it draws on', () => {
  const twice = (gain: FieldRight) =>
    rightOn('customers', 'gain_twice', role({ customers: read(all, { margin: 'hidden', gain }) }))
  expect([twice('read'), twice('hidden')]).toEqual([true, undefined])
  const once = role({ customers: read(all, { margin: 'hidden' }) })
  expect(rightOn('customers', 'gain', once)).toBe(true)
})

import { describe, expect, test } from 'vitest'
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import { incomingLinks, secondary } from './incoming'

const field = (key: string, more: Partial<FieldAnswer> = {}): FieldAnswer => ({
  key,
  type: 'text',
  options: {},
  source: 'input',
  label: {},
  required: false,
  unique: false,
  sensitivity: 'normal',
  right: 'edit',
  creatable: true,
  sortable: true,
  operators: [],
  ...more,
})
const to = (table: string) => ({ table, label: {}, create: true, open: true })
const table = (key: string, fields: FieldAnswer[], columns?: string[]): TableAnswer => ({
  key,
  label: {},
  title: 'name',
  sections: [],
  fields,
  optionSets: { [`${key}_kind`]: [] },
  views: columns
    ? [
        {
          id: 'v',
          key: 'v',
          table: key,
          type: 'grid',
          label: {},
          frozen: 0,
          sort: [],
          columns: columns.map((c) => ({ field: c })),
        },
      ]
    : [],
  can: { read: true, create: true, update: true, delete: true },
  actions: [],
  version: 1,
})

const orders = table(
  'orders',
  [
    field('name'),
    field('customer', { type: 'link', target: to('customers') }),
    field('amount'),
    field('day'),
    field('x'),
  ],
  ['name', 'customer', 'x', 'gone', 'amount', 'day'],
)
const referrals = table('referrals', [
  field('from', { type: 'link', target: to('customers') }),
  field('to', { type: 'link', target: to('customers') }),
])
const customers = table('customers', [
  field('orders', { type: 'links', source: 'inverse', target: to('orders') }),
  field('name'),
])

describe('incoming links', () => {
  test('are stored links to the table; two from one table are told apart', () => {
    expect(
      incomingLinks([orders, referrals, customers], 'customers').map((l) => [
        l.table.key,
        l.field.key,
        l.several,
      ]),
    ).toEqual([
      ['orders', 'customer', false],
      ['referrals', 'from', true],
      ['referrals', 'to', true],
    ])
    expect(incomingLinks([orders, referrals, customers], 'orders')).toEqual([])
  })
})

describe('beside the title', () => {
  test('stand the first two columns of the main view', () => {
    expect(secondary(orders, orders.fields[1]!).map((f) => f.key)).toEqual(['x', 'amount'])
  })
  test('or the first fields of a table without a view', () => {
    expect(secondary(customers, orders.fields[1]!).map((f) => f.key)).toEqual(['orders'])
  })
})

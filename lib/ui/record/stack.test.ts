import { expect, test } from 'vitest'
import { opened, recordHref } from './stack'

const [customer, order, item] = ['customers', 'orders', 'items'].map((table) => ({
  table,
  id: `${table}-1`,
})) as [{ table: string; id: string }, { table: string; id: string }, { table: string; id: string }]

test('a link goes deeper, a link back to an earlier record returns to it', () => {
  expect(opened([customer], order)).toEqual([customer, order])
  expect(opened([customer, order, item], customer)).toEqual([customer])
  expect(opened([customer, order], order)).toEqual([customer, order])
  expect(opened([customer], { ...customer, id: 'other' })).toHaveLength(2)
})

test('a record has an address', () => {
  expect(recordHref('sales', order)).toBe('/sales/orders?record=orders-1')
})

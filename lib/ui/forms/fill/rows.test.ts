import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ApiRecord } from '@/lib/api/contract'
import {
  duplicateRow,
  insertRow,
  isBlank,
  newRow,
  openRows,
  planRowPaste,
  type Rows,
  removeRow,
  rowsAnswer,
  setCell,
  sumOf,
} from './rows'

const record = (id: string, fields: ApiRecord['fields']): ApiRecord => ({
  id,
  fields,
  titles: {},
  can: { update: true, delete: true },
})
const none: Rows = { list: [], removed: [] }

describe('rows', () => {
  test('that nobody typed in are not sent', () => {
    const rows = insertRow(insertRow(none, 0, newRow({ quantity: 1 })), 1, newRow({ quantity: 1 }))
    const typed = setCell(rows, rows.list[1]!.key, 'product', 'Tea')
    expect(typed.list.map(isBlank)).toEqual([true, false])
    const { answer, sent } = rowsAnswer(typed)
    expect(answer).toEqual({ add: [{ quantity: 1, product: 'Tea' }] })
    expect(sent).toEqual([typed.list[1]!.key])
  })
  test('that are there send only what changed, with what it was', () => {
    const rows = openRows(
      [record('a', { product: 'Tea', price: 3 }), record('b', { product: 'Cup' })],
      undefined,
      {},
    )
    const edited = setCell(setCell(rows, rows.list[0]!.key, 'price', 4), rows.list[0]!.key, 'product', '')
    expect(rowsAnswer(removeRow(edited, edited.list[1]!.key)).answer).toEqual({
      edit: [{ id: 'a', set: { price: 4, product: null }, was: { price: 3, product: 'Tea' } }],
      remove: ['b'],
    })
    expect(rowsAnswer(rows).answer).toBeUndefined()
  })
  test('a copy takes the cells that may be filled in and starts where a new row starts', () => {
    const rows = openRows([record('a', { product: 'Tea', number: 'X-1' })], undefined, {})
    const copied = duplicateRow(rows, rows.list[0]!.key, ['product'], { quantity: 1 })
    expect(copied.list[1]).toMatchObject({ values: { quantity: 1, product: 'Tea' }, start: { quantity: 1 } })
    expect(copied.list[1]!.id).toBeUndefined()
  })
  test('a new row that is removed leaves no trace', () => {
    const rows = insertRow(none, 0, newRow({}))
    expect(removeRow(rows, rows.list[0]!.key)).toEqual(none)
  })
  test('a draft brings back exactly what it kept', () => {
    const records = [record('a', { price: 1 }), record('b', { price: 2 })]
    const change = fc.record({
      price: fc.option(fc.integer({ min: 3, max: 9 })),
      remove: fc.boolean(),
      add: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
    })
    fc.assert(
      fc.property(change, ({ price, remove, add }) => {
        let rows = openRows(records, undefined, {})
        if (price !== null) rows = setCell(rows, rows.list[0]!.key, 'price', price)
        if (remove) rows = removeRow(rows, rows.list[1]!.key)
        for (const one of add)
          rows = insertRow(rows, rows.list.length, { ...newRow({}), values: { price: one } })
        const { answer } = rowsAnswer(rows)
        const again = openRows(records, answer, {})
        expect(rowsAnswer(again).answer).toEqual(answer)
        expect(again.list.map((row) => row.values)).toEqual(rows.list.map((row) => row.values))
      }),
    )
  })
})

describe('a block from a spreadsheet', () => {
  const block = [
    ['Tea', '2'],
    ['Cup', '3'],
    ['Pot', '1'],
  ]
  test('goes right and down from the cursor and adds the rows that are missing', () => {
    const plan = planRowPaste(block, { row: 1, column: 1 }, { rows: 2, columns: 4, most: 100 })
    expect(plan.added).toBe(2)
    expect(plan.outside).toBe(0)
    expect(plan.cells.at(-1)).toEqual({ row: 3, column: 2, text: '1' })
  })
  test('counts what has no place', () => {
    const plan = planRowPaste(block, { row: 0, column: 3 }, { rows: 1, columns: 4, most: 2 })
    expect(plan.added).toBe(1)
    expect(plan.cells.map((cell) => cell.text)).toEqual(['Tea', 'Cup'])
    expect(plan.outside).toBe(4)
  })
})

describe('a sum', () => {
  const rows = (...prices: (number | string | undefined)[]) =>
    prices.map((price) => ({ ...newRow({}), values: price === undefined ? {} : { price } }))
  test('is exact and passes over what is no number', () => {
    expect(sumOf(rows(0.1, 0.2, undefined, 'abc'), { key: 'price' })).toBe(0.3)
    expect(sumOf(rows(undefined), { key: 'price' })).toBeUndefined()
  })
})

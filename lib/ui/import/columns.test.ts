import { describe, expect, test } from 'vitest'
import { columnsOf, compareFields, guessFields, guessHeader, importFields, letterOf } from './columns'
import { customers, field } from './testing/table'

const fields = importFields(customers)
const line = (number: number, ...cells: string[]) => ({ number, cells })

describe('what a column may go into', () => {
  test('is everything that a new record may be given as text', () => {
    expect(fields.map(({ key }) => key)).toEqual(['name', 'phone', 'amount', 'owner', 'note'])
  })
  test('and what it may be compared by: numbers of the system, seen as they are', () => {
    expect(compareFields(customers).map(({ key }) => key)).toEqual(['number'])
    const masked = {
      ...customers,
      fields: [field('n', 'text', '号', { source: 'auto', unique: true, right: 'mask' })],
    }
    expect(compareFields(masked)).toEqual([])
  })
})

describe('a field is guessed by the heading', () => {
  test.each([
    ['客户名称', 'name'],
    ['name', 'name'],
    ['  客户 名称* ', 'name'],
    ['ＰＨＯＮＥ', 'phone'],
    ['金额（万元）', 'amount'],
    ['金额(CNY)', 'amount'],
    ['登记说明', 'note'],
    ['密级', undefined],
    ['编号', undefined],
    ['其他', undefined],
    ['', undefined],
    ['（）', undefined],
  ])('%j: %s', (heading, key) => {
    expect(guessFields([heading], fields)).toEqual([key])
  })
  test('each field once, and the very name goes first', () => {
    expect(guessFields(['电话（备用）', '电话', '电话'], fields)).toEqual([undefined, 'phone', undefined])
  })
})

describe('the headings', () => {
  test('may stand below a title', () => {
    const lines = [line(1, '客户资料表'), line(3, '客户名称', '电话'), line(4, '青山', '1')]
    expect(guessHeader(lines, fields)).toBe(1)
    expect(guessHeader([line(1, '甲', '乙'), line(2, '1', '2')], fields)).toBe(0)
  })
  test('name the columns, and each shows what it holds', () => {
    const lines = [line(1, '客户名称', '', '备注'), line(2, '青山', '', 'x', '1'), line(3, '云水 ', '', 'x')]
    expect(columnsOf(lines, 0, fields)).toEqual([
      { index: 0, heading: '客户名称', samples: ['青山', '云水'], field: 'name' },
      { index: 2, heading: '备注', samples: ['x'], field: undefined },
      { index: 3, heading: '', samples: ['1'], field: undefined },
    ])
    expect(columnsOf(lines, -1, fields).map(({ heading, field }) => [heading, field])).toEqual([
      ['', undefined],
      ['', undefined],
      ['', undefined],
    ])
  })
  test('letters go on after Z', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })
})

/** Two lists and two tables lie beside each other without a row or column lost, and no difference is made up or missed. */
import { describe, expect, test } from 'vitest'
import type { ApiRecord, FieldAnswer, ListAnswer, TableAnswer } from '@/lib/api/contract'
import { comparedFields, comparedRecords, differences, differs, sideFields, sideRecords } from './side'

const field = (key: string): FieldAnswer => ({ key }) as FieldAnswer
const table = (...keys: string[]): TableAnswer => ({ fields: keys.map(field) }) as TableAnswer
const record = (id: string, fields: ApiRecord['fields'] = {}, more: Partial<ApiRecord> = {}): ApiRecord => ({
  id,
  fields,
  titles: {},
  can: { update: false, delete: false },
  ...more,
})
const list = (next: string | undefined, ...ids: string[]): ListAnswer => ({
  records: ids.map((id) => record(id)),
  ...(next ? { next } : {}),
})

describe('records', () => {
  test('of both, each once, newest first', () => {
    const rows = sideRecords({ left: list(undefined, '5', '3', '1'), right: list(undefined, '4', '3') })
    expect(rows.map((r) => [r.id, Boolean(r.left), Boolean(r.right)])).toEqual([
      ['5', true, false],
      ['4', false, true],
      ['3', true, true],
      ['1', true, false],
    ])
  })
  test('end where a list that goes on ends', () => {
    const rows = sideRecords({ left: list('more', '9', '8', '7'), right: list(undefined, '8', '2') })
    expect(rows.map((r) => r.id)).toEqual(['9', '8', '7'])
  })
  test('of one alone, where the other does not see the table', () => {
    expect(sideRecords({ left: list(undefined, '1') })).toHaveLength(1)
    expect(sideRecords({})).toEqual([])
  })
})

test('fields of both, in the order of the longer list', () => {
  const fields = sideFields({ left: table('b', 'x'), right: table('a', 'b', 'c') })
  expect(fields.map((f) => [f.key, Boolean(f.left), Boolean(f.right)])).toEqual([
    ['a', false, true],
    ['b', true, true],
    ['c', false, true],
    ['x', true, false],
  ])
})

describe('a cell differs', () => {
  const both = { key: 'a', left: field('a'), right: field('a') }
  test('where the values or the names in them do, or one of the two does not see it', () => {
    const row = (left?: ApiRecord, right?: ApiRecord) => ({ id: '1', left, right })
    expect(differs(row(record('1', { a: 1 }), record('1', { a: 1 })), both)).toBe(false)
    expect(differs(row(record('1', { a: 1 }), record('1', { a: 2 })), both)).toBe(true)
    expect(differs(row(record('1', { a: 1 }), record('1')), both)).toBe(true)
    expect(differs(row(record('1', { a: 1 })), both)).toBe(true)
    expect(differs(row(record('1'), record('1')), { key: 'a', left: field('a') })).toBe(true)
    const named = (title: string) => record('1', { a: 'x' }, { titles: { x: title } })
    expect(differs(row(named('A'), named('A')), both)).toBe(false)
    expect(differs(row(named('A'), named('B')), both)).toBe(true)
    expect(differs(row(record('1'), record('1', {}, { noAccess: ['a'] })), both)).toBe(true)
  })
  test('and they are counted', () => {
    const rows = [
      { id: '1', left: record('1', { a: 1 }), right: record('1', { a: 2 }) },
      { id: '2', left: record('2', { a: 1 }), right: record('2', { a: 1 }) },
    ]
    expect(differences(rows, [both])).toBe(1)
    const lone = { id: '3', left: record('3', { a: 1, b: 2, c: 3 }) }
    expect(differences([...rows, lone], [both, { key: 'b', left: field('b') }])).toBe(4)
  })
})

describe('what is shown', () => {
  const both = (key: string) => ({ key, left: field(key), right: field(key) })
  const fields = [both('same'), { key: 'hidden', left: field('hidden') }, both('masked'), both('name')]
  const rows = [
    {
      id: '1',
      left: record('1', { masked: 'a', name: 'A' }),
      right: record('1', { masked: 'a*', name: 'A' }),
    },
    { id: '2', left: record('2', { same: 1, name: 'B' }) },
    { id: '3', left: record('3', { name: 'C' }), right: record('3', { name: 'C' }) },
  ]
  const keys = (onlyDifferent: boolean, records = rows) =>
    comparedFields(fields, records, 'name', onlyDifferent).map((one) => one.key)
  test('begins with the name and the fields that differ, however many there are', () => {
    expect(keys(false)).toEqual(['name', 'masked', 'hidden', 'same'])
    expect(keys(true)).toEqual(['name', 'masked', 'hidden'])
    // A record that one of them does not see makes no field different.
    expect(keys(true, [rows[1]!])).toEqual(['name', 'hidden'])
  })
  test('leaves out records that look alike to both, where only differences are wanted', () => {
    const ids = (onlyDifferent: boolean) =>
      comparedRecords(rows, [both('masked'), both('name')], onlyDifferent).map((one) => one.id)
    expect(ids(true)).toEqual(['1', '2'])
    expect(ids(false)).toEqual(['1', '2', '3'])
  })
})

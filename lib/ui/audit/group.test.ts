import { expect, test } from 'vitest'
import type { AccessLogLine } from '@/lib/api/contract-audit'
import { grouped } from './group'

let seq = 100
const line = (at: string, more: Partial<AccessLogLine> = {}): AccessLogLine => ({
  seq: seq--,
  at: `2026-11-21T${at}:00.000Z`,
  by: { id: 'w', name: '王芳' },
  door: 'page',
  kind: 'list',
  table: { key: 'customers', label: { en: 'Customers' } },
  fields: [{ key: 'phone', label: { en: 'Phone' } }],
  count: 50,
  ...more,
})
const times = (lines: readonly AccessLogLine[]) =>
  grouped(lines).map((group) => group.map(({ at }) => at.slice(11, 16)))

test('looks of one person at one list are together as long as minutes lie between them', () => {
  expect(times([line('10:20'), line('10:12'), line('10:03'), line('09:40')])).toEqual([
    ['10:20', '10:12', '10:03'],
    ['09:40'],
  ])
})

test('what others do between does not tear them apart, and stays where it is', () => {
  const other = line('10:19', { by: { id: 'l', name: '李雷' } })
  expect(times([line('10:20'), other, line('10:18')])).toEqual([['10:20', '10:18'], ['10:19']])
})

test.each<[string, Partial<AccessLogLine>]>([
  ['another table', { table: { key: 'orders', label: {} } }],
  ['other fields', { fields: [] }],
  ['other eyes', { as: { person: '赵强' } }],
  ['another door', { door: 'api' }],
  ['one record', { record: { id: 'r', title: '' } }],
  ['an export', { kind: 'export' }],
  ['nobody any more', { by: undefined, erased: '2026-11-22T00:00:00.000Z' }],
])('%s is another look', (_, more) => {
  expect(times([line('10:20'), line('10:19', more)])).toEqual([['10:20'], ['10:19']])
})

test('what was done on purpose stands alone each time', () => {
  const shown = (at: string) => line(at, { kind: 'reveal', reason: '回访' })
  expect(times([shown('10:20'), shown('10:19')])).toEqual([['10:20'], ['10:19']])
})

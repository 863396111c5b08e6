/** Writing what must be unique without always reading it: every way to it counts. */
import { expect, test } from 'vitest'
import { call, field, stored } from '@/lib/expr/ast'
import type { FieldModes, TableRights } from '@/lib/meta/model'
import { makeField, makeTable } from '@/lib/records/testing/world'
import { isUnique, writesBlind } from './blind'
import { all } from './testing/roles'

const known = stored(call('isNotEmpty', field('name')))
const blind = (modes: Partial<FieldModes>, rows: Partial<TableRights['rows']>): boolean =>
  writesBlind(
    { rows: { create: [], read: all, update: [], delete: [], ...rows }, fields: {}, otherFields: 'hidden' },
    { read: false, edit: false, create: false, ...modes },
  )

test.each<[boolean, Partial<FieldModes>, Partial<TableRights['rows']>]>([
  [true, { create: true }, { create: all }],
  [true, { create: known }, { create: all }],
  [false, { create: true }, { update: all }],
  [true, { read: known, edit: true }, { update: all }],
  [true, { read: known, edit: known }, { update: all }],
  [false, { read: known, edit: true }, { create: all }],
  [true, { read: known, create: true }, { create: all }],
  [false, { read: known }, { create: all, update: all }],
  [false, { read: true, edit: true, create: true }, { create: all, update: all }],
])('%j with modes %j in rows %j', (expected, modes, rows) => {
  expect(blind(modes, rows)).toBe(expected)
})

test('what is unique together with others is unique', () => {
  const table = {
    ...makeTable('things', 'name', [makeField(1, 'name', 'text'), makeField(2, 'code', 'text')]),
    uniques: [{ fields: ['code', 'name'], number: 3, message: {} }],
  }
  expect(isUnique(table, table.fields[1]!)).toBe(true)
  expect(isUnique({ ...table, uniques: [] }, table.fields[1]!)).toBe(false)
  expect(isUnique({ ...table, uniques: [] }, makeField(3, 'no', 'text', { unique: true }))).toBe(true)
})

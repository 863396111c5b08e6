import { describe, expect, test } from 'vitest'
import type { Role } from '@/lib/meta/model'
import { changesOf } from './changes'
import {
  actionsIn,
  cellRight,
  commonMasks,
  newFields,
  onlyNew,
  paintBySensitivity,
  paintFields,
  type RightsField,
  type RightsTable,
  rectangle,
  rightOf,
  ruleOf,
  withActions,
  withDenial,
  withRule,
} from './matrix'

const field = (key: string, more: Partial<RightsField> = {}): RightsField => ({
  key,
  label: { en: key },
  type: 'text',
  sensitivity: 'normal',
  writable: true,
  masks: [],
  stored: true,
  unique: false,
  ...more,
})
const table: RightsTable = {
  key: 'customers',
  label: { en: 'Customers' },
  minePaths: [],
  followLinks: [],
  fields: [
    field('name', { masks: ['name', 'all'] }),
    field('phone', { sensitivity: 'personal', masks: ['phone', 'all'] }),
    field('cost', { sensitivity: 'confidential' }),
    field('number', { writable: false }),
    field('birthplace', { sensitivity: 'personal' }),
  ],
}
const role = (more: Partial<Role> = {}): Role => ({
  id: 'r',
  key: 'sales',
  label: { en: 'Sales' },
  admin: false,
  tables: {
    customers: {
      rows: { create: [], read: [{ kind: 'all' }], update: [], delete: [] },
      fields: { name: 'edit' },
      otherFields: 'read',
    },
  },
  ...more,
})

describe('what a cell holds', () => {
  test('listed, unlisted, new, another table, admin', () => {
    expect(rightOf(role(), 'customers', 'name')).toBe('edit')
    expect(rightOf(role(), 'customers', 'phone')).toBe('read')
    expect(rightOf(role(), 'customers', newFields)).toBe('read')
    expect(rightOf(role(), 'orders', 'name')).toBe('hidden')
    expect(rightOf(role({ admin: true, tables: {} }), 'orders', 'name')).toBe('edit')
    expect(ruleOf(role({ admin: true, tables: {} }), 'orders', 'delete')).toEqual([{ kind: 'all' }])
    // Nobody edits what the system fills in.
    const admin = role({ admin: true, tables: {} })
    const shown = (key: string) =>
      cellRight(
        admin,
        table,
        key,
        table.fields.find((f) => f.key === key),
      )
    expect([shown('name'), shown('number'), shown(newFields)]).toEqual(['edit', 'read', 'edit'])
    expect(ruleOf(role(), 'orders', 'read')).toEqual([])
  })
})

describe('painting', () => {
  const rows = new Set(table.fields.map((f) => f.key))

  test('a computed field is never editable', () => {
    const painted = paintFields(role(), table, rows, 'edit')
    expect(rightOf(painted, 'customers', 'number')).toBe('read')
    expect(rightOf(painted, 'customers', 'cost')).toBe('edit')
  })

  test('the usual mask of each field; a field without one keeps what it had', () => {
    const painted = paintFields(role(), table, rows, 'mask')
    // The name was given in a new record before, and still is.
    expect(rightOf(painted, 'customers', 'name')).toEqual({
      read: false,
      mask: 'name',
      edit: false,
      create: true,
    })
    expect(rightOf(painted, 'customers', 'phone')).toEqual({ mask: 'phone' })
    expect(rightOf(painted, 'customers', 'cost')).toBe('read')
  })

  test('a mask with its value on request, and without; said neither way, it stays as it was', () => {
    const phone = new Set(['phone'])
    const asked = paintFields(role(), table, phone, { cover: 'phone', reveal: true })
    expect(rightOf(asked, 'customers', 'phone')).toEqual({ mask: 'phone', reveal: true })
    expect(rightOf(paintFields(asked, table, phone, { cover: 'all' }), 'customers', 'phone')).toEqual({
      mask: 'all',
      reveal: true,
    })
    const no = paintFields(asked, table, phone, { cover: 'phone', reveal: false })
    expect(rightOf(no, 'customers', 'phone')).toEqual({ mask: 'phone' })
  })

  test('a mask goes only where it fits, and nobody gives a unique field that they cannot read', () => {
    const unique = { ...table, fields: table.fields.map((f) => ({ ...f, unique: f.key === 'name' })) }
    const painted = paintFields(role(), unique, rows, { cover: 'name' })
    expect(rightOf(painted, 'customers', 'name')).toEqual({ mask: 'name' })
    expect(rightOf(painted, 'customers', 'phone')).toBe('read')
  })

  test('a named mask goes only where it fits', () => {
    const painted = paintFields(role(), table, rows, { mask: 'phone' })
    expect(rightOf(painted, 'customers', 'phone')).toEqual({ mask: 'phone' })
    expect(rightOf(painted, 'customers', 'name')).toBe('edit')
  })

  test('fields added later move none of today’s fields', () => {
    const painted = paintFields(role(), table, new Set([newFields]), 'hidden')
    expect(rightOf(painted, 'customers', newFields)).toBe('hidden')
    expect(rightOf(painted, 'customers', 'phone')).toBe('read')
    expect(changesOf([role()], [painted], [table])).toEqual([
      { kind: 'field', role: 'sales', table: 'customers', field: newFields, before: 'read', after: 'hidden' },
    ])
  })

  test('by sensitivity', () => {
    const painted = paintBySensitivity(role(), table)
    expect(table.fields.map((f) => rightOf(painted, 'customers', f.key))).toEqual([
      'edit',
      { mask: 'phone' },
      'hidden',
      'read',
      'hidden',
    ])
  })

  test('only when new goes where people fill in; modes lose what a field cannot have', () => {
    const painted = paintFields(role(), table, rows, onlyNew)
    expect(rightOf(painted, 'customers', 'cost')).toEqual(onlyNew)
    expect(rightOf(painted, 'customers', 'number')).toBe('read')
    const modes = { read: false, mask: 'phone', edit: false, create: true } as const
    const both = paintFields(role(), table, rows, modes)
    expect(rightOf(both, 'customers', 'phone')).toEqual(modes)
    expect(rightOf(both, 'customers', 'name')).toEqual(onlyNew)
    expect(rightOf(both, 'customers', 'number')).toBe('read')
  })

  test('denied is painted like any other, and outlives the suggestion', () => {
    const painted = paintFields(role(), table, new Set(['name']), 'denied')
    expect(rightOf(paintBySensitivity(painted, table), 'customers', 'name')).toBe('denied')
  })

  test('an admin role cannot be painted', () => {
    const admin = role({ admin: true, tables: {} })
    expect(paintFields(admin, table, rows, 'hidden')).toBe(admin)
    expect(withRule(admin, table, 'read', [])).toBe(admin)
  })
})

describe('rules', () => {
  test('the first rule on a table brings the suggested field rights', () => {
    const granted = withRule(role({ tables: {} }), table, 'read', [{ kind: 'all' }])
    expect(ruleOf(granted, 'customers', 'read')).toEqual([{ kind: 'all' }])
    expect(ruleOf(granted, 'customers', 'delete')).toEqual([])
    expect(rightOf(granted, 'customers', 'phone')).toEqual({ mask: 'phone' })
  })

  test('a denial on a table that the role cannot use opens nothing, and goes without a trace', () => {
    const denied = withDenial(role({ tables: {} }), table, [{ kind: 'created' }])
    expect(rightOf(denied, 'customers', 'phone')).toBe('hidden')
    expect(denied.tables.customers?.deny).toEqual([{ kind: 'created' }])
    expect(actionsIn(denied, 'customers')).toEqual([])
    expect(withDenial(denied, table, []).tables.customers).not.toHaveProperty('deny')
  })

  test('actions stand in their usual order', () => {
    expect(withActions(role(), table, ['history', 'export']).tables.customers?.actions).toEqual([
      'export',
      'history',
    ])
  })
})

test('a rectangle is the same whichever corner it starts from', () => {
  const span = rectangle({ row: 5, column: 1 }, { row: 2, column: 3 })
  expect(span).toEqual(rectangle({ row: 2, column: 3 }, { row: 5, column: 1 }))
  expect(span).toEqual({ rows: [2, 5], columns: [1, 3] })
})

test('masks that all chosen fields share', () => {
  expect(commonMasks(table.fields.slice(0, 2))).toEqual(['all'])
  expect(commonMasks(table.fields)).toEqual([])
  expect(commonMasks([])).toEqual([])
})

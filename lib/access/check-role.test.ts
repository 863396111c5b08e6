/** What a role may say: each name, mask and condition is judged where it stands. */
import { describe, expect, test } from 'vitest'
import type { AppError } from '@/lib/errors'
import { call, field, type StoredExpr, stored, value, variable } from '@/lib/expr/ast'
import type { Definitions, FieldRight, Rule } from '@/lib/meta/model'
import { makeField, makeTable } from '@/lib/records/testing/world'
import { checkRole, roleProblems } from './check-role'
import { all, type Rights, role } from './testing/roles'

const link = (number: number, key: string, table: string) =>
  makeField(number, key, 'link', { options: { table, onDelete: 'clear' } })
const days = call('daysBetween', field('day'), variable('today'))
const tables = [
  makeTable('customers', 'name', [
    makeField(1, 'name', 'text'),
    makeField(2, 'owner', 'user'),
    makeField(3, 'parent', 'link', { options: { table: 'customers', onDelete: 'clear' } }),
    makeField(4, 'day', 'date'),
    makeField(5, 'age', 'number', { source: { kind: 'formula', expr: stored(days), stored: false } }),
    makeField(6, 'orders', 'links', {
      source: { kind: 'inverse', table: 'orders', field: 'customer' },
      options: { table: 'orders' },
    }),
    link(7, 'last', 'orders'),
    makeField(8, 'code', 'text', { unique: true }),
  ]),
  makeTable('orders', 'topic', [
    makeField(20, 'topic', 'text'),
    link(21, 'customer', 'customers'),
    makeField(22, 'seller', 'user'),
  ]),
]
const definitions = {
  tables: new Map(tables.map((t) => [t.key, t])),
  optionSets: new Map(),
} as unknown as Definitions

const problems = (of: Record<string, Rights>): (string | undefined)[] =>
  roleProblems(definitions, role(of)).map(({ detail }: AppError) => `${detail.pointer} ${detail.problem}`)
const inField = (key: string, right: FieldRight) => problems({ customers: { fields: { [key]: right } } })
const inRows = (read: Rule) => problems({ orders: { rows: { read } } })

describe('a mask', () => {
  const at = (key: string) => [`/tables/customers/fields/${key}/mask rights.broken_mask`]
  test('fits the type of its field', () => {
    expect([inField('name', { mask: 'all' }), inField('day', { mask: 'monthDay' })]).toEqual([[], []])
    expect(inField('name', { mask: 'monthDay' })).toEqual(at('name'))
    expect(inField('orders', { mask: 'all' })).toEqual(at('orders'))
  })
})

describe('a condition', () => {
  const only = (read: StoredExpr): FieldRight => ({ read, edit: false, create: false })
  const broken = ['/tables/customers/fields/owner/read rights.broken_condition']
  test('speaks of what is kept in the row itself', () => {
    expect(inField('owner', only(stored(call('isNotEmpty', field('name')))))).toEqual([])
    for (const path of [['age'], ['orders'], ['parent', 'name'], ['nothing']])
      expect(inField('owner', only(stored(call('isNotEmpty', field(...path)))))).toEqual(broken)
    expect(inField('owner', only(stored(call('gt', field('name'), value(5)))))).toEqual(broken)
  })
})

describe('a rule', () => {
  const broken = ['/tables/orders/rows/read/0 rights.broken_rule']
  test('names people, here or behind links to one', () => {
    expect(inRows([{ kind: 'mine', path: ['customer', 'parent', 'owner'] }])).toEqual([])
    for (const path of [['topic'], ['customer'], ['customer', 'name'], ['nothing'], []])
      expect(inRows([{ kind: 'mine', path }])).toEqual(broken)
    expect(
      problems({ customers: { rows: { read: [{ kind: 'mine', path: ['orders', 'seller'] }] } } }),
    ).toEqual(['/tables/customers/rows/read/0 rights.broken_rule'])
  })
  test('follows a link to one, and never comes back', () => {
    const along = (name: string): Rule => [{ kind: 'follows', link: name }]
    expect(inRows(along('customer'))).toEqual([])
    for (const name of ['topic', 'nothing']) expect(inRows(along(name))).toEqual(broken)
    const circle = {
      orders: { rows: { read: along('customer') } },
      customers: { rows: { read: along('last') } },
    }
    expect(problems(circle)).toHaveLength(2)
    expect(problems({ customers: { rows: { read: along('parent') } } })).toHaveLength(1)
  })
})

test('what must be unique is not written without being read', () => {
  const code = (right: FieldRight) =>
    problems({ customers: { rows: { create: all, update: all }, fields: { code: right } } })
  const unread = ['/tables/customers/fields/code rights.uniqueUnread']
  expect([code('edit'), code('read'), code('hidden')]).toEqual([[], [], []])
  expect(code({ read: false, edit: false, create: true })).toEqual(unread)
  expect(code({ read: stored(call('isNotEmpty', field('name'))), edit: true, create: false })).toEqual(unread)
})

test('what nobody can give is not edited, whatever the role says', () => {
  const saved = checkRole(definitions, role({ customers: { fields: { age: 'edit', name: 'edit' } } }))
  expect(saved.tables.customers!.fields).toEqual({ age: 'read', name: 'edit' })
})

test('names that are not there are told, unless they are in the trash', () => {
  expect(problems({ nothing: {}, customers: { fields: { gone: 'read' } } })).toEqual([
    '/tables/nothing rights.broken_unknown',
    '/tables/customers/fields/gone rights.broken_unknown',
  ])
})

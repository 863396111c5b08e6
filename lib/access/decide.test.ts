/** Decisions as data: the union of rules, and rights joined per cell (law L4). */
import { describe, expect, test } from 'vitest'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Alternative, FieldRight, Role, Rule, TableRights, Verb } from '@/lib/meta/model'
import { fieldRight } from '@/lib/meta/rights'
import { makeField, makeTable } from '@/lib/records/testing/world'
import type { Actor } from './actor'
import { union } from './clause'
import { decide } from './decide'

const all: Alternative = { kind: 'all' }
const mine: Alternative = { kind: 'mine', path: ['owner'] }
const helped: Alternative = { kind: 'mine', path: ['helpers'] }
const gold: Extract<Alternative, { kind: 'when' }> = {
  kind: 'when',
  expr: stored(call('is', field('grade'), value('gold'))),
}

const table = makeTable('things', 'name', [
  makeField(1, 'name', 'text'),
  makeField(2, 'phone', 'phone'),
  makeField(3, 'stamp', 'datetime', { source: { kind: 'auto', of: 'updated' } }),
])

/** The same rule for each verb unless said. */
function rights(
  rule: Rule,
  fields: Record<string, FieldRight> = {},
  more: Partial<Record<Verb, Rule>> = {},
): TableRights {
  return {
    rows: { create: rule, read: rule, update: rule, delete: rule, ...more },
    fields,
    otherFields: 'hidden',
  }
}
const role = (things: TableRights | undefined, admin = false): Role => ({
  id: 'r',
  key: 'r',
  label: {},
  admin,
  tables: things ? { things } : {},
})
/** Only the roles matter to a decision. */
const access = (...roles: Role[]) => decide({ roles } as Actor, table)

describe('the union of rules', () => {
  test.each<[string, Rule[], ReturnType<typeof union>]>([
    ['nothing', [], false],
    ['empty rules', [[], []], false],
    ['all beats every other alternative', [[mine], [gold, all]], true],
    ['alternatives add up', [[mine], [helped, gold]], [mine, helped, gold]],
    [
      'equal alternatives count once',
      [
        [mine, gold],
        [gold, mine],
      ],
      [mine, gold],
    ],
  ])('%s', (_name, rules, expected) => {
    expect(union(rules)).toEqual(expected)
  })
})

describe('denied unless granted', () => {
  test('without roles there are no rows and no fields', () => {
    const none = access()
    expect(none.rows).toEqual({ create: false, read: false, update: false, delete: false })
    expect([...none.fields]).toEqual([])
  })
  test('a role that does not name the table sees nothing of it', () => {
    expect(access(role(undefined)).rows.read).toBe(false)
  })
  test('an empty rule denies, whatever the fields say', () => {
    expect([...access(role(rights([], { name: 'edit' }))).fields]).toEqual([])
  })
  test('a field that a role does not list is hidden', () => {
    expect([...access(role(rights([all], { name: 'read' }))).fields.keys()]).toEqual(['name'])
  })
  test('a role for all fields has those it does not list, as it says', () => {
    const open = { ...rights([all], { phone: 'hidden' }), otherFields: 'edit' } as const
    expect([...access(role(open)).fields.keys()]).toEqual(['name'])
    expect(fieldRight(open, 'phone')).toBe('hidden')
    expect(fieldRight(open, 'name')).toBe('edit')
  })
  test('an administrator of the base may do everything a person can do', () => {
    const admin = access(role(undefined, true))
    expect(admin.rows).toEqual({ create: true, read: true, update: true, delete: true })
    expect(admin.fields.get('phone')).toEqual({ read: true, write: true, create: true })
    expect(admin.fields.get('stamp')).toEqual({ read: true, write: false, create: false })
  })
})

describe('one role', () => {
  test('is told when a record changed only if it reads all that is watched', () => {
    const stamp = (phone: FieldRight) =>
      access(role(rights([all], { name: 'read', phone, stamp: 'read' }))).fields.has('stamp')
    expect([stamp('read'), stamp({ mask: 'phone' }), stamp('hidden')]).toEqual([true, false, false])
    expect(stamp({ read: gold.expr, edit: false, create: false })).toBe(false)
  })
  test.each<[FieldRight, object | undefined]>([
    ['hidden', undefined],
    ['read', { read: true, write: false, create: false }],
    ['edit', { read: true, write: true, create: true }],
    [{ mask: 'phone' }, { read: false, mask: { name: 'phone', where: true }, write: false, create: false }],
  ])('%j holds in all readable rows', (right, expected) => {
    expect(access(role(rights([mine], { phone: right }))).fields.get('phone')).toEqual(expected)
  })
  test('a field that is read on a condition is changed there alone', () => {
    const right = { read: gold.expr, edit: true, create: false }
    expect(access(role(rights([all], { phone: right }))).fields.get('phone')).toMatchObject({
      read: [gold],
      write: [gold],
    })
  })
  test('a field that is given on a condition is given there alone', () => {
    const right = { read: false, edit: false, create: gold.expr }
    expect(access(role(rights([all], { phone: right }))).fields.get('phone')).toEqual({
      read: false,
      write: false,
      create: [gold],
    })
  })
  test('a mask that can be looked behind is that of the role that says so, in its rows', () => {
    const masked = { mask: 'phone', reveal: true } as const
    const both = access(
      role(rights([mine], { phone: masked })),
      role(rights([all], { phone: { mask: 'phone' } })),
    )
    expect(both.fields.get('phone')?.mask).toEqual({ name: 'phone', where: true, reveal: [mine] })
  })
  test('writing is asked about only within the rows that may be changed', () => {
    const seen = access(role(rights([all], { name: 'edit' }, { update: [mine], create: [] })))
    expect(seen.rows.update).toEqual([mine])
    expect(seen.fields.get('name')).toEqual({ read: true, write: true, create: false })
  })
})

describe('two roles, joined per cell', () => {
  test('a role changes only rows that it reads itself, whatever another one reads', () => {
    const changing = access(
      role(rights([mine], {}, { update: [helped, mine, gold], delete: [all] })),
      role(rights([all], {}, { update: [], delete: [] })),
    )
    expect(changing.rows).toMatchObject({
      read: true,
      update: [mine, { kind: 'both', rules: [[helped, gold], [mine]] }],
      delete: [mine],
    })
  })
  test('one that reads no row changes and deletes none that another one reads', () => {
    const blind = role(rights([], { name: 'edit' }, { update: [all], delete: [mine] }))
    const both = access(blind, role(rights([all], { name: 'read' }, { update: [], delete: [] })))
    expect(both.rows).toMatchObject({ read: true, update: false, delete: false })
    expect(both.fields.get('name')).toMatchObject({ read: true, write: false })
  })
  test('each opens its own fields in its own rows, never union of fields by union of rows', () => {
    const both = access(role(rights([mine], { name: 'edit' })), role(rights([helped], { phone: 'read' })))
    expect(both.rows.read).toEqual([mine, helped])
    expect(both.fields.get('name')).toEqual({ read: [mine], write: [mine], create: [mine] })
    expect(both.fields.get('phone')).toEqual({ read: [helped], write: false, create: false })
  })
  test('a role that reads all rows leaves the other one to its own', () => {
    const both = access(role(rights([all], { name: 'read' })), role(rights([mine], { phone: 'edit' })))
    expect(both.rows.read).toBe(true)
    expect(both.fields.get('name')?.read).toBe(true)
    expect(both.fields.get('phone')).toMatchObject({ read: [mine], write: [mine] })
  })
  test('read in some rows and masked in others: the value where one role opens it, else the mask', () => {
    const both = access(
      role(rights([mine], { phone: 'read' })),
      role(rights([all], { phone: { mask: 'phone' } })),
    )
    expect(both.fields.get('phone')).toMatchObject({ read: [mine], mask: { name: 'phone', where: true } })
  })
  test('a value that is readable everywhere is never masked', () => {
    const both = access(
      role(rights([all], { phone: 'read' })),
      role(rights([mine], { phone: { mask: 'phone' } })),
    )
    expect(both.fields.get('phone')).toEqual({ read: true, write: false, create: false })
  })
  test('two different masks are the fuller cover, two equal ones are that mask', () => {
    const by = (a: 'phone' | 'last4', b: 'phone' | 'last4') =>
      access(role(rights([mine], { phone: { mask: a } })), role(rights([helped], { phone: { mask: b } })))
    expect(by('phone', 'last4').fields.get('phone')?.mask).toEqual({ name: 'all', where: true })
    expect(by('phone', 'phone').fields.get('phone')?.mask).toEqual({ name: 'phone', where: true })
  })
  test('hidden in one role takes nothing from the other', () => {
    const both = access(role(rights([all], { phone: 'hidden' })), role(rights([all], { phone: 'edit' })))
    expect(both.fields.get('phone')).toEqual({ read: true, write: true, create: true })
  })
})

test('where no row may be changed, no field is editable', () => {
  const onlyReading = access(role(rights([all], { name: 'read', phone: { mask: 'phone' } }, { update: [] })))
  expect([...onlyReading.fields.values()].map((field) => field.write)).toEqual([false, false])
})

/** With which roles somebody acts: those that allow it, there; what was decided for one action counts for no other. */
import { expect, test } from 'vitest'
import type { Action } from '@/lib/meta/model'
import { actionsFor, forAction } from './actions'
import type { Actor } from './actor'
import { all, role } from './testing/roles'

const allowing = (...actions: Action[]) => ({ rows: { read: all }, actions })
const first = role({ customers: allowing('export'), orders: allowing('share') })
const second = role({ customers: allowing('share'), orders: allowing('export') })
const actor = { roles: [first, second] } as unknown as Actor

test('roles that do not allow an action grant nothing in its table, and all they did elsewhere', () => {
  const reading = (table: string, action: Action) =>
    forAction(actor, table, action).roles.map(({ tables }) =>
      ['customers', 'orders'].map((key) => tables[key]!.rows.read.length),
    )
  expect(reading('customers', 'export')).toEqual([
    [1, 1],
    [0, 1],
  ])
  expect(reading('customers', 'share')).toEqual([
    [0, 1],
    [1, 1],
  ])
  expect(reading('orders', 'share')).toEqual([
    [1, 1],
    [1, 0],
  ])
  expect(() => forAction(actor, 'customers', 'history')).toThrow('ACTION_REFUSED')
  expect(() => forAction(actor, 'nothing', 'export')).toThrow('ACTION_REFUSED')
})

test('what one may do is what some one role allows', () => {
  const may = (key: string) => actionsFor(actor, { key } as Parameters<typeof actionsFor>[1])
  expect([may('customers').sort(), may('nothing')]).toEqual([['export', 'share'], []])
})

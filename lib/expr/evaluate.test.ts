/** A condition holds only where it is true: what cannot be told holds no more than what is false. */
import { expect, test } from 'vitest'
import { call, type Expr, field, stored, value } from './ast'
import { checkStored } from './check'
import { holds } from './evaluate'

const holdsOf = (expr: Expr, cell: unknown): boolean => {
  const checked = checkStored(stored(expr), { field: () => ({ kind: 'number' }) })
  if (!checked.ok) throw new Error(checked.problem.code)
  const env = { me: null, zone: 'UTC', today: '2026-05-04', now: '2026-05-04T00:00:00Z' }
  return holds(checked.expr, { ...env, field: () => cell })
}

test.each([
  [6, true, false],
  [5, false, true],
  [null, false, false],
  ['no number', false, false],
])('%j', (cell, more, no) => {
  const large = call('gt', field('n'), value(5))
  expect([holdsOf(large, cell), holdsOf(call('not', large), cell)]).toEqual([more, no])
})

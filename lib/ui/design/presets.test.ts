import { describe, expect, test } from 'vitest'
import { call, field, stored, value } from '@/lib/expr/ast'
import { lookupExpr, lookupOf, rollupExpr, rollupOf } from './presets'

describe('presets', () => {
  test('a lookup and its expression are one', () => {
    const lookup = { link: 'customer', field: 'industry' }
    expect(lookupOf(lookupExpr(lookup))).toEqual(lookup)
    expect(lookupOf(stored(field('name')))).toBeUndefined()
    expect(lookupOf(stored(field('order', 'customer', 'industry')))).toBeUndefined()
  })
  test('a rollup and its expression are one', () => {
    const where = stored(call('eq', field('status'), value('done')))
    const rollup = { over: { path: ['orders'] }, fn: 'sum', field: 'amount', where, by: undefined }
    expect(rollupOf(rollupExpr(rollup))).toEqual(rollup)
    const first = {
      over: { table: 'rules' },
      fn: 'first',
      field: 'key',
      where: undefined,
      by: { field: 'priority', desc: false },
    }
    expect(rollupOf(rollupExpr(first))).toEqual(first)
    expect(rollupOf(rollupExpr({ over: { path: ['orders'] }, fn: 'count' }))).toMatchObject({
      fn: 'count',
      field: undefined,
    })
  })
  test('what the form could not show whole is left to the formula', () => {
    const far = rollupExpr({ over: { path: ['customer', 'orders'] }, fn: 'count' })
    expect(rollupOf(far)).toBeUndefined()
    const outer = stored({
      ...rollupExpr({ over: { table: 'rules' }, fn: 'count' }).expr,
      where: call('eq', field('level'), { op: 'field', path: ['level'], outer: true }),
    } as Parameters<typeof stored>[0])
    expect(rollupOf(outer)).toBeUndefined()
    const computed = stored({
      op: 'each',
      fn: 'sum',
      over: { path: ['orders'] },
      args: [call('mul', field('a'), field('b'))],
    })
    expect(rollupOf(computed)).toBeUndefined()
  })
})

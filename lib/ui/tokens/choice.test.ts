/** Choices for a token: never more than the role may, and nothing that cannot work. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TokenRole } from '@/lib/api/contract'
import { actions, verbs } from '@/lib/meta/model'
import { type Extent, extentOf, type Right, scopes, withRight } from './choice'

const role = (may: TokenRole['may']): TokenRole => ({
  key: 'r',
  label: { en: 'R' },
  own: true,
  admin: false,
  may,
})
const may: TokenRole['may'] = {
  customers: ['create', 'read', 'update', 'delete', 'bulk', 'history'],
  orders: ['read', 'export'],
  inbox: ['create'],
}

describe('a ready-made choice', () => {
  test('reads what the role reads', () => {
    expect(extentOf('read', role(may), {})).toEqual({ customers: ['read'], orders: ['read'] })
  })
  test('reads and writes without deleting', () => {
    expect(extentOf('write', role(may), {})).toEqual({
      customers: ['create', 'read', 'update'],
      orders: ['read'],
      inbox: ['create'],
    })
  })
  test('names nothing where everything is meant, so that later tables are in it', () => {
    expect(extentOf('all', role(may), {})).toBeUndefined()
  })
  test('keeps of ticks what another role may as well', () => {
    const chosen: Extent = { customers: ['read', 'delete'], orders: ['read'] }
    expect(extentOf('chosen', role({ customers: ['read'] }), chosen)).toEqual({ customers: ['read'] })
  })
})

describe('a tick', () => {
  test('on what changes records lets them be read', () => {
    expect(withRight({}, may, ['customers'], 'delete', true)).toEqual({ customers: ['read', 'delete'] })
    expect(withRight({}, may, ['customers'], 'create', true)).toEqual({ customers: ['create'] })
  })
  test('taken from reading takes all that needs it', () => {
    const chosen: Extent = { customers: ['create', 'read', 'update', 'bulk'] }
    expect(withRight(chosen, may, ['customers'], 'read', false)).toEqual({ customers: ['create'] })
  })
  test('of all tables passes by those where the role may not', () => {
    expect(withRight({}, may, ['customers', 'orders', 'inbox'], 'export', true)).toEqual({
      orders: ['read', 'export'],
    })
  })

  const right = fc.constantFrom<Right>(...verbs, ...actions)
  const table = fc.constantFrom('customers', 'orders', 'inbox', 'nowhere')
  const ticks = fc.array(fc.tuple(fc.uniqueArray(table), right, fc.boolean()), { maxLength: 30 })
  test('in any order chooses never more than the role may, and nothing on records that are not read', () => {
    fc.assert(
      fc.property(ticks, fc.constantFrom(...scopes), (given, scope) => {
        const chosen = given.reduce<Extent>(
          (extent, [tables, one, on]) => withRight(extent, may, tables, one, on),
          {},
        )
        const extent = extentOf(scope, role(may), chosen) ?? may
        for (const [key, rights] of Object.entries(extent)) {
          expect(may[key]).toEqual(expect.arrayContaining([...rights]))
          expect(rights.length).toBeGreaterThan(0)
          if (rights.some((one) => one !== 'create')) expect(rights).toContain('read')
        }
      }),
    )
  })
})

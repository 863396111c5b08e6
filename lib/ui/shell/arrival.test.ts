import { describe, expect, test } from 'vitest'
import type { BaseAnswer, SessionAnswer } from '@/lib/api/contract'
import { refusalOf, safeNext, startOf } from './arrival'

const person = { id: '1', name: 'Ada', email: 'ada@example.com', locale: 'en' as const, owner: false }
const crm = { key: 'crm', label: { en: 'Customers' }, admin: false, roles: ['sales'] }
const session = (over: Partial<SessionAnswer>): SessionAnswer => ({
  setup: false,
  workspace: { name: 'Tian', zone: 'Asia/Shanghai', today: '2026-11-21' },
  person,
  mail: false,
  bases: [crm],
  ...over,
})
const base = (tables: string[], admin = false): BaseAnswer => ({
  base: { ...crm, admin },
  version: 1,
  tables: tables.map((key) => ({ key, label: {}, can: { create: true, read: true } })),
})

const takes = (key: string): BaseAnswer['tables'][number] => ({
  key,
  label: {},
  can: { create: true, read: false },
})

describe('where a person begins', () => {
  test.each([
    ['first run', session({ setup: true, person: undefined, bases: [] }), undefined, '/setup'],
    ['signed out', session({ person: undefined, bases: [] }), undefined, '/sign-in'],
    ['the base is not known yet', session({}), undefined, undefined],
    ['the first table', session({}), base(['customers', 'orders']), '/crm/customers'],
    [
      'the first table that shows something',
      session({}),
      { ...base([]), tables: [takes('visits'), ...base(['customers']).tables] },
      '/crm/customers',
    ],
    [
      'a table that only takes, where there is no other',
      session({}),
      { ...base([]), tables: [takes('visits')] },
      '/crm/visits',
    ],
    ['an admin without tables', session({}), base([], true), '/admin/templates?base=crm'],
    ['a member without tables', session({}), base([]), undefined],
    [
      'an owner without bases',
      session({ bases: [], person: { ...person, owner: true } }),
      undefined,
      '/admin/templates',
    ],
    ['a member without bases', session({ bases: [] }), undefined, undefined],
  ])('%s', (_name, who, what, expected) => expect(startOf(who, what)).toBe(expected))
})

test.each([
  ['/crm/customers?view=1', '/crm/customers?view=1'],
  [undefined, '/'],
  ['', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/a\\b', '/'],
  ['/\t/evil.example', '/'],
  ['https:evil.example', '/'],
  ['/\r\nLocation: //evil.example', '/'],
  ['/%0d%0aLocation:%20//evil.example', '/%0d%0aLocation:%20//evil.example'],
])('after sign-in %s leads to %s', (next, expected) => expect(safeNext(next)).toBe(expected))

describe('why nobody was let in', () => {
  test.each([
    ['CredentialsSignin', 401, 'auth.failed'],
    ['TOO_MANY_ATTEMPTS', 401, 'auth.locked'],
    ['CredentialsSignin', 429, 'auth.locked'],
    ['', 502, 'auth.unreachable'],
    ['BUSY', 401, 'auth.busy'],
    ['UNAVAILABLE', 401, 'auth.unreachable'],
  ])('%s with status %i', (error, status, key) => expect(refusalOf(error, status)).toEqual({ key }))

  test('a lockout may say how long', () => {
    expect(refusalOf('TOO_MANY_ATTEMPTS:90', 401)).toEqual({
      key: 'auth.lockedSeconds',
      args: { seconds: 90 },
    })
    expect(refusalOf('TOO_MANY_ATTEMPTS:soon', 401)).toEqual({ key: 'auth.locked' })
  })
})

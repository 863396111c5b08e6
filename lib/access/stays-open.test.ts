/** What stays open beside a narrower right: a table of cases over a small base, and a role before and after. */
import { describe, expect, test } from 'vitest'
import type { StaysOpen } from '@/lib/api/contract-rights'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Definitions, FieldRight, Role, Rule, Source, Table, TableRights } from '@/lib/meta/model'
import { makeField, makeTable } from '@/lib/records/testing/world'
import { staysOpen } from './stays-open'

const formula = (...path: string[]): Source => ({
  kind: 'formula',
  stored: true,
  expr: stored(field(...path)),
})
const link = (number: number, key: string, table: string) =>
  makeField(number, key, 'link', { options: { table, onDelete: 'clear' } })
const personal = { sensitivity: 'personal' as const }

const tables = [
  makeTable('customers', 'name', [
    makeField(1, 'name', 'text'),
    makeField(2, 'phone', 'phone', personal),
    makeField(3, 'mobile', 'phone', personal),
    makeField(4, 'desk', 'phone'),
    makeField(5, 'level', 'text'),
    makeField(6, 'owner', 'user'),
    makeField(7, 'wechat', 'text', { label: { 'zh-CN': '微信' } }),
    makeField(8, 'shown', 'phone', { source: formula('phone'), declassified: true }),
    makeField(9, 'copied', 'phone', { source: formula('phone'), ...personal }),
    makeField(10, 'again', 'phone', { source: formula('shown') }),
  ]),
  makeTable('contacts', 'name', [
    makeField(20, 'name', 'text'),
    link(21, 'customer', 'customers'),
    makeField(22, 'phone', 'phone', personal),
    makeField(23, 'chat', 'text', { label: { 'zh-CN': '微信' }, ...personal }),
    makeField(24, 'nick', 'text', personal),
  ]),
  makeTable('orders', 'no', [makeField(30, 'no', 'text'), link(31, 'customer', 'customers')]),
  makeTable('items', 'no', [
    makeField(40, 'no', 'text'),
    link(41, 'order', 'orders'),
    link(42, 'customer', 'customers'),
    makeField(43, 'phone', 'phone', personal),
  ]),
  makeTable('staff', 'name', [makeField(50, 'name', 'text'), makeField(51, 'phone', 'phone', personal)]),
]
const definitions = {
  tables: new Map(tables.map((t): [string, Table] => [t.key, t])),
  optionSets: new Map(),
  views: new Map(),
  forms: new Map(),
  roles: new Map(),
} as unknown as Definitions

const all: Rule = [{ kind: 'all' }]
const mine: Rule = [{ kind: 'mine', path: ['owner'] }]
const follows = (name: string): Rule => [{ kind: 'follows', link: name }]
const vip: Rule = [{ kind: 'when', expr: stored(call('is', field('level'), value('vip'))) }]
const never = stored(call('is', field('level'), value('none')))

interface Said {
  read?: Rule
  deny?: Rule
  fields?: Record<string, FieldRight>
  otherFields?: TableRights['otherFields']
}
const rights = ({ read = all, deny, fields = {}, otherFields = 'read' }: Said): TableRights => ({
  rows: { create: [], read, update: [], delete: [] },
  fields,
  otherFields,
  ...(deny ? { deny } : {}),
})
const role = (said: Record<string, Said>, more: Partial<Role> = {}): Role => ({
  id: 'r',
  key: 'r',
  label: {},
  admin: false,
  tables: Object.fromEntries(Object.entries(said).map(([key, one]) => [key, rights(one)])),
  ...more,
})

/** In few words: the table whose rows stay, `table.field`, or what is computed with "=". */
const short = (one: StaysOpen): string =>
  one.kind === 'rows' ? one.table : `${one.kind === 'computed' ? '=' : ''}${one.table}.${one.field}`
const open = (before: Role, after: Role, table = 'customers'): string[] =>
  staysOpen(definitions, before, after, definitions.tables.get(table)!).map(short)

describe('records that are closed', () => {
  const cases: [string, Said, Record<string, Said>, string[]][] = [
    [
      'denied: tables with a rule of their own',
      { deny: vip },
      { contacts: {}, orders: {} },
      ['contacts', 'orders'],
    ],
    [
      'denied: what follows is closed as well',
      { deny: vip },
      { contacts: { read: follows('customer') } },
      [],
    ],
    [
      'one alternative beside the link is enough',
      { deny: vip },
      { contacts: { read: [...follows('customer'), { kind: 'created' }] } },
      ['contacts'],
    ],
    [
      'what follows a table that follows is closed',
      { deny: vip },
      { orders: { read: follows('customer') }, items: { read: follows('order') } },
      [],
    ],
    [
      'what follows a table that does not is open',
      { deny: vip },
      { orders: {}, items: { read: follows('order') } },
      ['orders', 'items'],
    ],
    ['narrowed to fewer', { read: mine }, { orders: {} }, ['orders']],
    ['closed whole', { read: [] }, { orders: {} }, ['orders']],
    ['a table without a link is no concern', { deny: vip }, { staff: {} }, []],
    ['a table that the role does not see is none', { deny: vip }, { orders: { read: [] } }, []],
    ['nor one of which everything is denied', { deny: vip }, { orders: { deny: all } }, []],
    ['nothing narrower', {}, { orders: {} }, []],
  ]
  test.each(cases)('%s', (_, customers, others, expected) => {
    expect(open(role({ customers: {}, ...others }), role({ customers, ...others }))).toEqual(expected)
  })
  test('wider is not narrower: another alternative, a denial that goes', () => {
    expect(
      open(role({ customers: { read: mine }, orders: {} }), role({ customers: {}, orders: {} })),
    ).toEqual([])
    expect(open(role({ customers: { deny: vip }, orders: {} }), role({ customers: {}, orders: {} }))).toEqual(
      [],
    )
  })
  test('what nobody saw before is not closed now; a role that is new or gone, and an administrator, tell nothing', () => {
    const [none, some] = [role({ customers: { read: [] }, orders: {} }), role({ customers: {}, orders: {} })]
    expect(open(none, role({ customers: { read: [], deny: vip }, orders: {} }))).toEqual([])
    const customers = definitions.tables.get('customers')!
    expect(staysOpen(definitions, some, undefined, customers)).toEqual([])
    expect(staysOpen(definitions, undefined, some, customers)).toEqual([])
    expect(open(some, role({}, { admin: true }))).toEqual([])
  })
})

describe('a field that is closed', () => {
  const before: Record<string, Said> = {
    customers: { fields: { mobile: 'hidden', shown: 'hidden', again: 'hidden' } },
  }
  const phone = (right: FieldRight, others: Record<string, Said> = {}, fields: Said['fields'] = {}) => {
    const was = { ...before.customers!.fields, ...fields }
    return open(
      role({ customers: { fields: was }, ...others }),
      role({ customers: { fields: { ...was, phone: right } }, ...others }),
    )
  }
  test('leaves fields of its kind that are as sensitive, here and in linked tables; masked ones are none', () => {
    expect(
      phone({ mask: 'phone' }, { contacts: {}, items: { fields: { phone: { mask: 'phone' } } } }),
    ).toEqual(['contacts.phone'])
    expect(phone('denied', {}, { mobile: 'read' })).toEqual(['customers.mobile'])
  })
  test('leaves none in a table that is not linked, or of which the role sees no row', () => {
    expect(phone('hidden', { staff: {}, contacts: { read: [] } })).toEqual([])
  })
  test('closes what is computed from it, and leaves what was declassified', () => {
    expect(phone('hidden', {}, { shown: 'read' })).toEqual(['=customers.shown'])
    expect(phone('hidden', {}, { shown: 'read', again: 'read' })).toEqual([
      '=customers.shown',
      '=customers.again',
    ])
  })
  test('on a condition leaves what is shown always, and closes what is shown on the same condition', () => {
    const half: FieldRight = { read: never, edit: false, create: false }
    expect(phone(half, {}, { mobile: 'read' })).toEqual(['customers.mobile'])
    expect(phone(half, {}, { mobile: half })).toEqual([])
  })
  test('on a condition that the role can fulfil itself leaves what it may change for that', () => {
    const half: FieldRight = { read: never, edit: false, create: false }
    const change = (level: FieldRight, update: Rule) => {
      const [was, will] = [
        role({ customers: { fields: { level } } }),
        role({ customers: { fields: { level, phone: half, mobile: half } } }),
      ]
      will.tables.customers!.rows.update = update
      return open(was, will).filter((one) => one.includes('level'))
    }
    expect(change('edit', mine)).toEqual(['customers.level', 'customers.level'])
    expect(change('read', mine)).toEqual([])
    expect(change('edit', [])).toEqual([])
  })
  test('that is not sensitive, or of a type that may hold anything, has its like by name alone', () => {
    const [x, y]: Role[] = [
      role({ customers: {}, contacts: {} }),
      role({ customers: { fields: { wechat: 'hidden' } }, contacts: {} }),
    ]
    expect(open(x!, y!)).toEqual(['contacts.chat'])
  })
  test('tells nothing where it becomes wider, or is only not to be changed any more', () => {
    const change = (from: FieldRight, to: FieldRight) =>
      open(
        role({ customers: { fields: { phone: from } }, contacts: {} }),
        role({ customers: { fields: { phone: to } }, contacts: {} }),
      )
    expect(change('hidden', 'read')).toEqual([])
    expect(change('edit', 'read')).toEqual([])
    expect(change('hidden', 'denied')).toEqual([])
    expect(change({ mask: 'phone' }, 'hidden')).toContain('contacts.phone')
  })
})

/** Plans compared as data: names resolved through the actor's rights, types of the order, and refusals (law L9). */
import { describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import type { ListAsk } from '@/lib/api/contract'
import type { AppError } from '@/lib/errors'
import { call, type Expr, field, stored, value, variable } from '@/lib/expr/ast'
import type { TypedCall } from '@/lib/expr/typed'
import type { FieldRight, Role, Table } from '@/lib/meta/model'
import { customers, grades, makeField, orders, salesRole } from '@/lib/records/testing/world'
import { planList } from './plan'

const adminRole: Role = { id: 'a', key: 'admin', label: {}, admin: true, tables: {} }
const actorOf = (...roles: Role[]): Actor => ({
  userId: '018f0000-0000-7000-8000-00000000000a',
  sessionId: null,
  name: '',
  email: '',
  locale: 'zh-CN',
  owner: false,
  door: 'api',
  guard: '',
  roles,
  definitions: {
    baseId: 'b',
    base: 'crm',
    label: {},
    schema: 'crm',
    version: 1,
    zone: 'Asia/Shanghai',
    tables: new Map([customers, orders].map((t) => [t.key, t])),
    optionSets: new Map([[grades.key, grades]]),
    views: new Map(),
    forms: new Map(),
    roles: new Map(roles.map((r) => [r.key, r])),
    teams: [],
  },
})
const admin = actorOf(adminRole)
const sales = actorOf(salesRole)

function refusal(actor: Actor, ask: ListAsk): Pick<AppError, 'code' | 'detail'> {
  try {
    planList(actor, customers, ask)
  } catch (error) {
    const { code, detail } = error as AppError
    return { code, detail }
  }
  throw new Error('planned')
}

describe('columns', () => {
  test('the whole plan of a plain list', () => {
    expect(planList(admin, orders, {})).toEqual({
      table: 'orders',
      columns: [
        { key: 'order_no', how: 'value' },
        { key: 'customer', how: 'link' },
        { key: 'amount', how: 'value' },
        { key: 'seller', how: 'people' },
        { key: 'day', how: 'value' },
      ],
      lockable: [],
      can: { update: true, delete: true },
      sort: [],
      limit: 50,
      offset: 0,
      count: 'none',
      deleted: false,
    })
  })
  test('a restricted role: hidden fields are not there, a masked one is its mask, conditional ones are asked for', () => {
    const plan = planList(sales, customers, {})
    expect(plan.columns.map((c) => c.key)).toEqual([
      'customer_no',
      'name',
      'phone',
      'grade',
      'owner',
      'helpers',
      'orders',
      'friends',
      'changed_at',
    ])
    expect(plan.columns.find((c) => c.key === 'phone')?.how).toBe('mask')
    expect(plan.can).toEqual({ update: [{ kind: 'mine', path: ['owner'] }], delete: false })
    expect(plan.lockable).toEqual([])
  })
  test('a field that one role masks and another one opens elsewhere is mixed', () => {
    const rows = salesRole.tables.customers!.rows
    const helper: Role = {
      ...salesRole,
      key: 'helper',
      tables: {
        customers: {
          rows: { ...rows, read: [{ kind: 'created' }] },
          fields: { phone: 'read' },
          otherFields: 'hidden',
        },
      },
    }
    const plan = planList(actorOf(salesRole, helper), customers, { fields: ['phone'] })
    expect(plan.columns).toEqual([{ key: 'phone', how: 'mixed' }])
  })
  test('a link to records that are not all in sight says where it is set', () => {
    expect(planList(sales, orders, { fields: ['customer'] }).columns).toEqual([
      { key: 'customer', how: 'link', partly: true },
    ])
  })
  test('the alternatives of a rule are walked one by one, unless something else narrows or orders the list', () => {
    const arms = (ask: ListAsk) => planList(sales, customers, ask).arms
    expect(arms({})).toBe(true)
    expect(arms({ offset: 50, count: 'exact' })).toBe(true)
    expect(arms({ sort: [{ field: 'name', desc: false }] })).toBeUndefined()
    expect(arms({ filter: stored(call('isEmpty', field('name'))) })).toBeUndefined()
    expect(arms({ deleted: true })).toBeUndefined()
    expect(planList(admin, customers, {}).arms).toBeUndefined()
  })
  test('fields that one rule opens for editing stand together', () => {
    const own = { ...salesRole.tables.customers!, rows: { ...salesRole.tables.customers!.rows } }
    const helper: Role = {
      ...salesRole,
      key: 'helper',
      tables: {
        customers: {
          rows: { ...own.rows, update: [{ kind: 'created' }] },
          fields: { phone: 'edit' },
          otherFields: 'read',
        },
      },
    }
    const { lockable } = planList(actorOf(salesRole, helper), customers, {})
    expect(lockable).toEqual([['name', 'grade'], ['phone']])
  })
  test('named fields come in the order asked, each once', () => {
    const plan = planList(admin, customers, { fields: ['helpers', 'name', 'helpers', 'friends'] })
    expect(plan.columns).toEqual([
      { key: 'helpers', how: 'people' },
      { key: 'name', how: 'value' },
      { key: 'friends', how: 'links' },
    ])
  })
})

describe('order', () => {
  test('each term says what is compared', () => {
    const terms = ['name', 'grade', 'owner', 'margin', 'changed_at']
    expect(
      planList(admin, customers, { sort: terms.map((key, i) => ({ field: key, desc: i % 2 === 1 })) }).sort,
    ).toEqual([
      { key: 'name', desc: false, by: 'value', human: true, kind: 'text' },
      { key: 'grade', desc: true, by: 'option', human: false, kind: 'number', options: ['gold', 'silver'] },
      { key: 'owner', desc: false, by: 'name', human: true, kind: 'text' },
      { key: 'margin', desc: true, by: 'value', human: false, kind: 'number' },
      { key: 'changed_at', desc: false, by: 'value', human: false, kind: 'datetime' },
    ])
    expect(planList(admin, orders, { sort: [{ field: 'customer', desc: false }] }).sort[0]).toMatchObject({
      by: 'title',
    })
  })
  test('a masked field is ordered by its mask', () => {
    const [term] = planList(sales, customers, { sort: [{ field: 'phone', desc: false }] }).sort
    expect(term).toEqual({ key: 'phone', desc: false, by: 'value', human: false, kind: 'text' })
  })
  test('lists have no order, and more than five terms are too many', () => {
    expect(refusal(admin, { sort: [{ field: 'friends', desc: false }] })).toMatchObject({
      code: 'SORT_INVALID',
    })
    const six = Array.from({ length: 6 }, () => ({ field: 'name', desc: false }))
    expect(refusal(admin, { sort: six })).toMatchObject({
      code: 'SORT_INVALID',
      detail: { params: { max: 5 } },
    })
  })
})

describe('filter', () => {
  const filtered = (actor: Actor, expr: Expr) => planList(actor, customers, { filter: stored(expr) }).filter
  test('arrives typed, with the constant read as its neighbour is', () => {
    expect(filtered(admin, call('gte', field('margin'), value(5)))).toMatchObject({ kind: 'boolean' })
    expect(refusal(admin, { filter: stored(call('gte', field('margin'), value('many'))) })).toMatchObject({
      code: 'FILTER_INVALID',
    })
  })
  test('walks to-one links through the rights on what is linked', () => {
    const ofOrders = (actor: Actor, key: string) => () =>
      planList(actor, orders, { filter: stored(call('isEmpty', field('customer', key))) })
    expect(ofOrders(admin, 'margin')()).toHaveProperty('filter')
    expect(ofOrders(sales, 'name')()).toHaveProperty('filter')
    expect(ofOrders(sales, 'margin')).toThrow(expect.objectContaining({ code: 'FIELD_UNKNOWN' }))
  })
  test('a masked field is a text', () => {
    expect(filtered(sales, call('contains', field('phone'), value('****')))).toMatchObject({
      kind: 'boolean',
    })
  })
})

describe('days since a date', () => {
  const waiting = makeField(30, 'waiting', 'number', {
    source: {
      kind: 'formula',
      expr: stored(call('daysBetween', field('day'), variable('today'))),
      stored: false,
    },
    declassified: true,
  })
  const dated = { ...orders, fields: [...orders.fields, waiting] }
  const large = stored(call('gt', field('amount'), value(5)))
  const asked = (day: FieldRight, of: FieldRight) => {
    const tables = {
      orders: {
        rows: { create: [], read: [{ kind: 'all' as const }], update: [], delete: [] },
        fields: { amount: 'read' as const, day, waiting: of },
        otherFields: 'hidden' as const,
      },
    }
    const actor = actorOf({ ...salesRole, tables })
    actor.definitions.tables = new Map([[dated.key, dated]])
    const plan = planList(actor, dated, {
      filter: stored(call('gt', field('waiting'), value(3))),
      sort: [{ field: 'waiting', desc: true }],
    })
    const { args } = plan.filter as TypedCall
    return [(args[0] as { path: string[] }).path[0], plan.sort[0]!.key]
  }
  test('are asked of the date where both are shown in the same rows', () => {
    const some: FieldRight = { read: large, edit: false, create: false }
    expect(asked('read', 'read')).toEqual(['day', 'day'])
    expect(asked(some, some)).toEqual(['day', 'day'])
  })
  test.each<[string, FieldRight, FieldRight]>([
    ['is hidden', 'hidden', 'read'],
    ['is masked', { mask: 'all' }, 'read'],
    ['is shown in other rows', { read: large, edit: false, create: false }, 'read'],
    [
      'is masked elsewhere',
      { read: large, mask: 'all', edit: false, create: false },
      { read: large, edit: false, create: false },
    ],
  ])('are not where the date %s', (_, day, of) => {
    expect(asked(day, of)).toEqual(['waiting', 'waiting'])
  })
})

describe('what of an answer is sensitive', () => {
  const named = {
    ...customers,
    fields: customers.fields.map((f) =>
      f.key === 'name' || f.key === 'owner' ? { ...f, sensitivity: 'personal' as const } : f,
    ),
  }
  const told = (table: Table, ask: ListAsk, ...roles: Role[]) => {
    const actor = actorOf(...(roles.length > 0 ? roles : [adminRole]))
    actor.definitions.tables = new Map([named, orders].map((t) => [t.key, t]))
    return planList(actor, table, { fields: [], ...ask }).sensitive
  }
  const large = call('gt', field('margin'), value(1))
  test('the fields that are shown as values, or some of the time', () => {
    const some: FieldRight = { read: stored(large), mask: 'phone', edit: false, create: false }
    const reader = (phone: FieldRight): Role => ({
      ...salesRole,
      tables: { customers: { ...salesRole.tables.customers!, fields: { phone }, otherFields: 'read' } },
    })
    const fields = ['grade', 'owner', 'phone']
    expect(told(named, { fields })).toEqual({ fields: ['owner', 'phone'], asked: [], elsewhere: [] })
    expect(told(named, { fields: ['phone'] }, reader(some))?.fields).toEqual(['phone'])
    expect(told(named, { fields: ['phone', 'grade'] }, reader({ mask: 'phone' }))).toBeUndefined()
  })
  test('those that records are chosen and ordered by', () => {
    const by = { fields: ['margin'], asked: ['margin'], elsewhere: [] }
    expect(told(named, { filter: stored(call('not', large)) })).toEqual(by)
    expect(told(named, { sort: [{ field: 'margin', desc: true }] })).toEqual(by)
  })
  test('the titles of links, and what stands at the end of a path', () => {
    const titles = (key: string, asked = false) => [
      { table: 'customers', fields: ['name'], links: asked ? [] : [key], asked },
    ]
    expect(told(orders, { fields: ['customer'] })?.elsewhere).toEqual(titles('customer'))
    expect(told(named, { fields: ['friends'] })?.elsewhere).toEqual(titles('friends'))
    const sort = [{ field: 'customer', desc: false }]
    expect(told(orders, { sort })?.elsewhere).toEqual(titles('customer', true))
    const rich = stored(call('gt', field('customer', 'margin'), value(1)))
    expect(told(orders, { fields: ['customer'], filter: rich })?.elsewhere).toEqual([
      { table: 'customers', fields: ['name', 'margin'], links: ['customer'], asked: true },
    ])
    expect(told(orders, { fields: ['amount'] })).toBeUndefined()
  })
})

describe('hidden and unknown', () => {
  test('give the same refusal in every position', () => {
    const asks = (key: string): ListAsk[] => [
      { fields: ['name', key] },
      {
        sort: [
          { field: 'name', desc: false },
          { field: key, desc: true },
        ],
      },
      { filter: stored(call('isEmpty', field(key))) },
      { filter: stored(call('and', call('isEmpty', field('name')), call('is', field(key), value(1)))) },
    ]
    const unknown = asks('nothing').map((ask) => refusal(sales, ask))
    expect(asks('margin').map((ask) => refusal(sales, ask))).toEqual(unknown)
    expect(unknown.map((r) => r.code)).toEqual(Array(4).fill('FIELD_UNKNOWN'))
  })
})

describe('bounds', () => {
  test.each([
    { limit: 0 },
    { limit: 201 },
    { limit: 1.5 },
    { limit: Number.NaN },
    { offset: -1 },
    { offset: 10_000_001 },
  ])('%j is refused', (ask) => expect(refusal(admin, ask)).toMatchObject({ code: 'LIMIT_INVALID' }))
  test('the largest page is planned', () => {
    expect(planList(admin, customers, { limit: 200, offset: 10_000_000 })).toMatchObject({
      limit: 200,
      offset: 10_000_000,
    })
  })
})

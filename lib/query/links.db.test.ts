/** What a question tells of linked records (law L4): titles, order and conditions know the records and fields in sight alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { enterBase } from '@/lib/access/enter'
import { codeOf, mine, role, where } from '@/lib/access/testing/roles'
import type { ListAnswer, ListAsk } from '@/lib/api/contract'
import { ownerSql, run } from '@/lib/db/connection'
import { param, type SQL, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Locale } from '@/lib/i18n/labels'
import type { FieldRight, Role, Rule } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { listRecords } from '@/lib/records/list'
import { makeField, makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'

let db: TestDatabase
let world: World
let admin: Actor
let me: Actor
/** Customers and one order of each, by name. */
const customer: Record<string, string> = {}
const order: Record<string, string> = {}

const having = (...roles: Role[]): Actor => ({ ...me, roles })
const titled = (actor: Actor, table: string, title: string): Actor =>
  where(actor, table, (t) => ({ ...t, title }))
const list = async (actor: Actor, table: string, ask: ListAsk = {}): Promise<ListAnswer['records']> =>
  (JSON.parse(await listRecords(actor, table, ask)) as ListAnswer).records
const make = async (table: string, fields: object): Promise<string> =>
  (JSON.parse(await createRecord(admin, table, fields)) as { id: string }).id

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  admin = await enterBase(world.admin, world.base)
  me = await enterBase(world.sales, world.base)
  const owners = {
    b: world.sales.userId,
    c: world.other.userId,
    a: world.other.userId,
    d: world.sales.userId,
  }
  for (const [name, owner] of Object.entries(owners)) {
    customer[name] = await make('customers', { name, owner, friends: Object.values(customer) })
    order[name] = await make('orders', {
      customer: customer[name],
      amount: name === 'b' ? 9 : 1,
      day: '2026-05-04',
    })
  }
})
afterAll(() => db.close())

describe('a title', () => {
  test('that is a link is told in the rows alone in which the link is', async () => {
    const large = stored(call('gt', field('amount'), value(5)))
    const actor = titled(
      having(
        role({
          customers: { fields: { name: 'read', orders: 'read' } },
          orders: { fields: { customer: { read: large, edit: false, create: false } } },
        }),
      ),
      'orders',
      'customer',
    )
    const told = await list(actor, 'customers', { fields: ['orders'] })
    expect(Object.assign({}, ...told.map((r) => r.titles))).toEqual({ [order.b!]: 'b' })
  })
  test.each<[string, string]>([
    ['day', '***'],
    ['seller', '***'],
    ['amount', '***'],
    ['customer', '***'],
  ])('%s that is masked is its mask', async (key, mask) => {
    const actor = titled(
      having(
        role({
          customers: { fields: { orders: 'read' } },
          orders: { fields: { [key]: { mask: 'all' } } },
        }),
      ),
      'orders',
      key,
    )
    const told = await list(actor, 'customers', { fields: ['orders'] })
    expect(Object.assign({}, ...told.map((r) => r.titles))).toEqual(
      Object.fromEntries(Object.values(order).map((id) => [id, mask])),
    )
  })
})

test('a title that is an option is said in the language of the reader', async () => {
  const actor = titled(
    having(
      role({
        customers: { fields: { grade: 'read', orders: 'read' } },
        orders: { fields: { customer: 'read' } },
      }),
    ),
    'customers',
    'grade',
  )
  await updateRecord(admin, 'customers', customer.b!, { set: { grade: 'gold' } })
  const title = async (locale: Locale) =>
    (await list({ ...actor, locale }, 'orders', { fields: ['customer'] })).find((r) => r.id === order.b)!
      .titles
  expect(await title('zh-CN')).toEqual({ [customer.b!]: '金卡' })
  expect(await title('en')).toEqual({ [customer.b!]: 'Gold' })
})

describe('the order by a link', () => {
  const newest = () => ['d', 'a', 'c', 'b'].map((name) => order[name])
  const sorted = async (actor: Actor, desc: boolean) =>
    (await list(actor, 'orders', { fields: [], sort: [{ field: 'customer', desc }] })).map((r) => r.id)
  test('is that of the titles', async () => {
    const actor = having(
      role({ customers: { fields: { name: 'read' } }, orders: { fields: { customer: 'read' } } }),
    )
    expect(await sorted(actor, false)).toEqual(['a', 'b', 'c', 'd'].map((name) => order[name]))
  })
  test('knows no title that is hidden', async () => {
    const actor = having(
      role({ customers: { fields: { owner: 'read' } }, orders: { fields: { customer: 'read' } } }),
    )
    for (const desc of [false, true]) expect(await sorted(actor, desc)).toEqual(newest())
  })
  test('knows no title of a record out of sight', async () => {
    const actor = having(
      role({
        customers: { rows: { read: mine }, fields: { name: 'read' } },
        orders: { fields: { customer: 'read' } },
      }),
    )
    expect(await sorted(actor, false)).toEqual(['b', 'd', 'a', 'c'].map((name) => order[name]))
    expect(await sorted(actor, true)).toEqual(['d', 'b', 'a', 'c'].map((name) => order[name]))
  })
})

describe('links to many', () => {
  const friends: FieldRight = 'read'
  test('from their other side lead to what is in sight', async () => {
    const source = { kind: 'inverse', table: 'customers', field: 'friends' } as const
    const befriended = (actor: Actor) =>
      where(actor, 'customers', (t) => ({
        ...t,
        fields: [
          ...t.fields,
          makeField(77, 'known_by', 'links', { source, options: { table: 'customers' } }),
        ],
      }))
    const reader = role({ customers: { rows: { read: mine }, fields: { name: 'read', known_by: 'read' } } })
    const [, b] = await list(befriended(having(reader)), 'customers', { fields: ['known_by'] })
    expect([b!.id, b!.fields.known_by, b!.titles]).toEqual([customer.b, [customer.d], { [customer.d!]: 'd' }])
    // Of a role that shows them in some rows alone, they are shown there alone.
    const some = role({ customers: { rows: { read: mine }, fields: { known_by: 'read' } } })
    const others = role({ customers: { fields: { name: 'read' } } })
    const found = await list(befriended(having(some, others)), 'customers', { fields: ['name', 'known_by'] })
    expect(found.filter((r) => r.fields.known_by).map((r) => r.fields.name)).toEqual(['b'])
  })
  test('at the end of a path are those in sight', async () => {
    const actor = having(
      role({
        customers: { rows: { read: mine }, fields: { friends } },
        orders: { fields: { customer: 'read' } },
      }),
    )
    const having_ = async (name: string) =>
      (
        await list(actor, 'orders', {
          fields: [],
          filter: stored(call('hasAnyOf', field('customer', 'friends'), value([customer[name]!]))),
        })
      ).map((r) => r.id)
    expect([await having_('b'), await having_('c')]).toEqual([[order.d], []])
  })
})

test('a link to many is compared whole', async () => {
  const found = async (fn: string, ...names: string[]) => {
    const filter = stored(call(fn, field('friends'), value(names.map((name) => customer[name]!))))
    const sort = [{ field: 'name', desc: false }]
    return (await list(admin, 'customers', { fields: ['name'], filter, sort })).map((r) => r.fields.name)
  }
  // c knows b; a knows b and c; d knows all of them.
  expect(await found('hasAllOf', 'c', 'b')).toEqual(['a', 'd'])
  expect(await found('isExactly', 'c', 'b')).toEqual(['a'])
  expect(await found('hasAnyOf', 'a', 'c')).toEqual(['a', 'd'])
  expect(await found('hasNoneOf', 'a', 'c')).toEqual(['b', 'c'])
})

test('a path does not lead through a link that is masked', async () => {
  const actor = having(
    role({ customers: { fields: { name: 'read' } }, orders: { fields: { customer: { mask: 'all' } } } }),
  )
  for (const name of ['name', 'nothing'])
    expect(await codeOf(list(actor, 'orders', { where: `customer.${name} = "a"` }))).toBe('FIELD_UNKNOWN')
})

test('a link out of sight is set, one to what lies in the trash is not', async () => {
  const actor = having(
    role({
      customers: { rows: { read: mine }, fields: { name: 'read' } },
      orders: { fields: { customer: 'read' } },
    }),
  )
  const unseen = async () =>
    (await list(actor, 'orders', { fields: ['customer'] })).flatMap((r) => (r.noAccess ? [r.id] : []))
  const put = (at: SQL) =>
    run(
      ownerSql(),
      sql`update crm.customers set _deleted_at = ${at} where id = ${param(customer.a!, 'uuid')}`,
    )
  expect(await unseen()).toEqual([order.a, order.c])
  await put(sql`now()`)
  expect(await unseen()).toEqual([order.c])
  await put(sql`null`)
})

test('the pages of somebody who sees records by several rules are all of them, each once', async () => {
  const seller: Rule = [...mine, { kind: 'mine', path: ['helpers'] }, { kind: 'created' }]
  const actor = having(role({ customers: { rows: { read: seller }, fields: { name: 'read' } } }))
  for (const n of [1, 2, 3]) await make('customers', { name: `o${n}`, owner: world.sales.userId })
  for (const n of [1, 2, 3])
    await make('customers', { name: `h${n}`, owner: world.other.userId, helpers: [world.sales.userId] })
  await make('customers', { name: 'x' })
  // Those of one rule lie together: a page ends where only one of them has more.
  const expected = ['h3', 'h2', 'h1', 'o3', 'o2', 'o1', 'd', 'b']
  const page = async (ask: ListAsk) =>
    JSON.parse(await listRecords(actor, 'customers', { limit: 3, ...ask })) as ListAnswer
  const found: unknown[] = []
  let cursor: string | undefined
  do {
    const { records, next } = await page({ cursor })
    found.push(...records.map((r) => r.fields.name))
    cursor = next
  } while (cursor)
  expect(found).toEqual(expected)
  for (const offset of [0, 2, 5, 7]) {
    const { records, next } = await page({ offset })
    expect(records.map((r) => r.fields.name)).toEqual(expected.slice(offset, offset + 3))
    expect(next !== undefined).toBe(offset + 3 < expected.length)
  }
})

test('more than ten thousand are not counted, and those in the trash not among the living', async () => {
  const count = async (ask: ListAsk) =>
    (JSON.parse(await listRecords(admin, 'orders', { fields: [], limit: 1, ...ask })) as ListAnswer).count
  const fill = (rows: number) =>
    run(
      ownerSql(),
      sql`insert into crm.orders (id, order_no) select gen_random_uuid(), 'n' || ${param(rows, 'int')} || '-' || n
          from generate_series(1, ${param(rows, 'int')}) n`,
    )
  await fill(9996)
  expect(await count({ count: 'capped' })).toEqual({ value: 10_000, more: false })
  await fill(2)
  expect(await count({ count: 'capped' })).toEqual({ value: 10_000, more: true })
  expect(await count({ count: 'exact' })).toEqual({ value: 10_002, more: false })
  expect(await count({ count: 'capped', deleted: true })).toEqual({ value: 0, more: false })
})

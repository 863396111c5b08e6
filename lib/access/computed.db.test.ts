/** Who may read a computed field: whoever may read everything it draws on, in the rows where that holds (law L4). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import type { ListAnswer, TableAnswer } from '@/lib/api/contract'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { addField } from '@/lib/ddl/edit-field'
import { call, type Each, type Expr, field, stored, value, variable } from '@/lib/expr/ast'
import type { TypeName } from '@/lib/fields/index'
import type { Role } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { describeTable } from '@/lib/records/describe'
import { listRecords } from '@/lib/records/list'
import { makeWorld, salesRole, type World } from '@/lib/records/testing/world'
import type { Actor, Person } from './actor'

let db: TestDatabase
let world: World
afterAll(() => db.close())

const as = <T>(person: Person, work: (actor: Actor) => Promise<T>): Promise<T> =>
  asActor(person, world.base, work)
const each = (fn: string, path: string[], args: Expr[] = [], where?: Expr): Each => ({
  op: 'each',
  fn,
  over: { path },
  args,
  ...(where ? { where } : {}),
})
const computed = (table: string, key: string, type: TypeName, expr: Expr): Promise<unknown> =>
  as(world.admin, (actor) =>
    addField(actor, table, {
      key,
      label: { en: key },
      type,
      source: { kind: 'formula', expr: stored(expr), stored: true },
    }),
  )
const made = async (table: string, fields: object): Promise<string> =>
  (JSON.parse(await as(world.admin, (a) => createRecord(a, table, fields))) as { id: string }).id
const list = async (person: Person, table: string, ask = {}): Promise<ListAnswer['records']> =>
  (JSON.parse(await as(person, (a) => listRecords(a, table, ask))) as ListAnswer).records
const fieldsOf = async (person: Person, table: string): Promise<string[]> =>
  ((await as(person, (a) => describeTable(a, table))) as TableAnswer).fields.map((f) => f.key)

/** The role with another way to see orders. */
const saveRole = (change: (role: Role) => void): Promise<unknown> =>
  changeDefinitions({ base: world.base, actor: null, door: 'command' }, async ({ definitions }) => {
    const before = definitions.roles.get('sales')!
    const after = structuredClone(before)
    change(after)
    return [{ kind: 'role', before, after }]
  })

beforeAll(async () => {
  db = await testDatabase()
  world = await makeWorld()
  await computed('customers', 'spent', 'currency', each('sum', ['orders'], [field('amount')]))
  await computed('customers', 'gain', 'currency', call('mul', field('margin'), value(2)))
  await computed('customers', 'gain_twice', 'currency', call('mul', field('gain'), value(2)))
  await computed('customers', 'phone_length', 'number', call('length', field('phone')))
  await computed('orders', 'of', 'text', field('customer', 'name'))
  await computed('orders', 'margin', 'currency', field('customer', 'margin'))
  await computed('orders', 'waiting', 'number', call('daysBetween', field('day'), variable('today')))
  const mine = await made('customers', {
    name: '甲',
    owner: world.sales.userId,
    margin: 7,
    phone: '13800138000',
  })
  const theirs = await made('customers', { name: '乙', owner: world.other.userId, margin: 9 })
  await made('orders', { customer: mine, amount: 10, seller: world.sales.userId })
  await made('orders', { customer: theirs, amount: 20, seller: world.sales.userId })
})

describe('a role that sees some customers, and orders that follow them', () => {
  test('reads what it may read all inputs of', async () => {
    expect(await fieldsOf(world.sales, 'customers')).toContain('spent')
    const [customer, ...more] = await list(world.sales, 'customers')
    expect(more).toEqual([])
    expect(customer!.fields.spent).toBe(10)
  })
  test('does not know of what draws on a hidden or masked field, however far', async () => {
    const known = await fieldsOf(world.sales, 'customers')
    for (const key of ['gain', 'gain_twice', 'phone_length']) expect(known).not.toContain(key)
    expect(await fieldsOf(world.sales, 'orders')).not.toContain('margin')
    expect((await list(world.admin, 'customers')).map((r) => r.fields.gain_twice)).toEqual([36, 28])
  })
  test('an administrator may declassify one, on record', async () => {
    await changeDefinitions({ base: world.base, actor: null, door: 'command' }, async ({ definitions }) => {
      const before = definitions.tables.get('customers')!
      const fields = before.fields.map((f) => (f.key === 'gain' ? { ...f, declassified: true as const } : f))
      return [{ kind: 'table', before, after: { ...before, fields } }]
    })
    const [customer] = await list(world.sales, 'customers')
    expect(customer!.fields.gain).toBe(14)
  })
})

describe('a role that sees orders of its own, whoever the customer is', () => {
  beforeAll(() =>
    saveRole((role) => {
      role.tables.orders!.rows.read = [{ kind: 'mine', path: ['seller'] }]
    }),
  )
  test('a lookup is empty where the linked record is out of sight', async () => {
    const orders = await list(world.sales, 'orders', {
      fields: ['of', 'amount'],
      sort: [{ field: 'amount', desc: false }],
    })
    expect(orders.map((r) => r.fields)).toEqual([{ of: '甲', amount: 10 }, { amount: 20 }])
  })
  test('nor can it be found there by a filter', async () => {
    const filter = stored(call('is', field('of'), value('乙')))
    expect(await list(world.sales, 'orders', { filter })).toEqual([])
    expect(await list(world.admin, 'orders', { filter })).toHaveLength(1)
  })
  test('and a sum over orders that it may not see all of is hidden', async () => {
    expect(await fieldsOf(world.sales, 'customers')).not.toContain('spent')
  })
  afterAll(() =>
    saveRole((role) => {
      role.tables.orders = salesRole.tables.orders!
    }),
  )
})

test('what has no column is read, filtered and sorted like any other field', async () => {
  const sort = [{ field: 'waiting', desc: true }]
  const filter = stored(call('lte', field('waiting'), value(0)))
  const orders = await list(world.admin, 'orders', { fields: ['waiting'], filter, sort })
  expect(orders.map((r) => r.fields.waiting)).toEqual([0, 0])
})

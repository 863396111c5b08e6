/** Exits by which a computed field might tell what a role may not see, and links that are computed in each read (law L4). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import type { ListAnswer, TableAnswer } from '@/lib/api/contract'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { addField } from '@/lib/ddl/edit-field'
import { call, type Expr, field, stored, value, variable } from '@/lib/expr/ast'
import type { TypeName } from '@/lib/fields/index'
import type { Source } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { describeTable } from '@/lib/records/describe'
import { listRecords } from '@/lib/records/list'
import { makeField, makeWorld, type World } from '@/lib/records/testing/world'
import type { Actor, Person } from './actor'

let db: TestDatabase
let world: World
afterAll(() => db.close())

const as = <T>(person: Person, work: (actor: Actor) => Promise<T>): Promise<T> =>
  asActor(person, world.base, work)
const computed = (table: string, key: string, type: TypeName, expr: Expr, options = {}): Promise<unknown> =>
  as(world.admin, (actor) =>
    addField(actor, table, {
      key,
      label: { en: key },
      type,
      options,
      source: { kind: 'formula', expr: stored(expr), stored: true },
    }),
  )
const made = async (table: string, fields: object, person = world.admin): Promise<string> =>
  (JSON.parse(await as(person, (a) => createRecord(a, table, fields))) as { id: string }).id
const list = async (person: Person, table: string, ask = {}): Promise<ListAnswer['records']> =>
  (JSON.parse(await as(person, (a) => listRecords(a, table, ask))) as ListAnswer).records
const fieldsOf = async (person: Person, table: string): Promise<string[]> =>
  ((await as(person, (a) => describeTable(a, table))) as TableAnswer).fields.map((f) => f.key)

beforeAll(async () => {
  db = await testDatabase()
  world = await makeWorld()
})

test('when a hidden field last changed is hidden in formulas too', async () => {
  await changeDefinitions(
    { base: world.base, actor: null, door: 'command' },
    async ({ definitions, nextNumber }) => {
      const before = definitions.tables.get('customers')!
      const source: Source = { kind: 'auto', of: 'updated', watch: ['margin'] }
      const moved = makeField(await nextNumber(), 'moved_at', 'datetime', { source })
      return [{ kind: 'table', before, after: { ...before, fields: [...before.fields, moved] } }]
    },
  )
  await computed('customers', 'same_time', 'datetime', field('moved_at'))
  await computed('orders', 'their_time', 'datetime', field('customer', 'moved_at'))
  expect(await fieldsOf(world.sales, 'customers')).not.toContain('same_time')
  expect(await fieldsOf(world.sales, 'orders')).not.toContain('their_time')
})

describe('a link that is computed in each read', () => {
  beforeAll(async () => {
    const due = call('lte', field('day'), variable('today'))
    await computed('orders', 'debtor', 'link', call('if', due, field('customer'), value(null)), {
      table: 'customers',
    })
  })
  test('is read, filtered and sorted like any other', async () => {
    const customer = await made('customers', { name: '甲', owner: world.sales.userId })
    await made('orders', { customer, seller: world.sales.userId })
    const [order] = await list(world.sales, 'orders', { sort: [{ field: 'debtor', desc: false }] })
    expect(order!.fields.debtor).toBe(customer)
    expect(order!.titles[customer]).toBe('甲')
  })
  test('leads nowhere else: that is refused when it is saved', async () => {
    const debts: Expr = { op: 'each', fn: 'count', over: { path: ['debtor', 'orders'] }, args: [] }
    for (const expr of [field('debtor', 'margin'), debts])
      await expect(computed('orders', 'further', 'number', expr)).rejects.toMatchObject({
        detail: { problem: 'problemFormula.leadsOn' },
      })
    await computed('orders', 'owed', 'checkbox', call('isNotEmpty', field('debtor')))
    expect((await list(world.sales, 'orders'))[0]!.fields.owed).toBe(true)
  })
})

test('a check of a new record says nothing of what its writer does not read', async () => {
  await computed('orders', 'room', 'currency', field('customer', 'margin'))
  await changeDefinitions({ base: world.base, actor: null, door: 'command' }, async ({ definitions }) => {
    const before = definitions.tables.get('orders')!
    const message = { en: 'too much' }
    const checks = [
      { key: 'within', expr: stored(call('lte', field('amount'), field('room'))), message },
      { key: 'beside', expr: stored(call('lte', field('amount'), field('customer', 'margin'))), message },
    ]
    return [{ kind: 'table', before, after: { ...before, checks } }]
  })
  const customer = await made('customers', { name: '丙', owner: world.sales.userId, margin: 5 })
  await expect(made('orders', { customer, amount: 9 })).rejects.toMatchObject({ code: 'VALUE_INVALID' })
  await made('orders', { customer, amount: 9 }, world.sales)
})

test('an empty link hides nothing; one to a record out of sight hides what is behind it', async () => {
  const link = {
    key: 'referrer',
    label: { en: 'Referrer' },
    type: 'link' as const,
    options: { table: 'customers' },
  }
  await as(world.admin, (a) => addField(a, 'customers', link))
  const length = call('length', field('referrer', 'name'))
  await computed('customers', 'fame', 'number', call('coalesce', length, value(0)))
  const stranger = await made('customers', { name: '丁', owner: world.other.userId })
  const owner = world.sales.userId
  const ids = [
    await made('customers', { name: '戊', owner }),
    await made('customers', { name: '己', owner, referrer: stranger }),
  ]
  const found = await list(world.sales, 'customers', { fields: ['fame'] })
  expect(ids.map((id) => found.find((r) => r.id === id)!.fields.fame)).toEqual([0, undefined])
})

test('a check may ask for what is computed in each read', async () => {
  const days = call('daysBetween', value('2024-01-01'), variable('today'))
  await computed('customers', 'age', 'number', call('add', call('length', field('name')), days))
  await changeDefinitions({ base: world.base, actor: null, door: 'command' }, async ({ definitions }) => {
    const before = definitions.tables.get('customers')!
    const checks = [
      { key: 'old', expr: stored(call('lt', field('age'), value(0))), message: { en: 'too old' } },
    ]
    return [{ kind: 'table', before, after: { ...before, checks } }]
  })
  await expect(made('customers', { name: '庚' })).rejects.toMatchObject({ code: 'VALUE_INVALID' })
})

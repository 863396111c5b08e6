/** Counterexamples that the property has found, each as a case of its own. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { enterBase } from '@/lib/access/enter'
import type { ListAnswer } from '@/lib/api/contract'
import { recordHistory } from '@/lib/changes/history'
import { ownerSql, run } from '@/lib/db/connection'
import { sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { titlesOf } from '@/lib/forms/prefill'
import { fieldOf } from '@/lib/meta/fields'
import type { FieldRight, Role, Rule, TableRights } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { describeTable } from '@/lib/records/describe'
import { listRecords } from '@/lib/records/list'
import { makeField, makeWorld, salesRole, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'

let db: TestDatabase
let world: World
let admin: Actor

const all: Rule = [{ kind: 'all' }]
const rights = (
  read: Rule,
  fields: Record<string, FieldRight>,
  more: Partial<TableRights> = {},
): TableRights => ({
  rows: { create: [], read, update: [], delete: [] },
  fields,
  otherFields: 'hidden',
  ...more,
})
const having = async (tables: Role['tables']): Promise<Actor> => ({
  ...(await enterBase(world.sales, world.base)),
  roles: [{ ...salesRole, key: 'fixed', tables }],
})

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  await changeDefinitions(
    { base: world.base, actor: world.admin.userId, door: 'command' },
    async ({ definitions }) => {
      const before = definitions.tables.get('orders')!
      const stamp = makeField(40, 'moved_at', 'datetime', {
        source: { kind: 'auto', of: 'updated', watch: ['customer'] },
      })
      const sections = before.sections.map((s) => ({ ...s, fields: [...s.fields, 'moved_at'] }))
      return [{ kind: 'table', before, after: { ...before, fields: [...before.fields, stamp], sections } }]
    },
  )
  admin = await enterBase(world.admin, world.base)
})
afterAll(() => db.close())

test('when a link was last moved is hidden from who does not see all that it may lead to', async () => {
  const orders = rights(all, { order_no: 'read', customer: 'read', moved_at: 'read' })
  const fieldsFor = async (customers: Rule) => {
    const actor = await having({ orders, customers: rights(customers, { name: 'read' }) })
    return (await describeTable(actor, 'orders')).fields.map((f) => f.key)
  }
  expect(await fieldsFor([{ kind: 'mine', path: ['owner'] }])).toEqual(['order_no', 'customer'])
  expect(await fieldsFor(all)).toEqual(['order_no', 'customer', 'moved_at'])
})

test('a title that is only given in new records names nothing', async () => {
  const customer = (JSON.parse(await createRecord(admin, 'customers', { name: '远航' })) as { id: string }).id
  await createRecord(admin, 'orders', { customer })
  const onlyNew: FieldRight = { read: false, edit: false, create: true }
  const actor = await having({
    orders: rights(all, { customer: 'read' }),
    customers: rights(all, { name: onlyNew }, { rows: { create: all, read: all, update: [], delete: [] } }),
  })
  const { records } = JSON.parse(await listRecords(actor, 'orders', {})) as ListAnswer
  expect(records.map((r) => [r.fields.customer, r.titles])).toEqual([[customer, {}]])
})

test('the names beside a form and a history stand in an order that no hidden write moves', async () => {
  const make = async (name: string) =>
    (JSON.parse(await createRecord(admin, 'customers', { name, margin: 1 })) as { id: string }).id
  const friends = [await make('甲'), await make('乙')]
  const id = await make('丙')
  await updateRecord(admin, 'customers', id, { set: { friends } })
  // So that a few rows are read in the order in which they lie in the file.
  await run(ownerSql(), sql`analyze crm.customers`)
  const actor = await having({ customers: rights(all, { name: 'read', friends: 'read' }) })
  const table = actor.definitions.tables.get('customers')!
  const answers = async () =>
    JSON.stringify([
      await titlesOf(actor, fieldOf(table, 'friends')!, friends),
      (await recordHistory(actor, table, id)).entries[0]!.titles,
    ])
  const before = await answers()
  // What is written moves to the end of the table's file.
  await updateRecord(admin, 'customers', friends[0]!, { set: { margin: 2 } })
  expect(await answers()).toBe(before)
})

test('the cursor of a history is as long however much has happened elsewhere', async () => {
  const { id } = JSON.parse(await createRecord(admin, 'customers', { name: '久' })) as { id: string }
  const table = admin.definitions.tables.get('customers')!
  const cursorAfter = async (changes: number) => {
    for (let i = 0; i < changes; i++)
      await updateRecord(admin, 'customers', id, { set: { margin: 10 + (i % 2) } })
    return (await recordHistory(admin, table, id)).next!.length
  }
  const before = await cursorAfter(32)
  await run(ownerSql(), sql`select setval(pg_get_serial_sequence('crm._changes', 'seq'), 1000000000000)`)
  expect(await cursorAfter(32)).toBe(before)
})

/** Writers that meet writers and makers in the worst moment: whoever commits last leaves right values (law L6). */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { asActor, assertPresent } from '@/lib/access/enter'
import { appSql, ownerTransaction, transaction } from '@/lib/db/connection'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { applyChanges, lockBase, nextNumber } from '@/lib/ddl/apply'
import { addField } from '@/lib/ddl/edit-field'
import { type Each, type Expr, field, stored } from '@/lib/expr/ast'
import { createRecord } from '@/lib/records/create'
import { deleteRecords, restoreRecords } from '@/lib/records/delete'
import { makeField, makeWorld, type World } from '@/lib/records/testing/world'
import { applyPatch, readPatch, updateRecord } from '@/lib/records/update'
import { wrongValues } from './fill'

let db: TestDatabase
let world: World
afterAll(() => db.close())

const as = <T>(work: (actor: Actor) => Promise<T>): Promise<T> => asActor(world.admin, world.base, work)
const made = async (table: string, fields: object): Promise<string> =>
  (JSON.parse(await as((actor) => createRecord(actor, table, fields))) as { id: string }).id
const sumOf = (key: string): Each => ({
  op: 'each',
  fn: 'sum',
  over: { path: ['orders'] },
  args: [field(key)],
})
const formula = (expr: Expr) => ({ kind: 'formula' as const, expr: stored(expr), stored: true })
const computed = (table: string, key: string, expr: Expr): Promise<unknown> =>
  as((actor) => addField(actor, table, { key, label: { en: key }, type: 'currency', source: formula(expr) }))
const wrong = async (): Promise<string[]> =>
  (
    await as(async (actor) => {
      await assertPresent(appSql(), actor)
      return wrongValues(appSql(), actor.definitions)
    })
  ).map((w) => `${w.table.key}.${w.field}`)
const dated: Expr = { op: 'call', fn: 'isNotEmpty', args: [field('day')] }
const sold: Expr = { op: 'call', fn: 'isNotEmpty', args: [field('seller')] }
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Changes a record, an order unless told, and holds the transaction open while somebody else begins. */
const heldOpen = (
  id: string,
  set: object,
  other: () => Promise<unknown>,
  table = 'orders',
): Promise<unknown> => {
  let meanwhile: Promise<unknown> | undefined
  return as((actor) =>
    transaction(async (tx) => {
      await applyPatch(tx, actor, id, readPatch(actor, table, { set }))
      meanwhile ??= other()
      await pause(300)
    }),
  ).then(() => meanwhile)
}

beforeAll(async () => {
  db = await testDatabase()
  world = await makeWorld()
  await computed('customers', 'total', sumOf('amount'))
})

test('two people move one order to two different customers', async () => {
  const [a, b, c] = [
    await made('customers', { name: 'A' }),
    await made('customers', { name: 'B' }),
    await made('customers', { name: 'C' }),
  ]
  const order = await made('orders', { customer: a, amount: 5 })
  await heldOpen(order, { customer: b }, () =>
    as((actor) => updateRecord(actor, 'orders', order, { set: { customer: c } })),
  )
  expect(await wrong()).toEqual([])
})

test('an order changes while a formula over it comes to be', async () => {
  const order = await made('orders', {
    customer: await made('customers', { name: 'D' }),
    amount: 5,
    day: null,
  })
  await heldOpen(order, { day: '2024-01-31' }, () =>
    computed('customers', 'dated', { ...sumOf('amount'), where: dated }),
  )
  expect(await wrong()).toEqual([])
})

test('an order changes while its customer becomes the friend of somebody', async () => {
  await computed('customers', 'friendly', {
    ...sumOf('amount'),
    over: { path: ['friends', 'orders'] },
    where: sold,
  })
  const [a, b] = [await made('customers', { name: 'F' }), await made('customers', { name: 'G' })]
  const order = await made('orders', { customer: a, amount: 5, seller: null })
  await heldOpen(order, { seller: world.admin.userId }, () =>
    as((actor) => updateRecord(actor, 'customers', b, { set: { friends: [a] } })),
  )
  expect(await wrong()).toEqual([])
})

test('an order goes to the trash while a formula over it comes to be', async () => {
  const customer = await made('customers', { name: 'E' })
  const order = await made('orders', { customer, amount: 5 })
  await as(async (actor) => actor)
  let gone: Promise<unknown> | undefined
  await ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, world.base)
    const before = definitions.tables.get('customers')!
    const number = await nextNumber(tx, definitions.schema)
    const late = makeField(number, 'late', 'currency', { source: formula(sumOf('amount')) })
    const after = { ...before, fields: [...before.fields, late] }
    const change = { base: world.base, actor: null, door: 'command' } as const
    await applyChanges(tx, definitions, change, [{ kind: 'table', before, after }])
    gone = as((actor) => deleteRecords(actor, 'orders', [order]))
    await pause(300)
  })
  await gone
  expect(await wrong()).toEqual([])
})

test('an order changes while its customer comes back from the trash', async () => {
  const customer = await made('customers', { name: 'H' })
  const order = await made('orders', { customer, amount: 5 })
  await as((actor) => deleteRecords(actor, 'customers', [customer]))
  await as((actor) => restoreRecords(actor, 'orders', [order]))
  await heldOpen(order, { amount: 7 }, () => as((actor) => restoreRecords(actor, 'customers', [customer])))
  expect(await wrong()).toEqual([])
})

test('a customer changes while a branch of it that copies from it comes back from the trash', async () => {
  await as((actor) =>
    addField(actor, 'customers', {
      key: 'parent',
      label: { en: 'parent' },
      type: 'link',
      source: { kind: 'input' },
      options: { table: 'customers', onDelete: 'clear' },
    }),
  )
  await computed('customers', 'credit', { op: 'field', path: ['parent', 'margin'] })
  const parent = await made('customers', { name: 'I', margin: 1 })
  const branch = await made('customers', { name: 'J', parent })
  await as((actor) => deleteRecords(actor, 'customers', [branch]))
  const back = () => as((actor) => restoreRecords(actor, 'customers', [branch]))
  await heldOpen(parent, { margin: 2 }, back, 'customers')
  expect(await wrong()).toEqual([])
})

/** Stored computed values are right when a write commits, whatever the write and whoever writes beside it (law L6). */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { appSql, run, transaction } from '@/lib/db/connection'
import { ident, param, qualified, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { addField } from '@/lib/ddl/edit-field'
import { call, type Each, type Expr, field, stored, value, variable } from '@/lib/expr/ast'
import type { TypeName } from '@/lib/fields/index'
import { createRecord } from '@/lib/records/create'
import { deleteRecords, restoreRecords } from '@/lib/records/delete'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { wrongValues } from './fill'

let db: TestDatabase
let world: World
beforeAll(async () => {
  db = await testDatabase()
  world = await makeWorld()
})
afterAll(() => db.close())

const each = (fn: string, over: Each['over'], args: Expr[] = [], where?: Expr): Expr => ({
  op: 'each',
  fn,
  over,
  args,
  ...(where ? { where } : {}),
})
const orders = { path: ['orders'] }

const asAdmin = <T>(work: (actor: Actor) => Promise<T>): Promise<T> => asActor(world.admin, world.base, work)

async function computed(table: string, key: string, type: TypeName, expr: Expr, options = {}): Promise<void> {
  const source = { kind: 'formula' as const, expr: stored(expr), stored: true }
  await asAdmin((actor) => addField(actor, table, { key, label: { en: key }, type, options, source }))
}

const made = async (table: string, fields: object): Promise<string> =>
  (JSON.parse(await asAdmin((actor) => createRecord(actor, table, fields))) as { id: string }).id
const change = (table: string, id: string, set: object): Promise<unknown> =>
  asAdmin((actor) => updateRecord(actor, table, id, { set }))
const remove = (id: string): Promise<unknown> => asAdmin((actor) => deleteRecords(actor, 'orders', [id]))
const bringBack = (id: string): Promise<unknown> => asAdmin((actor) => restoreRecords(actor, 'orders', [id]))

async function cell(table: string, key: string, id: string): Promise<unknown> {
  const [row] = await run<{ value: unknown }>(
    appSql(),
    sql`select to_json(t.${ident(key)}) as value from ${qualified(world.base, table)} t where t.id = ${param(id, 'uuid')}`,
  )
  return row?.value
}

const everythingRight = async (): Promise<void> => {
  const wrong = await asAdmin((actor) => wrongValues(appSql(), actor.definitions))
  expect(wrong.map((w) => `${w.table.key}.${w.field}`)).toEqual([])
}

beforeAll(async () => {
  await computed('customers', 'order_count', 'number', each('count', orders))
  await computed('customers', 'total', 'currency', each('sum', orders, [field('amount')]))
  await computed('customers', 'vip', 'checkbox', call('gt', field('total'), value(100)))
  await computed('orders', 'customer_total', 'currency', field('customer', 'total'))
  await computed('orders', 'customer_name', 'text', field('customer', 'name'))
  await computed('orders', 'known', 'checkbox', call('isNotEmpty', field('customer')))
  await computed('orders', 'share', 'percent', call('div', field('amount'), field('customer_total')))
  await computed(
    'customers',
    'large',
    'number',
    each('count', orders, [], call('gt', field('share'), value(0.5))),
  )
  const month = call('addDays', variable('today'), value(-30))
  await computed(
    'customers',
    'recent',
    'currency',
    each('sum', orders, [field('amount')], call('onOrAfter', field('day'), month)),
  )
  await computed('customers', 'last_day', 'date', each('max', orders, [field('day')]))
  await computed(
    'customers',
    'idle_days',
    'number',
    call('daysBetween', field('last_day'), variable('today')),
  )
})

describe('kinds', () => {
  test('what the row alone decides about today has no column, a window over others has one', async () => {
    // A statement of this actor has met the newest definitions.
    await made('customers', { name: 'first' })
    const { definitions } = await asAdmin(async (actor) => actor)
    const source = (key: string) =>
      definitions.tables.get('customers')!.fields.find((f) => f.key === key)!.source
    expect(source('idle_days')).toMatchObject({ stored: false })
    expect(source('recent')).toMatchObject({ stored: true })
  })
})

describe('writes', () => {
  test('create, change, move, delete and restore keep every level right', async () => {
    const [a, b] = [await made('customers', { name: 'A' }), await made('customers', { name: 'B' })]
    expect(await cell('customers', 'order_count', a)).toBe(0)
    const first = await made('orders', { customer: a, amount: 60 })
    const second = await made('orders', { customer: a, amount: 60 })
    expect(await cell('customers', 'total', a)).toBe(120)
    expect(await cell('customers', 'vip', a)).toBe(true)
    expect(await cell('orders', 'customer_total', first)).toBe(120)
    expect(await cell('orders', 'share', first)).toBe(0.5)
    await change('orders', first, { amount: 180 })
    expect(await cell('customers', 'large', a)).toBe(1)
    await change('orders', second, { customer: b })
    expect(await cell('customers', 'total', a)).toBe(180)
    expect(await cell('customers', 'total', b)).toBe(60)
    expect(await cell('orders', 'customer_name', second)).toBe('B')
    await change('customers', b, { name: 'C' })
    expect(await cell('orders', 'customer_name', second)).toBe('C')
    await remove(first)
    expect(await cell('customers', 'order_count', a)).toBe(0)
    await bringBack(first)
    expect(await cell('customers', 'total', a)).toBe(180)
    await everythingRight()
  })

  test('a link to a record in the trash is empty, until that comes back', async () => {
    const customer = await made('customers', { name: 'gone' })
    const order = await made('orders', { customer, amount: 1 })
    // The order goes along, and comes back by itself.
    await asAdmin((actor) => deleteRecords(actor, 'customers', [customer]))
    await bringBack(order)
    expect(await cell('orders', 'known', order)).toBe(false)
    await asAdmin((actor) => restoreRecords(actor, 'customers', [customer]))
    expect(await cell('orders', 'known', order)).toBe(true)
    await everythingRight()
  })

  test('a field that is added is filled for the records that are there', async () => {
    await computed('customers', 'mean', 'currency', each('average', orders, [field('amount')]))
    await everythingRight()
  })

  test('two people who write orders of one customer at once', async () => {
    const customer = await made('customers', { name: 'busy' })
    await Promise.all(Array.from({ length: 20 }, (_, i) => made('orders', { customer, amount: i + 1 })))
    expect(await cell('customers', 'total', customer)).toBe(210)
    await everythingRight()
  })
})

describe('what cannot be', () => {
  test('a cycle is refused with its way, and changes nothing', async () => {
    const { version } = (await asAdmin(async (actor) => actor)).definitions
    await expect(
      computed(
        'orders',
        'round',
        'currency',
        each('sum', { path: ['customer', 'orders'] }, [field('round')]),
      ),
    ).rejects.toMatchObject({ code: 'DEFINITION_INVALID', detail: { problem: 'problemFormula.cycle' } })
    expect((await asAdmin(async (actor) => actor)).definitions.version).toBe(version)
  })
  test('who looks cannot be in a value', async () => {
    await expect(computed('orders', 'mine', 'checkbox', call('isMe', field('seller')))).rejects.toMatchObject(
      {
        detail: { problem: 'problemFormula.me' },
      },
    )
  })
})

describe('random writes', () => {
  test('leave what a computation from nothing gives, also when they meet', { timeout: 60_000 }, async () => {
    const customers = await Promise.all(['x', 'y', 'z'].map((name) => made('customers', { name })))
    const pool: string[] = []
    for (let i = 0; i < 6; i++)
      pool.push(await made('orders', { customer: customers[i % 3], amount: i * 10 }))
    const gone = new Set<string>()
    const write = fc.record({
      kind: fc.constantFrom('amount', 'move', 'rename', 'create', 'delete', 'restore'),
      order: fc.nat(5),
      customer: fc.nat(2),
      amount: fc.integer({ min: -50, max: 500 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(write, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
        async (rounds) => {
          for (const round of rounds) {
            await Promise.all(
              round.map(async ({ kind, order, customer, amount }) => {
                const id = pool[order]!
                const target = customers[customer]!
                const acts: Record<string, () => Promise<unknown>> = {
                  amount: () => change('orders', id, { amount }),
                  move: () => change('orders', id, { customer: target }),
                  rename: () => change('customers', target, { name: `n${amount}` }),
                  create: () => made('orders', { customer: target, amount }),
                  delete: () => remove(id).then(() => gone.add(id)),
                  restore: () => bringBack(id).then(() => gone.delete(id)),
                }
                // Two who delete one record, or one who changes what is gone, are told so; nothing else may fail.
                await acts[kind]!().catch((error: { code?: string }) => {
                  if (error.code !== 'NOT_FOUND') throw error
                })
              }),
            )
          }
          await everythingRight()
        },
      ),
      { numRuns: 15 },
    )
  })
})

test('a transaction that fails leaves no value behind', async () => {
  const customer = await made('customers', { name: 'kept' })
  await expect(
    transaction(async () => {
      await made('orders', { customer, amount: 'many' })
    }),
  ).rejects.toMatchObject({ code: 'VALUE_INVALID' })
  expect(await cell('customers', 'order_count', customer)).toBe(0)
})

/** Midnight: figures over a window of days are brought to the new day, also when the server slept through it (law L6). */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { role } from '@/lib/access/testing/roles'
import type { ListAnswer } from '@/lib/api/contract'
import { appSql } from '@/lib/db/connection'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { addField } from '@/lib/ddl/edit-field'
import { call, type Expr, field, stored, value, variable } from '@/lib/expr/ast'
import { addDays, localDay } from '@/lib/expr/calendar'
import { createRecord } from '@/lib/records/create'
import { listRecords } from '@/lib/records/list'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { wrongValues } from './fill'
import { sweepDay } from './midnight'

let db: TestDatabase
let world: World
const asAdmin = <T>(work: (actor: Actor) => Promise<T>): Promise<T> => asActor(world.admin, world.base, work)
const customers = async (): Promise<ListAnswer> =>
  JSON.parse(
    await asAdmin((a) => listRecords(a, 'customers', { fields: ['recent', 'busy', 'idle'] })),
  ) as ListAnswer

beforeAll(async () => {
  db = await testDatabase()
  world = await makeWorld()
  const month = call('onOrAfter', field('day'), call('addDays', variable('today'), value(-29)))
  const over = { path: ['orders'] }
  const sum: Expr = { op: 'each', fn: 'sum', over, args: [field('amount')], where: month }
  const lastDay: Expr = { op: 'each', fn: 'max', over, args: [field('day')] }
  const formulas = {
    recent: ['currency', sum],
    busy: ['checkbox', call('gt', field('recent'), value(15))],
    last_day: ['date', lastDay],
    idle: ['number', call('daysBetween', field('last_day'), variable('today'))],
  } as const
  for (const [key, [type, expr]] of Object.entries(formulas)) {
    const source = { kind: 'formula' as const, expr: stored(expr), stored: true }
    await asAdmin((actor) => addField(actor, 'customers', { key, label: { en: key }, type, source }))
  }
})
afterAll(async () => {
  vi.useRealTimers()
  await db.close()
})

test('a window moves on with the day; only records whose value differs are written', async () => {
  const today = localDay(Date.now(), 'Asia/Shanghai')
  const [old, fresh] = await Promise.all(
    ['old', 'fresh'].map(
      async (name) =>
        (JSON.parse(await asAdmin((a) => createRecord(a, 'customers', { name }))) as { id: string }).id,
    ),
  )
  const order = (customer: string, amount: number, day: string) =>
    asAdmin((a) => createRecord(a, 'orders', { customer, amount, day }))
  await order(old!, 20, addDays(today, -28)!)
  await order(fresh!, 20, today)
  expect(await sweepDay()).toBe(0)
  const byId = async () => new Map((await customers()).records.map((r) => [r.id, r.fields]))
  expect((await byId()).get(old!)).toEqual({ recent: 20, busy: true, idle: 28 })

  // Three nights pass while nobody is there.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 86_400_000 })
  const asleep = await customers()
  expect(asleep.asOf).toBe(today)
  const without = await asActor(world.sales, world.base, (actor) =>
    listRecords({ ...actor, roles: [role({ customers: { fields: { name: 'read' } } })] }, 'customers', {}),
  )
  expect(JSON.parse(without)).not.toHaveProperty('asOf')
  expect((await byId()).get(old!)).toEqual({ recent: 20, busy: true, idle: 31 })

  expect(await sweepDay()).toBe(1)
  const awake = await customers()
  expect(awake.asOf).toBeUndefined()
  expect((await byId()).get(old!)).toEqual({ recent: 0, busy: false, idle: 31 })
  expect((await byId()).get(fresh!)).toEqual({ recent: 20, busy: true, idle: 3 })
  expect(await asAdmin((a) => wrongValues(appSql(), a.definitions))).toEqual([])
  expect(await sweepDay()).toBe(0)
})

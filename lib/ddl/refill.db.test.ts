/** A formula over a large table: told how far it is, ended on demand or by a crash without a trace, right when it is there. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { wrongValues } from '@/lib/compute/fill'
import { appSql, ownerSql, run } from '@/lib/db/connection'
import { sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, type Expr, field, stored, value } from '@/lib/expr/ast'
import { cancelWork, type WorkState, workOf } from '@/lib/jobs/work'
import { createRecord } from '@/lib/records/create'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { addField, changeField } from './edit-field'

let db: TestDatabase
let world: World
const asAdmin = <T>(work: (actor: Actor) => Promise<T>): Promise<T> => asActor(world.admin, world.base, work)

beforeAll(async () => {
  db = await testDatabase()
  world = await makeWorld()
  await run(
    ownerSql(),
    sql`insert into crm.customers (id, name, margin) select gen_random_uuid(), 'n' || i, i % 1000 from generate_series(1, 52000) i`,
  )
})
afterAll(() => db.close())

const source = (expr: Expr) => ({ kind: 'formula' as const, expr: stored(expr), stored: true })
const double = source(call('mul', field('margin'), value(2)))
const add = (key: string, from = double): Promise<unknown> =>
  asAdmin((a) => addField(a, 'customers', { key, label: { en: key }, type: 'currency', source: from }))
const columns = async (): Promise<string[]> =>
  (
    await run<{ name: string }>(
      ownerSql(),
      sql`select column_name as name from information_schema.columns where table_schema = 'crm' and table_name = 'customers'`,
    )
  ).map((c) => c.name)
const right = async (): Promise<void> =>
  expect(await asAdmin((a) => wrongValues(appSql(), a.definitions))).toEqual([])

/** What is told of the work while it goes on; `act` once, when some of it is done. */
async function watched(
  work: Promise<unknown>,
  act: (state: WorkState) => Promise<unknown>,
): Promise<WorkState[]> {
  const seen: WorkState[] = []
  let done = false
  let acted: Promise<unknown> | undefined
  const ended = work.finally(() => {
    done = true
  })
  ended.catch(() => {})
  while (!done) {
    const [state] = await workOf('crm')
    if (state) seen.push(state)
    if (state && state.completed > 0) acted ??= act(state)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  await acted
  await ended
  return seen
}

test('it is told how far it is, and what is written meanwhile is right', { timeout: 60_000 }, async () => {
  const id = (
    JSON.parse(await asAdmin((a) => createRecord(a, 'customers', { name: 'last', margin: 1 }))) as {
      id: string
    }
  ).id
  const seen = await watched(add('double'), async () => {
    await asAdmin((a) => updateRecord(a, 'customers', id, { set: { margin: 21 } }))
    await asAdmin((a) => createRecord(a, 'customers', { name: 'later', margin: 4 }))
  })
  expect(seen.at(-1)).toMatchObject({ what: 'computing', label: { en: 'double' }, total: 52_001 })
  expect(new Set(seen.map((s) => s.completed)).size).toBeGreaterThan(2)
  await right()
  const [row] = await run<{ double: string }>(
    ownerSql(),
    sql`select double from crm.customers where margin = 21 and double is not null order by id desc limit 1`,
  )
  expect(Number(row!.double)).toBe(42)
})

test('a changed formula replaces its values at once, and those that draw on it', {
  timeout: 60_000,
}, async () => {
  await add('quadruple', source(call('mul', field('double'), value(2))))
  await asAdmin((a) =>
    changeField(a, 'customers', 'double', { source: source(call('mul', field('margin'), value(3))) }),
  )
  await right()
  const [row] = await run<{ double: string; quadruple: string }>(
    ownerSql(),
    sql`select double, quadruple from crm.customers where margin = 10 limit 1`,
  )
  expect([Number(row!.double), Number(row!.quadruple)]).toEqual([30, 60])
  expect((await columns()).filter((name) => name.startsWith('_n_'))).toEqual([])
})

test('it ends when somebody asks, and nothing of it stays', { timeout: 60_000 }, async () => {
  const before = await columns()
  await expect(watched(add('never'), ({ id }) => cancelWork('crm', id))).rejects.toMatchObject({
    code: 'CANCELLED',
  })
  expect(await columns()).toEqual(before)
  expect(await workOf('crm')).toEqual([])
  await right()
})

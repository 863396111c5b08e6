/** As many computed fields as a table may have still fit into one statement, for a write and for a read. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { call, type Expr, field, stored, value, variable } from '@/lib/expr/ast'
import { createRecord } from '@/lib/records/create'
import { listRecords } from '@/lib/records/list'
import { makeField, makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'

let db: TestDatabase
let world: World
beforeAll(async () => {
  db = await testDatabase()
  world = await makeWorld()
})
afterAll(() => db.close())

const as = <T>(work: (actor: Actor) => Promise<T>): Promise<T> => asActor(world.admin, world.base, work)

/** Adds many computed fields at once. */
const define = (table: string, given: readonly [key: string, expr: Expr][]): Promise<unknown> =>
  changeDefinitions(
    { base: world.base, actor: null, door: 'command' },
    async ({ definitions, nextNumber }) => {
      const before = definitions.tables.get(table)!
      const added = []
      for (const [key, expr] of given)
        added.push(
          makeField(await nextNumber(), key, 'number', {
            source: { kind: 'formula', expr: stored(expr), stored: true },
          }),
        )
      return [{ kind: 'table', before, after: { ...before, fields: [...before.fields, ...added] } }]
    },
  )

test('three hundred computed fields, each drawing on the one before', { timeout: 60_000 }, async () => {
  const chain = Array.from({ length: 150 }, (_, i): [string, Expr] => [
    `s${i}`,
    call('add', i === 0 ? field('amount') : field(`s${i - 1}`), value(1)),
  ])
  const beside = Array.from({ length: 150 }, (_, i): [string, Expr] => [
    `d${i}`,
    call('add', call('daysBetween', field('day'), variable('today')), field(`s${i}`)),
  ])
  await define('orders', [...chain, ...beside])
  const customer = (
    JSON.parse(await as((a) => createRecord(a, 'customers', { name: 'A' }))) as { id: string }
  ).id
  const order = JSON.parse(await as((a) => createRecord(a, 'orders', { customer, amount: 1 }))) as {
    id: string
    fields: Record<string, unknown>
  }
  expect(order.fields.s149).toBe(151)
  await as((a) => updateRecord(a, 'orders', order.id, { set: { amount: 2 } }))
  const sort = [{ field: 'd149', desc: true }]
  const filter = stored(call('gt', field('d149'), value(100)))
  const listed = JSON.parse(await as((a) => listRecords(a, 'orders', { sort, filter }))) as {
    records: (typeof order)[]
  }
  expect(listed.records[0]!.fields).toMatchObject({ s149: 152, d149: 152 })
})

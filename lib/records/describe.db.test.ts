/** What somebody is told of a table: that they see a part of it, and nothing of what the other part holds. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { createRecord } from './create'
import { describeTable } from './describe'
import { makeWorld, type World } from './testing/world'

let db: TestDatabase
let world: World

beforeAll(async () => {
  db = await testDatabase()
  world = await makeWorld()
})
afterAll(() => db.close())

test('a rule that is not simply "all" shows a part, whether or not there is more', async () => {
  const told = (by = world.sales) => asActor(by, world.base, (actor) => describeTable(actor, 'customers'))
  const empty = await told()
  expect(empty.partly).toBe(true)
  await asActor(world.admin, world.base, (actor) => createRecord(actor, 'customers', { name: '别人的' }))
  expect(JSON.stringify(await told())).toBe(JSON.stringify(empty))
  expect(await told(world.admin)).not.toHaveProperty('partly')
})

/** What somebody is told of a table: that they see a part of it, and nothing of what the other part holds. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { all, role, where, withField } from '@/lib/access/testing/roles'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Field, FieldRight, View } from '@/lib/meta/model'
import { createRecord } from './create'
import { describeTable } from './describe'
import { makeWorld, type World } from './testing/world'
import { clearViewSettings, saveViewSettings } from './views'

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

/** What a role that makes customers is told of one field of them. */
const fieldAs = (right: FieldRight, key: string, change: Partial<Field> = {}) =>
  asActor(world.sales, world.base, async (sales) => {
    const roles = [role({ customers: { rows: { create: all }, fields: { [key]: right } } })]
    const actor = where({ ...sales, roles }, 'customers', withField(key, change))
    return (await describeTable(actor, 'customers')).fields.find((f) => f.key === key)!
  })

test('a mask is asked as the text that it is', async () => {
  const asked = ['is', 'isNot', 'contains', 'notContains', 'isEmpty', 'isNotEmpty']
  for (const key of ['phone', 'margin', 'owner'])
    expect((await fieldAs({ mask: 'all' }, key)).operators, key).toEqual(asked)
  expect((await fieldAs('read', 'margin')).operators).not.toEqual(asked)
})

test('choices are told of fields that are', async () => {
  const sets = (fields: Record<string, FieldRight>) =>
    asActor(world.sales, world.base, async (sales) => {
      const actor = { ...sales, roles: [role({ customers: { fields } })] }
      return Object.keys((await describeTable(actor, 'customers')).optionSets)
    })
  expect(await sets({ name: 'read', grade: 'read' })).toEqual(['grade'])
  expect(await sets({ name: 'read' })).toEqual([])
})

test('a default is told to those who may choose something else', async () => {
  const given = { default: stored(value('gold')) }
  expect((await fieldAs('edit', 'grade', given)).default).toEqual(given.default)
  expect((await fieldAs('read', 'grade', given)).default).toBe(undefined)
})

test('one’s own settings of a view are nobody else’s, and say nothing of what is hidden meanwhile', async () => {
  const label = { 'zh-CN': '全部', en: 'All' }
  const view: View = {
    id: randomUUID(),
    key: 'every',
    table: 'customers',
    type: 'grid',
    label,
    columns: [{ field: 'name' }],
    frozen: 0,
    sort: [],
  }
  await changeDefinitions({ base: world.base, actor: world.admin.userId, door: 'command' }, async () => [
    { kind: 'view', after: view },
  ])
  const settings = { frozen: 2, filter: stored(call('gt', field('margin'), value(5))) }
  const as = <T>(person: Person, right: FieldRight, work: (actor: Actor) => Promise<T>) =>
    asActor(person, world.base, (actor) =>
      work({ ...actor, roles: [role({ customers: { fields: { name: 'read', margin: right } } })] }),
    )
  const mine = (person: Person, right: FieldRight = 'read') =>
    as(person, right, async (actor) => (await describeTable(actor, 'customers')).views[0]!.mine)
  for (const person of [world.sales, world.other])
    await as(person, 'read', (actor) => saveViewSettings(actor, 'every', settings))
  await as(world.other, 'read', (actor) => clearViewSettings(actor, 'every'))
  expect(await mine(world.other)).toBe(undefined)
  expect(await mine(world.sales)).toEqual(settings)
  expect(JSON.stringify(await mine(world.sales, 'hidden'))).toBe('{"frozen":2}')
})

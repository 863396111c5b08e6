/** What somebody is told who may add records and see none, or give fields in a new record that nobody shows them later. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { enterBase } from '@/lib/access/enter'
import type { ApiRecord } from '@/lib/api/contract'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { FieldRight, Role, Rule, View } from '@/lib/meta/model'
import { createRecord } from './create'
import { describeBase, describeTable } from './describe'
import { customers, makeWorld, type World } from './testing/world'

let db: TestDatabase
let world: World
let me: Actor

const all: Rule = [{ kind: 'all' }]
const given: FieldRight = { read: false, edit: false, create: true }
const submitting = (fields: Record<string, FieldRight>, read: Rule = []): Actor => {
  const role: Role = {
    id: 'r',
    key: 'r',
    label: {},
    admin: false,
    tables: {
      customers: {
        rows: { create: all, read, update: [], delete: [] },
        fields,
        otherFields: 'hidden',
      },
    },
  }
  return { ...me, roles: [role] }
}

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  const gold = stored(call('is', field('grade'), value('gold')))
  await changeDefinitions({ base: world.base, actor: world.admin.userId, door: 'command' }, async () => [
    {
      kind: 'table',
      before: customers,
      after: {
        ...customers,
        fields: customers.fields.map((f) => (f.key === 'code' ? { ...f, showIf: gold } : f)),
      },
    },
  ])
  me = await enterBase(world.sales, world.base)
})
afterAll(() => db.close())

describe('a table that takes records and shows none', () => {
  const actor = () => submitting({ name: given, grade: given, code: given })
  test('is in the list of tables and says that nothing is read there', async () => {
    expect(describeBase(actor(), undefined).tables).toMatchObject([
      { key: 'customers', can: { create: true, read: false } },
    ])
    const { definitions, ...rest } = actor()
    const view: View = {
      id: rest.userId,
      key: 'every',
      table: 'customers',
      type: 'grid',
      label: {},
      columns: [],
      frozen: 0,
      sort: [],
    }
    const looking = { ...rest, definitions: { ...definitions, views: new Map([[view.id, view]]) } }
    expect(await describeTable(looking, 'customers')).toMatchObject({
      fields: [],
      views: [],
      can: { read: false, create: true },
    })
  })
  test('has all that its form needs: the fields in their sections, their options and their conditions', async () => {
    const { onlyNew, sections, optionSets } = await describeTable(actor(), 'customers')
    expect(onlyNew?.map((f) => f.key)).toEqual(['name', 'grade', 'code'])
    expect(sections).toMatchObject([{ key: 'main', fields: ['name', 'grade', 'code'] }])
    expect(optionSets.grade?.map((o) => o.value)).toEqual(['gold', 'silver'])
    expect(onlyNew?.find((f) => f.key === 'code')?.showIf).toBeDefined()
  })
  test('says nothing of a condition over what its form does not have', async () => {
    const { onlyNew } = await describeTable(submitting({ name: given, code: given }), 'customers')
    expect(onlyNew?.find((f) => f.key === 'code')?.showIf).toBeUndefined()
  })
  test('answers with the id of what was added, and that it is out of sight', async () => {
    const made = JSON.parse(
      await createRecord(actor(), 'customers', { name: '来访', grade: 'gold' }),
    ) as ApiRecord
    expect(made).toEqual({
      id: made.id,
      fields: {},
      titles: {},
      can: { update: false, delete: false },
      unseen: true,
    })
  })
})

test('a record in sight of which nothing is filled in is not taken for one that is out of sight', async () => {
  const reader = submitting({ name: given, grade: 'read' }, [{ kind: 'created' }])
  const made = JSON.parse(await createRecord(reader, 'customers', { name: '空' })) as ApiRecord
  expect(made).toMatchObject({ fields: {} })
  expect(made.unseen).toBeUndefined()
})

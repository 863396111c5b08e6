/** Rights beyond "hidden, masked, read, edit": conditions, new records only, denials, teams, shares and actions. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import { recordHistory } from '@/lib/changes/history'
import { appSql, ownerSql, run } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, field, stored, value, variable } from '@/lib/expr/ast'
import type { Action, FieldRight, Role, Rule, TableRights, Team } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { describeTable } from '@/lib/records/describe'
import { getRecord } from '@/lib/records/get'
import { listRecords } from '@/lib/records/list'
import { revealValue } from '@/lib/records/reveal'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { actionsFor, forAction } from './actions'
import type { Actor } from './actor'
import { enterBase } from './enter'

let db: TestDatabase
let world: World
let admin: Actor
let me: Actor
const ids: Record<string, string> = {}

const all: Rule = [{ kind: 'all' }]
const mine: Rule = [{ kind: 'mine', path: ['owner'] }]
const gold = stored(call('is', field('grade'), value('gold')))
let serial = 0
const role = (
  rows: Partial<TableRights['rows']>,
  fields: Record<string, FieldRight> = {},
  more: Partial<TableRights> = {},
): Role => ({
  id: 'r',
  key: `r${serial++}`,
  label: {},
  admin: false,
  tables: {
    customers: {
      rows: { create: [], read: all, update: [], delete: [], ...rows },
      fields: { name: 'edit', ...fields },
      otherFields: 'hidden',
      ...more,
    },
  },
})
const having = (...roles: Role[]): Actor => ({ ...me, roles })
const teamed = (teams: Team[], ...roles: Role[]): Actor => ({
  ...having(...roles),
  definitions: { ...me.definitions, teams },
})
const list = async (actor: Actor): Promise<ApiRecord[]> =>
  (JSON.parse(await listRecords(actor, 'customers', {})) as ListAnswer).records
const names = async (actor: Actor): Promise<unknown[]> => (await list(actor)).map((r) => r.fields.name).sort()
const get = async (actor: Actor, id: string): Promise<ApiRecord> =>
  JSON.parse(await getRecord(actor, 'customers', id)) as ApiRecord

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  admin = await enterBase(world.admin, world.base)
  me = await enterBase(world.sales, world.base)
  const customers: [string, object][] = [
    ['mine', { owner: world.sales.userId, grade: 'gold', phone: '13800138000' }],
    ['other', { owner: world.other.userId, grade: 'silver', phone: '13911112222' }],
    ['nobody', { phone: '13712345678' }],
  ]
  for (const [name, fields] of customers)
    ids[name] = (JSON.parse(await createRecord(admin, 'customers', { name, ...fields })) as ApiRecord).id
})
afterAll(() => db.close())

describe('conditions of a field', () => {
  const claimed: FieldRight = { read: gold, mask: 'phone', edit: gold, create: true }
  test('the value where it holds, the mask elsewhere, also where it cannot be told', async () => {
    const actor = having(role({ update: all }, { phone: claimed }))
    const shown = Object.fromEntries((await list(actor)).map((r) => [r.fields.name, r.fields.phone]))
    expect(shown).toEqual({ mine: '+8613800138000', other: '139****2222', nobody: '137****5678' })
  })
  test('a filter compares what is shown', async () => {
    const actor = having(role({}, { phone: claimed }))
    const where = (text: string) => listRecords(actor, 'customers', { where: text })
    expect(JSON.parse(await where('phone = "+8613911112222"')).records).toEqual([])
    expect(JSON.parse(await where('phone = "139****2222"')).records).toHaveLength(1)
  })
  test('it is editable there alone', async () => {
    const actor = having(role({ update: all }, { phone: claimed }))
    const change = (id: string) => updateRecord(actor, 'customers', id, { set: { phone: '13000000000' } })
    await expect(change(ids.other!)).rejects.toMatchObject({ code: 'FIELD_READ_ONLY' })
    await expect(change(ids.nobody!)).rejects.toMatchObject({ code: 'FIELD_READ_ONLY' })
    await change(ids.mine!)
    expect((await get(admin, ids.mine!)).fields.phone).toBe('+8613000000000')
  })
  test('the table says "mask" only of a field whose value is never shown', async () => {
    const rightOf = async (right: FieldRight) => {
      const { fields } = await describeTable(having(role({}, { phone: right })), 'customers')
      return fields.find((f) => f.key === 'phone')
    }
    expect(await rightOf({ ...claimed, edit: false })).toMatchObject({ right: 'read', mask: 'phone' })
    expect(await rightOf({ mask: 'phone' })).toMatchObject({ right: 'mask', mask: 'phone' })
    expect(await rightOf({ mask: 'phone' })).not.toHaveProperty('reveal')
    expect(await rightOf({ mask: 'phone', reveal: true })).toMatchObject({ reveal: true })
  })
  test('a condition may ask who is asking', async () => {
    const own = stored(call('is', field('owner'), variable('me')))
    const actor = having(role({}, { phone: { read: own, edit: false, create: false } }))
    const shown = (await list(actor)).filter((r) => r.fields.phone !== undefined)
    expect(shown.map((r) => r.fields.name)).toEqual(['mine'])
  })
})

test('a mask is looked behind in the rows alone of the role that says so', async () => {
  const asking = role({ read: mine }, { phone: { mask: 'phone', reveal: true } })
  const actor = having(asking, role({}, { phone: { mask: 'phone' } }))
  const look = (id: string) => revealValue(actor, 'customers', id, 'phone', 'asked')
  expect((await look(ids.mine!)).value).toMatch(/^\+86/)
  await expect(look(ids.other!)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('a field may be given in new records where its condition holds', async () => {
  const actor = having(
    role({ create: all }, { grade: 'edit', phone: { read: false, edit: false, create: gold } }),
  )
  const make = (fields: object) => createRecord(actor, 'customers', { name: 'new', ...fields })
  for (const grade of ['silver', null])
    await expect(make({ phone: '13600000000', grade })).rejects.toMatchObject({
      code: 'FIELD_READ_ONLY',
      detail: { field: 'phone' },
    })
  const { id } = JSON.parse(await make({ phone: '13600000000', grade: 'gold' })) as ApiRecord
  await deleteRecords(admin, 'customers', [id])
})

test('a record that nobody made is not one’s own', async () => {
  const created: Rule = [{ kind: 'created' }]
  const actor = having(role({ create: all, read: created, update: created, delete: created }))
  const { id } = JSON.parse(await createRecord(actor, 'customers', { name: 'own' })) as ApiRecord
  expect(await names(actor)).toEqual(['own'])
  await run(ownerSql(), sql`update crm.customers set created_by = null where id = ${param(id, 'uuid')}`)
  expect(await names(actor)).toEqual([])
  await deleteRecords(admin, 'customers', [id])
})

describe('a field that is only given in new records', () => {
  const onlyNew: FieldRight = { read: false, edit: false, create: true }
  test('is written and never shown, filtered, sorted or changed', async () => {
    const actor = having(role({ create: all, update: all }, { phone: onlyNew }))
    const made = JSON.parse(
      await createRecord(actor, 'customers', { name: 'neu', phone: '13600000000' }),
    ) as ApiRecord
    expect(made.fields.phone).toBeUndefined()
    expect((await get(admin, made.id)).fields.phone).toBe('+8613600000000')
    for (const ask of [
      { fields: ['phone'] },
      { where: 'phone = "1"' },
      { sort: [{ field: 'phone', desc: false }] },
    ])
      await expect(listRecords(actor, 'customers', ask)).rejects.toMatchObject({ status: 400 })
    await expect(updateRecord(actor, 'customers', made.id, { set: { phone: '1' } })).rejects.toMatchObject({
      status: 422,
    })
    const { fields, onlyNew: given } = await describeTable(actor, 'customers')
    expect([fields.map((f) => f.key), given?.map((f) => f.key)]).toEqual([['name'], ['phone']])
    await deleteRecords(admin, 'customers', [made.id])
  })
  test('whoever only submits sees the table and none of its records, not even their own', async () => {
    const actor = having(role({ create: all, read: [] }))
    const made = JSON.parse(await createRecord(actor, 'customers', { name: 'sent' })) as ApiRecord
    expect(made).toMatchObject({ fields: {}, can: { update: false, delete: false } })
    expect(await list(actor)).toEqual([])
    await expect(getRecord(actor, 'customers', made.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await deleteRecords(admin, 'customers', [made.id])
  })
})

describe('denials', () => {
  const open = role(
    { create: all, update: all, delete: all },
    { phone: 'edit', grade: 'read', owner: 'read' },
  )
  test('a denied field is hidden whatever the other roles say', async () => {
    const actor = having(open, role({}, { phone: 'denied' }))
    expect((await list(actor)).some((r) => 'phone' in r.fields)).toBe(false)
    await expect(listRecords(actor, 'customers', { fields: ['phone'] })).rejects.toMatchObject({
      code: 'FIELD_UNKNOWN',
    })
  })
  test('denied rows are not there, nor those where it cannot be told', async () => {
    const actor = having(open, role({ read: [] }, {}, { deny: [{ kind: 'when', expr: gold }] }))
    expect(await names(actor)).toEqual(['other'])
    await expect(updateRecord(actor, 'customers', ids.mine!, { set: { name: 'x' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(deleteRecords(actor, 'customers', [ids.mine!])).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
  test('who is denied all of them, or those of a team that nobody is in, is denied just those', async () => {
    const denied = (deny: Rule) => names(having(open, role({ read: [] }, {}, { deny })))
    expect(await denied(all)).toEqual([])
    expect(await denied([{ kind: 'team', path: ['owner'], reach: 'own' }])).toHaveLength(3)
  })
  test('nobody creates what would be denied to them', async () => {
    const actor = having(
      role({ create: all }, { grade: 'edit' }),
      role({ read: [] }, {}, { deny: [{ kind: 'when', expr: gold }] }),
    )
    const make = (grade: string) => createRecord(actor, 'customers', { name: 'n', grade })
    await expect(make('gold')).rejects.toMatchObject({ code: 'ROW_NOT_YOURS' })
    await deleteRecords(admin, 'customers', [(JSON.parse(await make('silver')) as ApiRecord).id])
  })
  test('administrators are denied nothing', async () => {
    const actor = {
      ...admin,
      roles: [...admin.roles, role({ read: [] }, { phone: 'denied' }, { deny: all })],
    }
    expect(await names(actor)).toEqual(['mine', 'nobody', 'other'])
    expect((await get(actor, ids.other!)).fields.phone).toBe('+8613911112222')
  })
})

describe('teams', () => {
  const team = (reach: 'own' | 'below' | 'led'): Role =>
    role({ read: [{ kind: 'team', path: ['owner'], reach }] })
  const teams = (members: string[], managers: string[], below: string[]): Team[] => [
    { id: 't1', name: 'North', members, managers },
    { id: 't2', name: 'Far north', parent: 't1', members: below, managers: [] },
  ]
  test.each([
    ['own', ['mine']],
    ['below', ['mine', 'other']],
    ['led', []],
  ] as const)('a member reaches %s', async (reach, expected) => {
    const tree = teams([world.sales.userId], [], [world.other.userId])
    expect(await names(teamed(tree, team(reach)))).toEqual(expected)
  })
  test('who leads a team reaches all below', async () => {
    const tree = teams([world.sales.userId], [world.sales.userId], [world.other.userId])
    expect(await names(teamed(tree, team('led')))).toEqual(['mine', 'other'])
  })
  test('one of several people is enough', async () => {
    const rule: Rule = [{ kind: 'team', path: ['helpers'], reach: 'own' }]
    const tree = teams([world.sales.userId, world.admin.userId], [], [])
    const helped = (helpers: string[]) => updateRecord(admin, 'customers', ids.nobody!, { set: { helpers } })
    await helped([world.other.userId, world.admin.userId])
    expect(await names(teamed(tree, role({ read: rule })))).toEqual(['nobody'])
    await helped([world.other.userId])
    expect(await names(teamed(tree, role({ read: rule })))).toEqual([])
    await helped([])
  })
  test('who is in no team, or in an empty one, sees nothing', async () => {
    expect(await names(teamed([], team('below')))).toEqual([])
    expect(await names(teamed(teams([], [], [world.sales.userId]), team('led')))).toEqual([])
  })
  test('teams that stand under each other come to an end', async () => {
    const loop = teams([world.sales.userId], [], []).map((t) => ({
      ...t,
      parent: t.id === 't1' ? 't2' : 't1',
    }))
    expect(await names(teamed(loop, team('below')))).toEqual(['mine'])
  })
})

describe('shares', () => {
  const share = (name: string, person: string, edit: boolean) =>
    run(
      appSql(),
      sql`insert into ${qualified(me.definitions.schema, '_shares')} (record, person, table_key, edit)
          values (${param(ids[name]!, 'uuid')}, ${param(person, 'uuid')}, 'customers', ${param(edit, 'boolean')})`,
    )
  test('open one record to one person, to edit only if it says so', async () => {
    await share('other', world.sales.userId, false)
    await share('nobody', world.sales.userId, true)
    await share('mine', world.other.userId, true)
    const shared: Rule = [{ kind: 'shared' }]
    const actor = having(role({ read: [...mine, ...shared], update: shared, delete: shared }))
    expect(await names(actor)).toEqual(['mine', 'nobody', 'other'])
    expect(await names(having(role({ read: shared })))).toEqual(['nobody', 'other'])
    const change = (name: string) => updateRecord(actor, 'customers', ids[name]!, { set: { name } })
    await change('nobody')
    for (const name of ['mine', 'other'])
      await expect(change(name)).rejects.toMatchObject({ code: 'ROW_NOT_YOURS' })
    await expect(deleteRecords(actor, 'customers', [ids.nobody!])).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('actions', () => {
  const acting = (rows: Rule, ...actions: Action[]): Role =>
    role({ read: rows, update: rows }, { owner: 'edit' }, { actions })
  test('what one role may do it does with its own rows alone', async () => {
    const actor = having(acting(all), acting(mine, 'export'))
    expect(await names(actor)).toHaveLength(3)
    expect(actionsFor(actor, me.definitions.tables.get('customers')!)).toEqual(['export'])
    expect(await names(forAction(actor, 'customers', 'export'))).toEqual(['mine'])
    expect(() => forAction(actor, 'customers', 'share')).toThrow('ACTION_REFUSED')
  })
  test('a denial of the other role still holds', async () => {
    const denying = role(
      { read: [] },
      { phone: 'denied' },
      { actions: [], deny: [{ kind: 'mine', path: ['owner'] }] },
    )
    const open = role({}, { phone: 'read' }, { actions: ['export'] })
    const exporting = forAction(having(open, denying), 'customers', 'export')
    expect((await list(exporting)).map((r) => r.fields)).toEqual([{ name: 'other' }])
  })
  test('a record is handed over only by a role that may', async () => {
    const give = (actor: Actor) =>
      updateRecord(actor, 'customers', ids.mine!, { set: { owner: world.other.userId } })
    await expect(give(having(acting(mine)))).rejects.toMatchObject({ code: 'ROW_NOT_YOURS' })
    expect(JSON.parse(await give(having(acting(mine, 'handOver'))))).toMatchObject({
      id: ids.mine,
      fields: {},
    })
    await updateRecord(admin, 'customers', ids.mine!, { set: { owner: world.sales.userId } })
  })
  test('history shows what the roles that may see it show', async () => {
    const table = me.definitions.tables.get('customers')!
    await updateRecord(admin, 'customers', ids.other!, { set: { phone: '13911110000' } })
    const hidden = role({}, {}, { actions: ['history'] })
    const open = role({}, { phone: 'read' }, { actions: [] })
    const reader = forAction(having(open, hidden), 'customers', 'history')
    const told = JSON.stringify(await recordHistory(reader, table, ids.other!))
    expect(told).not.toContain('1391111')
  })
})

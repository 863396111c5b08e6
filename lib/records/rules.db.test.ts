/** Rules of a table at the door: unique over several fields, checks, patterns, and words of the maker's own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { ownerSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { call, field, stored, value } from '@/lib/expr/ast'
import { makeField, makePerson, makeTable, makeWorld, type World } from './testing/world'

let db: TestDatabase
let world: World
let admin: Client
let english: Client
let sales: Client

const address = '/bases/crm/tables'

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  admin = await signedIn(world.admin)
  const reader = await makePerson('Admin', 'en')
  await run(
    ownerSql(),
    sql`insert into tian.memberships (base_id, user_id, roles)
        select base_id, ${param(reader.userId, 'uuid')}, roles from tian.memberships
        where user_id = ${param(world.admin.userId, 'uuid')}`,
  )
  english = await signedIn(reader, 'en')
  sales = await signedIn(world.sales)
  const deals = makeTable('deals', 'name', [
    makeField(300, 'name', 'text', { label: { 'zh-CN': '名称', en: 'Name' } }),
    makeField(301, 'city', 'text', { label: { 'zh-CN': '城市', en: 'City' } }),
    makeField(302, 'no', 'text', {
      options: { maxLength: 20, pattern: '^[A-Z]{2}-\\d{4}$' },
      label: { 'zh-CN': '编号', en: 'Number' },
      message: { 'zh-CN': '编号像 HT-0001 这样写。', en: 'Write the number as in HT-0001.' },
    }),
    makeField(303, 'floor', 'number', { options: { precision: 2 } }),
    makeField(304, 'price', 'number', { options: { precision: 2 }, label: { 'zh-CN': '价格', en: 'Price' } }),
    makeField(305, 'owner', 'user'),
    makeField(306, 'tags', 'multiselect', { options: { set: 'grade' } }),
    makeField(307, 'story', 'longtext', { options: { pattern: '。$' } }),
  ])
  await changeDefinitions(
    { base: 'crm', actor: world.admin.userId, door: 'command' },
    async ({ definitions }) => {
      const role = definitions.roles.get('sales')!
      const rows = { create: [{ kind: 'all' as const }], read: [{ kind: 'mine' as const, path: ['owner'] }] }
      const right = { rows: { ...rows, update: rows.read, delete: [] }, fields: { floor: 'hidden' as const } }
      const after = { ...role, tables: { ...role.tables, deals: { ...right, otherFields: 'edit' as const } } }
      return [
        { kind: 'table', after: deals },
        { kind: 'role', before: role, after },
      ]
    },
  )
})
afterAll(() => db.close())

const create = (client: Client, fields: object) =>
  client.ask('POST', `${address}/deals/records`, { body: { fields } })
const made = async (client: Client, fields: object): Promise<string> => {
  const { status, body } = await create(client, fields)
  expect(status).toBe(201)
  return String(body.id)
}
const update = (client: Client, id: string, set: object) =>
  client.ask('PATCH', `${address}/deals/records/${id}`, { body: { set } })
const define = (patch: object) => admin.ask('PATCH', `${address}/deals`, { body: patch })

test('a value that breaks the pattern is refused in the maker’s own words', async () => {
  const told = await create(admin, { name: 'a', no: 'HT-1' })
  expect(told).toMatchObject({ status: 422, body: { error: { code: 'VALUE_INVALID', field: 'no' } } })
  expect(told.body.error!.message).toBe('编号：编号像 HT-0001 这样写。')
  expect((await create(english, { name: 'a', no: 'x' })).body.error!.message).toBe(
    'Number: Write the number as in HT-0001.',
  )
  expect((await create(admin, { name: 'a', story: '没有句号' })).body.error!.message).toMatch(/格式/)
  await made(admin, { name: 'a', no: 'HT-0001', story: '有。' })
})

test('a pattern that is none is refused with what is wrong with it', async () => {
  const patch = (pattern: string) =>
    admin.ask('PATCH', `${address}/deals/fields/no`, { body: { options: { maxLength: 20, pattern } } })
  expect(await patch('(a+)+')).toMatchObject({
    status: 422,
    body: { error: { code: 'DEFINITION_INVALID', pointer: '/options/pattern' } },
  })
  expect((await patch('[a')).body.error!.message).toMatch(/缺少/)
})

describe('unique over several fields', () => {
  test('cannot be made while there are two, nor over what has no order', async () => {
    const [one] = [
      await made(admin, { name: '云帆', city: '杭州' }),
      await made(admin, { name: '云帆', city: '杭州' }),
    ]
    const refused = await define({ uniques: [{ fields: ['name', 'city'] }] })
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'VALUE_TAKEN' } } })
    expect(refused.body.error!.message).toContain('名称、城市')
    for (const key of ['tags', 'story', 'nothing'])
      expect((await define({ uniques: [{ fields: ['name', key] }] })).status).toBeGreaterThanOrEqual(400)
    await admin.ask('POST', `${address}/deals/records/delete`, { body: { ids: [one] } })
    expect((await define({ uniques: [{ fields: ['name', 'city'] }] })).status).toBe(200)
  })

  test('says which fields and links the record in the way, to who may read it', async () => {
    const id = await made(admin, { name: '远航', city: '上海' })
    await made(admin, { name: '远航' })
    await made(admin, { name: '远航' })
    const told = await create(admin, { name: '远航', city: '上海' })
    expect(told).toMatchObject({
      status: 409,
      body: { error: { code: 'VALUE_TAKEN', field: 'name', clash: { table: 'deals', id, title: '远航' } } },
    })
    expect(told.body.error!.message).toBe('已有另一条记录的“名称、城市”与这条完全相同。')
    const hidden = await create(sales, { name: '远航', city: '上海', owner: world.sales.userId })
    expect(hidden.body.error).toMatchObject({ code: 'VALUE_TAKEN' })
    expect(hidden.body.error).not.toHaveProperty('clash')
    const moved = await made(admin, { name: '远航', city: '苏州' })
    expect((await update(admin, moved, { city: '上海' })).body.error).toMatchObject({ clash: { id } })
    const both = [{ fields: { name: '双', city: '一' } }, { fields: { name: '双', city: '一' } }]
    const batch = await admin.ask('POST', `${address}/deals/records`, { body: { records: both } })
    expect(batch.body.error).toMatchObject({ code: 'VALUE_TAKEN' })
    expect(batch.body.error).not.toHaveProperty('clash')
  })

  test('one unique field links the same way, and not by a field that is hidden', async () => {
    const { body } = await admin.ask('POST', `${address}/customers/records`, {
      body: { fields: { name: '甲', code: 'K1', owner: world.sales.userId } },
    })
    const again = (client: Client, set: object) =>
      client.ask('POST', `${address}/customers/records`, { body: { fields: { name: '乙', ...set } } })
    expect((await again(admin, { code: 'K1' })).body.error).toMatchObject({
      message: '“code”已被另一条记录使用。',
      clash: { table: 'customers', id: body.id, title: '甲' },
    })
  })

  test('a rule has words of its own', async () => {
    const message = { 'zh-CN': '这个城市已有同名客户。', en: 'This city has a customer of this name.' }
    expect((await define({ uniques: [{ fields: ['name', 'city'], message }] })).status).toBe(200)
    const told = await create(admin, { name: '远航', city: '上海' })
    expect(told.body.error!.message).toMatch(/这个城市已有同名客户。$/)
  })
})

describe('checks', () => {
  beforeAll(async () => {
    const rule = {
      key: 'above_floor',
      expr: stored(call('gte', field('price'), field('floor'))),
      message: { 'zh-CN': '价格不能低于底价。', en: 'The price must not be below the floor.' },
    }
    const positive = {
      key: 'positive',
      expr: stored(call('gt', field('price'), value(0))),
      message: { 'zh-CN': '价格要大于 0。', en: 'The price must be above 0.' },
    }
    expect((await define({ checks: [rule, positive] })).status).toBe(200)
  })

  test('hold for new and changed records; unknown passes', async () => {
    const refused = await create(admin, { name: '低', price: 5, floor: 10 })
    expect(refused).toMatchObject({ status: 422, body: { error: { code: 'VALUE_INVALID' } } })
    expect(refused.body.error!.message).toBe('价格不能低于底价。')
    expect((await create(english, { name: 'low', price: 0 })).body.error).toMatchObject({
      message: 'Price: The price must be above 0.',
      field: 'price',
    })
    const id = await made(admin, { name: '平', price: 10, floor: 10 })
    expect((await update(admin, id, { price: 9.99 })).body.error).toMatchObject({ code: 'VALUE_INVALID' })
    expect((await update(admin, id, { floor: null })).status).toBe(200)
    expect((await update(admin, id, { price: 1 })).status).toBe(200)
    expect((await update(admin, id, { price: null })).status).toBe(200)
  })

  test('tell nobody of a value that is hidden from them', async () => {
    const id = await made(admin, { name: '暗', price: 20, floor: 10, owner: world.sales.userId })
    expect((await update(sales, id, { price: 5 })).status).toBe(200)
    expect((await update(sales, id, { price: 0 })).body.error).toMatchObject({
      message: '价格：价格要大于 0。',
    })
    // What it broke before is not held against another change.
    expect((await update(admin, id, { city: '杭州' })).status).toBe(200)
    expect((await update(admin, id, { price: 6 })).status).toBe(422)
  })
})

test('a default takes nothing from a record in the trash', async () => {
  const link = (number: number, key: string, table: string) =>
    makeField(number, key, 'link', { options: { table, onDelete: 'clear' } })
  const tables = [
    makeTable('lands', 'name', [makeField(320, 'name', 'text')]),
    makeTable('towns', 'name', [makeField(321, 'name', 'text'), link(322, 'land', 'lands')]),
    makeTable('houses', 'name', [
      makeField(323, 'name', 'text'),
      link(324, 'town', 'towns'),
      makeField(325, 'at', 'text', { default: stored(field('town', 'land', 'name')) }),
    ]),
  ]
  await changeDefinitions({ base: 'crm', actor: world.admin.userId, door: 'command' }, async () =>
    tables.map((after) => ({ kind: 'table', after })),
  )
  const make = async (table: string, fields: object) =>
    (await admin.ask('POST', `${address}/${table}/records`, { body: { fields } })).body as unknown as {
      id: string
      fields: { at?: string }
    }
  const land = await make('lands', { name: '北国' })
  const town = await make('towns', { name: '雪城', land: land.id })
  expect((await make('houses', { name: '一', town: town.id })).fields.at).toBe('北国')
  await admin.ask('DELETE', `${address}/lands/records/${land.id}`)
  expect((await make('houses', { name: '二', town: town.id })).fields.at).toBe(undefined)
})

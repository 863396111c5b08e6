/** Bad values and names at the door: each is a 4xx that says what is wrong, in both languages, and the database stays as it was. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { prepareApi } from '@/lib/api/testing/client'
import { type Refused, refusals } from '@/lib/api/testing/refusals'
import { stateOf } from '@/lib/api/testing/state'
import { ownerTransaction } from '@/lib/db/connection'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { createBase } from '@/lib/ddl/base'
import type { TypeName } from '@/lib/fields/index'
import { cases } from '@/lib/fields/testing'
import { createRecord } from './create'
import { makeField, makeTable, makeWorld, type World } from './testing/world'

/** One field of every type with every kind of options, and a text to name the record. */
const everything = makeTable('everything', 'title', [
  makeField(100, 'title', 'text'),
  ...cases.map(({ type, options }, i) => makeField(101 + i, `f_${i}`, type.name as TypeName, { options })),
])

let db: TestDatabase
let world: World
let refused: Refused
let mine: string
let elsewhere: string
let state: string

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  await changeDefinitions({ base: 'crm', actor: world.admin.userId, door: 'command' }, async () => [
    { kind: 'table', after: everything },
  ])
  const create = async (person: World['admin'], base: string, cells: object) =>
    JSON.parse(await asActor(person, base, (a) => createRecord(a, 'customers', cells))).id as string
  mine = await create(world.admin, 'crm', { name: '远航科技', phone: '13800138000', code: 'A1' })
  await ownerTransaction((tx) => createBase(tx, world.admin, 'other', { en: 'Other' }))
  await changeDefinitions({ base: 'other', actor: world.admin.userId, door: 'command' }, async () => [
    { kind: 'table', after: makeTable('customers', 'name', [makeField(1, 'name', 'text')]) },
  ])
  elsewhere = await create(world.admin, 'other', { name: '别处' })
  refused = await refusals(world)
  state = await stateOf()
})
afterAll(() => db.close())
afterEach(async () => {
  expect(await stateOf()).toBe(state)
})

const customers = '/bases/crm/tables/customers'
const all = '/bases/crm/tables/everything'

const create = (fields: unknown, codes: string | string[], table = customers) =>
  refused('POST', `${table}/records`, { body: { fields } }, codes)
const update = (set: unknown, codes: string | string[], table = customers, id = mine) =>
  refused('PATCH', `${table}/records/${id}`, { body: { set } }, codes)

const garbage: unknown[] = [
  true,
  -42.123456789,
  0,
  {},
  { province: 1 },
  [],
  [1],
  [[]],
  [{ id: 'x' }],
  [null],
  'x',
  '\u0000',
  'a\u0000b',
  '2026-02-30',
  '99999-01-01',
  'http://',
  'x'.repeat(100_001),
  9e15,
  '00000000-0000-0000-0000-000000000000 ',
]

describe('values', () => {
  test.each(cases.map((one, i) => [one.name, one, `f_${i}`] as const))('of %s', async (_name, one, key) => {
    const { type, options } = one
    const wrong = garbage.filter((given) => {
      const normal = type.normalize(given, options)
      return normal !== undefined && type.check(normal, options) !== undefined
    })
    expect(wrong.length).toBeGreaterThan(one.type.name === 'json' ? 0 : 5)
    for (const given of wrong) await create({ title: 'x', [key]: given }, 'VALUE_INVALID', all)
  })
  test('are judged wherever they stand in a request', async () => {
    await update({ margin: 'many' }, 'VALUE_INVALID')
    await refused(
      'PATCH',
      `${customers}/records/${mine}`,
      { body: { set: { name: 'x' }, was: { margin: 'many' } } },
      'VALUE_INVALID',
    )
    const records = [{ fields: { name: 'good' } }, { fields: { name: 'x'.repeat(300) } }]
    await refused('POST', `${customers}/records`, { body: { records } }, 'VALUE_INVALID')
  })
  test('that are required cannot be empty', async () => {
    for (const name of [null, '', '  ', '\u3000']) await create({ name }, 'VALUE_REQUIRED')
    await create({}, 'VALUE_REQUIRED')
    await update({ name: null }, 'VALUE_REQUIRED')
  })
  test('that are computed cannot be given', async () => {
    for (const key of ['customer_no', 'changed_at'])
      await create({ name: 'x', [key]: 'x' }, 'FIELD_READ_ONLY')
  })
  test('that are taken', async () => {
    await create({ name: 'x', code: 'A1' }, 'VALUE_TAKEN')
  })
  test('that name records of another base, of another table, or none', async () => {
    for (const id of [elsewhere, mine.replace(/.$/, mine.endsWith('0') ? '1' : '0'), randomUUID()]) {
      await create({ name: 'x', friends: [id] }, 'LINK_UNKNOWN')
      await refused(
        'POST',
        '/bases/crm/tables/orders/records',
        { body: { fields: { customer: id } } },
        'LINK_UNKNOWN',
      )
    }
    await create({ name: 'x', owner: randomUUID() }, 'LINK_UNKNOWN')
    await create({ name: 'x', helpers: [world.sales.userId, randomUUID()] }, 'LINK_UNKNOWN')
  })
})

describe('names', () => {
  test('of fields', async () => {
    const odd = [
      'nothing',
      '',
      ' ',
      'NAME',
      'name ',
      '_deleted_at',
      'created_by',
      'id',
      '"',
      "';--",
      '名称',
      'x'.repeat(5000),
    ]
    for (const key of odd) {
      await create({ name: 'x', [key]: 'x' }, 'FIELD_UNKNOWN')
      await update({ [key]: 'x' }, 'FIELD_UNKNOWN')
    }
  })
  test('that mean something to JavaScript', async () => {
    for (const key of ['__proto__', 'constructor', 'prototype'])
      await refused(
        'POST',
        `${customers}/records`,
        { body: `{"fields":{"name":"x","${key}":{"polluted":1}}}` },
        'BODY_INVALID',
      )
    for (const key of ['toString', 'hasOwnProperty', 'valueOf'])
      await create({ name: 'x', [key]: 'x' }, 'FIELD_UNKNOWN')
    for (const table of ['__proto__', 'constructor', 'toString'])
      await refused('GET', `/bases/crm/tables/${table}/records`, {}, 'NOT_FOUND')
    await refused('GET', '/meta/__proto__', {}, 'NOT_FOUND')
    await refused('GET', '/bases/__proto__', {}, 'NOT_FOUND')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
  test('of records', async () => {
    const odd = [
      'x',
      '1',
      'null',
      mine.toUpperCase(),
      `${mine}0`,
      mine.slice(1),
      randomUUID(),
      elsewhere,
      '%00',
      '..',
      '..%2f',
    ]
    for (const id of odd) {
      await refused('GET', `${customers}/records/${id}`, {}, 'NOT_FOUND')
      await refused('GET', `${customers}/records/${id}/history`, {}, 'NOT_FOUND')
      await refused('DELETE', `${customers}/records/${id}`, {}, 'NOT_FOUND')
      await refused('PATCH', `${customers}/records/${id}`, { body: { set: { name: 'y' } } }, 'NOT_FOUND')
      await refused('GET', `/bases/crm/files/${id}`, {}, 'NOT_FOUND')
    }
  })
  test('of records to delete or restore', async () => {
    for (const action of ['delete', 'restore']) {
      const ask = (ids: unknown) => ({ body: { ids } })
      for (const ids of [['x'], [randomUUID()], [elsewhere]])
        await refused('POST', `${customers}/records/${action}`, ask(ids), 'NOT_FOUND')
      for (const ids of [[], [1], 'x', null, {}, Array(1001).fill(mine)])
        await refused('POST', `${customers}/records/${action}`, ask(ids), ['BODY_INVALID', 'LIMIT_INVALID'])
    }
    await refused('POST', `${customers}/records/delete`, { body: { ids: [mine, elsewhere] } }, 'NOT_FOUND')
  })
})

describe('files', () => {
  const upload = (name: string, codes: string) =>
    refused('POST', `/bases/crm/files?${new URLSearchParams({ name })}`, { body: 'bytes' }, codes)
  test('with a name that is none', async () => {
    for (const name of ['', '  ', 'a/b', '..\\b', 'a\u0000b', 'x'.repeat(256)])
      await upload(name, 'BODY_INVALID')
    await refused('POST', '/bases/crm/files', { body: 'bytes' }, 'BODY_INVALID')
  })
  test('that nobody uploaded', async () => {
    const at = cases.findIndex(({ type }) => type.fileIds)
    const file = { id: randomUUID(), name: 'x.png' }
    await create({ title: 'x', [`f_${at}`]: [file] }, ['FILE_UNKNOWN', 'VALUE_INVALID'], all)
  })
})

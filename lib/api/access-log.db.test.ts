/** The access log over HTTP: found by person, record, field, kind and time; for administrators; erased by the owner only. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flushLooks } from '@/lib/audit/buffer'
import { chainLines } from '@/lib/audit/chain'
import { allLines } from '@/lib/audit/testing'
import { appSql, ownerSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { examine } from '@/lib/meta/doctor'
import type { BaseRow } from '@/lib/meta/store'
import { makeWorld, type World } from '@/lib/records/testing/world'
import type { AccessLogAnswer, ChainAnswer } from './contract-audit'
import { type Client, clientWith, prepareApi, signedIn } from './testing/client'

let db: TestDatabase
let world: World
let admin: Client
let sales: Client
const ids: string[] = []
const path = '/bases/crm/access-log'
const customers = '/bases/crm/tables/customers/records'

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  await run(
    ownerSql(),
    sql`update tian.users set owner = true where id = ${param(world.admin.userId, 'uuid')}`,
  )
  admin = await signedIn(world.admin)
  sales = await signedIn(world.sales)
  for (const name of ['王芳', '李雷', '韩梅梅']) {
    const { body } = await admin.ask('POST', customers, {
      body: { fields: { name, phone: '13800138000', margin: 1 } },
    })
    ids.push((body as unknown as { id: string }).id)
  }
  await flushLooks()
  await run(ownerSql(), sql`delete from crm._access_log`)
  await admin.ask('GET', customers)
  await admin.ask('GET', `${customers}/${ids[0]}`)
  await admin.ask('GET', `${customers}/${ids[1]}?`)
  await admin.ask('GET', `${customers}?fields=phone&limit=2`)
})
afterAll(() => db.close())

async function log(query = ''): Promise<AccessLogAnswer> {
  const { status, body } = await admin.ask('GET', `${path}${query}`)
  expect(status).toBe(200)
  return body as unknown as AccessLogAnswer
}
const kinds = async (query: string) => (await log(query)).lines.map((line) => line.kind)

test('newest first, in names, with the record where it is one', async () => {
  const { lines, months, next } = await log()
  expect(lines.map((line) => line.kind)).toEqual(['list', 'record', 'record', 'list'])
  expect(lines[1]).toMatchObject({
    by: { id: world.admin.userId, name: '管理员' },
    table: { key: 'customers', label: { en: 'customers' } },
    record: { id: ids[1], title: '李雷' },
    count: 1,
  })
  expect(lines[1]!.fields.map((field) => field.key).sort()).toEqual(['margin', 'phone'])
  expect(lines[0]).toMatchObject({ count: 2, fields: [{ key: 'phone' }] })
  expect(lines[0]).not.toHaveProperty('record')
  expect(months).toBe(12)
  expect(next).toBe(undefined)
})

test('reading it leaves no line', async () => {
  const before = (await allLines('crm')).length
  await log()
  await log(`?record=${ids[0]}`)
  expect((await allLines('crm')).length).toBe(before)
})

test.each([
  ['?kind=record', 2],
  ['?table=customers', 4],
  ['?table=orders', 0],
  ['?field=margin', 3],
  ['?table=customers&field=phone&kind=list', 2],
  ['?from=2020-01-01T00:00:00Z', 4],
  ['?to=2020-01-01T00:00:00Z', 0],
  [`?person=${randomUUID()}`, 0],
])('finds by %s', async (query, count) => {
  expect(await kinds(query)).toHaveLength(count)
})
test('finds by person and by record', async () => {
  expect(await kinds(`?person=${world.admin.userId}`)).toHaveLength(4)
  expect(await kinds(`?record=${ids[0]}`)).toEqual(['record', 'list'])
  expect(await kinds(`?record=${ids[1]}&kind=list`)).toEqual(['list', 'list'])
})

test('finds by a person whose eyes somebody looked through', async () => {
  const eyes = { 'tian-view-as': `crm:person:${world.other.userId}` }
  await admin.ask('GET', customers, { headers: eyes })
  expect((await log(`?person=${world.other.userId}`)).lines).toMatchObject([
    { kind: 'view_as', by: { id: world.admin.userId }, as: { person: '李销售' } },
  ])
})

test('page by page, each line once; a cursor is of its question', async () => {
  for (let i = 0; i < 60; i++) await admin.ask('GET', `${customers}/${ids[2]}`)
  const question = `?record=${ids[2]}&kind=record`
  const first = await log(question)
  expect(first.lines).toHaveLength(50)
  const second = await log(`${question}&cursor=${first.next}`)
  expect(second.lines).toHaveLength(10)
  expect(second.next).toBe(undefined)
  const seqs = [...first.lines, ...second.lines].map((line) => line.seq)
  expect(seqs).toEqual([...seqs].sort((a, b) => b - a))
  expect(new Set(seqs).size).toBe(60)
  const { status, body } = await admin.ask('GET', `${path}?cursor=${first.next}`)
  expect([status, body.error?.code]).toEqual([400, 'CURSOR_INVALID'])
})

test.each([
  'person=x',
  'record=1',
  'table=A',
  'kind=nothing',
  'from=yesterday',
  'to=2026-13-01T00:00:00Z',
  'field=%00',
])('refuses %s', async (query) => {
  const { status, body } = await admin.ask('GET', `${path}?${query}`)
  expect([status, body.error?.code]).toEqual([400, 'PARAMETER_UNKNOWN'])
})

test('is for administrators', async () => {
  for (const [method, address, ask] of [
    ['GET', path, {}],
    ['GET', `${path}/chain`, {}],
    ['POST', `${path}/erase`, { body: { person: world.other.userId } }],
    ['PUT', `${path}/retention`, { body: { months: 1 } }],
  ] as const) {
    const { status, body } = await sales.ask(method, address, ask)
    expect([status, body.error?.code], address).toEqual([403, 'FORBIDDEN'])
  }
})

test('proves itself whole, and the doctor says where it is not', async () => {
  await chainLines('crm')
  const state = async () => (await admin.ask('GET', `${path}/chain`)).body as unknown as ChainAnswer
  expect(await state()).toMatchObject({ whole: true, faults: [], head: { digest: expect.any(String) } })
  const { lines } = await log()
  const { seq } = lines.at(-1)!
  await run(ownerSql(), sql`update crm._access_log set fields = '{name}' where seq = ${param(seq, 'bigint')}`)
  expect(await state()).toMatchObject({ whole: false, faults: [{ seq, code: 'faultChanged' }] })
  const [base] = await run<BaseRow>(
    appSql(),
    sql`select id, key, schema, label, version from tian.bases where key = 'crm'`,
  )
  const found = (await examine(appSql(), base!)).filter((finding) => finding.where.startsWith('_access_log'))
  expect(found).toEqual([{ base: 'crm', where: `_access_log ${seq}`, code: 'faultChanged' }])
})

test('the owner says how long lines are kept, and erases those of somebody who has left', async () => {
  expect((await admin.ask('PUT', `${path}/retention`, { body: { months: 24 } })).status).toBe(204)
  expect((await log()).months).toBe(24)
  for (const months of [0, 121, 1.5])
    expect((await admin.ask('PUT', `${path}/retention`, { body: { months } })).status).toBe(400)
  const person = world.other.userId
  const early = await admin.ask('POST', `${path}/erase`, { body: { person } })
  expect([early.status, early.body.error?.code]).toEqual([409, 'PERSON_ACTIVE'])
  await run(ownerSql(), sql`update tian.users set active = false where id = ${param(person, 'uuid')}`)
  const done = await admin.ask('POST', `${path}/erase`, { body: { person } })
  expect([done.status, done.body]).toEqual([200, { erased: 0 }])
  expect((await log()).lines[0]).toMatchObject({ kind: 'erase', by: { name: '管理员' }, fields: [] })
})

test('what was refused for want of a right is there, by its endpoint; what is out of sight is only missing', async () => {
  const before = (await allLines('crm')).length
  const asked = async (method: string, path: string, body?: object) =>
    (await sales.ask(method, path, { body })).status
  expect(await asked('GET', '/bases/crm/members')).toBe(403)
  expect(await asked('POST', '/bases/crm/tables/customers/export', {})).toBe(403)
  expect(await asked('GET', '/bases/crm/tables/nothing')).toBe(404)
  const lines = (await allLines('crm')).slice(before)
  expect(lines.map(({ kind, actor, detail }) => [kind, actor, detail])).toEqual([
    ['refused', world.sales.userId, { method: 'GET', path: '/bases/{base}/members' }],
    ['refused', world.sales.userId, { method: 'POST', path: '/bases/{base}/tables/{table}/export' }],
  ])
  const body = { label: 'reads', role: 'sales', tables: { customers: ['read'] }, days: 1 }
  const { id, key } = (await sales.ask('POST', '/bases/crm/tokens', { body })).body
  const headers = { authorization: `Bearer ${key}` }
  const refused = await clientWith().ask('POST', customers, { body: { fields: { name: 'x' } }, headers })
  expect([refused.status, refused.body.error?.code]).toEqual([403, 'TOKEN_READS'])
  expect((await allLines('crm')).at(-1)).toMatchObject({
    kind: 'refused',
    acting_as: { token: id },
    detail: { method: 'POST', path: '/bases/{base}/tables/{table}/records' },
  })
})

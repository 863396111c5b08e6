/** Reach lists and what is missing: of those who can come in today, and of living records. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { ownerSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { enterBase } from './enter'
import { reachOf } from './reach'
import { RuleWords } from './rule-words'
import { mine, role } from './testing/roles'

let db: TestDatabase
let world: World
let admin: Client

const customers = '/bases/crm/tables/customers'
const post = async (path: string, body: object) => (await admin.ask('POST', path, { body })).body

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  admin = await signedIn(world.admin)
})
afterAll(() => db.close())

test('whoever is gone, a key that has ended and a form that is not public reach nothing', async () => {
  const holders = async () => {
    const { body } = await admin.ask('GET', `${customers}/fields/name/reach`)
    return (body as unknown as { holders: { name: string }[] }).holders.map((h) => h.name)
  }
  const { id } = await post('/bases/crm/tokens', { label: 'key', role: 'admin', days: 1 })
  await post('/bases/crm/forms', { table: 'customers', label: { en: 'Form' } })
  expect(await holders()).toEqual(['管理员', '李销售', '王销售', 'key'])
  await run(
    ownerSql(),
    sql`update tian.users set active = false where id = ${param(world.other.userId, 'uuid')}`,
  )
  expect(await holders()).toEqual(['管理员', '王销售', 'key'])
  await run(
    ownerSql(),
    sql`update tian.api_tokens set expires_at = now() where id = ${param(String(id), 'uuid')}`,
  )
  expect(await holders()).toEqual(['管理员', '王销售'])
})

test('what is missing is counted among the living', async () => {
  for (const owner of [world.sales.userId, world.admin.userId, world.admin.userId])
    await post(`${customers}/records`, { fields: { name: 'c', owner } })
  const counted = async () =>
    (await admin.ask('GET', `${customers}/missing?person=${world.sales.userId}`)).body
  expect(await counted()).toMatchObject({ rows: { all: 3, seen: 1 } })
  const { id } = await post(`${customers}/records`, { fields: { name: 'gone' } })
  await admin.ask('DELETE', `${customers}/records/${id}`)
  expect(await counted()).toMatchObject({ rows: { all: 3, seen: 1 } })
})

test('what is denied is said beside what is given', async () => {
  const sales = await enterBase(world.sales, world.base)
  const denying = role({ customers: { rows: { read: [] }, deny: mine } })
  const actor = { ...sales, roles: [role({ customers: {} }), denying] }
  const { tables } = reachOf(actor, new RuleWords(actor, { locale: 'en', own: false, names: new Map() }))
  const { rows } = tables.find((table) => table.key === 'customers')!
  expect(rows.read).toMatchObject({ outcome: 'partly', text: expect.stringMatching(/^All.*except.*owner/i) })
})

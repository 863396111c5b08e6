/** At every endpoint of the register: no session, a foreign origin, and anything that it does not know are refused, and nothing changes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { revokeAll } from '@/lib/auth/sessions'
import { run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { makePerson, makeWorld, type World } from '@/lib/records/testing/world'
import type { Endpoint } from './endpoint'
import { register } from './register'
import { type Ask, type Client, clientWith, prepareApi, signedIn } from './testing/client'
import { addressOf, bodyFor } from './testing/samples'
import { stateOf } from './testing/state'

let db: TestDatabase
let world: World
let admin: Client
let state: string

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  await run(
    db.ownerSql,
    sql`update tian.users set owner = true where id = ${param(world.admin.userId, 'uuid')}`,
  )
  admin = await signedIn(world.admin)
  state = await stateOf()
})
afterAll(() => db.close())

const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`
const lines = register.map((line) => [nameOf(line), line] as const)
const guarded = lines.filter(([, line]) => line.guard !== 'anyone')
const changing = lines.filter(([, line]) => line.method !== 'GET')
const withBody = lines.filter(([, line]) => line.body !== undefined)

const refusal = (status: number, code: string) => ({ status, code })
async function answerOf(client: Client, line: Endpoint, ask: Ask = {}, query = '') {
  const { status, body } = await client.ask(line.method, addressOf(line) + query, {
    body: bodyFor(line),
    ...ask,
  })
  expect(body.error?.message, nameOf(line)).toMatch(/\p{Script=Han}/u)
  return { status, code: body.error?.code }
}
const unchanged = async () => expect(await stateOf()).toBe(state)

describe('without a session', () => {
  test.each(guarded)('%s answers 401', async (_name, line) => {
    expect(await answerOf(clientWith(), line)).toEqual(refusal(401, 'SIGNED_OUT'))
  })
  test.each(['tian.session=forged', 'tian.session=', 'tian.session=a.b.c.d.e'])(
    '%s is none',
    async (cookie) => {
      for (const [, line] of guarded.filter(([, l]) => l.method === 'GET'))
        expect(await answerOf(clientWith(cookie), line)).toEqual(refusal(401, 'SIGNED_OUT'))
    },
  )
  test('nothing has changed', unchanged)
})

describe('from elsewhere', () => {
  const origins = [
    'https://evil.example',
    'null',
    undefined,
    'http://tian.test.evil.example',
    'http://tian.test:81',
  ]
  test.each(changing)('%s answers 403', async (_name, line) => {
    for (const origin of origins)
      expect(await answerOf(admin, line, { headers: { origin } })).toEqual(refusal(403, 'ORIGIN_REFUSED'))
  })
  test('nothing has changed', unchanged)
})

describe('what an endpoint does not know', () => {
  test.each(lines)('%s refuses a query parameter', async (_name, line) => {
    expect(await answerOf(admin, line, {}, '?nothing=1')).toEqual(refusal(400, 'PARAMETER_UNKNOWN'))
  })
  test.each(lines.filter(([, line]) => line.query))(
    '%s refuses one that is given twice',
    async (_name, line) => {
      const [known] = Object.keys(line.query!)
      expect(await answerOf(admin, line, {}, `?${known}=1&${known}=1`)).toEqual(
        refusal(400, 'PARAMETER_UNKNOWN'),
      )
    },
  )
  test.each(withBody)('%s refuses a member of the body', async (_name, line) => {
    const body = { ...(bodyFor(line) as object), nothing: 1 }
    expect(await answerOf(admin, line, { body })).toEqual(refusal(400, 'BODY_INVALID'))
  })
  test.each(withBody)('%s refuses what is no JSON object', async (_name, line) => {
    for (const body of ['', '[]', 'null', '1', '"x"', '{', '{"a":1}{', '{"a":1,}'])
      expect(await answerOf(admin, line, { body })).toEqual(refusal(400, 'BODY_INVALID'))
  })
  test.each(withBody)('%s refuses another kind of content', async (_name, line) => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', undefined])
      expect(await answerOf(admin, line, { headers: { 'content-type': type } })).toEqual(
        refusal(415, 'NOT_JSON'),
      )
  })
  test('addresses and methods', async () => {
    for (const path of [
      '',
      '/',
      '/nothing',
      '/bases//tables',
      '/bases/crm/',
      '/bases/%2e%2e/tables',
      '/session/x/y',
    ])
      expect((await admin.ask('GET', path)).body.error?.code, path).toBe('NOT_FOUND')
    for (const method of ['PUT', 'DELETE']) {
      const { status, body } = await admin.ask(method, '/session')
      expect({ status, code: body.error?.code }).toEqual(refusal(405, 'METHOD_UNKNOWN'))
    }
  })
  test('nothing has changed', unchanged)
})

describe('another person', () => {
  test('who is no member of the base sees it as little as one that is not there', async () => {
    const stranger = await signedIn(await makePerson('路人'))
    const before = await stateOf()
    for (const [name, line] of guarded.filter(([, l]) => l.path.startsWith('/bases/{base}'))) {
      const ask = { body: bodyFor(line) }
      const address = addressOf(line)
      const theirs = await stranger.ask(line.method, address, ask)
      const none = await stranger.ask(line.method, address.replace('/crm', '/nowhere'), ask)
      expect(theirs, name).toEqual(none)
      expect(theirs.status, name).toBe(404)
    }
    expect(await stateOf()).toBe(before)
  })
  test('who is no administrator may not administer', async () => {
    const sales = await signedIn(world.sales)
    const before = await stateOf()
    for (const [, line] of lines.filter(([, l]) => l.guard === 'admin'))
      expect(await answerOf(sales, line)).toEqual(refusal(403, 'FORBIDDEN'))
    expect(await stateOf()).toBe(before)
  })
})

test('a session that was ended is refused at its next request', async () => {
  const client = await signedIn(world.other)
  expect((await client.ask('GET', '/bases/crm/tables/customers/records')).status).toBe(200)
  await revokeAll(db.appSql, world.other.userId, 'deactivated')
  for (const path of [
    '/bases/crm/tables/customers/records',
    '/bases/crm',
    '/templates',
    '/bases/crm/tables/customers',
  ]) {
    expect((await client.ask('GET', path)).status, path).toBe(401)
  }
})

test('answers may not be kept by anyone', async () => {
  const { headers } = await admin.ask('GET', '/bases/crm/tables/customers/records')
  expect(headers).toEqual({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'private, no-store',
  })
})

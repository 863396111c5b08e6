/** API tokens: as much as their role and extent leave, for as long as both live, and nothing beside it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { revokeAll } from '@/lib/auth/sessions'
import { mostTokens } from '@/lib/auth/tokens'
import { appSql, ownerTransaction, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { createBase } from '@/lib/ddl/base'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'
import type { TokenAnswer, TokensAnswer } from './contract'
import { register } from './register'
import { type Answer, type Client, clientWith, prepareApi, signedIn } from './testing/client'
import { addressOf, bodyFor } from './testing/samples'
import { stateOf } from './testing/state'

let db: TestDatabase
let world: World
let admin: Client
let sales: Client
const program = clientWith()
const customers = '/bases/crm/tables/customers'

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  admin = await signedIn(world.admin)
  sales = await signedIn(world.sales)
  for (const [name, owner] of [
    ['mine', world.sales.userId],
    ['other', world.other.userId],
  ])
    await admin.ask('POST', `${customers}/records`, {
      body: { fields: { name, owner, phone: '13800138000' } },
    })
})
afterAll(() => db.close())

type Made = TokenAnswer & { key: string }
const make = async (client: Client, more: object = {}): Promise<Made> => {
  const body = { label: 'sync', role: 'sales', days: 30, ...more }
  const answer = await client.ask('POST', '/bases/crm/tokens', { body })
  expect(answer.text).toContain('"key"')
  return answer.body as unknown as Made
}
/** A program sends no cookie and no origin. */
const by = (key: string, method: string, path: string, body?: unknown): Promise<Answer> =>
  program.ask(method, path, { body, headers: { authorization: `Bearer ${key}`, origin: undefined } })
const namesOf = (answer: Answer): unknown[] =>
  ((answer.body.records ?? []) as { fields: { name: string } }[]).map((r) => r.fields.name)

describe('a token', () => {
  test('is shown once, and only its hash is kept', async () => {
    const { key, id, prefix } = await make(sales)
    expect(key.startsWith(prefix)).toBe(true)
    const dump = JSON.stringify(await run(appSql(), sql`select * from tian.api_tokens`))
    expect(dump).toContain(id)
    expect(dump).not.toContain(key.slice(9))
    expect((await sales.ask('GET', '/bases/crm/tokens')).text).not.toContain(key)
  })
  test('reads and writes what its role lets it', async () => {
    const { key } = await make(sales)
    expect(namesOf(await by(key, 'GET', `${customers}/records`))).toEqual(['mine'])
    const made = await by(key, 'POST', `${customers}/records`, { fields: { name: 'new' } })
    expect(made.status).toBe(201)
  })
  test('is held to its tables and verbs', async () => {
    const { key } = await make(sales, { tables: { customers: ['read'] } })
    expect((await by(key, 'GET', `${customers}/records`)).status).toBe(200)
    expect((await by(key, 'POST', `${customers}/records`, { fields: { name: 'x' } })).status).toBe(403)
    expect((await by(key, 'GET', '/bases/crm/tables/orders/records')).status).toBe(404)
    expect((await by(key, 'POST', `${customers}/export`, {})).body.error?.code).toBe('ACTION_REFUSED')
  })
  test('that only reads changes nothing, whatever endpoint it asks', async () => {
    const lines = register.filter(
      ({ guard, method, reads }) => guard === 'member' && method !== 'GET' && !reads,
    )
    expect(lines.length).toBeGreaterThan(12)
    const narrow = { customers: ['read', 'export', 'print', 'history', 'bulk'], orders: ['read'] }
    const keys = [
      (await make(sales, { tables: narrow })).key,
      (await make(admin, { role: 'admin', tables: narrow })).key,
    ]
    // That a token was used is kept, once a minute.
    for (const key of keys) expect((await by(key, 'GET', '/bases/crm')).status).toBe(200)
    const before = await stateOf()
    for (const key of keys)
      for (const line of lines) {
        const { status, body } = await by(key, line.method, addressOf(line), bodyFor(line))
        expect([line.method, line.path, status, body.error?.code]).toEqual([
          line.method,
          line.path,
          403,
          'TOKEN_READS',
        ])
      }
    expect(await stateOf()).toBe(before)
    // Only the right to change records, or to share them, lets a program change anything at all.
    const sharing = await make(admin, { role: 'admin', tables: { customers: ['read', 'share'] } })
    const [record] = (await admin.ask('GET', `${customers}/records`)).body.records as { id: string }[]
    const share = `${customers}/records/${record!.id}/shares/${world.other.userId}`
    expect((await by(sharing.key, 'PUT', share, { edit: false })).status).toBe(200)
    expect((await by(sharing.key, 'DELETE', share)).status).toBe(200)
    const { key } = await make(sales, { tables: { customers: ['read', 'update'] } })
    expect((await by(key, 'PUT', '/bases/crm/views/none/mine', { frozen: 0 })).status).toBe(404)
  })
  test('of an administrator reads everything and administers nothing', async () => {
    const { key } = await make(admin, { role: 'admin' })
    expect(namesOf(await by(key, 'GET', `${customers}/records`)).length).toBeGreaterThan(1)
    const before = await stateOf()
    const refused = register.filter(
      (line) => line.guard === 'admin' || line.guard === 'owner' || line.guard === 'person',
    )
    for (const { method, path } of refused) {
      const answer = await by(
        key,
        method,
        path.replace('{base}', 'crm').replace(/\{\w+\}/g, 'customers'),
        method === 'GET' ? undefined : {},
      )
      expect([method, path, answer.status >= 400]).toEqual([method, path, true])
    }
    expect(await stateOf()).toEqual(before)
  })
  test('opens no other base, and no key of another shape is looked up', async () => {
    const { key } = await make(sales)
    for (const path of ['/bases/tian', '/bases/other', '/bases/crm2/tables/customers'])
      expect((await by(key, 'GET', path)).status).toBe(404)
    for (const wrong of [`${key}x`, key.slice(0, -1), 'tian_', 'x', key.toUpperCase()])
      expect((await by(wrong, 'GET', `${customers}/records`)).status).toBe(401)
  })
  test('counts in the header alone', async () => {
    const { key } = await make(sales)
    for (const path of [`?token=${key}`, `?access_token=${key}`, `?authorization=Bearer%20${key}`])
      expect([400, 401]).toContain((await program.ask('GET', `${customers}/records${path}`)).status)
    expect((await clientWith(`tian.session=${key}`).ask('GET', `${customers}/records`)).status).toBe(401)
  })
  test('does not lend its rights to the cookie beside it, nor the other way round', async () => {
    const { key } = await make(sales)
    const both = await admin.ask('GET', `${customers}/records`, {
      headers: { authorization: `Bearer ${key}` },
    })
    expect(namesOf(both)).not.toContain('other')
    const wrong = await admin.ask('GET', `${customers}/records`, {
      headers: { authorization: 'Bearer tian_wrong' },
    })
    expect(wrong.status).toBe(401)
  })
  test('looks through nobody’s eyes and makes no tokens', async () => {
    const { key } = await make(admin, { role: 'admin' })
    const headers = { authorization: `Bearer ${key}`, 'tian-view-as': `crm:person:${world.sales.userId}` }
    expect((await program.ask('GET', `${customers}/records`, { headers })).status).toBe(403)
    expect((await by(key, 'POST', '/bases/crm/tokens', { label: 'x', role: 'admin', days: 1 })).status).toBe(
      403,
    )
    const own = await make(sales)
    expect((await by(own.key, 'DELETE', `/bases/crm/tokens/${own.id}`)).status).toBe(403)
    expect((await by(own.key, 'GET', `${customers}/records`)).status).toBe(200)
  })
})

describe('the list', () => {
  test('says what a token can be made of: one’s own roles, with what each may', async () => {
    const { body } = await sales.ask('GET', '/bases/crm/tokens')
    const { roles, tables } = body as unknown as TokensAnswer
    expect(roles.map(({ key, own }) => [key, own])).toEqual([['sales', true]])
    expect(roles[0]!.may.customers).toEqual(expect.arrayContaining(['read', 'create', 'update']))
    expect(roles[0]!.may.customers).not.toContain('export')
    expect(Object.keys(roles[0]!.may).every((key) => tables.some((table) => table.key === key))).toBe(true)
    const { key } = await make(sales)
    for (const [table, may] of Object.entries(roles[0]!.may))
      expect((await by(key, 'GET', `/bases/crm/tables/${table}/records`)).status).toBe(
        may.includes('read') ? 200 : 404,
      )
  })
  test('names to administrators every role, and whose tokens there are', async () => {
    await make(sales)
    const { body } = await admin.ask('GET', '/bases/crm/tokens')
    const { roles, tokens } = body as unknown as TokensAnswer
    expect(roles.filter((role) => role.own).map((role) => role.key)).toEqual(['admin'])
    expect(roles.map((role) => role.key)).toContain('sales')
    expect(tokens.some((token) => token.person === world.sales.userId)).toBe(true)
    const own = (await sales.ask('GET', '/bases/crm/tokens')).body as unknown as TokensAnswer
    expect(new Set(own.tokens.map((token) => token.person))).toEqual(new Set([world.sales.userId]))
  })
  test('is of this base, and holds so many at most', async () => {
    await ownerTransaction((tx) => createBase(tx, world.admin, 'second', { en: 'Second' }))
    const elsewhere = await admin.ask('POST', '/bases/second/tokens', {
      body: { label: 'elsewhere', role: 'admin', days: 1 },
    })
    expect(elsewhere.status).toBe(201)
    const { text } = await admin.ask('GET', '/bases/crm/tokens')
    expect(text).not.toContain('elsewhere')
    const full = async () => {
      for (let i = 0; i <= mostTokens; i++) {
        const body = { label: 'many', role: 'admin', days: 1 }
        const { status } = await admin.ask('POST', '/bases/second/tokens', { body })
        if (status !== 201) return [status, i + 1]
      }
    }
    expect(await full()).toEqual([400, mostTokens])
  })
  test('says when and from where a token was used last', async () => {
    const { key, id } = await make(sales)
    const listed = async () =>
      ((await sales.ask('GET', '/bases/crm/tokens')).body as unknown as TokensAnswer).tokens.find(
        (token) => token.id === id,
      )
    expect(await listed()).toMatchObject({ lastUsedAt: null, lastAddress: null })
    const headers = { authorization: `Bearer ${key}`, 'x-client-address': '203.0.113.9' }
    await program.ask('GET', '/bases/crm', { headers })
    expect(await listed()).toMatchObject({
      lastUsedAt: expect.stringMatching(/^\d{4}-/),
      lastAddress: '203.0.113.9',
    })
  })
  test('is read by nobody who is no member, and by a token of itself alone', async () => {
    expect((await program.ask('GET', '/bases/crm/tokens')).status).toBe(401)
    const { key } = await make(admin, { role: 'admin', tables: { customers: ['read'] } })
    await make(admin, { role: 'admin', tables: { orders: ['read'] } })
    const { roles, tables, tokens } = (await by(key, 'GET', '/bases/crm/tokens'))
      .body as unknown as TokensAnswer
    expect(tokens.map((token) => token.tables)).toEqual([{ customers: ['read'] }])
    expect(roles.map((role) => role.may)).toEqual([{ customers: ['read'] }])
    expect(tables.map((table) => table.key)).toEqual(['customers'])
  })
})

describe('a token ends', () => {
  const lives = async (key: string) => (await by(key, 'GET', `${customers}/records`)).status
  test('when it is ended by its person or an administrator, and by nobody else', async () => {
    const [one, two] = [await make(sales), await make(sales)]
    const other = await signedIn(world.other)
    expect((await other.ask('DELETE', `/bases/crm/tokens/${one.id}`)).status).toBe(404)
    expect((await sales.ask('DELETE', `/bases/crm/tokens/${one.id}`)).status).toBe(204)
    expect((await admin.ask('DELETE', `/bases/crm/tokens/${two.id}`)).status).toBe(204)
    expect([await lives(one.key), await lives(two.key)]).toEqual([401, 401])
  })
  test('after its days', async () => {
    const { key, id } = await make(sales)
    await run(appSql(), sql`update tian.api_tokens set expires_at = now() where id = ${param(id, 'uuid')}`)
    expect(await lives(key)).toBe(401)
  })
  test('in effect with its role, and at once', async () => {
    const { key } = await make(sales)
    expect(await lives(key)).toBe(200)
    const roles = (keys: string[]) =>
      admin.ask('PATCH', `/bases/crm/members/${world.sales.userId}`, { body: { roles: keys } })
    for (const others of [[], ['admin']]) {
      await roles(others)
      expect(await lives(key)).toBe(404)
    }
    await roles(['sales'])
    expect(await lives(key)).toBe(200)
  })
  test('with everything else of a person whose access is taken away', async () => {
    const { key } = await make(sales)
    await revokeAll(appSql(), world.sales.userId, 'deactivated')
    expect(await lives(key)).toBe(401)
    sales = await signedIn(world.sales)
  })
})

describe('a token cannot be made', () => {
  test.each([
    [{ role: 'admin' }],
    [{ role: 'none' }],
    [{ days: 0 }],
    [{ days: 367 }],
    [{ label: '' }],
    [{ tables: { nonsense: ['read'] } }],
    [{ tables: { customers: ['everything'] } }],
  ])('with %j', async (more) => {
    const body = { label: 'sync', role: 'sales', days: 30, ...more }
    const answer = await sales.ask('POST', '/bases/crm/tokens', { body })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.text).not.toContain('tian_')
  })
  test('for a table that is out of sight, and none that is not there is refused otherwise', async () => {
    const table = makeTable('pay', 'name', [makeField(60, 'name', 'text')])
    await changeDefinitions({ base: 'crm', actor: world.admin.userId, door: 'command' }, async () => [
      { kind: 'table', after: table },
    ])
    const told = async (key: string) => {
      const body = { label: 'sync', role: 'sales', days: 30, tables: { [key]: ['read'] } }
      const { status, text } = await sales.ask('POST', '/bases/crm/tokens', { body })
      return [status, text.replaceAll(key, 'x')]
    }
    expect(await told('pay')).toEqual(await told('yap'))
    expect((await told('pay'))[0]).toBe(400)
  })
})

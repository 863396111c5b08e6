/** Looking through other eyes: what is shown is byte for byte what those eyes are shown; it writes nothing, tells nobody else anything, and leaves lines. */
import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flushLooks } from '@/lib/audit/buffer'
import { ownerTransaction, run } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import type { View } from '@/lib/meta/model'
import { makeWorld, type World } from '@/lib/records/testing/world'
import type { ListAnswer, SessionAnswer } from './contract'
import { register } from './register'
import {
  type Answer,
  type Ask,
  type Client,
  clientWith,
  cookieOf,
  prepareApi,
  signedIn,
} from './testing/client'

let db: TestDatabase
let world: World
let admin: Client
let adminCookie: string
let sales: Client
const records: string[] = []
const views: Record<string, string> = {}

const statement = (s: ReturnType<typeof sql>) => ownerTransaction((tx) => run<Record<string, unknown>>(tx, s))
const eyesOf = (id: string): Ask => ({ headers: { 'tian-view-as': `crm:person:${id}` } })
const asRoles = (...roles: string[]): Ask => ({ headers: { 'tian-view-as': `crm:roles:${roles.join(',')}` } })

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  const view: View = {
    id: randomUUID(),
    key: 'all_customers',
    table: 'customers',
    type: 'grid',
    label: { en: 'All' },
    columns: [{ field: 'name' }, { field: 'margin' }, { field: 'phone' }],
    frozen: 0,
    sort: [],
  }
  await changeDefinitions({ base: 'crm', actor: world.admin.userId, door: 'command' }, async () => [
    { kind: 'view', after: view },
  ])
  views.customers = view.key
  adminCookie = await cookieOf(world.admin)
  admin = clientWith(adminCookie)
  sales = await signedIn(world.sales)
  for (const [i, owner] of [world.sales, world.other, world.sales].entries()) {
    const fields = {
      name: `c${i}`,
      phone: '13800138000',
      owner: owner.userId,
      margin: (i + 1) * 1000,
      code: `K${i}`,
    }
    const made = await admin.ask('POST', '/bases/crm/tables/customers/records', { body: { fields } })
    expect(made.status).toBe(201)
    records.push(made.body.id as string)
  }
  await sales.ask('PUT', '/bases/crm/views/all_customers/mine', {
    body: { columns: [{ field: 'phone', width: 321 }, { field: 'name' }] },
  })
})
afterAll(() => db.close())

/** Every GET of a base that a member may ask, with addresses that are there for the administrator. */
const asked: string[] = register
  .filter((line) => line.method === 'GET' && line.path.startsWith('/bases/{base}'))
  .flatMap(({ path }) =>
    ['customers', 'orders', 'missing'].map((table) =>
      path
        .replace('{base}', 'crm')
        .replace('{table}', table)
        .replace('{field}', 'phone')
        .replace('{id}', '{record}')
        .replace(/\{(?!record)[a-z]+\}/g, 'sales'),
    ),
  )
  .flatMap((path) =>
    path.includes('{record}') ? [0, 1].map((n) => path.replace('{record}', `#${n}`)) : [path],
  )
const addresses = [...new Set(asked)]
const at = (path: string): string => path.replace(/#(\d)/, (_, n: string) => records[Number(n)]!)
const seen = ({ status, text, headers: { date: _date, ...headers } }: Answer) => ({
  status,
  // An error that nobody foresaw has a number of its own.
  text,
  headers,
})

describe('a member’s eyes', () => {
  test('see, at every address, byte for byte what the member sees', async () => {
    expect(addresses.length).toBeGreaterThan(40)
    for (const path of addresses) {
      const [mine, looked] = [
        await sales.ask('GET', at(path)),
        await admin.ask('GET', at(path), eyesOf(world.sales.userId)),
      ]
      expect(seen(looked), path).toEqual(seen(mine))
      expect(mine.status, path).toBeLessThan(500)
    }
  })
  test('see the same page whatever is asked of it, cursors and filters on masks included', async () => {
    const asks = [
      {},
      { count: 'exact' },
      { sort: [{ field: 'phone', desc: true }], limit: 1 },
      { where: 'phone = "138****8000"' },
      { where: 'phone = "+8613800138000"' },
      { where: 'margin > 0' },
      { fields: ['margin'] },
      { deleted: true },
    ]
    for (const body of asks) {
      const path = '/bases/crm/tables/customers/query'
      const mine = await sales.ask('POST', path, { body })
      const looked = await admin.ask('POST', path, { body, ...eyesOf(world.sales.userId) })
      expect(seen(looked), JSON.stringify(body)).toEqual(seen(mine))
      const { next } = mine.body as unknown as ListAnswer
      if (!next) continue
      const more = { body: { ...body, cursor: next } }
      expect((await admin.ask('POST', path, { ...more, ...eyesOf(world.sales.userId) })).text).toBe(
        (await sales.ask('POST', path, more)).text,
      )
    }
  })
  test('see the member’s own settings of a view', async () => {
    const { text } = await admin.ask('GET', '/bases/crm/tables/customers', eyesOf(world.sales.userId))
    expect(text).toContain('"width":321')
    expect((await admin.ask('GET', '/bases/crm/tables/customers')).text).not.toContain('"width":321')
  })
  test('write nothing, whatever the member may; and the administrator’s own hands are tied meanwhile', async () => {
    const writes = register.filter((line) => line.method !== 'GET' && !line.reads)
    expect(writes.length).toBeGreaterThan(30)
    for (const { method, path } of writes) {
      const to = path.replace('{base}', 'crm').replace('{table}', 'customers').replace('{id}', records[0]!)
      const answer = await admin.ask(method, to.replace(/\{[a-z]+\}/g, 'sales'), {
        ...eyesOf(world.sales.userId),
        body: {},
      })
      expect([answer.status, answer.body.error?.code], `${method} ${path}`).toEqual([403, 'VIEW_ONLY'])
    }
  })
})

describe('roles together', () => {
  test('see with one’s own name: what the roles open, and none of what only the administrator may', async () => {
    const { body } = await admin.ask('GET', '/bases/crm/tables/customers', asRoles('sales'))
    expect(JSON.stringify(body)).not.toContain('margin')
    const { records: found } = (
      await admin.ask('GET', '/bases/crm/tables/customers/records', asRoles('sales'))
    ).body as unknown as ListAnswer
    expect(found).toEqual([])
    expect((await admin.ask('GET', '/bases/crm/roles', asRoles('sales'))).body.error?.code).toBe('FORBIDDEN')
  })
})

describe('who may not', () => {
  test('gets one answer, whether roles and members exist or not', async () => {
    const path = '/bases/crm/tables/customers/records'
    const answers = new Set<string>()
    for (const eyes of [
      asRoles('admin'),
      asRoles('sales'),
      asRoles('nobody_has_this'),
      eyesOf(world.admin.userId),
      eyesOf(world.other.userId),
      eyesOf(randomUUID()),
    ]) {
      const header = await sales.ask('GET', path, eyes)
      const value = encodeURIComponent(eyes.headers!['tian-view-as']!)
      const cookie = await clientWith(`${await cookieOf(world.sales)}; tian.as=${value}`).ask('GET', path)
      for (const { status, text } of [header, cookie]) answers.add(`${status} ${text}`)
      const began = await sales.ask('POST', '/bases/crm/view-as', {
        body: {
          roles: [
            eyes
              .headers!['tian-view-as']!.split(':')[2]!
              .split(',')[0]!
              .replace(/^[^a-z]+/, 'x')
              .replace(/[^a-z0-9_]/g, '_'),
          ],
        },
      })
      expect(began.body.error?.code).toBe('FORBIDDEN')
    }
    expect([...answers]).toHaveLength(1)
    expect([...answers][0]).toMatch(/^403 .*FORBIDDEN/)
  })
  test('sees in the session that these eyes see nothing, and no more', async () => {
    const sessions = new Set<string>()
    for (const eyes of [asRoles('admin'), asRoles('nobody_has_this')]) {
      const { text } = await sales.ask('GET', '/session', eyes)
      sessions.add(text.replace(/crm:roles:\w+/, ''))
    }
    expect([...sessions]).toHaveLength(1)
    expect([...sessions][0]).toContain('"gone":true')
  })
  test('a token has no eyes but its own', async () => {
    const key = `tian_${'a'.repeat(43)}`
    const hash = createHash('sha256').update(key).digest('base64url')
    await statement(sql`insert into tian.api_tokens (id, base_id, user_id, label, prefix, hash, role)
      select ${param(randomUUID(), 'uuid')}, b.id, ${param(world.admin.userId, 'uuid')}, 'x', 'tian_a', ${param(hash)}, 'admin'
      from tian.bases b where b.key = 'crm'`)
    const program = clientWith()
    const bearer = { authorization: `Bearer ${key}` }
    const path = '/bases/crm/tables/customers/records'
    expect((await program.ask('GET', path, { headers: bearer })).status).toBe(200)
    const eyes = eyesOf(world.sales.userId).headers
    expect((await program.ask('GET', path, { headers: { ...bearer, ...eyes } })).body.error?.code).toBe(
      'FORBIDDEN',
    )
    const body = { person: world.sales.userId }
    const began = await program.ask('POST', '/bases/crm/view-as', { headers: bearer, body })
    expect(began.body.error?.code).toBe('FORBIDDEN')
  })
  test('a header that makes no sense is refused, never taken for one’s own eyes', async () => {
    for (const text of ['crm', 'crm:roles:', 'crm:person:x', 'CRM:roles:sales', '*']) {
      const answer = await admin.ask('GET', '/bases/crm', { headers: { 'tian-view-as': text } })
      expect([answer.status, answer.body.error?.code], text).toEqual([400, 'PARAMETER_UNKNOWN'])
    }
  })
})

describe('beginning and ending', () => {
  const browser = (value: string) => clientWith(`${adminCookie}; tian.as=${value}`)
  test('are kept in a cookie, shown in the session, and logged with who looked as whom', async () => {
    const began = await admin.ask('POST', '/bases/crm/view-as', { body: { person: world.sales.userId } })
    expect(began.body).toMatchObject({ base: 'crm', person: { id: world.sales.userId, name: '王销售' } })
    const value = /^tian\.as=([^;]+)/.exec(began.headers['set-cookie']!)![1]!
    const looking = browser(value)
    const session = (await looking.ask('GET', '/session')).body as unknown as SessionAnswer
    expect(session).toMatchObject({
      person: { id: world.sales.userId, name: '王销售', owner: false },
      bases: [{ key: 'crm', admin: false, roles: ['sales'] }],
      viewing: { base: 'crm', person: { id: world.sales.userId }, roles: [{ key: 'sales' }] },
    })
    // Through the eyes of roles one has one's own name, and owns nothing.
    const me = param(world.admin.userId, 'uuid')
    await statement(sql`update tian.users set owner = true where id = ${me}`)
    expect((await admin.ask('GET', '/session', asRoles('sales'))).body).toMatchObject({
      person: { id: world.admin.userId, owner: false },
      bases: [{ key: 'crm', admin: false }],
    })
    await statement(sql`update tian.users set owner = false where id = ${me}`)
    // With one word a page of the administrator's own asks with their own eyes again.
    const own = await looking.ask('GET', '/bases/crm/roles', { headers: { 'tian-view-as': 'self' } })
    expect(own.status).toBe(200)
    const again = await looking.ask('POST', '/bases/crm/view-as', { body: { roles: ['sales'] } })
    expect(again.body.error?.code).toBe('VIEW_ONLY')
    const ended = await looking.ask('DELETE', '/session/view-as')
    expect([ended.status, ended.headers['set-cookie']]).toEqual([
      204,
      expect.stringMatching(/^tian\.as=;.*Max-Age=0/),
    ])
    await flushLooks()
    const lines = await statement(
      sql`select actor, acting_as, detail from ${qualified('crm', '_access_log')}
          where kind = 'view_as' and detail is not null order by seq`,
    )
    expect(lines).toEqual([
      { actor: world.admin.userId, acting_as: { person: world.sales.userId }, detail: { begun: true } },
      { actor: world.admin.userId, acting_as: { person: world.sales.userId }, detail: { ended: true } },
    ])
  })
  test('a header leaves a line too, once and not at every request', async () => {
    const count = async () => {
      await flushLooks()
      const [row] = await statement(
        sql`select count(*)::int as n from ${qualified('crm', '_access_log')}
            where kind = 'view_as' and acting_as ->> 'person' = ${param(world.other.userId)}`,
      )
      return row!.n as number
    }
    expect(await count()).toBe(0)
    for (let i = 0; i < 3; i++) await admin.ask('GET', '/bases/crm', eyesOf(world.other.userId))
    expect(await count()).toBe(1)
  })
  test('nobody is looked through who is not there, and nothing through a role that is not', async () => {
    for (const body of [{ person: randomUUID() }, { roles: ['nobody_has_this'] }])
      expect((await admin.ask('POST', '/bases/crm/view-as', { body })).status).toBe(404)
    for (const body of [{}, { roles: [] }, { roles: ['sales'], person: randomUUID() }])
      expect((await admin.ask('POST', '/bases/crm/view-as', { body })).status).toBe(400)
  })
  test('a member who is deactivated, or an administrator who no longer is one, ends it', async () => {
    const looking = browser(encodeURIComponent(`crm:person:${world.other.userId}`))
    const path = '/bases/crm/tables/customers/records'
    expect((await looking.ask('GET', path)).status).toBe(200)
    await statement(sql`update tian.users set active = false where id = ${param(world.other.userId, 'uuid')}`)
    expect((await looking.ask('GET', path)).status).toBe(404)
    expect((await looking.ask('GET', '/session')).body).toMatchObject({
      bases: [{ admin: false }],
      viewing: { gone: true },
    })
    await statement(sql`update tian.users set active = true where id = ${param(world.other.userId, 'uuid')}`)
    expect((await looking.ask('GET', path)).status).toBe(200)
    const me = param(world.admin.userId, 'uuid')
    await statement(sql`update tian.memberships set roles = '{sales}' where user_id = ${me}`)
    expect((await looking.ask('GET', path)).body.error?.code).toBe('FORBIDDEN')
    expect((await looking.ask('GET', '/session')).body).toMatchObject({
      person: { id: world.admin.userId, owner: false },
      bases: [{ admin: false }],
      viewing: { gone: true },
    })
    // It can still be ended.
    expect((await looking.ask('DELETE', '/session/view-as')).status).toBe(204)
    await flushLooks()
    const [last] = await statement(
      sql`select acting_as ->> 'person' as person, detail from ${qualified('crm', '_access_log')}
          where kind = 'view_as' order by seq desc limit 1`,
    )
    expect(last).toEqual({ person: world.other.userId, detail: { ended: true } })
    await statement(sql`update tian.memberships set roles = '{admin}' where user_id = ${me}`)
  })
  test('so does a member who is removed, and a role that is deleted', async () => {
    const status = async (eyes: Ask) => (await admin.ask('GET', '/bases/crm', eyes)).status
    const member = eyesOf(world.other.userId)
    const [kept] = await statement(
      sql`delete from tian.memberships where user_id = ${param(world.other.userId, 'uuid')} returning base_id as base`,
    )
    expect(await status(member)).toBe(404)
    await statement(
      sql`insert into tian.memberships (base_id, user_id, roles)
          values (${param(kept!.base as string, 'uuid')}, ${param(world.other.userId, 'uuid')}, '{sales}')`,
    )
    expect(await status(member)).toBe(200)
    const made = await admin.ask('POST', '/bases/crm/roles', { body: { label: { en: 'Brief' } } })
    const brief = asRoles(String(made.body.key))
    expect(await status(brief)).toBe(200)
    expect((await admin.ask('DELETE', `/bases/crm/roles/${made.body.key}`)).status).toBe(204)
    expect(await status(brief)).toBe(404)
  })
})

describe('explanations and reach lists', () => {
  test('are told to administrators; to members about themselves alone', async () => {
    const about = `person=${world.sales.userId}&table=customers&record=${records[1]}&field=margin`
    const { body } = await admin.ask('GET', `/bases/crm/explain?${about}`)
    expect(JSON.stringify(body)).toContain('看不到')
    const paths = [
      `/bases/crm/explain?${about}`,
      `/bases/crm/reach?person=${world.sales.userId}`,
      `/bases/crm/tables/customers/missing?roles=sales`,
      '/bases/crm/tables/customers/fields/phone/reach',
    ]
    for (const path of paths) {
      expect((await admin.ask('GET', path)).status, path).toBe(200)
      expect((await sales.ask('GET', path)).body.error?.code, path).toBe('FORBIDDEN')
    }
  })
  test('hidden and unknown answer alike', async () => {
    const path = '/bases/crm/tables/customers/explain'
    const ask = async (query: string) => {
      const { status, text } = await sales.ask('GET', `${path}?${query}`)
      return `${status} ${text}`
    }
    expect(await ask('field=margin')).toBe(await ask('field=nothing_so_called'))
    expect(await ask(`record=${records[1]}`)).toBe(await ask(`record=${randomUUID()}`))
    expect(await ask(`record=${records[0]}&field=phone`)).toContain('只显示遮盖后的内容')
  })
  test('what is missing is counted and named', async () => {
    const { body } = await admin.ask(
      'GET',
      `/bases/crm/tables/customers/missing?person=${world.sales.userId}`,
    )
    expect(body).toMatchObject({ rows: { all: 3, seen: 2 } })
    const fields = (body as unknown as { fields: { key: string; outcome: string }[] }).fields
    expect(fields.map((f) => `${f.key} ${f.outcome}`)).toEqual(['phone mask', 'margin no', 'code no'])
  })
  test('a reach list has rows in words, fields counted; a field’s has people, tokens and how far', async () => {
    const { body } = await admin.ask('GET', `/bases/crm/reach?person=${world.sales.userId}`)
    const [customers] = (body as unknown as { tables: object[] }).tables
    expect(customers).toMatchObject({
      rows: {
        create: { outcome: 'yes', text: '全部' },
        update: { outcome: 'partly', text: '“owner”是本人的记录', roles: ['sales'] },
        delete: { outcome: 'no' },
      },
      fields: { all: 11, read: 8, masked: 1, edited: 2 },
    })
    const reach = await admin.ask('GET', '/bases/crm/tables/customers/fields/phone/reach')
    const { holders } = reach.body as unknown as { holders: { name: string; kind: string; read: object }[] }
    expect(holders.map((h) => [h.name, h.kind, (h.read as { outcome: string }).outcome])).toEqual([
      ['管理员', 'person', 'yes'],
      ['李销售', 'person', 'mask'],
      ['王销售', 'person', 'mask'],
      ['x', 'token', 'yes'],
    ])
    const hidden = await admin.ask('GET', '/bases/crm/tables/customers/fields/margin/reach')
    expect((hidden.body as unknown as { holders: object[] }).holders).toHaveLength(2)
  })
})

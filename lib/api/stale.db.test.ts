/**
 * Endpoints whose own statements verify the actor (`verifies`), each asked with an actor as it was before its rights were
 * taken away: between entering the base and doing the work everything may change. An endpoint that is missing here fails.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forAction } from '@/lib/access/actions'
import type { Actor, Person } from '@/lib/access/actor'
import { enterBase, Moved } from '@/lib/access/enter'
import { flushLooks } from '@/lib/audit/buffer'
import { createSession } from '@/lib/auth/sessions'
import { newToken } from '@/lib/auth/testing/people'
import { personOfToken } from '@/lib/auth/tokens'
import { ownerSql, run } from '@/lib/db/connection'
import { arrayParam, param, type SQL, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { uploadFile } from '@/lib/files/files'
import type { Role, TableRights } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'
import type { ApiRecord } from './contract'
import type { Endpoint } from './endpoint'
import { register } from './register'
import { prepareApi } from './testing/client'
import { stateOf } from './testing/state'

let db: TestDatabase
let world: World
let clerk: Person
/** Grows with every record, so that each has its own. */
let made = 0

const all: TableRights['rows']['read'] = [{ kind: 'all' }]
const full: TableRights = {
  rows: { create: all, read: [...all, { kind: 'shared' }], update: all, delete: all },
  fields: { phone: { mask: 'phone', reveal: true } },
  otherFields: 'edit',
  actions: ['export', 'import', 'bulk', 'share', 'history', 'print'],
}
const role = (tables: Role['tables']): Role => ({
  id: crypto.randomUUID(),
  key: 'clerk',
  label: { 'zh-CN': '文员', en: 'Clerk' },
  admin: false,
  tables,
})

beforeAll(async () => {
  prepareApi()
  process.env.DATA_DIR = mkdtempSync(join(tmpdir(), 'tian-stale-'))
  db = await testDatabase()
  world = await makeWorld()
  const papers = makeTable('papers', 'title', [
    makeField(60, 'title', 'text', {}),
    makeField(61, 'scan', 'attachment', {}),
  ])
  await changeDefinitions({ base: 'crm', actor: world.admin.userId, door: 'command' }, async () => [
    { kind: 'table', after: papers },
    { kind: 'role', after: role({ customers: full, papers: { ...full, fields: {} } }) },
  ])
  await run(
    ownerSql(),
    sql`update tian.memberships set roles = '{clerk}' where user_id = ${param(world.sales.userId, 'uuid')}`,
  )
  clerk = { ...world.sales, sessionId: await createSession(world.sales.userId) }
})
afterAll(() => db.close())

const admin = () => enterBase(world.admin, 'crm')
const id = async (table: string, fields: object): Promise<string> =>
  (JSON.parse(await createRecord(await admin(), table, fields)) as ApiRecord).id
const customer = () => id('customers', { name: `客户${made++}`, phone: '13800138000' })
const deleted = async () => {
  const one = await customer()
  await deleteRecords(await admin(), 'customers', [one])
  return one
}

interface Asked {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  headers?: Record<string, string>
}

const records = '/bases/{base}/tables/{table}/records'
const shares = `${records}/{id}/shares`
const shareWith = async () => ({ params: { id: await customer(), person: world.other.userId } })

/** By line of the register: what is asked that would be answered, or done, with the rights of before. */
const cases: Record<string, (() => Promise<Asked>)[]> = {
  [`GET ${records}`]: [async () => ({ query: { sort: 'name' } })],
  'POST /bases/{base}/tables/{table}/query': [async () => ({ body: { where: 'name <> "x"' } })],
  [`GET ${records}/{id}`]: [async () => ({ params: { id: await customer() } })],
  [`POST ${records}`]: [
    async () => ({ body: { fields: { name: 'one' } } }),
    async () => ({ body: { records: [{ fields: { name: 'two' } }, { fields: { name: 'three' } }] } }),
    async () => ({ body: { fields: { name: 'four' } }, headers: { 'idempotency-key': `k${made++}` } }),
  ],
  [`POST ${records}/import`]: [
    async () => ({ body: { records: [{ fields: { name: 'five' } }] } }),
    async () => ({ body: { records: [{ fields: { name: 'six' } }], check: true } }),
  ],
  [`PATCH ${records}/{id}`]: [
    async () => ({ params: { id: await customer() }, body: { set: { name: 'changed' } } }),
    async () => ({ params: { id: await customer() }, body: { set: {} } }),
  ],
  [`DELETE ${records}/{id}`]: [async () => ({ params: { id: await customer() } })],
  [`POST ${records}/delete`]: [async () => ({ body: { ids: [await customer(), await customer()] } })],
  [`POST ${records}/restore`]: [async () => ({ body: { ids: [await deleted()] } })],
  [`GET ${records}/{id}/history`]: [async () => ({ params: { id: await customer() } })],
  'GET /bases/{base}/tables/{table}/pick': [async () => ({ query: { q: '' } })],
  'POST /bases/{base}/tables/{table}/export': [async () => ({ body: {} })],
  [`POST ${records}/update`]: [
    async () => ({ body: { ids: [await customer(), await customer()], set: { name: 'bulk' } } }),
    async () => ({ body: { ids: [await customer()], set: {} } }),
  ],
  [`POST ${records}/{id}/reveal`]: [
    async () => ({ params: { id: await customer() }, body: { field: 'phone', reason: 'a call' } }),
  ],
  [`GET ${shares}`]: [async () => ({ params: { id: await customer() } })],
  [`PUT ${shares}/{person}`]: [async () => ({ ...(await shareWith()), body: { edit: true } })],
  [`DELETE ${shares}/{person}`]: [
    async () => {
      const asked = await shareWith()
      const put = register.find((line) => nameOf(line) === `PUT ${shares}/{person}`)!
      await ask(put, await admin(), { ...asked, body: { edit: false } })
      return asked
    },
  ],
  'GET /bases/{base}/files/{id}': [
    async () => {
      const actor = await admin()
      const file = await uploadFile(actor, 'scan.txt', new Blob(['secret']).stream())
      await id('papers', { title: 'paper', scan: [{ id: file.id, name: file.name }] })
      return { params: { id: file.id } }
    },
  ],
  'GET /bases/{base}/people': [async () => ({ query: { search: '' } })],
}

const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`

/** What dispatch does once the base is entered; @returns the whole text of the answer. */
async function ask(line: Endpoint, actor: Actor, { params, query, body, headers }: Asked): Promise<string> {
  const answer = await line.handle({
    request: new Request('http://tian.test/api/v1', { method: line.method, headers }),
    params: { base: 'crm', table: 'customers', ...params },
    query: new URLSearchParams(query),
    body,
    locale: 'zh-CN',
    person: actor,
    actor: line.action ? forAction(actor, 'customers', line.action) : actor,
  })
  expect(answer.status, nameOf(line)).toBeLessThan(300)
  return answer.text()
}

const user = () => param(world.sales.userId, 'uuid')
const setRoles = (roles: string[]) =>
  sql`update tian.memberships set roles = ${arrayParam(roles)} where user_id = ${user()}`
const session = (end: SQL) => sql`update tian.sessions set revoked_at = ${end} where user_id = ${user()}`

/** How rights are lost, and given back. */
const losses: Record<string, { take: () => SQL; give: () => SQL }> = {
  'the roles are taken away': { take: () => setRoles([]), give: () => setRoles(['clerk']) },
  'the session has ended': { take: () => session(sql`now()`), give: () => session(sql`null`) },
  'the person is deactivated': {
    take: () => sql`update tian.users set active = false where id = ${user()}`,
    give: () => sql`update tian.users set active = true where id = ${user()}`,
  },
  'the rights of the base have moved': {
    take: () => sql`update tian.bases set version = version + 1`,
    give: () => sql`update tian.bases set version = version - 1`,
  },
}

const verifying = register.filter((line) => line.verifies)
const each = verifying.flatMap((line) =>
  (cases[nameOf(line)] ?? []).map((given, i) => [`${nameOf(line)} ${i + 1}`, line, given] as const),
)

test('every endpoint that verifies the actor by itself is asked here, and no other', () => {
  expect(Object.keys(cases).sort()).toEqual(verifying.map(nameOf).sort())
})

test.each(each)('%s', async (_name, line, given) => {
  for (const [how, { take, give }] of Object.entries(losses)) {
    const asked = await given()
    const actor = await enterBase(clerk, 'crm')
    await flushLooks()
    const before = await stateOf()
    await run(ownerSql(), take())
    const told = await ask(line, actor, asked).then(
      (text) => `answered: ${text}`,
      (error: unknown) => (error instanceof Moved ? 'moved' : `${error}`),
    )
    await run(ownerSql(), give())
    expect(told, how).toBe('moved')
    await flushLooks()
    expect(await stateOf(), how).toBe(before)
  }
  // The same with the rights as they are: it was nothing else that refused.
  const asked = await given()
  await ask(line, await enterBase(clerk, 'crm'), asked)
})

test('a program acts as long as its key lives, and its person', async () => {
  const key = await newToken({ id: world.sales.userId, email: '' }, 'clerk')
  const program = (await personOfToken(key, ''))!
  const token = param(program.token!.id, 'uuid')
  const ended = (at: SQL) => sql`update tian.api_tokens set revoked_at = ${at} where id = ${token}`
  const ends: typeof losses = {
    'the key has ended': { take: () => ended(sql`now()`), give: () => ended(sql`null`) },
    'the person is deactivated': losses['the person is deactivated']!,
  }
  const line = register.find((one) => nameOf(one) === `GET ${records}`)!
  const lives = async (person: Person, { take, give }: (typeof losses)[string]) => {
    const actor = await enterBase(person, 'crm')
    await run(ownerSql(), take())
    await expect(ask(line, actor, {})).rejects.toBeInstanceOf(Moved)
    await run(ownerSql(), give())
    expect(await ask(line, await enterBase(person, 'crm'), {})).toContain('records')
  }
  for (const loss of Object.values(ends)) await lives(program, loss)
  // A command has no session, and an account all the same.
  await lives({ ...world.sales, door: 'command' }, losses['the person is deactivated']!)
})

test('several records at once are a right of their own, to delete and to take back', async () => {
  const actor = await enterBase(clerk, 'crm')
  const alone: Actor = { ...actor, roles: [role({ customers: { ...full, actions: [] } })] }
  for (const [door, one] of [
    ['delete', customer],
    ['restore', deleted],
  ] as const) {
    const line = register.find((l) => nameOf(l) === `POST ${records}/${door}`)!
    const ids = [await one(), await one()]
    await expect(ask(line, alone, { body: { ids } }), door).rejects.toMatchObject({ code: 'ACTION_REFUSED' })
    await ask(line, alone, { body: { ids: ids.slice(1) } })
    await ask(line, actor, { body: { ids: [ids[0], await one()] } })
  }
})

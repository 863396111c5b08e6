/**
 * The statement of law L4, at the door: two databases that differ only in whether a field exists that a role may not
 * see answer that role byte for byte alike; and in one database a hidden name answers as one that never was.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { appSql, connectTo, disconnect, ownerSql, ownerTransaction, run, target } from '@/lib/db/connection'
import { ident, param, sql } from '@/lib/db/sql'
import { at, maintain } from '@/lib/db/testing/clone'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { call, type Expr, field, stored, value } from '@/lib/expr/ast'
import type { Form } from '@/lib/meta/form'
import type { View } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { cookieOf, prepareApi } from './testing/client'

let db: TestDatabase
let world: World
let cookie: string
let record: string
let without: string

const view = (key: string, more: Partial<View>): View => ({
  id: randomUUID(),
  key,
  table: 'customers',
  type: 'grid',
  label: { en: key },
  columns: [{ field: 'name' }, { field: 'margin' }, { field: 'grade' }],
  frozen: 0,
  sort: [],
  ...more,
})

/** Asks for the hidden field, and hangs another on it. */
const form: Form = {
  id: randomUUID(),
  key: 'entry',
  table: 'customers',
  label: { en: 'Entry' },
  steps: [
    {
      key: 'one',
      blocks: [
        { kind: 'field', field: 'name' },
        { kind: 'field', field: 'margin', default: stored(value(3)) },
        { kind: 'field', field: 'grade', showIf: stored(call('gt', field('margin'), value(5))) },
        { kind: 'field', field: 'code', fixed: 'shown', default: stored(value('F')) },
      ],
    },
  ],
}

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  const cells = {
    name: '远航科技',
    phone: '13800138000',
    grade: 'gold',
    owner: world.sales.userId,
    margin: 7.25,
  }
  const admin = <T>(work: Parameters<typeof asActor<T>>[2]) => asActor(world.admin, world.base, work)
  record = JSON.parse(await admin((a) => createRecord(a, 'customers', cells))).id
  await admin((a) => createRecord(a, 'orders', { customer: record, amount: 1 }))
  await admin((a) => updateRecord(a, 'customers', record, { set: { grade: 'silver' } }))
  await changeDefinitions({ base: world.base, actor: world.admin.userId, door: 'command' }, async () => [
    { kind: 'view', after: view('plain', { sort: [{ field: 'margin', desc: true }] }) },
    { kind: 'view', after: view('rich', { filter: stored(call('gt', field('margin'), value(5))) }) },
  ])
  await changeDefinitions({ base: world.base, actor: world.admin.userId, door: 'command' }, async () => [
    { kind: 'form', after: form },
  ])
  cookie = await cookieOf(world.sales)
  without = await copyWithout()
})
afterAll(async () => {
  await disconnect()
  await maintain(
    inject('tianTemplate').maintenance,
    sql`drop database if exists ${ident(without)} with (force)`,
  )
  await db.close()
})

/** A copy of the database in which the table never had the field. */
async function copyWithout(): Promise<string> {
  const { maintenance } = inject('tianTemplate')
  const original = target()
  const name = `t_${randomBytes(8).toString('hex')}`
  await disconnect()
  const from = new URL(original.owner).pathname.slice(1)
  await maintain(maintenance, sql`create database ${ident(name)} template ${ident(from)}`)
  connectTo({ ...original, owner: at(original.owner, name), app: at(original.app, name) })
  await ownerTransaction(async (tx) => {
    await run(tx, sql`alter table crm.customers drop column margin`)
    await run(
      tx,
      sql`update tian.documents set body = body #- '{properties,margin}'
            || jsonb_build_object('x-table', body -> 'x-table' || jsonb_build_object(
              'order', (body -> 'x-table' -> 'order') - 'margin',
              'sections', jsonb_set(body -> 'x-table' -> 'sections', '{0,fields}', (body #> '{x-table,sections,0,fields}') - 'margin')))
          where kind = 'table' and key = 'customers'`,
    )
  })
  await disconnect()
  connectTo(original)
  return name
}

interface Asked {
  method: string
  path: string
  body?: unknown
}

const table = '/bases/crm/tables/customers'
const get = (path: string, query: Record<string, string> = {}): Asked => ({
  method: 'GET',
  path: `${path}${Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : ''}`,
})
const send = (method: string, path: string, body?: unknown): Asked => ({ method, path, body })

/** Requests that say the name in every place where a name can stand. */
const naming = (key: string): Asked[] => {
  const conditions: Expr[] = [
    call('isEmpty', field(key)),
    call('and', call('is', field('name'), value('远航科技')), call('gt', field(key), value(1))),
    call('not', call('gt', field(key), field(key))),
    call('isEmpty', field(key, 'name')),
  ]
  const sort = [{ field: key, desc: true }]
  return [
    get(`${table}/records`, { fields: `name,${key}` }),
    get(`${table}/records`, { sort: `-${key}` }),
    ...conditions.map((expr) => get(`${table}/records`, { filter: JSON.stringify(stored(expr)) })),
    get(`${table}/records`, { where: `grade = "gold" and ${key} > 1` }),
    get('/bases/crm/tables/orders/records', { where: `customer.${key} > 1` }),
    send('POST', `${table}/query`, { where: `isEmpty(${key})` }),
    send('POST', `${table}/query`, { fields: [key] }),
    send('POST', `${table}/query`, { sort }),
    ...conditions.map((expr) => send('POST', `${table}/query`, { filter: stored(expr) })),
    send('POST', '/bases/crm/tables/orders/query', {
      filter: stored(call('gt', field('customer', key), value(1))),
    }),
    send('POST', `${table}/records`, { fields: { name: '新客户', [key]: 1 } }),
    send('POST', `${table}/records`, { fields: { name: '新客户', [key]: 'no number' } }),
    send('POST', `${table}/records`, { records: [{ fields: { name: '新客户', [key]: null } }] }),
    send('PATCH', `${table}/records/${record}`, { set: { [key]: 9 } }),
    send('PATCH', `${table}/records/${record}`, { set: { [key]: 'no number' } }),
    send('PATCH', `${table}/records/${record}`, { set: { name: '改' }, was: { [key]: 7.25 } }),
    send('PATCH', `${table}/records/${randomUUIDOnce}`, { set: { [key]: 9 } }),
    send('POST', '/bases/crm/forms/entry/submissions', { ticket: 'none', answers: { [key]: 1 } }),
    send('PUT', '/bases/crm/forms/entry/draft', { ticket: 'none', draft: { answers: { [key]: 1 } } }),
    send('POST', `${table}/fields`, { label: { en: key }, key, type: 'number' }),
    send('PATCH', `${table}/fields/${key}`, { label: { en: 'x' } }),
    send('DELETE', `${table}/fields/${key}`),
    send('POST', `${table}/fields/${key}/restore`),
  ]
}
const randomUUIDOnce = randomUUID()

/** Everything else that a salesperson may ask, and that could tell. */
const silent = (): Asked[] => [
  get('/bases/crm'),
  get(table),
  get('/bases/crm/tables/orders'),
  get(`${table}/records`, { count: 'exact' }),
  get(`${table}/records`, { limit: '1', sort: 'name' }),
  get(`${table}/records/${record}`),
  get(`${table}/records/${record}/history`),
  get('/bases/crm/tables/orders/records'),
  get(`${table}/pick`, { q: '远' }),
  get('/bases/crm/people'),
  get('/bases/crm/roles'),
  get('/openapi.json'),
  get('/meta/table'),
  get('/bases/crm/forms'),
  get('/bases/crm/forms/entry'),
  get('/bases/crm/forms/entry', { record }),
  get('/session'),
  send('PUT', '/bases/crm/views/plain/mine', {
    columns: [{ field: 'margin' }, { field: 'name' }],
    sort: [{ field: 'margin', desc: true }],
  }),
  send('PUT', '/bases/crm/views/rich/mine', { filter: stored(call('gt', field('margin'), value(5))) }),
  get(table),
  send('PATCH', `${table}/records/${record}`, { set: { grade: 'gold' }, was: { grade: 'silver' } }),
  send('PATCH', `${table}/records/${record}`, { set: { grade: 'silver' }, was: { grade: 'silver' } }),
  send('POST', `${table}/records/delete`, { ids: [record] }),
  get(`${table}/records`, { deleted: 'true' }),
]

/**
 * The two databases are asked one after the other; when something happened is not what may tell, nor a ticket, which is
 * another one each time.
 */
const untimed = (text: string): string => text.replace(/"(at|ticket)":"[^"]*"/g, '"$1":""')

/** The answers of a database to a role, in modules that have never seen the other one. */
async function answers(database: string, asked: Asked[], locale: string): Promise<string[]> {
  const original = target()
  await disconnect()
  connectTo({ ...original, owner: at(original.owner, database), app: at(original.app, database) })
  vi.resetModules()
  const { handle } = await import('./dispatch')
  const seen: string[] = []
  for (const { method, path, body } of asked) {
    const answer = await handle(
      new Request(`http://tian.test/api/v1${path}`, {
        method,
        headers: {
          host: 'tian.test',
          cookie: `${cookie}; tian_locale=${locale}`,
          ...(method === 'GET' ? {} : { origin: 'http://tian.test', 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    seen.push(
      `${method} ${path} → ${answer.status} ${JSON.stringify([...answer.headers])} ${untimed(await answer.text())}`,
    )
  }
  await disconnect()
  connectTo(original)
  return seen
}

const original = () => new URL(db.url).pathname.slice(1)

describe.each(['zh-CN', 'en'])('in %s', (locale) => {
  test('the copy lacks the field, and the original has it', async () => {
    await run(appSql(), sql`select margin from crm.customers`)
    await disconnect()
    const { owner, app, ...rest } = target()
    connectTo({ ...rest, owner: at(owner, without), app: at(app, without) })
    await expect(run(ownerSql(), sql`select margin from crm.customers`)).rejects.toMatchObject({
      code: '42703',
    })
    const [row] = await run<{ text: string }>(
      ownerSql(),
      sql`select body::text as text from tian.documents where kind = 'table' and key = ${param('customers')}`,
    )
    expect(row!.text).not.toContain('margin')
    await disconnect()
    connectTo({ ...rest, owner, app })
  })

  test('a role that may not see a field cannot tell whether it exists', async () => {
    const asked = [...naming('margin'), ...silent(), ...naming('margin')]
    const [here, there] = [await answers(original(), asked, locale), await answers(without, asked, locale)]
    for (const [i, line] of here.entries()) expect(line).toBe(there[i])
    expect(here.join()).not.toMatch(/7\.25|INTERNAL/)
  })

  test('a hidden name and an unknown one are refused in the same words', async () => {
    const hidden = await answers(original(), naming('margin'), locale)
    const unknown = await answers(original(), naming('nothing'), locale)
    for (const [i, line] of hidden.entries()) expect(line.replaceAll('margin', 'nothing')).toBe(unknown[i])
    expect(hidden.filter((line) => / → 2\d\d /.test(line))).toEqual([])
  })
})

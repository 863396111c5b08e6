/** Members fill in forms with their own rights: new records with rows, records that exist, drafts on two devices, races and replays. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import type { ApiRecord } from '@/lib/api/contract'
import type { FormAnswer, FormBody, SubmitAnswer } from '@/lib/api/contract-forms'
import { type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { stateOf } from '@/lib/api/testing/state'
import { run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { createRecord } from '@/lib/records/create'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { leadForm, makeForm } from './testing/forms'

let db: TestDatabase
let world: World
let admin: Client
let sales: Client
let other: Client
let form: string
let friends: string

const friendForm: FormBody = {
  label: { 'zh-CN': '朋友', en: 'Friends' },
  steps: [
    {
      key: 'one',
      blocks: [
        { kind: 'field', field: 'name' },
        {
          kind: 'rows',
          field: 'friends',
          columns: ['name', 'grade'],
          add: true,
          edit: true,
          remove: true,
          min: 1,
        },
      ],
    },
  ],
}

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  admin = await signedIn(world.admin)
  sales = await signedIn(world.sales)
  other = await signedIn(world.other)
  form = `/bases/crm/forms/${(await makeForm(world)).key}`
  friends = `/bases/crm/forms/${(await makeForm(world, friendForm)).key}`
})
afterAll(() => db.close())

const open = async (client: Client, address = form, query = ''): Promise<FormAnswer> => {
  const answer = await client.ask('GET', `${address}${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body as unknown as FormAnswer
}
const submit = async (client: Client, body: object, address = form) => {
  const ticket = 'ticket' in body ? body.ticket : (await open(client, address)).ticket
  return client.ask('POST', `${address}/submissions`, { body: { ticket, ...body } })
}
const sent = (answer: { body: unknown }) => (answer.body as SubmitAnswer).record!
const record = async (client: Client, table: string, id: string) =>
  (await client.ask('GET', `/bases/crm/tables/${table}/records/${id}`)).body as unknown as ApiRecord
const customer = (fields: object) =>
  asActor(
    world.admin,
    'crm',
    async (a) => (JSON.parse(await createRecord(a, 'customers', fields)) as ApiRecord).id,
  )
const order = (fields: object) =>
  asActor(
    world.admin,
    'crm',
    async (a) => (JSON.parse(await createRecord(a, 'orders', fields)) as ApiRecord).id,
  )

describe('a new record', () => {
  test('comes with its rows, all defaults, and who made it', async () => {
    const answer = await submit(admin, {
      answers: { name: '新公司', owner: world.sales.userId },
      rows: { orders: { add: [{ amount: 3 }] } },
    })
    expect(answer.status, answer.text).toBe(200)
    const made = await record(admin, 'customers', sent(answer))
    expect(made.fields).toMatchObject({ name: '新公司', owner: world.sales.userId })
    const history = await admin.ask('GET', `/bases/crm/tables/customers/records/${made.id}/history`)
    expect(history.text).toContain('"door":"form"')
    expect(made.fields.customer_no).toMatch(/^KH\d{9}$/)
    const [id] = made.fields.orders as string[]
    expect((await record(admin, 'orders', id!)).fields).toMatchObject({
      amount: 3,
      customer: made.id,
      seller: world.sales.userId,
    })
  })
  test('is nothing at all when one of its rows is refused', async () => {
    const { ticket } = await open(admin)
    const state = await stateOf()
    const bad = await submit(admin, {
      ticket,
      answers: { name: '半' },
      rows: { orders: { add: [{ amount: 1 }, { day: '2026-02-30' }] } },
    })
    expect([bad.status, bad.body.error?.field]).toEqual([422, 'orders.1.day'])
    expect(await stateOf()).toBe(state)
  })
  test('is made with the rights of the person: what those hide is not on the form', async () => {
    const shown = await open(sales)
    expect(shown.fields.map((f) => f.key)).toEqual(['name', 'grade'])
    expect(JSON.stringify(shown)).not.toMatch(/"code"|margin/)
    for (const key of ['code', 'margin', 'owner', 'phone']) {
      const { body } = await submit(sales, { answers: { name: '越权', [key]: 'x' } })
      expect(body.error?.code, key).toBe('FIELD_UNKNOWN')
    }
    // A gold customer is asked for a code that a salesperson does not see, and so is not asked for it.
    expect((await submit(sales, { answers: { name: '金', grade: 'gold' } })).status).toBe(200)
  })
  test('of which the person may not make rows is refused whole', async () => {
    const { ticket } = await open(sales)
    const state = await stateOf()
    const { status, body } = await submit(sales, {
      ticket,
      answers: { name: '没有主人' },
      rows: { orders: { add: [{ amount: 1 }] } },
    })
    // Orders follow the customer, who has no owner yet.
    expect([status, body.error?.code]).toEqual([403, 'ROW_NOT_YOURS'])
    expect(await stateOf()).toBe(state)
  })
  test('sent twice, also at once, is one record; the ticket is nobody else’s', async () => {
    const { ticket } = await open(admin)
    const body = { ticket, answers: { name: '一次' } }
    const answers = await Promise.all(Array.from({ length: 5 }, () => submit(admin, body)))
    expect(new Set(answers.map((a) => a.text)).size).toBe(1)
    expect(answers[0]!.status).toBe(200)
    expect((await submit(admin, { ticket, answers: { name: '两次' } })).body.error?.code).toBe('FORM_SENT')
    const theirs = (await open(admin)).ticket
    expect((await submit(sales, { ticket: theirs, answers: { name: '偷' } })).body.error?.code).toBe(
      'FORM_TICKET',
    )
  })
  test('with rows of linked records, which are made and linked', async () => {
    const few = await submit(admin, { answers: { name: '独' } }, friends)
    expect([few.status, few.body.error?.code, few.body.error?.field]).toEqual([422, 'FORM_ROWS', 'friends'])
    const missing = await submit(
      admin,
      { answers: { name: '独' }, rows: { friends: { add: [{ grade: 'gold' }] } } },
      friends,
    )
    expect(missing.body.error).toMatchObject({ code: 'VALUE_REQUIRED', field: 'friends.0.name' })
    const answer = await submit(
      admin,
      {
        answers: { name: '群' },
        rows: { friends: { add: [{ name: '甲' }, { name: '乙', grade: 'gold' }] } },
      },
      friends,
    )
    expect(answer.status, answer.text).toBe(200)
    const made = await record(admin, 'customers', sent(answer))
    expect((made.fields.friends as string[]).map((id) => made.titles[id])).toEqual(['甲', '乙'])
  })
})

describe('on a record', () => {
  test('shows it with its rows, and changes, adds and removes them in one go', async () => {
    const id = await customer({ name: '旧名', grade: 'silver', owner: world.sales.userId })
    const [first, second] = [
      await order({ customer: id, amount: 1 }),
      await order({ customer: id, amount: 2 }),
    ]
    const shown = await open(sales, form, `?record=${id}`)
    expect(shown.values).toMatchObject({ name: '旧名', grade: 'silver' })
    expect(shown.record!.rows.orders!.map((r) => [r.id, r.fields.amount])).toEqual([
      [first, 1],
      [second, 2],
    ])
    const answer = await submit(sales, {
      ticket: shown.ticket,
      record: id,
      answers: { name: '新名' },
      was: { name: '旧名' },
      rows: {
        orders: {
          add: [{ amount: 3 }],
          edit: [{ id: first, set: { amount: 10 }, was: { amount: 1 } }],
          remove: [second],
        },
      },
    })
    expect(answer.status, answer.text).toBe(200)
    const now = await record(sales, 'customers', id)
    expect(now.fields).toMatchObject({ name: '新名', grade: 'silver' })
    const again = await open(sales, form, `?record=${id}`)
    expect(again.record!.rows.orders!.map((r) => r.fields.amount)).toEqual([10, 3])
    const history = await sales.ask('GET', `/bases/crm/tables/customers/records/${id}/history`)
    expect(history.text).toContain('旧名')
  })
  test('is refused whole when somebody else was quicker, or a row is not one of it', async () => {
    const id = await customer({ name: '并发', owner: world.sales.userId })
    const stranger = await order({
      customer: await customer({ name: '别家', owner: world.sales.userId }),
      amount: 1,
    })
    const { ticket } = await open(sales, form, `?record=${id}`)
    const state = await stateOf()
    const late = await submit(sales, {
      ticket,
      record: id,
      answers: { name: '我' },
      was: { name: '早已不是' },
    })
    expect([late.status, late.body.error?.code]).toEqual([409, 'CONFLICT'])
    const add = [{ amount: 1 }]
    for (const rows of [
      { orders: { add, edit: [{ id: stranger, set: { amount: 2 } }] } },
      { orders: { add, remove: [stranger] } },
      { orders: { add, edit: [{ id: crypto.randomUUID(), set: { amount: 2 } }] } },
    ]) {
      const { status, body } = await submit(sales, { ticket, record: id, answers: {}, rows })
      expect([status, body.error?.code]).toEqual([422, 'LINK_UNKNOWN'])
    }
    const outside = await submit(sales, {
      ticket,
      record: id,
      answers: {},
      rows: { orders: { edit: [{ id: stranger, set: { customer: id } }] } },
    })
    expect(outside.body.error?.code).toBe('FIELD_UNKNOWN')
    expect(await stateOf()).toBe(state)
  })
  test('that is not theirs is not there', async () => {
    const id = await customer({ name: '王的', owner: world.sales.userId })
    const none = crypto.randomUUID()
    for (const query of [`?record=${id}`, `?record=${none}`, '?record=x'])
      expect((await other.ask('GET', `${form}${query}`)).status).toBe(404)
    const own = await customer({ name: '李的', owner: world.other.userId })
    const { ticket } = await open(other, form, `?record=${own}`)
    const [theirs, nobody] = [
      await submit(other, { ticket, record: id, answers: { name: '抢' } }),
      await submit(other, { ticket, record: none, answers: { name: '抢' } }),
    ]
    expect([theirs.status, theirs.text]).toEqual([nobody.status, nobody.text])
    expect(theirs.status).toBe(404)
  })
  test('keeps links that are not shown when rows of links change', async () => {
    const ids = [await customer({ name: '友一' }), await customer({ name: '友二' })]
    const id = await customer({ name: '主', friends: ids })
    const { ticket } = await open(admin, friends, `?record=${id}`)
    const answer = await submit(
      admin,
      { ticket, record: id, answers: {}, rows: { friends: { add: [{ name: '友三' }], remove: [ids[0]] } } },
      friends,
    )
    expect(answer.status, answer.text).toBe(200)
    const now = await record(admin, 'customers', id)
    expect((now.fields.friends as string[]).map((to) => now.titles[to])).toEqual(['友二', '友三'])
    expect((await record(admin, 'customers', ids[0]!)).fields.name).toBe('友一')
  })
})

describe('linked rows', () => {
  const linked = async (id: string) => (await record(admin, 'customers', id)).fields.friends
  const sendTo = async (id: string, rows: object) => {
    const { ticket } = await open(admin, friends, `?record=${id}`)
    return admin.ask('POST', `${friends}/submissions`, {
      body: { ticket, record: id, answers: {}, rows: { friends: rows } },
    })
  }
  test('that are not there cannot be taken away to make room', async () => {
    const id = await customer({ name: '满' })
    const { status, body } = await sendTo(id, { add: [{ name: '甲' }], remove: [crypto.randomUUID()] })
    expect([status, body.error?.code]).toEqual([422, 'FORM_ROWS'])
    const two = await sendTo(id, { add: [{ name: '甲' }, { name: '乙' }], remove: [crypto.randomUUID()] })
    expect([two.status, two.body.error]).toMatchObject([422, { code: 'LINK_UNKNOWN', field: 'friends' }])
    expect(await linked(id)).toBeUndefined()
  })
  test('of two who send at once are all there, or the second is told', async () => {
    const id = await customer({ name: '同时加' })
    const sent = await Promise.all(
      Array.from({ length: 6 }, (_, i) => sendTo(id, { add: [{ name: `友${i}` }] })),
    )
    const thanked = sent.filter((a) => a.status === 200)
    expect(thanked.length).toBeGreaterThan(0)
    expect(sent.filter((a) => a.status !== 200).every((a) => a.body.error?.code === 'CONFLICT')).toBe(true)
    expect(await linked(id)).toHaveLength(thanked.length)
  })
})

describe('a draft', () => {
  const put = (client: Client, ticket: string, draft: unknown, more: object = {}) =>
    client.ask('PUT', `${form}/draft`, { body: { ticket, draft, ...more } })
  test('is there on another device, for its person alone, and holds only what may be typed', async () => {
    const { ticket } = await open(sales)
    const draft = {
      answers: { name: '写一半', margin: 9, nothing: 1 },
      rows: { orders: { add: [{ amount: 'half', customer: 'x' }] }, friends: { add: [{}] } },
      step: 'what',
    }
    expect((await put(sales, ticket, draft)).status).toBe(204)
    const kept = {
      answers: { name: '写一半' },
      rows: { orders: { add: [{ amount: 'half' }], edit: [], remove: [] } },
      step: 'what',
    }
    const phone = await signedIn(world.sales)
    expect((await open(phone)).draft).toEqual(kept)
    expect((await open(other)).draft).toBeUndefined()
    expect((await put(other, ticket, draft)).body.error?.code).toBe('FORM_TICKET')
    const [row] = await run<{ body: object }>(
      db.ownerSql,
      sql`select body from crm._drafts where holder = ${param(world.sales.userId, 'uuid')}`,
    )
    expect(row!.body).toEqual(kept)
  })
  test('goes with being sent, and a late keystroke does not bring it back', async () => {
    const { ticket } = await open(sales)
    await put(sales, ticket, { answers: { name: '写完' } })
    expect((await submit(sales, { ticket, answers: { name: '写完' } })).status).toBe(200)
    expect((await open(sales)).draft).toBeUndefined()
    expect((await put(sales, ticket, { answers: { name: '写完了' } })).status).toBe(204)
    expect((await open(sales)).draft).toBeUndefined()
  })
  test('is thrown away on wish, and is apart for every record', async () => {
    const id = await customer({ name: '有草稿', owner: world.sales.userId })
    const { ticket } = await open(sales)
    await put(sales, ticket, { answers: { name: '空表' } })
    await put(sales, ticket, { answers: { name: '改名' } }, { record: id })
    expect((await open(sales)).draft).toEqual({ answers: { name: '空表' } })
    expect((await open(sales, form, `?record=${id}`)).draft).toEqual({ answers: { name: '改名' } })
    await put(sales, ticket, null)
    expect((await open(sales)).draft).toBeUndefined()
    expect((await open(sales, form, `?record=${id}`)).draft).toBeDefined()
  })
  test('that is too long is refused', async () => {
    const { ticket } = await open(sales)
    const { status, body } = await put(sales, ticket, { answers: { name: 'x'.repeat(200_000) } })
    expect([status, body.error?.code]).toEqual([413, 'BODY_TOO_LARGE'])
  })
})

test('forms of tables out of sight are as missing as those that never were', async () => {
  const { body } = await admin.ask('POST', '/bases/crm/tables', { body: { label: { en: 'Secret' } } })
  const table = (body as { 'x-table'?: { key: string } })['x-table']!.key
  const made = await admin.ask('POST', '/bases/crm/forms', { body: { table, label: { en: 'Secret form' } } })
  expect(made.status, made.text).toBe(201)
  const key = 'secret_form'
  for (const [method, path, ask] of [
    ['GET', '', {}],
    ['POST', '/submissions', { body: { ticket: 'x', answers: {} } }],
    ['PUT', '/draft', { body: { ticket: 'x', draft: null } }],
  ] as const) {
    const there = await sales.ask(method, `/bases/crm/forms/${key}${path}`, ask)
    const nowhere = await sales.ask(method, `/bases/crm/forms/nowhere${path}`, ask)
    expect([there.status, there.text]).toEqual([nowhere.status, nowhere.text])
    expect(there.status).toBe(404)
  }
  expect((await sales.ask('GET', '/bases/crm/forms')).text).not.toContain(key)
})

test('the answer keeps the conditions for those who see what they need', async () => {
  const shown = await open(admin)
  const code = shown.steps.flatMap((s) => s.blocks).find((b) => b.kind === 'field' && b.field === 'code')
  expect(code).toEqual(leadForm.steps[0]!.blocks[3])
})

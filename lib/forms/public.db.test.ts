/** Public forms as strangers and machines meet them: only what the form asks, once, while it is open, and nothing to be read back. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import type { FormAnswer, FormBody } from '@/lib/api/contract-forms'
import { type Client, clientWith, prepareApi, signedIn } from '@/lib/api/testing/client'
import { stateOf } from '@/lib/api/testing/state'
import { run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { examine } from '@/lib/meta/doctor'
import { findBase } from '@/lib/meta/store'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { saveForm } from './edit'
import { framersOf } from './framers'
import { leadForm, makeForm, openedAgo, send, stranger } from './testing/forms'

let db: TestDatabase
let world: World
let admin: Client

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  admin = await signedIn(world.admin)
})
afterAll(() => db.close())
afterEach(async () => {
  await run(db.ownerSql, sql`delete from tian.attempts`)
})

const customers = () =>
  run<{ name: string; grade: string; code: string; owner: string; created_by: string }>(
    db.ownerSql,
    sql`select name, grade, code, owner, created_by from crm.customers order by id`,
  )
const save = (key: string, body: FormBody) =>
  asActor(world.admin, 'crm', (actor) => saveForm(actor, key, body))

test('other sites may show a form in a page of theirs when its maker named them, and while there is a link', async () => {
  const { key, token } = await makeForm(world)
  expect(await framersOf(token)).toEqual([])
  const sites = ['https://a.example', 'http://b.example:8080']
  await save(key, { ...leadForm, public: { embed: sites } })
  expect(await framersOf(token)).toEqual(sites)
  for (const other of ['', 'x', token.slice(1), token.toUpperCase(), `${token}'`])
    expect(await framersOf(other)).toEqual([])
  await save(key, leadForm)
  expect(await framersOf(token)).toEqual([])
})

describe('what a stranger sees', () => {
  test('the fields of the form, without links, people and anything else of the table', async () => {
    const { token } = await makeForm(world)
    const { body, text } = await stranger.ask('GET', `/forms/${token}`)
    const form = body as unknown as FormAnswer
    expect(form.fields.map((f) => f.key)).toEqual(['name', 'grade', 'code', 'phone'])
    expect(form.rows.orders!.fields.map((f) => f.key)).toEqual(['amount', 'day'])
    expect(form.rows.orders).toMatchObject({ add: true, edit: false, remove: false })
    expect(form.public).toEqual({ state: 'open', trap: 'website' })
    expect(text).not.toMatch(/margin|owner|seller|helpers|friends|customer_no/)
  })
  test('every wrong token is missing alike, at every address', async () => {
    const { token } = await makeForm(world)
    const state = await stateOf()
    const wrong = [
      'x',
      token.slice(0, -1),
      `${token.slice(0, -1)}~`,
      token.toUpperCase(),
      '00000000-0000-4000-8000-000000000000',
      '%27',
    ]
    const answers = new Set<string>()
    for (const guess of wrong) {
      const asks = [
        stranger.ask('GET', `/forms/${guess}`),
        stranger.ask('POST', `/forms/${guess}`, { body: { ticket: 'x', answers: {} } }),
        stranger.ask('PUT', `/forms/${guess}/draft`, { body: { ticket: 'x', draft: null } }),
        stranger.ask('POST', `/forms/${guess}/files?name=a&ticket=x`, { body: 'bytes' }),
        stranger.ask('GET', `/forms/${guess}/images/${crypto.randomUUID()}`),
      ]
      for (const { status, text } of await Promise.all(asks)) answers.add(`${status} ${text}`)
    }
    expect([...answers].map((a) => a.slice(0, 30))).toEqual([[...answers][0]!.slice(0, 30)])
    expect([...answers][0]).toMatch(/^404 .*NOT_FOUND/)
    expect(await stateOf()).toBe(state)
  })
  test('nothing of the base opens to a token or a ticket', async () => {
    const { token } = await makeForm(world)
    const { ticket } = await openedAgo(stranger, `/forms/${token}`)
    for (const cookie of [`tian.session=${token}`, `tian.session=${ticket}`])
      for (const path of ['/bases/crm', '/bases/crm/tables/customers/records', '/bases/crm/forms'])
        expect((await clientWith(cookie).ask('GET', path)).status).toBe(401)
  })
  test('a link that was taken away or renewed is dead', async () => {
    const { key, token } = await makeForm(world)
    const { body } = await admin.ask('POST', `/bases/crm/forms/${key}/renew`)
    const next = (body as unknown as { form: { public: { token: string } } }).form.public.token
    expect((await stranger.ask('GET', `/forms/${token}`)).status).toBe(404)
    expect((await stranger.ask('GET', `/forms/${next}`)).status).toBe(200)
    const { public: _public, ...closed } = leadForm
    await save(key, closed)
    expect((await stranger.ask('GET', `/forms/${next}`)).status).toBe(404)
  })
})

describe('sending', () => {
  test('writes the record and its rows together, as the form', async () => {
    const { token, id } = await makeForm(world)
    const { status, body } = await send(token, {
      answers: { name: '远航科技', grade: 'gold', code: 'A1' },
      rows: { orders: { add: [{ amount: 5 }, { amount: 7, day: '2026-01-02' }] } },
    })
    expect([status, body]).toEqual([200, { thanks: leadForm.thanks }])
    expect((await customers()).at(-1)).toMatchObject({
      name: '远航科技',
      grade: 'gold',
      code: 'A1',
      owner: null,
      created_by: id,
    })
    const orders = await run<{ amount: number; seller: string | null; count: number }>(
      db.ownerSql,
      sql`select o.amount::int as amount, o.seller from crm.orders o join crm.customers c on c.id = o.customer
          where c.name = '远航科技' order by o.id`,
    )
    expect(orders).toEqual([
      { amount: 5, seller: null },
      { amount: 7, seller: null },
    ])
    const lines = await run(
      db.ownerSql,
      sql`select door, kind, table_key, count from crm._changes where actor = ${param(id, 'uuid')} order by seq`,
    )
    expect(lines).toEqual([
      { door: 'form', kind: 'create', table_key: 'customers', count: 1 },
      { door: 'form', kind: 'create', table_key: 'orders', count: 2 },
    ])
    const records = await admin.ask('GET', '/bases/crm/tables/customers/records?where=code%20%3D%20%22A1%22')
    const [record] = (records.body as unknown as { records: { id: string }[] }).records
    const history = await admin.ask('GET', `/bases/crm/tables/customers/records/${record!.id}/history`)
    expect(history.text).toContain('客户登记')
  })
  test('drops what a condition hides, and asks only for what is shown', async () => {
    const { token } = await makeForm(world)
    expect((await send(token, { answers: { name: '银客户', grade: 'silver', code: 'SECRET' } })).status).toBe(
      200,
    )
    expect((await customers()).at(-1)).toMatchObject({ name: '银客户', code: null })
    const missing = await send(token, { answers: { name: '金客户', grade: 'gold' } })
    expect([missing.status, missing.body.error]).toMatchObject([
      422,
      { code: 'VALUE_REQUIRED', field: 'code' },
    ])
  })
  test('refuses whatever is not on the form, named or guessed, and changes nothing', async () => {
    const { token } = await makeForm(world)
    const more: [object, string][] = [
      [{ margin: 1 }, 'FIELD_UNKNOWN'],
      [{ nothing: 1 }, 'FIELD_UNKNOWN'],
      [{ owner: world.admin.userId }, 'FIELD_UNKNOWN'],
      [{ customer_no: 'KH1' }, 'FIELD_UNKNOWN'],
      [{ id: crypto.randomUUID() }, 'FIELD_UNKNOWN'],
      [{ created_by: world.admin.userId }, 'FIELD_UNKNOWN'],
      [{ _deleted_at: null }, 'FIELD_UNKNOWN'],
      [{ orders: [crypto.randomUUID()] }, 'FIELD_UNKNOWN'],
      [{ toString: 'x' }, 'FIELD_UNKNOWN'],
    ]
    const before = await customers()
    for (const [extra, code] of more) {
      const { body } = await send(token, { answers: { name: '多', ...extra } })
      expect(body.error?.code, JSON.stringify(extra)).toBe(code)
    }
    const hidden = await send(token, { answers: { name: '多', margin: 1 } })
    const unknown = await send(token, { answers: { name: '多', nothing: 1 } })
    expect(hidden.text.replace('margin', 'nothing')).toBe(unknown.text)
    for (const rest of [
      { rows: { orders: { add: [{ customer: crypto.randomUUID() }] } } },
      { rows: { orders: { add: [{ seller: world.admin.userId }] } } },
      { rows: { friends: { add: [{}] } } },
    ])
      expect((await send(token, { answers: { name: '多' }, ...rest })).body.error?.code).toBe('FIELD_UNKNOWN')
    for (const rest of [
      { rows: { orders: { edit: [{ id: crypto.randomUUID(), set: { amount: 1 } }] } } },
      { rows: { orders: { remove: [crypto.randomUUID()] } } },
    ])
      expect((await send(token, { answers: { name: '多' }, ...rest })).body.error?.code).toBe(
        'FIELD_READ_ONLY',
      )
    for (const rest of [
      { record: before[0] },
      { was: {} },
      { viewMode: false },
      { version: 'x' },
      { form: 'x' },
    ])
      expect((await send(token, { answers: { name: '多' }, ...rest })).body.error?.code).toBe('BODY_INVALID')
    expect(await customers()).toEqual(before)
  })
  test('says what is wrong, in the words of the form and the language of the reader', async () => {
    const { token } = await makeForm(world)
    const { status, body } = await send(token, {
      answers: { grade: 'no such grade' },
      rows: { orders: { add: [{ amount: 'many' }] } },
    })
    expect([status, body.error?.code, body.error?.field]).toEqual([422, 'VALUE_INVALID', 'grade'])
    expect((body.error as unknown as { more: object[] }).more).toMatchObject([
      { field: 'orders.0.amount', label: 'orders › amount' },
    ])
    const empty = await send(token, { answers: {} })
    expect(empty.body.error).toMatchObject({ code: 'VALUE_REQUIRED', field: 'name', label: '公司' })
    const english = clientWith(undefined, 'en')
    const { ticket } = await openedAgo(english, `/forms/${token}`)
    const answer = await english.ask('POST', `/forms/${token}`, { body: { ticket, answers: { name: ' ' } } })
    expect(answer.body.error).toMatchObject({ code: 'VALUE_REQUIRED', label: 'Company' })
  })
  test('takes values of the wrong shape for what they are', async () => {
    const { token } = await makeForm(world)
    const before = await customers()
    for (const name of [1, true, [], {}, ['x'], { a: 1 }, 'a\u0000b', 'x'.repeat(100_000)])
      expect((await send(token, { answers: { name } })).status, JSON.stringify(name).slice(0, 40)).toBe(422)
    for (const body of [
      { answers: [] },
      { answers: 'x' },
      { answers: null },
      { rows: [] },
      { answers: {}, rows: { orders: [] } },
    ])
      expect((await send(token, { answers: {}, ...body })).body.error?.code).toBe('BODY_INVALID')
    expect(await customers()).toEqual(before)
  })
  test('a taken value says no more than that somebody is registered', async () => {
    const { token } = await makeForm(world)
    const answers = { name: '一', grade: 'gold', code: 'TAKEN' }
    expect((await send(token, { answers })).status).toBe(200)
    const { status, text, body } = await send(token, { answers: { ...answers, name: '二' } })
    expect([status, body.error?.code]).toEqual([409, 'FORM_TAKEN'])
    expect(text).not.toMatch(/"field"|"label"|"TAKEN/)
  })
  test('takes a thousand rows, and not one more', async () => {
    const { token } = await makeForm(world)
    const rows = (n: number) => ({ orders: { add: Array.from({ length: n }, (_, i) => ({ amount: i })) } })
    expect((await send(token, { answers: { name: '千行' }, rows: rows(1000) })).status).toBe(200)
    const [{ count }] = (await run<{ count: number }>(
      db.ownerSql,
      sql`select count(*)::int as count from crm.orders o join crm.customers c on c.id = o.customer where c.name = '千行'`,
    )) as [{ count: number }]
    expect(count).toBe(1000)
    expect((await send(token, { answers: { name: '多一行' }, rows: rows(1001) })).status).toBe(400)
    expect((await customers()).some((c) => c.name === '多一行')).toBe(false)
  })
})

describe('once', () => {
  test('the same ticket again is the same thank-you and one record, also at the same time', async () => {
    const { token } = await makeForm(world)
    const { ticket } = await openedAgo(stranger, `/forms/${token}`)
    const body = { ticket, answers: { name: '重复' }, rows: { orders: { add: [{ amount: 1 }] } } }
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => stranger.ask('POST', `/forms/${token}`, { body })),
    )
    expect(answers.map((a) => [a.status, a.text])).toEqual(answers.map(() => [200, answers[0]!.text]))
    expect((await customers()).filter((c) => c.name === '重复')).toHaveLength(1)
    const other = await stranger.ask('POST', `/forms/${token}`, {
      body: { ...body, answers: { name: '别的' } },
    })
    expect([other.status, other.body.error?.code]).toEqual([409, 'FORM_SENT'])
  })
  test('also after the form was closed or changed', async () => {
    const { key, token } = await makeForm(world)
    const { ticket } = await openedAgo(stranger, `/forms/${token}`)
    const body = { ticket, answers: { name: '关前' } }
    const first = await stranger.ask('POST', `/forms/${token}`, { body })
    await save(key, {
      ...leadForm,
      steps: [{ key: 'one', blocks: [{ kind: 'field', field: 'name' }] }],
      public: { closesAt: '2020-01-01T00:00:00.000Z' },
    })
    const again = await stranger.ask('POST', `/forms/${token}`, { body })
    expect([again.status, again.text]).toEqual([200, first.text])
  })
  test('a ticket of another form, a changed one, and none are refused', async () => {
    const [one, two] = [await makeForm(world), await makeForm(world)]
    const { ticket } = await openedAgo(stranger, `/forms/${two.token}`)
    const bent = `${ticket.slice(0, -2)}${ticket.endsWith('AA') ? 'BB' : 'AA'}`
    for (const bad of [ticket, bent, '', 'x', ticket.slice(1)]) {
      const { status, body } = await stranger.ask('POST', `/forms/${one.token}`, {
        body: { ticket: bad, answers: { name: '票' } },
      })
      expect([status, body.error?.code]).toEqual([422, 'FORM_TICKET'])
    }
    const old = await openedAgo(stranger, `/forms/${one.token}`, 31 * 86_400)
    const late = await stranger.ask('POST', `/forms/${one.token}`, {
      body: { ticket: old.ticket, answers: { name: '票' } },
    })
    expect(late.body.error?.code).toBe('FORM_TICKET')
  })
  test('an old version asks to be loaded again, and keeps what was typed', async () => {
    const { key, token } = await makeForm(world)
    const { ticket } = await openedAgo(stranger, `/forms/${token}`)
    const draft = { answers: { name: '旧版', grade: 'gold' }, step: 'who' }
    expect((await stranger.ask('PUT', `/forms/${token}/draft`, { body: { ticket, draft } })).status).toBe(204)
    await save(key, {
      ...leadForm,
      steps: [
        {
          key: 'who',
          blocks: [
            { kind: 'field', field: 'name' },
            { kind: 'field', field: 'phone' },
          ],
        },
      ],
    })
    const sent = await stranger.ask('POST', `/forms/${token}`, { body: { ticket, answers: draft.answers } })
    expect([sent.status, sent.body.error?.code]).toEqual([409, 'FORM_CHANGED'])
    const again = await openedAgo(stranger, `/forms/${token}`, 10, `?ticket=${ticket}`)
    expect(again.draft).toEqual({ answers: { name: '旧版' }, step: 'who' })
    expect((await openedAgo(stranger, `/forms/${token}`)).draft).toBeUndefined()
    const done = await stranger.ask('POST', `/forms/${token}`, {
      body: { ticket: again.ticket, answers: again.draft!.answers },
    })
    expect(done.status).toBe(200)
    const fresh = await openedAgo(stranger, `/forms/${token}`, 10, `?ticket=${again.ticket}`)
    expect(fresh.draft).toBeUndefined()
    expect(fresh.ticket).not.toBe(again.ticket)
  })
})

test('while makers change the form, everybody is answered, and what was thanked for is there', async () => {
  const { key, token, id } = await makeForm(world)
  const tickets: FormAnswer[] = []
  for (let i = 0; i < 12; i++) tickets.push(await openedAgo(stranger, `/forms/${token}`))
  const saves = (async () => {
    for (let i = 0; i < 6; i++) await save(key, { ...leadForm, description: { en: String(i) } })
  })()
  const answers = await Promise.all(
    tickets.map(({ ticket }, i) =>
      stranger.ask('POST', `/forms/${token}`, { body: { ticket, answers: { name: `同时${i}` } } }),
    ),
  )
  await saves
  const thanked = answers.filter((a) => a.status === 200).length
  expect(new Set(answers.map((a) => a.body.error?.code ?? 'thanks'))).toEqual(
    new Set(answers.some((a) => a.body.error) ? ['thanks', 'BUSY'] : ['thanks']),
  )
  expect((await customers()).filter((c) => c.created_by === id)).toHaveLength(thanked)
})

test('after all of it every submission has its record, and the doctor finds nothing', async () => {
  const [row] = await run<{ n: number }>(
    db.ownerSql,
    sql`select count(*)::int as n from crm._submissions where record is null`,
  )
  expect(row!.n).toBe(0)
  expect(await examine(db.ownerSql, (await findBase(db.ownerSql, 'crm'))!)).toEqual([])
})

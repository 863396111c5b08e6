/** Signed links: values that an administrator chose and nobody else can change, and forms that fill in by themselves. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { run } from '@/lib/db/connection'
import { sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, field, stored, value } from '@/lib/expr/ast'
import { makeWorld, type World } from '@/lib/records/testing/world'
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

describe('signed links', () => {
  const prefill = async (key: string, values: object, days?: number) => {
    const answer = await admin.ask('POST', `/bases/crm/forms/${key}/prefill`, {
      body: { values, ...(days ? { days } : {}) },
    })
    return { ...answer, text: (answer.body as { prefill?: string }).prefill ?? '' }
  }
  test('fix values that the sender cannot change, and hide some', async () => {
    const { key, token } = await makeForm(world)
    const { text } = await prefill(key, {
      grade: { value: 'silver', how: 'shown' },
      phone: { value: '+8613800138000', how: 'hidden' },
      name: { value: '预填', how: 'editable' },
      owner: { value: world.sales.userId, how: 'editable' },
    })
    const form = await openedAgo(stranger, `/forms/${token}`, 10, `?prefill=${text}`)
    expect(form.values).toEqual({ grade: 'silver', name: '预填', owner: world.sales.userId })
    expect(form.fixed.sort()).toEqual(['grade', 'owner'])
    expect(form.titles).toEqual({ [world.sales.userId]: '王销售' })
    expect(JSON.stringify(form)).not.toContain('13800138000')
    const unsaid = await prefill(key, { owner: { value: world.sales.userId, how: 'hidden' } })
    const { text: silent } = await stranger.ask('GET', `/forms/${token}?prefill=${unsaid.text}`)
    expect(silent).not.toMatch(new RegExp(`王销售|${world.sales.userId}`))
    const send = (rest: object) =>
      stranger.ask('POST', `/forms/${token}`, { body: { ticket: form.ticket, prefill: text, ...rest } })
    expect((await send({ answers: { grade: 'gold' } })).body.error?.code).toBe('FIELD_READ_ONLY')
    expect((await send({ answers: { phone: '+8613900139000' } })).body.error?.code).toBe('FIELD_UNKNOWN')
    expect((await send({ answers: {} })).status).toBe(200)
    expect((await customers()).at(-1)).toMatchObject({
      name: '预填',
      grade: 'silver',
      owner: world.sales.userId,
    })
  })
  test('that were bent, are of another form, or too old say so', async () => {
    const [one, two] = [await makeForm(world), await makeForm(world)]
    const { text } = await prefill(one.key, { grade: { value: 'gold', how: 'shown' } }, 1)
    const before = await customers()
    const bad = [text.slice(0, -1), `A${text.slice(1)}`, 'x', `${text}x`, text.toLowerCase()]
    for (const prefill of bad) {
      const { status, body } = await stranger.ask('GET', `/forms/${one.token}?prefill=${prefill}`)
      expect([status, body.error?.code]).toEqual([422, 'FORM_PREFILL'])
      expect((await send(one.token, { answers: { name: '改' }, prefill })).body.error?.code).toBe(
        'FORM_PREFILL',
      )
    }
    expect((await stranger.ask('GET', `/forms/${two.token}?prefill=${text}`)).body.error?.code).toBe(
      'FORM_PREFILL',
    )
    await expect(openedAgo(stranger, `/forms/${one.token}`, -2 * 86_400, `?prefill=${text}`)).rejects.toThrow(
      'FORM_PREFILL',
    )
    expect((await stranger.ask('GET', `/forms/${one.token}?prefill=${text}`)).status).toBe(200)
    expect(await customers()).toEqual(before)
  })
  test('cannot be made of what is no value, not on the form, or not to be seen', async () => {
    const { key } = await makeForm(world)
    const code = async (values: object) => (await prefill(key, values)).body.error?.code
    expect(await code({ margin: { value: 1, how: 'shown' } })).toBe('FIELD_UNKNOWN')
    expect(await code({ grade: { value: 'bronze', how: 'shown' } })).toBe('VALUE_INVALID')
    expect(await code({ owner: { value: crypto.randomUUID(), how: 'shown' } })).toBe('LINK_UNKNOWN')
    expect(await code({ grade: { value: null, how: 'shown' } })).toBe('VALUE_REQUIRED')
  })
})

test('a form whose fixed value comes from its own default writes it, whatever is sent', async () => {
  const { token } = await makeForm(world, {
    ...leadForm,
    steps: [
      {
        key: 'one',
        blocks: [
          { kind: 'field', field: 'name', default: stored(value('gold star')) },
          { kind: 'field', field: 'grade', fixed: 'hidden', default: stored(value('gold')) },
        ],
      },
    ],
  })
  expect((await send(token, { answers: { name: '定值', grade: 'silver' } })).body.error?.code).toBe(
    'FIELD_UNKNOWN',
  )
  const { steps } = await openedAgo(stranger, `/forms/${token}`)
  expect(JSON.stringify(steps)).not.toMatch(/default|gold/)
  expect((await send(token, { answers: { name: '定值' } })).status).toBe(200)
  expect((await customers()).at(-1)).toMatchObject({ name: '定值', grade: 'gold' })
})

test('a form that needs its signed link cannot be opened or sent without', async () => {
  const { key, token } = await makeForm(world, {
    ...leadForm,
    steps: [
      {
        key: 'one',
        blocks: [
          { kind: 'field', field: 'name' },
          { kind: 'field', field: 'code', fixed: 'shown', required: true },
        ],
      },
    ],
  })
  const bare = await stranger.ask('GET', `/forms/${token}`)
  expect([bare.status, bare.body.error?.code]).toEqual([422, 'FORM_PREFILL'])
  const values = { code: { value: 'VIP-7', how: 'shown' } }
  const { body } = await admin.ask('POST', `/bases/crm/forms/${key}/prefill`, { body: { values } })
  const { prefill } = body as unknown as { prefill: string }
  const { ticket } = await openedAgo(stranger, `/forms/${token}`, 10, `?prefill=${prefill}`)
  const ask = (rest: object) =>
    stranger.ask('POST', `/forms/${token}`, { body: { ticket, answers: { name: '贵宾' }, ...rest } })
  expect((await ask({})).body.error?.code).toBe('FORM_PREFILL')
  expect((await ask({ prefill })).status).toBe(200)
  expect((await customers()).at(-1)).toMatchObject({ name: '贵宾', code: 'VIP-7' })
})

test('what a form fills in by itself obeys its conditions, in sight and out of it', async () => {
  const gold = stored(call('is', field('grade'), value('gold')))
  const { token } = await makeForm(world, {
    ...leadForm,
    steps: [
      {
        key: 'one',
        blocks: [
          { kind: 'field', field: 'name' },
          { kind: 'field', field: 'grade' },
          { kind: 'field', field: 'code', fixed: 'hidden', default: stored(value('GOLDEN')), showIf: gold },
        ],
      },
      {
        key: 'two',
        showIf: gold,
        blocks: [
          {
            kind: 'field',
            field: 'phone',
            fixed: 'shown',
            default: stored(value('+8613800138000')),
          },
        ],
      },
    ],
  })
  const phones = () =>
    run<{ name: string; code: string; phone: string }>(
      db.ownerSql,
      sql`select name, code, phone from crm.customers where name like '条件%' order by name`,
    )
  expect((await send(token, { answers: { name: '条件一', grade: 'silver' } })).status).toBe(200)
  expect((await send(token, { answers: { name: '条件二', grade: 'gold' } })).status).toBe(200)
  expect(await phones()).toEqual([
    { name: '条件一', code: null, phone: null },
    { name: '条件二', code: 'GOLDEN', phone: '+8613800138000' },
  ])
})

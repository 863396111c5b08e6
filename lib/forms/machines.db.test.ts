/** Public forms and machines: traps, limits, consent, and files that belong to one ticket. */
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FormBody, SubmissionsAnswer } from '@/lib/api/contract-forms'
import { type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { stateOf } from '@/lib/api/testing/state'
import { run } from '@/lib/db/connection'
import { arrayParam, param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { expireDrafts, expireUploads } from '@/lib/jobs/sweep'
import type { FormBlock } from '@/lib/meta/form'
import { makeField, makeWorld, type World } from '@/lib/records/testing/world'
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

describe('machines', () => {
  test('fill in what nobody sees, or are too quick', async () => {
    const { token } = await makeForm(world)
    const trapped = await send(token, { answers: { name: '机' }, trap: 'http://spam.example' })
    expect([trapped.status, trapped.body.error?.code]).toEqual([422, 'FORM_ROBOT'])
    const { ticket } = await openedAgo(stranger, `/forms/${token}`, 0)
    const quick = await stranger.ask('POST', `/forms/${token}`, { body: { ticket, answers: { name: '机' } } })
    expect([quick.status, quick.body.error?.code]).toEqual([422, 'FORM_TOO_FAST'])
    expect((await customers()).some((c) => c.name === '机')).toBe(false)
  })
  test('that post anything at all are answered, and what is refused changes nothing', async () => {
    const { token } = await makeForm(world)
    const keys = fc.constantFrom(
      'name',
      'grade',
      'code',
      'phone',
      'orders',
      'margin',
      'id',
      'amount',
      'toString',
      '',
    )
    const bag = fc.dictionary(keys, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })
    const rows = fc.dictionary(keys, fc.record({ add: fc.array(bag, { maxLength: 3 }) }), { maxKeys: 2 })
    const body = fc.record({ answers: bag, rows }, { requiredKeys: ['answers'] })
    await fc.assert(
      fc.asyncProperty(body, async (given) => {
        const { ticket } = await openedAgo(stranger, `/forms/${token}`)
        const state = await stateOf()
        const { status, text } = await stranger.ask('POST', `/forms/${token}`, { body: { ticket, ...given } })
        if (status === 200) return
        expect([400, 409, 422], text).toContain(status)
        expect(await stateOf()).toBe(state)
      }),
      { numRuns: 40 },
    )
  })
  test('meet a limit by address', async () => {
    const { token } = await makeForm(world)
    const codes: (string | undefined)[] = []
    for (let i = 0; i < 102; i++) {
      const { body } = await stranger.ask('POST', `/forms/${token}`, { body: { ticket: 'x', answers: {} } })
      codes.push(body.error?.code)
    }
    expect([codes[0], codes[99], codes[100], codes[101]]).toEqual([
      'FORM_TICKET',
      'FORM_TICKET',
      'TOO_MANY_ATTEMPTS',
      'TOO_MANY_ATTEMPTS',
    ])
  })
  test('meet a limit by form, wherever they come from', async () => {
    const { token, id } = await makeForm(world)
    const from = async (address: string) => {
      const ask = { body: { ticket: 'x', answers: {} }, headers: { 'x-client-address': address } }
      return (await stranger.ask('POST', `/forms/${token}`, ask)).body.error?.code
    }
    expect(await from('192.0.2.1')).toBe('FORM_TICKET')
    // As if two thousand others had sent as well.
    await run(db.ownerSql, sql`update tian.attempts set count = 1999 where key = ${param(`form-send:${id}`)}`)
    expect(await from('192.0.2.2')).toBe('FORM_TICKET')
    expect(await from('192.0.2.3')).toBe('TOO_MANY_ATTEMPTS')
  })
  test('meet a limit with drafts and files, too', async () => {
    const { token, id } = await makeForm(world)
    const full = (use: string) =>
      run(
        db.ownerSql,
        sql`update tian.attempts set locked_until = now() + interval '1 minute'
            where key = ${param(`form-${use}:${id}`)}`,
      )
    const draft = { body: { ticket: 'x', draft: null } }
    const asks = {
      draft: () => stranger.ask('PUT', `/forms/${token}/draft`, draft),
      upload: () => stranger.ask('POST', `/forms/${token}/files?name=a.txt&ticket=x`, { body: 'x' }),
    }
    for (const [use, ask] of Object.entries(asks)) {
      expect((await ask()).body.error?.code, use).toBe('FORM_TICKET')
      await full(use)
      expect((await ask()).body.error?.code, use).toBe('TOO_MANY_ATTEMPTS')
    }
  })
})

test('consent is asked for, and kept with its text', async () => {
  const text = { 'zh-CN': '同意处理个人信息', en: 'I agree' }
  const { key, token } = await makeForm(world, { ...leadForm, public: { consent: { version: '2', text } } })
  for (const consent of [undefined, '', '1'])
    expect((await send(token, { answers: { name: '同' }, consent })).body.error?.code).toBe('FORM_CONSENT')
  const { ticket } = await openedAgo(stranger, `/forms/${token}`)
  const given = { ticket, answers: { name: '同意' }, consent: '2' }
  const from = { 'x-client-address': '192.0.2.55' }
  expect((await stranger.ask('POST', `/forms/${token}`, { body: given, headers: from })).status).toBe(200)
  const { body } = await admin.ask('GET', `/bases/crm/forms/${key}/submissions`)
  const { submissions } = body as unknown as SubmissionsAnswer
  expect(submissions).toMatchObject([{ consent: { version: '2', text } }])
  const [row] = await run<{ text: string }>(
    db.ownerSql,
    sql`select s::text as text from crm._submissions s order by at desc limit 1`,
  )
  expect(row!.text).not.toContain('192.0.2.55')
})

describe('files', () => {
  const body: FormBody = {
    ...leadForm,
    public: { files: { count: 2, size: 2000, types: ['image/*', 'text/plain'] } },
  }
  test('are refused where the form takes none, or of another kind, or too large', async () => {
    const none = await makeForm(world)
    const { ticket } = await openedAgo(stranger, `/forms/${none.token}`)
    const up = (token: string, ticket: string, bytes: string | Uint8Array) =>
      stranger.ask('POST', `/forms/${token}/files?name=a.txt&ticket=${ticket}`, { body: bytes })
    expect((await up(none.token, ticket, 'text')).body.error?.code).toBe('FORM_FILES')
    const { token } = await makeForm(world, body)
    const open = await openedAgo(stranger, `/forms/${token}`)
    expect((await up(token, open.ticket, 'x'.repeat(2001))).body.error?.code).toBe('FILE_TOO_LARGE')
    const pdf = await up(token, open.ticket, Buffer.from('%PDF-1.7'))
    expect([pdf.status, pdf.body.error?.code]).toEqual([415, 'FILE_TYPE_REFUSED'])
    expect((await up(token, ticket, 'text')).body.error?.code).toBe('FORM_TICKET')
    const taken = await Promise.all(Array.from({ length: 5 }, () => up(token, open.ticket, 'text')))
    expect(taken.map((a) => a.status)).toEqual([201, 201, 201, 201, 201])
    await up(token, open.ticket, 'text')
    expect((await up(token, open.ticket, 'text')).body.error?.code).toBe('FORM_FILES')
  })
})

describe('uploads', () => {
  const files: FormBody = {
    ...leadForm,
    steps: [
      {
        key: 'one',
        blocks: [
          { kind: 'field', field: 'name' },
          { kind: 'field', field: 'papers' },
        ],
      },
    ],
    public: { files: { count: 2, size: 2000 } },
  }
  beforeAll(async () => {
    await changeDefinitions({ base: 'crm', actor: world.admin.userId, door: 'command' }, async (edit) => {
      const before = edit.definitions.tables.get('customers')!
      const papers = makeField(await edit.nextNumber(), 'papers', 'attachment')
      return [{ kind: 'table', before, after: { ...before, fields: [...before.fields, papers] } }]
    })
  })
  const upload = async (token: string, ticket: string) => {
    const { body } = await stranger.ask('POST', `/forms/${token}/files?name=a.txt&ticket=${ticket}`, {
      body: 'text',
    })
    return body as unknown as { id: string; name: string }
  }
  const names = (list: { id: string; name: string }[]) => list.map(({ id, name }) => ({ id, name }))
  test('belong to the ticket that brought them, and are bound with the record', async () => {
    const { token } = await makeForm(world, files)
    const [mine, theirs] = [
      await openedAgo(stranger, `/forms/${token}`),
      await openedAgo(stranger, `/forms/${token}`),
    ]
    const sendWith = (ticket: string, papers: object[]) =>
      stranger.ask('POST', `/forms/${token}`, { body: { ticket, answers: { name: '附件', papers } } })
    const own = [await upload(token, mine.ticket), await upload(token, mine.ticket)]
    const other = await upload(token, theirs.ticket)
    const codes = [
      await sendWith(mine.ticket, names([other])),
      await sendWith(mine.ticket, [{ id: crypto.randomUUID(), name: 'x' }]),
      await sendWith(mine.ticket, names([...own, await upload(token, mine.ticket)])),
      await sendWith(mine.ticket, [{ id: own[0]!.id, name: 'x', path: '/etc/passwd' }]),
    ].map(({ body }) => body.error?.code)
    expect(codes).toEqual(['FILE_UNKNOWN', 'FILE_UNKNOWN', 'FORM_FILES', 'VALUE_INVALID'])
    expect((await sendWith(mine.ticket, names(own))).status).toBe(200)
    const late = await stranger.ask('POST', `/forms/${token}/files?name=a.txt&ticket=${mine.ticket}`, {
      body: 'text',
    })
    expect(late.body.error?.code).toBe('FORM_TICKET')
    const ids = arrayParam(
      own.map((f) => f.id),
      'uuid',
    )
    const states = await run(db.ownerSql, sql`select state from crm._files where id = any(${ids})`)
    expect(states).toEqual([{ state: 'bound' }, { state: 'bound' }])
    expect((await sendWith(theirs.ticket, names(own))).body.error?.code).toBe('FILE_UNKNOWN')
  })
  test('belong to it in rows, too', async () => {
    await changeDefinitions({ base: 'crm', actor: world.admin.userId, door: 'command' }, async (edit) => {
      const before = edit.definitions.tables.get('orders')!
      const scan = makeField(await edit.nextNumber(), 'scan', 'attachment')
      return [{ kind: 'table', before, after: { ...before, fields: [...before.fields, scan] } }]
    })
    const blocks: FormBlock[] = [
      { kind: 'field', field: 'name' },
      { kind: 'rows', field: 'orders', columns: ['scan'], add: true, edit: true, remove: true },
    ]
    const { token } = await makeForm(world, { ...files, steps: [{ key: 'one', blocks }] })
    const sendWith = async (ticket: string, scan: object[]) =>
      stranger.ask('POST', `/forms/${token}`, {
        body: { ticket, answers: { name: '行' }, rows: { orders: { add: [{ scan }] } } },
      })
    const { ticket } = await openedAgo(stranger, `/forms/${token}`)
    const theirs = await openedAgo(stranger, `/forms/${token}`)
    const other = await upload(token, theirs.ticket)
    expect((await sendWith(ticket, names([other]))).body.error?.code).toBe('FILE_UNKNOWN')
    expect((await sendWith(ticket, names([await upload(token, ticket)]))).status).toBe(200)
  })
  test('stay while a draft holds them, and go with it', async () => {
    const { token } = await makeForm(world, files)
    const { ticket } = await openedAgo(stranger, `/forms/${token}`)
    const [kept, lost] = [await upload(token, ticket), await upload(token, ticket)]
    const draft = { answers: { name: '草稿', papers: names([kept]) } }
    expect((await stranger.ask('PUT', `/forms/${token}/draft`, { body: { ticket, draft } })).status).toBe(204)
    await run(db.ownerSql, sql`update crm._files set created_at = now() - interval '2 days'`)
    await expireUploads()
    const left = await run<{ id: string }>(
      db.ownerSql,
      sql`select id from crm._files where id = any(${arrayParam([kept.id, lost.id], 'uuid')})`,
    )
    expect(left).toEqual([{ id: kept.id }])
    const again = () => openedAgo(stranger, `/forms/${token}`, 10, `?ticket=${ticket}`)
    expect((await again()).draft).toEqual(draft)
    await run(db.ownerSql, sql`delete from crm._files where id = ${param(kept.id, 'uuid')}`)
    expect((await again()).draft).toEqual({ answers: { name: '草稿', papers: [] } })
    await run(db.ownerSql, sql`update crm._drafts set at = now() - interval '31 days'`)
    expect(await expireDrafts()).toBeGreaterThan(0)
    expect((await again()).draft).toBeUndefined()
  })
})

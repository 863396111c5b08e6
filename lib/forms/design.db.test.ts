/** Designing forms: a default that works, saving whole with every wrong block named, two makers at once, history, trash. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FormAnswer, FormBody, FormDesignAnswer, FormSummary } from '@/lib/api/contract-forms'
import { type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { stateOf } from '@/lib/api/testing/state'
import { run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, type Expr, field, stored, value, variable } from '@/lib/expr/ast'
import { parse, print } from '@/lib/meta/documents'
import type { FormBlock } from '@/lib/meta/form'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { leadForm } from './testing/forms'

let db: TestDatabase
let world: World
let admin: Client
let sales: Client

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  admin = await signedIn(world.admin)
  sales = await signedIn(world.sales)
})
afterAll(() => db.close())

const label = { 'zh-CN': '登记', en: 'Registration' }
async function made(body: object = { table: 'customers', label }): Promise<FormDesignAnswer> {
  const answer = await admin.ask('POST', '/bases/crm/forms', { body })
  expect(answer.status, answer.text).toBe(201)
  return answer.body as unknown as FormDesignAnswer
}
const put = (key: string, body: unknown, client = admin) =>
  client.ask('PUT', `/bases/crm/forms/${key}`, { body })

test('begins with the required fields and some more, and works as it is', async () => {
  const { form, problems } = await made()
  expect(form.key).toBe('registration')
  const fields = form.steps.flatMap((s) => s.blocks).map((b) => (b.kind === 'field' ? b.field : b.kind))
  expect(fields).toEqual(['name', 'grade', 'owner', 'helpers', 'code'])
  expect(problems).toEqual([])
  expect((await made({ table: 'customers', label })).form.key).toBe('registration_2')
  const orders = await made({ table: 'orders', label: { 'zh-CN': '下单' } })
  expect(orders.form.key).toBe('xia_dan')
  expect(orders.form.steps[0]!.blocks[0]).toEqual({ kind: 'field', field: 'customer' })
})

test('the document is the normal form, and refuses what is none', async () => {
  const { form } = await made()
  const saved = await put(form.key, leadForm)
  const design = saved.body as unknown as FormDesignAnswer
  expect(print('form', parse('form', print('form', design.form)))).toEqual(print('form', design.form))
  for (const bad of [
    { steps: [] },
    { steps: [{ key: 'a', blocks: [{ kind: 'script' }] }] },
    { steps: [{ key: 'a', blocks: [{ kind: 'field', field: 'name', onclick: 'x' }] }] },
    { steps: [{ key: 'A b', blocks: [] }] },
    { public: { token: 'mine mine mine mine' } },
    { public: { quota: 0 } },
    { id: crypto.randomUUID() },
    { table: 'orders' },
    { thanks: { redirect: 1 } },
  ])
    expect((await put(form.key, { ...leadForm, ...bad })).body.error?.code, JSON.stringify(bad)).toBe(
      'BODY_INVALID',
    )
})

describe('a form that could not work is refused, and every wrong block is named', () => {
  let key: string
  beforeAll(async () => {
    key = (await made()).form.key
  })
  const name: FormBlock = { kind: 'field', field: 'name' }
  const grade: FormBlock = { kind: 'field', field: 'grade' }
  const gold: Expr = call('is', field('grade'), value('gold'))
  const cases: [what: string, blocks: FormBlock[], pointer: string, message: RegExp][] = [
    [
      'a field that is not there',
      [name, { kind: 'field', field: 'nothing' }],
      '/steps/0/blocks/1',
      /没有这个字段/,
    ],
    ['a field twice', [name, name], '/steps/0/blocks/1', /两次/],
    [
      'a field that the system fills in',
      [{ kind: 'field', field: 'customer_no' }],
      '/steps/0/blocks/0',
      /系统填写/,
    ],
    [
      'a condition on a later field',
      [{ ...name, showIf: stored(gold) } as FormBlock, grade],
      '/steps/0/blocks/0/showIf',
      /前面/,
    ],
    [
      'a condition on a field that is not on the form',
      [{ ...name, requiredIf: stored(gold) } as FormBlock],
      '/steps/0/blocks/0/requiredIf',
      /这张表单里/,
    ],
    [
      'a condition on a field that people do not see',
      [{ kind: 'field', field: 'grade', fixed: 'hidden' }, { ...name, showIf: stored(gold) } as FormBlock],
      '/steps/0/blocks/1/showIf',
      /看得到/,
    ],
    [
      'a condition of the wrong kind',
      [grade, { ...name, showIf: stored(field('grade')) } as FormBlock],
      '/steps/0/blocks/1/showIf',
      /是或否/,
    ],
    [
      'a default that does not fit',
      [{ kind: 'field', field: 'margin', default: stored(variable('today')) }, name],
      '/steps/0/blocks/0/default',
      /数字/,
    ],
    [
      'rows of a field that holds none',
      [name, { kind: 'rows', field: 'grade', columns: ['name'], add: true, edit: false, remove: false }],
      '/steps/0/blocks/1',
      /一对多/,
    ],
    [
      'rows with a column that is not there',
      [
        name,
        {
          kind: 'rows',
          field: 'orders',
          columns: ['amount', 'nothing'],
          add: true,
          edit: false,
          remove: false,
        },
      ],
      '/steps/0/blocks/1/columns/1',
      /nothing/,
    ],
    [
      'rows with the link back as a column',
      [name, { kind: 'rows', field: 'orders', columns: ['customer'], add: true, edit: false, remove: false }],
      '/steps/0/blocks/1/columns/0',
      /customer/,
    ],
    [
      'rows of which more are needed than allowed',
      [
        name,
        {
          kind: 'rows',
          field: 'orders',
          columns: ['amount'],
          min: 3,
          max: 2,
          add: true,
          edit: false,
          remove: false,
        },
      ],
      '/steps/0/blocks/1',
      /最少/,
    ],
    [
      'rows that nobody may touch',
      [name, { kind: 'rows', field: 'orders', columns: ['amount'], add: false, edit: false, remove: false }],
      '/steps/0/blocks/1',
      /至少/,
    ],
    [
      'a picture that is not there',
      [name, { kind: 'image', file: crypto.randomUUID(), alt: {} }],
      '/steps/0/blocks/1/file',
      /图片/,
    ],
    ['nothing to fill in', [{ kind: 'text', text: { en: 'x' } }], '/steps', /没有可以填写/],
  ]
  test.each(cases)('%s', async (_what, blocks, pointer, message) => {
    const state = await stateOf()
    const { status, body } = await put(key, { ...leadForm, steps: [{ key: 'one', blocks }] })
    expect([status, body.error?.code, body.error?.pointer]).toEqual([422, 'FORM_INVALID', pointer])
    expect(body.error?.message).toMatch(message)
    expect(await stateOf()).toBe(state)
  })
  test('several at once', async () => {
    const { body } = await put(key, {
      ...leadForm,
      steps: [
        {
          key: 'one',
          blocks: [
            { kind: 'field', field: 'a' },
            { kind: 'field', field: 'b' },
          ],
        },
      ],
      thanks: { redirect: 'javascript:alert(1)' },
    })
    const more = (body.error as unknown as { more: { pointer: string }[] }).more
    expect([body.error?.pointer, ...more.map((m) => m.pointer)]).toEqual([
      '/steps/0/blocks/0',
      '/steps/0/blocks/1',
      '/thanks/redirect',
    ])
  })
  test.each([
    'javascript:alert(1)',
    '//evil.example',
    '/\\evil.example',
    'https:evil.example',
    'http:/evil.example',
    'data:text/html,x',
    ' https://a.example',
    'https://a.example/\r\nx',
    'https://user:pass@a.example',
    'https://a.example\\@b.example',
    'ftp://a.example',
    'https://',
  ])('the address %j to go to', async (redirect) => {
    const { body } = await put(key, { ...leadForm, thanks: { redirect } })
    expect([body.error?.code, body.error?.pointer]).toEqual(['FORM_INVALID', '/thanks/redirect'])
  })
  test.each([
    '*',
    'www.example.com',
    'https://a.example/page',
    'https://A.example',
    'https://a.example:443',
    'https://user:pass@a.example',
    "https://a.example; script-src 'unsafe-inline'",
    'https://a.example:99999',
  ])('%j as a site that may embed it', async (site) => {
    const { body } = await put(key, { ...leadForm, public: { embed: ['https://a.example', site] } })
    expect([body.error?.code, body.error?.pointer]).toEqual(['FORM_INVALID', '/public/embed/1'])
    expect(body.error?.message).toContain(site)
  })
  test('good addresses are taken', async () => {
    for (const redirect of ['https://a.example', 'http://a.example:8080/x?y=1#z', 'https://例子.example/路'])
      expect((await put(key, { ...leadForm, thanks: { redirect } })).status).toBe(200)
  })
})

test('what may surprise is said, and no reason to refuse', async () => {
  const { form } = await made()
  const papers: FormBody = {
    ...leadForm,
    steps: [
      {
        key: 'one',
        blocks: [
          { kind: 'field', field: 'code' },
          { kind: 'field', field: 'owner' },
        ],
      },
    ],
  }
  const { status, body } = await put(form.key, papers)
  expect(status).toBe(200)
  expect((body as unknown as FormDesignAnswer).warnings).toMatchObject([
    { pointer: '/steps', label: 'name', message: expect.stringContaining('必填') },
    { pointer: '/steps/0/blocks/0', label: 'code', message: expect.stringContaining('已经登记过') },
    { pointer: '/steps/0/blocks/1', label: 'owner', message: expect.stringContaining('公开链接') },
  ])
})

test('of two makers at once the second is told', async () => {
  const { form, revision } = await made()
  expect((await put(form.key, { ...leadForm, revision })).status).toBe(200)
  const second = await put(form.key, { ...leadForm, submit: { en: 'Go' }, revision })
  expect([second.status, second.body.error?.code]).toEqual([409, 'CONFLICT'])
  const { body } = await admin.ask('GET', `/bases/crm/forms/${form.key}/design`)
  const now = body as unknown as FormDesignAnswer
  expect((await put(form.key, { ...leadForm, submit: { en: 'Go' }, revision: now.revision })).status).toBe(
    200,
  )
})

test('keeps its link while it is public, and its history like every definition', async () => {
  const { form } = await made()
  const token = async (body: FormBody) =>
    ((await put(form.key, body)).body as unknown as FormDesignAnswer).form.public?.token
  const first = await token(leadForm)
  expect(first).toMatch(/^[\w-]{32}$/)
  expect(await token({ ...leadForm, public: { quota: 3 } })).toBe(first)
  const { public: _public, ...closed } = leadForm
  expect(await token(closed)).toBeUndefined()
  expect(await token(leadForm)).not.toBe(first)
  const history = await run(
    db.ownerSql,
    sql`select kind, before is null as fresh from tian.document_history where document_id = ${param(form.id, 'uuid')} order by seq`,
  )
  expect(history).toHaveLength(5)
  expect(history[0]).toEqual({ kind: 'form', fresh: true })
})

test('is deleted, is gone, and comes back with its link', async () => {
  const { form } = await made()
  const saved = (await put(form.key, leadForm)).body as unknown as FormDesignAnswer
  const address = `/forms/${saved.form.public!.token}`
  expect((await admin.ask('DELETE', `/bases/crm/forms/${form.key}`)).status).toBe(204)
  expect((await admin.ask('GET', `/bases/crm/forms/${form.key}`)).status).toBe(404)
  expect((await admin.ask('GET', address)).status).toBe(404)
  expect((await admin.ask('POST', `/bases/crm/forms/${form.key}/restore`)).status).toBe(200)
  expect((await admin.ask('GET', address)).status).toBe(200)
  expect((await made({ table: 'customers', label: form.label })).form.key).not.toBe(form.key)
})

test('a copy has everything but the link', async () => {
  const { form } = await made()
  await put(form.key, leadForm)
  const copy = await made({ table: 'customers', label: { en: 'Copy' }, copyOf: form.key })
  expect(copy.form.steps).toEqual(leadForm.steps)
  expect(copy.form.public).toBeUndefined()
  const other = await admin.ask('POST', '/bases/crm/forms', {
    body: { table: 'orders', label, copyOf: form.key },
  })
  expect(other.status).toBe(404)
})

test('the preview shows what is not saved yet, to members and to strangers', async () => {
  const { form } = await made()
  const keys = async (path: string) => {
    const { body } = await admin.ask('POST', `/bases/crm/forms/${form.key}/${path}`, { body: leadForm })
    return (body as unknown as FormAnswer).fields.map((f) => f.key)
  }
  expect(await keys('preview')).toEqual(['name', 'grade', 'code', 'owner', 'phone'])
  expect(await keys('preview/public')).toEqual(['name', 'grade', 'code', 'phone'])
})

test('members are offered the forms that they can use, and administrators see the links', async () => {
  const { form } = await made()
  await put(form.key, leadForm)
  const list = async (client: Client) =>
    (
      (await client.ask('GET', '/bases/crm/forms?table=customers')).body as unknown as {
        forms: FormSummary[]
      }
    ).forms
  expect((await list(sales)).find((f) => f.key === form.key)).toMatchObject({ table: 'customers' })
  expect((await list(sales)).some((f) => f.public)).toBe(false)
  expect((await list(admin)).find((f) => f.key === form.key)!.public).toMatchObject({
    submissions: 0,
    state: 'open',
  })
})

test('pictures are bound by the form, shown by it, and nothing else is', async () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const upload = async (bytes: string | Uint8Array) =>
    ((await admin.ask('POST', '/bases/crm/files?name=a.png', { body: bytes })).body as { id?: string }).id!
  const [picture, others, text] = [await upload(png), await upload(png), await upload('no picture')]
  const { form } = await made()
  const withImage = (file: string): FormBody => ({
    ...leadForm,
    steps: [
      {
        key: 'one',
        blocks: [
          { kind: 'image', file, alt: {} },
          { kind: 'field', field: 'name' },
        ],
      },
    ],
  })
  expect((await put(form.key, withImage(text))).body.error?.code).toBe('FORM_INVALID')
  const saved = (await put(form.key, withImage(picture))).body as unknown as FormDesignAnswer
  const address = `/forms/${saved.form.public!.token}/images`
  const shown = await admin.ask('GET', `${address}/${picture}`)
  expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/png'])
  await put((await made()).form.key, withImage(others))
  for (const id of [others, text, crypto.randomUUID(), 'x'])
    expect((await admin.ask('GET', `${address}/${id}`)).status).toBe(404)
  expect((await sales.ask('GET', `/bases/crm/forms/${form.key}/images/${picture}`)).status).toBe(200)
})

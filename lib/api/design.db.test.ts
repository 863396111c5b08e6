/** The API of those who design tables, as the browser calls it: progress by lines, files, conflicts, words of refusals. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, field, stored, value } from '@/lib/expr/ast'
import { makeWorld, type World } from '@/lib/records/testing/world'
import type { ConversionPreview, DesignAnswer, ImpactAnswer, SchemaHistoryAnswer } from './contract-design'
import { type Client, prepareApi, signedIn } from './testing/client'

let db: TestDatabase
let world: World
let maker: Client
const table = '/bases/crm/tables/customers'

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  maker = await signedIn(world.admin)
  for (const [name, code] of [
    ['甲', '12'],
    ['乙', '=1+1, "x"'],
    ['丙', '1.5万'],
  ])
    await maker.ask('POST', `${table}/records`, { body: { fields: { name, code } } })
})
afterAll(() => db.close())

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('a designer is told of the table, what can be named, and who is asked about new fields', async () => {
  const { body, status } = await maker.ask('GET', `${table}/design`)
  const design = body as unknown as DesignAnswer
  expect(status).toBe(200)
  expect(design).toMatchObject({ rows: 3, table: { key: 'customers', title: 'name' } })
  expect(design.table).not.toHaveProperty('trash')
  expect(design.tables.map((t) => t.key)).toEqual(['customers', 'orders'])
  expect(design.roles).toEqual([
    { key: 'admin', label: expect.anything(), admin: true, newFields: 'edit' },
    { key: 'sales', label: expect.anything(), admin: false, newFields: 'read' },
  ])
})

test('a field as it was seen is changed; as it was before that, it is shown instead', async () => {
  const seen = (
    (await maker.ask('GET', `${table}/design`)).body as unknown as DesignAnswer
  ).table.fields.find((f) => f.key === 'code')
  const path = `${table}/fields/code`
  const first = await maker.ask('PATCH', path, { body: { help: { 'zh-CN': '内部编号' }, was: seen } })
  expect(first.status).toBe(200)
  const second = await maker.ask('PATCH', path, { body: { required: true, was: seen } })
  expect(second.status).toBe(409)
  expect(second.body.error).toMatchObject({
    code: 'CONFLICT',
    field: 'code',
    present: { help: { 'zh-CN': '内部编号' } },
  })
  expect((await maker.ask('PATCH', path, { body: { help: null, was: first.body } })).body).not.toHaveProperty(
    'help',
  )
})

test('a wrong expression is refused with its place and a remedy', async () => {
  const showIf = stored(call('gt', field('code'), value(3)))
  const { status, body } = await maker.ask('PATCH', `${table}/fields/name`, { body: { showIf } })
  expect(status).toBe(422)
  expect(body.error).toMatchObject({ code: 'DEFINITION_INVALID', pointer: '/showIf/expr/args/1/value' })
  expect(body.error!.message).toMatch(/\p{Script=Han}/u)
})

describe('a change of type', () => {
  const conversion = `${table}/fields/code/conversion`
  const ask = { type: 'number', options: { precision: 0 } }

  test('is previewed, its misfits downloaded, told of as it goes, and taken back', async () => {
    const preview = (await maker.ask('POST', `${conversion}/preview`, { body: ask }))
      .body as unknown as ConversionPreview
    expect(preview).toMatchObject({ rows: 3, filled: 3, fits: 2, misfits: 1 })
    expect(preview.misfitSamples).toMatchObject([{ title: '乙', before: '=1+1, "x"' }])
    const file = await maker.ask('POST', `${conversion}/misfits`, { body: ask })
    expect(file.headers['content-type']).toMatch(/^text\/csv/)
    expect(file.text.split('\r\n')).toEqual([
      'id,title,value',
      `${preview.misfitSamples[0]!.id},乙,"'=1+1, ""x"""`,
      '',
    ])
    const done = await maker.ask('POST', conversion, { body: ask })
    expect(lines(done.text)).toEqual([
      { completed: 0, total: 3 },
      { completed: 3, total: 3 },
      { completed: 3, total: 3, done: true },
    ])
    const { changes } = (await maker.ask('GET', '/bases/crm/schema/history'))
      .body as unknown as SchemaHistoryAnswer
    expect(changes[0]).toMatchObject({ parts: [{ key: 'fieldConverted' }], undo: { can: true } })
    const path = `/bases/crm/schema/history/${changes[0]!.id}/undo`
    expect((await maker.ask('POST', `${path}/preview`)).body).toMatchObject({ restored: 3, edited: 0 })
    expect((await maker.ask('POST', path)).status).toBe(200)
    const again = await maker.ask('POST', path)
    expect(again.body.error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('已经撤销') })
  })

  test('says in the last line why it did not happen', async () => {
    const { text } = await maker.ask('POST', `${table}/fields/name/conversion`, {
      body: { type: 'links', options: { table: 'orders', onDelete: 'clear' } },
    })
    expect(lines(text).at(-1)).toMatchObject({ error: { code: 'DEFINITION_IN_USE' } })
    const unknown = await maker.ask('POST', conversion, { body: { type: 'colour' } })
    expect(lines(unknown.text).at(-1)).toMatchObject({ error: { code: 'DEFINITION_INVALID' } })
  })
})

test('what uses a field is told before it goes', async () => {
  const { body } = await maker.ask('GET', `${table}/fields/owner/impact`)
  const { uses, records } = body as unknown as ImpactAnswer
  expect(records).toBe(0)
  expect(uses.filter((u) => u.breaks).map((u) => u.how)).toEqual(['useDefault', 'useRule'])
  const { body: refused } = await maker.ask('DELETE', `${table}/fields/owner`)
  expect(refused.error).toMatchObject({
    code: 'DEFINITION_IN_USE',
    hint: expect.stringContaining('orders › seller'),
  })
})

test('the trash lists what can come back', async () => {
  await maker.ask('DELETE', `${table}/fields/margin`)
  expect((await maker.ask('GET', '/bases/crm/schema/trash')).body).toMatchObject({
    tables: [],
    fields: [{ table: 'customers', key: 'margin', type: 'currency', by: '管理员' }],
  })
  expect((await maker.ask('POST', `${table}/fields/margin/restore`)).status).toBe(200)
})

/** Bad bodies and bad questions at the door: each is a 4xx that says what is wrong, and the database stays as it was. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { call, type Expr, field, value } from '@/lib/expr/ast'
import { createRecord } from '@/lib/records/create'
import { makeField, makeTable, makeWorld } from '@/lib/records/testing/world'
import { type Client, prepareApi, signedIn } from './testing/client'
import { type Refused, refusals } from './testing/refusals'
import { stateOf } from './testing/state'

let db: TestDatabase
let admin: Client
let refused: Refused
let state: string

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  const world = await makeWorld()
  await asActor(world.admin, 'crm', (a) => createRecord(a, 'customers', { name: '远航科技' }))
  admin = await signedIn(world.admin)
  refused = await refusals(world)
  state = await stateOf()
})
afterAll(() => db.close())
afterEach(async () => {
  expect(await stateOf()).toBe(state)
})

const customers = '/bases/crm/tables/customers'

describe('the body', () => {
  const send = (body: string | Uint8Array, codes: string | string[]) =>
    refused('POST', `${customers}/records`, { body }, codes)
  test('that is too large', async () => {
    await send(JSON.stringify({ fields: { name: 'x'.repeat(1024 * 1024) } }), 'BODY_TOO_LARGE')
    await refused(
      'POST',
      `${customers}/records`,
      { body: '{}', headers: { 'content-length': '99999999999' } },
      'BODY_TOO_LARGE',
    )
  })
  test('that is too deep', async () => {
    const deep = (n: number) => `{"fields":{"name":${'['.repeat(n)}${']'.repeat(n)}}}`
    for (const n of [33, 1000, 100_000]) await send(deep(n), 'BODY_INVALID')
    await send(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'BODY_INVALID')
  })
  test('with numbers without end', async () => {
    for (const number of ['1e400', '-1e400'])
      await send(`{"fields":{"name":"x","margin":${number}}}`, 'BODY_INVALID')
    for (const number of ['NaN', 'Infinity', '0x10', '01'])
      await send(`{"fields":{"name":"x","margin":${number}}}`, 'BODY_INVALID')
  })
  test('with halves of characters', async () => {
    for (const half of ['\\ud800', '\\udc00', '\\udc00\\ud800', 'a\\ud83d'])
      await send(`{"fields":{"name":"${half}"}}`, 'BODY_INVALID')
  })
  test('that is not UTF-8', async () => {
    await send(
      Buffer.from([...Buffer.from('{"fields":{"name":"'), 0xff, 0xfe, ...Buffer.from('"}}')]),
      'BODY_INVALID',
    )
    await send(Buffer.from('{"fields":{"name":"x"}}', 'utf16le'), 'BODY_INVALID')
  })
  test('that is empty, broken, or says things twice over', async () => {
    for (const body of [
      '',
      ' ',
      '{',
      '{"fields":',
      'fields=x',
      '{"fields":[]}',
      '{"fields":"x"}',
      '{"fields":null}',
      '{"fields":{},"records":[]}',
    ])
      await send(body, 'BODY_INVALID')
  })
  test('of another kind', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])
      await refused(
        'POST',
        `${customers}/records`,
        { body: '{"fields":{"name":"x"}}', headers: { 'content-type': type } },
        'NOT_JSON',
      )
  })
  test('with too many records, or none', async () => {
    for (const count of [0, 1001]) {
      const records = Array.from({ length: count }, () => ({ fields: { name: 'x' } }))
      await refused('POST', `${customers}/records`, { body: { records } }, ['BODY_INVALID', 'LIMIT_INVALID'])
    }
  })
  test('under a key that is no key', async () => {
    for (const key of ['', 'x'.repeat(201), 'a b'])
      await refused(
        'POST',
        `${customers}/records`,
        { body: { fields: { name: 'x' } }, headers: { 'idempotency-key': key } },
        'BODY_INVALID',
      )
  })
})

describe('questions', () => {
  const list = (query: Record<string, string>, codes: string | string[]) =>
    refused('GET', `${customers}/records?${new URLSearchParams(query)}`, {}, codes)
  const query = (body: unknown, codes: string | string[]) =>
    refused('POST', `${customers}/query`, { body }, codes)
  const filter = async (expr: unknown, codes: string | string[] = 'FILTER_INVALID') => {
    await query({ filter: { version: 1, expr } }, codes)
    await list({ filter: JSON.stringify({ version: 1, expr }) }, codes)
  }
  const nested = (depth: number): Expr =>
    depth === 0 ? call('isEmpty', field('name')) : call('not', nested(depth - 1))

  test('with a page that cannot be', async () => {
    for (const limit of ['0', '-1', '201', '1.5', 'x', '', '1e9', '99999999999999999999', '٣'])
      await list({ limit }, 'LIMIT_INVALID')
    for (const offset of ['-1', '1.5', 'x', '10000001']) await list({ offset }, 'LIMIT_INVALID')
    for (const limit of [0, -1, 201, 1.5, '50', null, {}])
      await query({ limit }, ['LIMIT_INVALID', 'BODY_INVALID'])
    for (const count of ['all', '', 'EXACT']) await list({ count }, 'PARAMETER_UNKNOWN')
  })
  test('with a number out of its range, by its name and with what would do', async () => {
    const said = async (path: string) => {
      const { body } = await admin.ask('GET', `${customers}/records?${path}`)
      return body.error!
    }
    expect(await said('limit=201')).toEqual({
      code: 'LIMIT_INVALID',
      field: 'limit',
      label: 'limit',
      pointer: '/limit',
      message: '“limit”超出范围。',
      hint: '请改为 1 到 200 的整数。',
    })
    expect(await said('offset=-1')).toMatchObject({
      field: 'offset',
      hint: '请改为 0 到 10,000,000 的整数。',
    })
  })
  test('with a cursor that is not ours', async () => {
    for (const cursor of [
      '',
      'x',
      '!!!',
      'A'.repeat(60),
      'A'.repeat(19_000),
      Buffer.from('["x"]').toString('base64url'),
    ])
      await list({ cursor }, 'CURSOR_INVALID')
  })
  test('in an order that cannot be', async () => {
    for (const sort of ['nothing', '-', '--name', 'name.x', 'name;drop', '_deleted_at', 'id'])
      await list({ sort }, ['FIELD_UNKNOWN', 'SORT_INVALID'])
    await list({ sort: 'name,name,name,name,name,name' }, 'SORT_INVALID')
    for (const sort of [[{ field: 'name' }], [{ field: 'name', desc: 'yes' }], ['name'], 'name'])
      await query({ sort }, 'BODY_INVALID')
  })
  test('for fields that are not there', async () => {
    for (const fields of ['nothing', 'name,nothing', '*', 'id', '_created_in', 'name.x'])
      await list({ fields }, 'FIELD_UNKNOWN')
    await query({ fields: [1] }, 'BODY_INVALID')
  })
  test('with a condition that is none', async () => {
    for (const text of [
      '',
      'x',
      '[]',
      'null',
      '0',
      '""',
      '1',
      '{}',
      '{"version":2,"expr":{}}',
      '{"version":1}',
    ])
      await list({ filter: text }, 'FILTER_INVALID')
    for (const expr of [
      null,
      1,
      'x',
      [],
      {},
      { op: 'eval' },
      { op: 'value' },
      { op: 'field', path: [] },
      { op: 'field', path: 'name' },
    ])
      await filter(expr)
    for (const expr of [
      { ...call('isEmpty', field('name')), extra: 1 },
      { op: 'call', fn: 'pg_sleep', args: [value(10)] },
      { op: 'call', fn: 'toString', args: [] },
      call('isEmpty'),
      call('isEmpty', field('name'), field('name')),
      call('gt', field('margin'), value('many')),
      call('contains', field('name'), value('a\u0000b')),
      call('is', field('name'), { op: 'value', value: { a: 1 } }),
      value('not a condition'),
      field('name'),
    ])
      await filter(expr)
    for (const path of [['nothing'], ['name', 'x'], ['owner', 'email'], ['__proto__x']])
      await filter(call('isEmpty', field(...path)), ['FIELD_UNKNOWN', 'FILTER_INVALID'])
  })
  test('with a condition that is too deep or too large', async () => {
    await filter(nested(50), ['FILTER_INVALID', 'BODY_INVALID'])
    await filter(call('or', ...Array.from({ length: 10_000 }, () => call('isEmpty', field('name')))))
    await filter(call('isAnyOf', field('name'), value(Array.from({ length: 1001 }, (_, i) => String(i)))))
    await filter(call('contains', field('name'), value('x'.repeat(10_001))))
  })
})

test('after all of it, a good request is answered', async () => {
  const { status, body } = await admin.ask('GET', `${customers}/records`)
  expect([status, (body.records as unknown[]).length]).toEqual([200, 1])
})

test('a key stands for one request: another body, and another table, are not its repeat', async () => {
  const by = { base: 'crm', actor: null, door: 'command' as const }
  await changeDefinitions(by, async ({ nextNumber }) => [
    { kind: 'table', after: makeTable('people', 'name', [makeField(await nextNumber(), 'name', 'text')]) },
  ])
  const create = async (table: string, name: string) => {
    const ask = { body: { fields: { name } }, headers: { 'idempotency-key': 'one' } }
    const { status, body } = await admin.ask('POST', `/bases/crm/tables/${table}/records`, ask)
    return body.error?.code ?? status
  }
  expect(await create('customers', 'x')).toBe(201)
  state = await stateOf()
  expect(await create('customers', 'y')).toBe('IDEMPOTENCY_MISMATCH')
  expect(await create('people', 'x')).toBe('IDEMPOTENCY_MISMATCH')
})

/** A formula while it is being written: what it comes to, or what is wrong and where, in the words of its table. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor, assertPresent } from '@/lib/access/enter'
import type { FormulaAnswer, FormulaAsk } from '@/lib/api/contract-design'
import { appSql } from '@/lib/db/connection'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { addField } from '@/lib/ddl/edit-field'
import { createRecord } from './create'
import { makeWorld, type World } from './testing/world'
import { tryFormula } from './try-formula'

let db: TestDatabase
let world: World
const ask = (table: string, text: string, more: Partial<FormulaAsk> = {}): Promise<FormulaAnswer> =>
  asActor(world.admin, world.base, async (actor) => {
    await assertPresent(appSql(), actor)
    return tryFormula(actor, table, { text, purpose: 'formula', locale: 'zh-CN', ...more })
  })

beforeAll(async () => {
  db = await testDatabase()
  world = await makeWorld()
  const create = async (table: string, fields: object): Promise<string> =>
    (
      JSON.parse(await asActor(world.admin, world.base, (a) => createRecord(a, table, fields))) as {
        id: string
      }
    ).id
  const customer = await create('customers', {
    name: '远航',
    margin: 2.5,
    grade: 'gold',
    owner: world.sales.userId,
  })
  await create('orders', { customer, amount: 30, day: '2026-11-01' })
  await create('orders', { customer, amount: 12, day: '2026-11-02' })
})
afterAll(() => db.close())

const outcome = async (table: string, text: string) => {
  const { kind, timing, types, target, samples, problem } = await ask(table, text)
  if (problem) throw new Error(problem.message)
  return { kind, timing, type: types?.[0], target, value: samples?.[0]?.value }
}

describe('results', () => {
  test.each([
    ['customers', 'margin * 2', { kind: 'number', timing: 'stored', type: 'number', value: '5' }],
    ['customers', 'orders.sum(amount)', { kind: 'number', type: 'currency', timing: 'stored', value: '42' }],
    ['customers', 'orders.first(order_no, amount > 20)', { kind: 'text', timing: 'stored', type: 'text' }],
    ['customers', 'name & "公司"', { kind: 'text', value: '远航公司' }],
    ['customers', 'owner', { kind: 'ref', type: 'user', value: '王销售' }],
    ['orders', 'customer', { kind: 'ref', type: 'link', target: 'customers', value: '远航' }],
    ['orders', 'customer.grade', { kind: 'text', type: 'select', value: '金卡' }],
    ['customers', 'orders.average(amount)', { kind: 'number', type: 'currency' }],
    ['orders', 'customer.name', { kind: 'text', value: '远航' }],
    ['orders', 'daysBetween(day, today())', { kind: 'number', timing: 'dated' }],
    ['orders', 'customer.orders.count(day >= this.day)', { kind: 'number', timing: 'stored', value: '1' }],
    ['customers', 'margin / @customers.sum(margin)', { kind: 'number', timing: 'read', value: '1' }],
    ['customers', 'orders.count(day >= addDays(today(), -30))', { kind: 'number', timing: 'dated' }],
  ] as const)('%s: %s', async (table, text, expected) => {
    expect(await outcome(table, text)).toMatchObject(expected)
  })
  test('fields may be named by their labels, and are shown by them', async () => {
    await asActor(world.admin, world.base, (a) =>
      addField(a, 'orders', { key: 'net', label: { 'zh-CN': '实际金额', en: 'Net' }, type: 'currency' }),
    )
    const answer = await ask('orders', '实际金额 * 2 + {Net}')
    expect(answer.problem).toBeUndefined()
    expect(answer.text).toContain('实际金额')
    expect(answer.expr?.expr).toMatchObject({ fn: 'add' })
  })
})

describe('what is wrong', () => {
  test.each([
    ['customers', 'margin +', 8],
    ['customers', 'margin * name', 9],
    ['customers', 'margn * 2', 0],
    ['customers', 'isMe(owner)', 0],
    ['customers', 'name.su(amount)', 5],
    ['customers', 'orders.sum(orders.count())', undefined],
  ])('%s: %s', async (table, text, at) => {
    const { problem } = await ask(table, text)
    expect(problem?.message).toMatch(/[一-龥]/)
    if (at !== undefined) expect(problem!.at).toBe(at)
  })
  test('a field that comes back to itself is told with its way', async () => {
    await asActor(world.admin, world.base, (a) =>
      addField(a, 'customers', {
        key: 'twice',
        label: { 'zh-CN': '两倍', en: 'Twice' },
        type: 'number',
        source: {
          kind: 'formula',
          stored: true,
          expr: { version: 1, expr: { op: 'field', path: ['margin'] } },
        },
      }),
    )
    const { problem } = await ask('customers', 'twice + 1', { field: 'twice' })
    expect(problem?.message).toContain('两倍 → 两倍')
  })
  test('a condition must hold or not, and is about the record at hand', async () => {
    expect((await ask('orders', 'amount', { purpose: 'condition' })).problem).toBeDefined()
    expect((await ask('orders', 'customer.name = "a"', { purpose: 'condition' })).problem).toBeDefined()
    expect((await ask('orders', 'amount > 3', { purpose: 'condition' })).problem).toBeUndefined()
  })
})

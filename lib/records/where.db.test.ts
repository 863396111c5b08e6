/** Conditions as text, at the door: what they find, that they find no more than a JSON filter, and how they are refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { type Answer, type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, type Expr, field, stored, value } from '@/lib/expr/ast'
import { createRecords } from './create'
import { makeWorld, type World } from './testing/world'

let db: TestDatabase
let world: World
let admin: Client
let sales: Client
let ids: string[]

const table = (key: string) => `/bases/crm/tables/${key}`
const ask = (client: Client, query: Record<string, string>, of = 'customers'): Promise<Answer> =>
  client.ask('GET', `${table(of)}/records?${new URLSearchParams(query)}`)
const query = (client: Client, body: object): Promise<Answer> =>
  client.ask('POST', `${table('customers')}/query`, { body })
const names = ({ status, body }: Answer): unknown => {
  expect(status).toBe(200)
  return (body.records as { fields: { name: string } }[]).map((r) => r.fields.name).sort()
}

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  const owner = world.sales.userId
  const create = (of: string, cells: object[]) =>
    asActor(world.admin, world.base, (actor) =>
      createRecords(
        actor,
        of,
        cells.map((fields) => ({ fields })),
      ),
    )
  ids = (
    JSON.parse(
      await create('customers', [
        { name: '甲公司', phone: '13800138000', grade: 'gold', owner, margin: 12.5 },
        { name: '乙公司', phone: '13900139000', grade: 'silver', owner, margin: 3 },
        { name: '丙“工厂”', owner },
        { name: '丁公司', grade: 'gold', owner: world.other.userId, margin: 40 },
      ]),
    ) as { ids: string[] }
  ).ids
  await create('orders', [
    { customer: ids[0], amount: 100 },
    { customer: ids[1], amount: 250 },
    { customer: ids[3], amount: 900 },
  ])
  admin = await signedIn(world.admin)
  sales = await signedIn(world.sales)
  await admin.ask('PATCH', '/session', { body: { locale: 'en' } })
})
afterAll(() => db.close())

describe('what a condition finds', () => {
  test.each([
    ['grade = "gold"', ['丁公司', '甲公司']],
    ['grade <> "gold"', ['乙公司']],
    ['isNot(grade, "gold")', ['丙“工厂”', '乙公司']],
    ['margin * 2 > 20 and not contains(name, "丁")', ['甲公司']],
    ['margin < 5 or isEmpty(margin)', ['丙“工厂”', '乙公司']],
    ['grade in ["gold", "silver"] and margin >= 3 and margin <= 12.5', ['乙公司', '甲公司']],
    ['ｃontains（name，“工厂”）', ['丙“工厂”']],
    ['name = "丙“工厂”"', ['丙“工厂”']],
    ['owner = me()', []],
  ])('%s', async (where, expected) => {
    expect(names(await ask(admin, { where }))).toEqual(expected.sort())
    expect(names(await query(admin, { where }))).toEqual(expected.sort())
  })
  test('along links, within the rows of who asks', async () => {
    const amounts = async (client: Client) =>
      (
        (await ask(client, { where: 'customer.grade = "gold" and amount >= 100' }, 'orders')).body
          .records as { fields: { amount: number } }[]
      )
        .map((r) => r.fields.amount)
        .sort()
    expect(await amounts(admin)).toEqual([100, 900])
    expect(await amounts(sales)).toEqual([100])
  })
  test('beside a filter both must hold, and the count counts both', async () => {
    const filter = stored(call('contains', field('name'), value('公司')))
    const where = 'grade = "gold"'
    expect(names(await query(admin, { filter, where }))).toEqual(['丁公司', '甲公司'])
    const both = { filter: JSON.stringify(filter), where, count: 'exact' }
    expect((await ask(sales, both)).body.count).toEqual({ value: 1, more: false })
    expect(names(await ask(sales, { where: 'owner = me() and grade = "gold"' }))).toEqual(['甲公司'])
  })
  test('a cursor belongs to its condition', async () => {
    const first = await ask(admin, { where: 'margin > 1', sort: 'name', limit: '2' })
    const cursor = first.body.next as string
    const more = { sort: 'name', limit: '2', cursor }
    expect(names(await ask(admin, { ...more, where: 'margin>1' }))).toHaveLength(1)
    for (const where of ['margin > 2', 'grade = "gold"'])
      expect((await ask(admin, { ...more, where })).body.error?.code).toBe('CURSOR_INVALID')
    expect((await ask(admin, more)).body.error?.code).toBe('CURSOR_INVALID')
  })
})

describe('what a salesperson may not know', () => {
  test('a hidden field answers as one that never was', async () => {
    for (const condition of ['# > 1', 'grade = "gold" and isEmpty(#)', '# = "x"', 'not (# + 1 > 2)']) {
      const answer = async (key: string) => {
        const { status, text } = await ask(sales, { where: condition.replaceAll('#', key) })
        return { status, text }
      }
      const hidden = await answer('margin')
      expect(hidden).toEqual(await answer('nought'))
      expect(hidden.status).toBe(400)
      expect(hidden.text).toContain('FIELD_UNKNOWN')
    }
    const along = (key: string) => ask(sales, { where: `customer.${key} > 1` }, 'orders')
    expect((await along('margin')).text).toBe((await along('nought')).text)
  })
  test('a masked phone is its mask: the value finds nothing, the mask does', async () => {
    expect(names(await ask(sales, { where: 'phone = "+8613800138000"' }))).toEqual([])
    expect(names(await ask(sales, { where: 'contains(phone, "0013")' }))).toEqual([])
    expect(names(await ask(sales, { where: 'phone = "138****8000"' }))).toEqual(['甲公司'])
    expect(names(await ask(admin, { where: 'phone = "+8613800138000"' }))).toEqual(['甲公司'])
  })
})

describe('what is refused, and where', () => {
  test('as the same filter is, with the place in the text', async () => {
    const cases: [string, Expr, string][] = [
      ['grade = "gold" and nought > 1', call('gt', field('nought'), value(1)), 'At character 20: '],
      ['margin > "gold"', call('gt', field('margin'), value('gold')), 'At character 10: '],
    ]
    for (const [where, expr, place] of cases) {
      const text = await ask(admin, { where })
      const tree = await ask(admin, { filter: JSON.stringify(stored(expr)) })
      expect(text.status).toBe(tree.status)
      expect(text.body.error).toMatchObject({
        code: tree.body.error?.code,
        hint: tree.body.error?.hint,
        pointer: '/where',
      })
      expect(text.body.error?.message.startsWith(place)).toBe(true)
    }
  })
  test.each([
    ['', 'At character 1: A value, a field or a function is missing here, where the text ends. Add it.'],
    ['name contains "x"', 'At character 6: “contains” is a function'],
    ['contain(name, "x")', 'At character 1: There is no function “contain”; the nearest name is “contains”.'],
    ['"𠀀" = name = ', 'At character 12: Comparisons cannot follow one another.'],
    ['('.repeat(99), 'At character 65: This is nested too deeply'],
  ])('%s', async (where, message) => {
    for (const answer of [await ask(admin, { where }), await query(admin, { where })]) {
      expect(answer.status).toBe(400)
      expect(answer.body.error).toMatchObject({ code: 'FILTER_INVALID', pointer: '/where' })
      expect(answer.body.error?.message).toContain(message)
    }
  })
  test('in Chinese', async () => {
    const { body } = await ask(sales, { where: 'name 包含 "x"' })
    expect(body.error?.message).toMatch(/^第 6 个字符：“包含”前面缺少/)
  })
  test('a where that is no text is no body', async () => {
    expect((await query(admin, { where: { version: 1 } })).body.error?.code).toBe('BODY_INVALID')
  })
})

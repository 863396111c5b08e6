/** Reading and writing records end to end on PostgreSQL: what each person sees, changes, and is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import type { ApiRecord, ListAnswer, ListAsk } from '@/lib/api/contract'
import { recordHistory } from '@/lib/changes/history'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, field, stored, value } from '@/lib/expr/ast'
import { createRecord, createRecords } from './create'
import { deleteRecords, restoreRecords } from './delete'
import { getParsed } from './get'
import { idempotencyOf } from './idempotency'
import { listRecords } from './list'
import { customers, makeWorld, type World } from './testing/world'
import { updateRecord } from './update'

let db: TestDatabase
let world: World
const as = <T>(person: Person, work: Parameters<typeof asActor<T>>[2]) => asActor(person, world.base, work)
const list = async (person: Person, table: string, ask: ListAsk = {}): Promise<ListAnswer> =>
  JSON.parse(await as(person, (actor) => listRecords(actor, table, ask))) as ListAnswer
const create = async (person: Person, table: string, fields: object): Promise<ApiRecord> =>
  JSON.parse(await as(person, (actor) => createRecord(actor, table, fields))) as ApiRecord
const update = async (
  person: Person,
  table: string,
  id: string,
  set: object,
  was?: object,
): Promise<ApiRecord> =>
  JSON.parse(await as(person, (actor) => updateRecord(actor, table, id, { set, was }))) as ApiRecord

let mine: ApiRecord
let theirs: ApiRecord

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  mine = await create(world.admin, 'customers', {
    name: '远航科技',
    phone: '138 0013 8000',
    grade: 'gold',
    owner: world.sales.userId,
    margin: 12.5,
    code: 'A1',
  })
  theirs = await create(world.admin, 'customers', { name: '别家公司', owner: world.other.userId, code: 'B2' })
})
afterAll(() => db.close())

describe('what a person sees', () => {
  test('the admin sees everything, with titles and an auto number', async () => {
    const { records } = await list(world.admin, 'customers')
    expect(records.map((r) => r.fields.name)).toEqual(['别家公司', '远航科技'])
    const first = records[1]!
    expect(first.fields).toMatchObject({ phone: '+8613800138000', margin: 12.5, code: 'A1', grade: 'gold' })
    expect(first.fields.customer_no).toMatch(/^KH\d{9}$/)
    expect(first.titles[world.sales.userId]).toBe('王销售')
    expect(first.can).toEqual({ update: true, delete: true })
  })
  test('the salesperson sees own rows, a masked phone, and nothing of hidden fields', async () => {
    const { records } = await list(world.sales, 'customers')
    expect(records).toHaveLength(1)
    expect(records[0]!.fields).toMatchObject({ name: '远航科技', phone: '138****8000' })
    expect(records[0]!.fields).not.toHaveProperty('margin')
    expect(records[0]!.can).toEqual({ update: true, delete: false })
    await expect(as(world.sales, (a) => getParsed(a, 'customers', theirs.id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
  test('hidden and unknown names get the same answer in every position', async () => {
    for (const name of ['margin', 'nothing']) {
      const asks: ListAsk[] = [
        { fields: [name] },
        { sort: [{ field: name, desc: false }] },
        { filter: stored(call('isEmpty', field(name))) },
      ]
      for (const ask of asks)
        await expect(list(world.sales, 'customers', ask)).rejects.toMatchObject({ code: 'FIELD_UNKNOWN' })
    }
  })
  test('a masked field is its mask for filters: the value finds nothing, the mask does', async () => {
    const by = (text: string) =>
      list(world.sales, 'customers', { filter: stored(call('is', field('phone'), value(text))) })
    expect((await by('+8613800138000')).records).toHaveLength(0)
    expect((await by('138****8000')).records).toHaveLength(1)
  })
})

describe('writes', () => {
  test('update logs before and after, moves only watched stamps, and compares by value', async () => {
    const before = await as(world.admin, (a) => getParsed(a, 'customers', mine.id))
    const changed = await update(world.sales, 'customers', mine.id, { grade: 'silver' }, { grade: 'gold' })
    expect(changed.fields.grade).toBe('silver')
    expect(changed.fields.changed_at).toBe(before.fields.changed_at)
    await expect(
      update(world.sales, 'customers', mine.id, { grade: 'gold' }, { grade: 'gold' }),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
      detail: { field: 'grade', present: { grade: 'silver' } },
    })
    const renamed = await update(world.sales, 'customers', mine.id, { name: '远航科技 ' })
    expect(renamed.fields.name).toBe('远航科技')
  })
  test('masked, read-only and hidden fields cannot be written; hidden is unknown', async () => {
    const cases: [object, string][] = [
      [{ phone: '13900139000' }, 'FIELD_READ_ONLY'],
      [{ owner: world.other.userId }, 'FIELD_READ_ONLY'],
      [{ margin: 1 }, 'FIELD_UNKNOWN'],
      [{ nothing: 1 }, 'FIELD_UNKNOWN'],
      [{ name: null }, 'VALUE_REQUIRED'],
      [{ grade: 'platinum' }, 'VALUE_INVALID'],
    ]
    for (const [set, code] of cases)
      await expect(update(world.sales, 'customers', mine.id, set)).rejects.toMatchObject({ code })
    await expect(update(world.sales, 'customers', theirs.id, { name: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
  test('unique values are taken once; the error names the field', async () => {
    await expect(create(world.admin, 'customers', { name: '重复', code: 'A1' })).rejects.toMatchObject({
      code: 'VALUE_TAKEN',
      detail: { field: 'code' },
    })
  })
  test('links: only to visible records, defaults from the linked record, both sides read', async () => {
    const order = await create(world.sales, 'orders', { customer: mine.id, amount: 99.9 })
    expect(order.fields).toMatchObject({ customer: mine.id, seller: world.sales.userId })
    expect(order.titles[mine.id]).toBe('远航科技')
    for (const customer of [theirs.id, '018f0000-0000-7000-8000-000000000000']) {
      await expect(create(world.sales, 'orders', { customer })).rejects.toMatchObject({
        code: 'LINK_UNKNOWN',
      })
    }
    const parent = await as(world.sales, (a) => getParsed(a, 'customers', mine.id))
    expect(parent.fields.orders).toEqual([order.id])
  })
  test('a to-many link keeps its order and shows only visible ones', async () => {
    const third = await create(world.admin, 'customers', { name: '第三家', owner: world.sales.userId })
    await update(world.admin, 'customers', mine.id, { friends: [theirs.id, third.id] })
    expect((await as(world.admin, (a) => getParsed(a, 'customers', mine.id))).fields.friends).toEqual([
      theirs.id,
      third.id,
    ])
    expect((await as(world.sales, (a) => getParsed(a, 'customers', mine.id))).fields.friends).toEqual([
      third.id,
    ])
    const found = await list(world.admin, 'customers', {
      filter: stored(call('hasAnyOf', field('friends'), value([third.id]))),
    })
    expect(found.records.map((r) => r.id)).toEqual([mine.id])
  })
  test('history shows the readable cells only, masked ones as masks', async () => {
    await update(world.admin, 'customers', mine.id, { margin: 99, phone: '13900139000' })
    const table = customers
    const seen = await as(world.sales, (a) => recordHistory(a, table, mine.id))
    expect(JSON.stringify(seen)).not.toMatch(/margin|13900139000/)
    expect(seen.entries.flatMap((e) => e.cells ?? []).find((c) => c.field === 'phone')).toMatchObject({
      after: '139****9000',
    })
    expect(seen.entries.at(-1)?.kind).toBe('create')
  })
  test('a page of a history is of that record', async () => {
    for (let i = 0; i < 31; i++) await update(world.admin, 'customers', mine.id, { name: `远航科技${i}` })
    const page = (id: string, cursor?: string) =>
      as(world.admin, (a) => recordHistory(a, customers, id, cursor))
    const { next } = await page(mine.id)
    expect((await page(mine.id, next)).entries.at(-1)?.kind).toBe('create')
    await expect(page(theirs.id, next)).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
    await update(world.admin, 'customers', mine.id, { name: '远航科技' })
  })
})

describe('many records', () => {
  test('create many, page through them by cursor, sort and count', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => ({
      fields: {
        name: `客户${String(i).padStart(3, '0')}`,
        margin: i % 7 === 0 ? null : i % 5,
        grade: i % 2 ? 'gold' : 'silver',
      },
    }))
    const { ids } = JSON.parse(await as(world.admin, (a) => createRecords(a, 'customers', rows))) as {
      ids: string[]
    }
    expect(new Set(ids).size).toBe(120)
    for (const sort of [
      [],
      [{ field: 'margin', desc: false }],
      [
        { field: 'margin', desc: true },
        { field: 'grade', desc: false },
      ],
      [{ field: 'owner', desc: false }],
    ]) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await list(world.admin, 'customers', { sort, limit: 25, cursor, count: 'exact' })
        expect(page.count).toEqual({ value: 123, more: false })
        seen.push(...page.records.map((r) => r.id))
        cursor = page.next
      } while (cursor)
      expect(new Set(seen).size).toBe(123)
      expect(seen).toHaveLength(123)
    }
  })
  test('a cursor belongs to its actor and ask', async () => {
    const { next } = await list(world.admin, 'customers', { limit: 1 })
    await expect(
      list(world.admin, 'customers', { limit: 1, cursor: next, sort: [{ field: 'name', desc: false }] }),
    ).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
    const others: [string, ListAsk][] = [
      ['customers', { deleted: true }],
      ['customers', { ids: [mine.id, theirs.id] }],
      ['orders', {}],
    ]
    for (const [table, ask] of others)
      await expect(list(world.admin, table, { ...ask, limit: 1, cursor: next })).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
      })
    await expect(list(world.sales, 'customers', { limit: 1, cursor: next })).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    })
  })
  test('a key is its sender’s own: two with the same one each have their record', async () => {
    const send = async (person: Person) => {
      const made = await as(person, (a) =>
        createRecord(a, 'customers', { name: '同名' }, idempotencyOf('key-2', 'body')),
      )
      return (JSON.parse(made) as ApiRecord).id
    }
    const [one, other] = [await send(world.admin), await send(world.sales)]
    expect(other).not.toBe(one)
    expect([await send(world.admin), await send(world.sales)]).toEqual([one, other])
  })
  test('the same create sent twice is one record', async () => {
    const send = () =>
      as(world.admin, (a) => createRecord(a, 'customers', { name: '一次' }, idempotencyOf('key-1', 'body')))
    const [a, b] = await Promise.all([send(), send()])
    expect(JSON.parse(a).id).toBe(JSON.parse(b).id)
    await expect(
      as(world.admin, (x) => createRecord(x, 'customers', { name: '二' }, idempotencyOf('key-1', 'other'))),
    ).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' })
  })
})

describe('delete and restore', () => {
  test('a cascade goes and comes back as one', async () => {
    const parent = await create(world.admin, 'customers', { name: '要删除' })
    const child = await create(world.admin, 'orders', { customer: parent.id, amount: 1 })
    expect(await as(world.admin, (a) => deleteRecords(a, 'customers', [parent.id]))).toBe(1)
    await expect(as(world.admin, (a) => getParsed(a, 'orders', child.id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await list(world.admin, 'customers', { deleted: true })).records.map((r) => r.id)).toEqual([
      parent.id,
    ])
    expect(await as(world.admin, (a) => restoreRecords(a, 'customers', [parent.id]))).toBe(1)
    expect((await as(world.admin, (a) => getParsed(a, 'orders', child.id))).fields.customer).toBe(parent.id)
  })
  test('who may not delete is refused, and nothing happens', async () => {
    await expect(as(world.sales, (a) => deleteRecords(a, 'customers', [mine.id]))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect((await as(world.admin, (a) => getParsed(a, 'customers', mine.id))).id).toBe(mine.id)
  })
})

test('how many links there are beyond those shown counts the visible ones alone', async () => {
  const make = async (owner: string, count: number) =>
    (
      JSON.parse(
        await as(world.admin, (a) =>
          createRecords(
            a,
            'customers',
            Array.from({ length: count }, (_, i) => ({ fields: { name: `朋友 ${i}`, owner } })),
          ),
        ),
      ) as { ids: string[] }
    ).ids
  const [visible, hidden] = [await make(world.sales.userId, 51), await make(world.other.userId, 2)]
  const moreWith = async (friends: string[]) => {
    await update(world.admin, 'customers', mine.id, { friends })
    const { fields, more } = await as(world.sales, (a) => getParsed(a, 'customers', mine.id))
    return [(fields.friends as string[]).length, more?.friends]
  }
  expect(await moreWith([...hidden, ...visible.slice(1)])).toEqual([50, undefined])
  expect(await moreWith([...hidden, ...visible])).toEqual([50, 51])
})

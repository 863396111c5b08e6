/**
 * The side doors (law L4): what a role may not see must not leave by links, history, conflicts, counts, repeats,
 * descriptions or errors either.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiRecord, ListAnswer, ListAsk } from '@/lib/api/contract'
import { recordHistory } from '@/lib/changes/history'
import { ownerTransaction } from '@/lib/db/connection'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { applyChanges, lockBase } from '@/lib/ddl/apply'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { FieldRight, Role, Rule, Table, TableRights } from '@/lib/meta/model'
import { createRecord, createRecords } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { describeTable } from '@/lib/records/describe'
import { getRecord } from '@/lib/records/get'
import { idempotencyOf } from '@/lib/records/idempotency'
import { listRecords } from '@/lib/records/list'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { saveViewSettings } from '@/lib/records/views'
import type { Actor } from './actor'
import { enterBase } from './enter'

let db: TestDatabase
let world: World
let admin: Actor
let me: Actor

const all: Rule = [{ kind: 'all' }]
const mine: Rule = [{ kind: 'mine', path: ['owner'] }]
type Fields = Record<string, FieldRight>
const rights = (
  read: Rule,
  fields: Fields,
  more: Partial<TableRights['rows']> = {},
  otherFields: TableRights['otherFields'] = 'hidden',
): TableRights => ({ rows: { create: [], read, update: [], delete: [], ...more }, fields, otherFields })
const role = (tables: Record<string, TableRights>): Role => ({
  id: 'r',
  key: 'r',
  label: {},
  admin: false,
  tables,
})
const having = (...roles: Role[]): Actor => ({ ...me, roles })

const list = async (actor: Actor, table: string, ask: ListAsk = {}): Promise<ApiRecord[]> =>
  (JSON.parse(await listRecords(actor, table, ask)) as ListAnswer).records
const get = async (actor: Actor, table: string, id: string): Promise<ApiRecord> =>
  JSON.parse(await getRecord(actor, table, id)) as ApiRecord
const make = async (table: string, fields: object): Promise<string> =>
  (JSON.parse(await createRecord(admin, table, fields)) as ApiRecord).id
const set = (actor: Actor, table: string, id: string, set: object, was?: object): Promise<string> =>
  updateRecord(actor, table, id, { set, was })
const tableOf = (key: string): Table => me.definitions.tables.get(key)!

let own: string
let foreign: string
let friend: string
/** An order of the foreign customer, and one of the own. */
let foreignOrder: string
let ownOrder: string

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  await ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, world.base)
    const visits = makeTable('visits', 'topic', [
      makeField(60, 'topic', 'text', {
        requiredIf: stored(call('gt', field('order', 'amount'), value(5))),
      }),
      makeField(61, 'order', 'link', { options: { table: 'orders', onDelete: 'refuse' } }),
      makeField(62, 'stamp', 'datetime', { source: { kind: 'auto', of: 'updated' } }),
      makeField(63, 'secret', 'text', { default: stored(value('plain')) }),
      makeField(64, 'due', 'datetime', {}),
      makeField(65, 'note', 'text', {}),
    ])
    const view = {
      id: '018f0000-0000-7000-8000-0000000000f1',
      key: 'rich',
      table: 'visits',
      type: 'grid' as const,
      label: { en: 'Rich' },
      columns: [{ field: 'topic' }],
      frozen: 1,
      sort: [],
      filter: stored(call('gt', field('order', 'amount'), value(5))),
    }
    await applyChanges(tx, definitions, { base: world.base, actor: world.admin.userId, door: 'command' }, [
      { kind: 'table', after: visits },
      { kind: 'view', after: view },
    ])
  })
  admin = await enterBase(world.admin, world.base)
  me = await enterBase(world.sales, world.base)
  foreign = await make('customers', { name: '别家', owner: world.other.userId, phone: '13911112222' })
  friend = await make('customers', { name: '朋友', owner: world.sales.userId })
  own = await make('customers', {
    name: '自家',
    owner: world.sales.userId,
    phone: '13800138000',
    friends: [foreign, friend],
  })
  await set(admin, 'customers', foreign, { friends: [friend] })
  foreignOrder = await make('orders', { customer: foreign, amount: 9 })
  ownOrder = await make('orders', { customer: own, amount: 3 })
})
afterAll(() => db.close())

describe('two roles: a field open in some rows only', () => {
  const both = () =>
    having(
      role({
        customers: rights(mine, { name: 'read', friends: 'read', orders: 'read' }),
        orders: rights(all, {}),
      }),
      role({ customers: rights(all, { name: 'read' }) }),
    )
  const named = (records: ApiRecord[]) => records.map((r) => r.fields.name).sort()

  test('links to many are shown in those rows only', async () => {
    const records = await list(both(), 'customers')
    expect(records.find((r) => r.id === own)!.fields).toMatchObject({
      friends: [foreign, friend],
      orders: [ownOrder],
    })
    const other = records.find((r) => r.id === foreign)!
    expect(other.fields).toEqual({ name: '别家' })
    expect(other.titles).toEqual({})
  })
  test.each([
    ['isNotEmpty', [], ['自家']],
    ['isEmpty', [], ['别家', '朋友']],
    ['hasAnyOf', [value(['x'])], ['自家']],
    ['hasNoneOf', [value(['x'])], ['别家', '朋友']],
  ] as const)('and count there only in a filter: %s', async (fn, args, expected) => {
    const given = args.map(() => value([friend]))
    const filter = stored(call(fn, field('friends'), ...given))
    expect(named(await list(both(), 'customers', { filter, fields: ['name'] }))).toEqual([...expected].sort())
  })
  test('a to-one link says that it is set in those rows only', async () => {
    const seller: Rule = [{ kind: 'mine', path: ['seller'] }]
    const actor = having(
      role({ orders: rights(seller, { order_no: 'read', customer: 'read' }), customers: rights([], {}) }),
      role({ orders: rights(all, { order_no: 'read' }) }),
    )
    const records = await list(actor, 'orders')
    expect(records.find((r) => r.id === ownOrder)!.noAccess).toEqual(['customer'])
    expect(records.find((r) => r.id === foreignOrder)!).not.toHaveProperty('noAccess')
  })
  test('history shows a mask only where the cell shows it', async () => {
    await set(admin, 'customers', foreign, { phone: '13911113333', name: '别家公司' })
    await set(admin, 'customers', foreign, { name: '别家' })
    const actor = having(
      role({ customers: rights(mine, { name: 'read', phone: { mask: 'phone' } }) }),
      role({ customers: rights(all, { name: 'read' }) }),
    )
    const { entries } = await recordHistory(actor, tableOf('customers'), foreign)
    expect(entries.flatMap((e) => e.cells ?? []).map((c) => c.field)).toEqual(['name', 'name'])
  })
  test('a field may be given on creation only where its own role creates', async () => {
    const actor = having(
      role({ customers: rights(mine, { name: 'edit', margin: 'edit' }, { create: mine }) }),
      role({ customers: rights(all, { name: 'edit', owner: 'edit' }, { create: all }) }),
    )
    await createRecord(actor, 'customers', { name: 'a', owner: world.sales.userId, margin: 1 })
    await expect(
      createRecord(actor, 'customers', { name: 'b', owner: world.other.userId, margin: 1 }),
    ).rejects.toMatchObject({ code: 'FIELD_READ_ONLY', detail: { field: 'margin' } })
    await createRecord(actor, 'customers', { name: 'c', owner: world.other.userId })
  })
})

describe('links that are partly out of sight', () => {
  const seller = (more: Fields = {}) =>
    having(
      role({
        customers: rights(mine, { name: 'edit', friends: 'edit', ...more }, { update: mine }),
        orders: rights(all, { order_no: 'read', customer: 'edit' }, { update: all }),
      }),
    )
  test('a conflict tells the visible ones, and changing them keeps the others', async () => {
    await expect(set(seller(), 'customers', own, { friends: [] }, { friends: [own] })).rejects.toMatchObject({
      code: 'CONFLICT',
      detail: { present: { friends: [friend] } },
    })
    await set(seller(), 'customers', own, { friends: [own] }, { friends: [friend] })
    expect((await get(seller(), 'customers', own)).fields.friends).toEqual([own])
    expect(new Set((await get(admin, 'customers', own)).fields.friends as string[])).toEqual(
      new Set([foreign, own]),
    )
    await set(admin, 'customers', own, { friends: [foreign, friend] })
  })
  test('guessing the record behind a link is answered like a record that never was', async () => {
    const missing = '018f0000-0000-7000-8000-000000000000'
    for (const customer of [foreign, missing])
      await expect(set(seller(), 'orders', foreignOrder, { customer })).rejects.toMatchObject({
        code: 'LINK_UNKNOWN',
      })
    for (const friends of [[foreign], [missing]])
      await expect(set(seller(), 'customers', own, { friends })).rejects.toMatchObject({
        code: 'LINK_UNKNOWN',
      })
  })
  test('an invisible link can be cleared', async () => {
    const id = await make('orders', { customer: foreign })
    const actor = seller()
    expect((await get(actor, 'orders', id)).noAccess).toEqual(['customer'])
    await expect(set(actor, 'orders', id, { customer: null })).rejects.toMatchObject({
      code: 'VALUE_REQUIRED',
    })
    await set(actor, 'orders', id, { customer: own })
    expect((await get(admin, 'orders', id)).fields.customer).toBe(own)
    await deleteRecords(admin, 'orders', [id])
  })
})

describe('history', () => {
  test('a change that looks like none to the reader is not there', async () => {
    const actor = having(
      role({ customers: rights(mine, { name: 'read', phone: { mask: 'phone' }, friends: 'read' }) }),
    )
    const entries = async () => (await recordHistory(actor, tableOf('customers'), own)).entries
    const before = await entries()
    await set(admin, 'customers', own, { phone: '13899998000' })
    await set(admin, 'customers', own, { phone: '13800138000', margin: 3 })
    await set(admin, 'customers', own, { friends: [friend] })
    await set(admin, 'customers', own, { friends: [foreign, friend] })
    expect(await entries()).toEqual(before)
  })
  test('pages are full and the cursor ends where the visible lines end', async () => {
    const actor = having(role({ customers: rights(mine, { name: 'read' }) }))
    const id = await make('customers', { name: '0', owner: world.sales.userId })
    for (let i = 1; i <= 31; i++) {
      await set(admin, 'customers', id, { name: String(i) })
      for (let k = 0; k < 3; k++) await set(admin, 'customers', id, { margin: i + k })
    }
    const first = await recordHistory(actor, tableOf('customers'), id)
    expect(first.entries.map((e) => e.cells?.[0]?.after)).toEqual(
      Array.from({ length: 30 }, (_, i) => String(31 - i)),
    )
    const second = await recordHistory(actor, tableOf('customers'), id, first.next)
    expect(second.entries.map((e) => e.kind)).toEqual(['update', 'create'])
    expect(second.next).toBeUndefined()
  })
})

describe('writing under masks', () => {
  test('a masked moment is no obstacle to changing another cell', async () => {
    const id = await make('visits', { topic: 't', due: '2026-11-21T08:00:00Z' })
    const actor = having(
      role({ visits: rights(all, { topic: 'edit', note: 'edit', due: { mask: 'all' } }, { update: all }) }),
    )
    const record = JSON.parse(await set(actor, 'visits', id, { note: 'n' }, { note: null })) as ApiRecord
    expect(record.fields).toEqual({ topic: 't', note: 'n', due: '***' })
  })
  test('a cell that is a mask elsewhere is compared by its value here', async () => {
    const actor = having(
      role({ customers: rights(mine, { name: 'read', margin: 'edit' }, { update: mine }) }),
      role({ customers: rights(all, { name: 'read', margin: { mask: 'all' } }) }),
    )
    await set(admin, 'customers', own, { margin: 5 })
    await set(actor, 'customers', own, { margin: 6 }, { margin: 5 })
    await expect(set(actor, 'customers', own, { margin: 7 }, { margin: 5 })).rejects.toMatchObject({
      code: 'CONFLICT',
      detail: { present: { margin: 6 } },
    })
    const { entries } = await recordHistory(admin, tableOf('customers'), own)
    expect(entries[0]!.cells).toEqual([{ field: 'margin', before: 5, after: 6 }])
  })
})

test('a cursor does not outlive the right to the values it was made of', async () => {
  const page = (margin: FieldRight, cursor?: string) =>
    listRecords(having(role({ customers: rights(all, { name: 'read', margin }) })), 'customers', {
      sort: [{ field: 'margin', desc: false }],
      limit: 1,
      cursor,
    })
  for (const [before, after] of [
    [{ mask: 'all' }, 'read'],
    ['read', { mask: 'all' }],
  ] as [FieldRight, FieldRight][]) {
    const { next } = JSON.parse(await page(before)) as ListAnswer
    await page(before, next)
    await expect(page(after, next)).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
  }
})

test('a repeated create answers with what the sender may see now', async () => {
  const fields = { name: '重复发送', margin: 77 }
  const creator = (margin: FieldRight) =>
    having(role({ customers: rights(all, { name: 'edit', margin }, { create: all }) }))
  const send = (margin: FieldRight) =>
    createRecord(
      creator(margin),
      'customers',
      margin === 'edit' ? fields : { name: '重复发送' },
      idempotencyOf('again', 'x'),
    )
  const first = JSON.parse(await send('edit')) as ApiRecord
  expect(first.fields.margin).toBe(77)
  const second = JSON.parse(await send('hidden')) as ApiRecord
  expect([second.id, second.fields]).toEqual([first.id, { name: '重复发送' }])
  const many = () => createRecords(creator('edit'), 'customers', [{ fields }], idempotencyOf('many', 'x'))
  expect(await many()).toBe(await many())
})

describe('the description', () => {
  const reader = () =>
    having(
      role({
        visits: rights(
          all,
          { topic: 'edit', order: 'read', secret: { mask: 'all' }, stamp: 'read' },
          { create: all },
        ),
        orders: rights(all, { order_no: 'read' }),
      }),
    )
  test('tells of no condition that mentions a hidden field behind a link', async () => {
    const answer = await describeTable(reader(), 'visits')
    expect(answer.fields.find((f) => f.key === 'topic')).not.toHaveProperty('requiredIf.version')
    expect(answer.views).toEqual([])
    expect(JSON.stringify(answer)).not.toContain('amount')
    await expect(saveViewSettings(reader(), 'rich', { frozen: 0 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
  test('tells no name of a table that is out of sight', async () => {
    const blind = having(role({ visits: rights(all, { topic: 'read', order: 'read' }) }))
    expect(JSON.stringify(await describeTable(blind, 'visits'))).not.toContain('orders')
    const id = await make('visits', { topic: 'x', order: ownOrder })
    const deleting = having(role({ orders: rights(all, {}, { delete: all }) }))
    const refusal = await deleteRecords(deleting, 'orders', [ownOrder]).catch((e: unknown) => e)
    expect(refusal).toMatchObject({ code: 'DELETE_REFUSED' })
    expect(JSON.stringify((refusal as { detail: object }).detail)).not.toContain('visits')
    await deleteRecords(admin, 'visits', [id])
  })
  test('tells no default of a field that is masked', async () => {
    const { fields } = await describeTable(reader(), 'visits')
    expect(fields.find((f) => f.key === 'secret')!.default).toBeUndefined()
  })
  test('a stamp that moves with hidden fields is hidden', async () => {
    expect((await describeTable(reader(), 'visits')).fields.map((f) => f.key)).not.toContain('stamp')
    expect((await describeTable(admin, 'visits')).fields.map((f) => f.key)).toContain('stamp')
  })
  test('who may change no row edits no field', async () => {
    const { fields } = await describeTable(having(role({ visits: rights(all, { topic: 'edit' }) })), 'visits')
    expect(fields.map((f) => f.right)).toEqual(['read'])
  })
})

test('deleting counts what was asked for, not what went along out of sight', async () => {
  const id = await make('customers', { name: '要删', owner: world.sales.userId })
  await make('orders', { customer: id })
  const actor = having(role({ customers: rights(mine, { name: 'read' }, { delete: mine }) }))
  expect(await deleteRecords(actor, 'customers', [id])).toBe(1)
})

describe('a condition along links', () => {
  test('walks two hops, and ends in links to many', async () => {
    const id = await make('visits', { topic: 'hop', order: foreignOrder })
    const found = async (condition: Parameters<typeof stored>[0]) =>
      (await list(admin, 'visits', { filter: stored(condition) })).map((r) => r.id)
    expect(await found(call('is', field('order', 'customer', 'name'), value('别家')))).toEqual([id])
    expect(await found(call('hasAnyOf', field('order', 'customer', 'friends'), value([friend])))).toEqual([
      id,
    ])
    await deleteRecords(admin, 'visits', [id])
  })
  test('a link to many stands anywhere that a list may', async () => {
    const names = async (condition: Parameters<typeof stored>[0]) =>
      (await list(admin, 'customers', { fields: ['name'], filter: stored(condition) })).map(
        (r) => r.fields.name,
      )
    expect(await names(call('hasMe', field('friends')))).toEqual([])
    expect(await names(call('hasAnyOf', field('friends'), field('friends')))).toEqual(['自家', '别家'])
  })
})

/** Taking back a merge of options: the cells hold again what they held, unless somebody has edited them since. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerTransaction, run } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Option } from '@/lib/fields/type'
import { deleteRecords } from '@/lib/records/delete'
import { insertRows } from '@/lib/records/insert'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { addField, changeField, deleteField, restoreField } from './edit-field'
import { createOptions } from './edit-options'
import { deleteTable, restoreTable } from './edit-table'
import { mergeOptions } from './merge-options'
import { type Maker, makerIn } from './testing/maker'
import { previewUndo } from './undo'

let db: TestDatabase
let world: World
let maker: Maker
/** A set whose option `site` is merged into `web`. */
let set: string

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  maker = makerIn(db, world)
  const made = await maker.admin((a) => createOptions(a, { en: 'Origins' }, options))
  set = made.key
  await add('customers', 'origin', 'select')
  await add('customers', 'ways', 'multiselect')
  await add('orders', 'via', 'select')
})
afterAll(() => db.close())

const options: Option[] = [
  { value: 'web', label: { en: 'Web' }, color: 'blue' },
  { value: 'site', label: { en: 'Site' }, color: 'red' },
  { value: 'fair', label: { en: 'Fair' }, color: 'green' },
]
const add = (table: string, key: string, type: 'select' | 'multiselect', more: object = {}) =>
  maker.admin((a) => addField(a, table, { key, label: { en: key }, type, options: { set }, ...more }))
const merge = () => maker.admin((a) => mergeOptions(a, { set }, 'site', 'web'))
const last = async () => (await maker.history())[0]!.id
const cells = async (table: string, id: string) =>
  (await maker.list(table)).find((r) => r.id === id)?.fields ?? {}
const edit = (table: string, id: string, values: object) =>
  maker.admin((a) => updateRecord(a, table, id, { set: values }))

/** The lines of the log that wrote values, newest first, without those that made the records. */
const written = () =>
  run<{ seq: number; undoOf: number | null; table: string; count: number }>(
    db.ownerSql,
    sql`select seq, undo_of as "undoOf", table_key as table, count from ${qualified(world.base, '_changes')}
        where kind = 'update' order by seq desc`,
  )

describe('taking back a merge', () => {
  test('puts back every cell of every field of the set; what was edited since stays, and is counted', async () => {
    const one = await maker.make('customers', { name: '1', origin: 'site', ways: ['fair', 'site', 'web'] })
    const two = await maker.make('customers', { name: '2', origin: 'site', ways: ['site'] })
    const three = await maker.make('customers', { name: '3', origin: 'web', ways: ['web'] })
    const gone = await maker.make('customers', { name: '4', origin: 'site' })
    const order = await maker.make('orders', { customer: one.id, via: 'site' })
    await maker.admin((a) => deleteRecords(a, 'customers', [gone.id]))
    expect(await merge()).toBe(6)
    expect(await cells('customers', one.id)).toMatchObject({ origin: 'web', ways: ['fair', 'web'] })
    const change = await last()
    const told = await written()
    await edit('customers', two.id, { origin: 'fair' })
    expect(await maker.admin((a) => previewUndo(a, change))).toMatchObject({
      restored: 4,
      edited: 1,
      lost: 0,
    })
    expect(await maker.undo(change)).toMatchObject({ restored: 4, edited: 1, lost: 0 })
    expect(await cells('customers', one.id)).toMatchObject({
      origin: 'site',
      ways: ['fair', 'site', 'web'],
    })
    expect(await cells('customers', two.id)).toMatchObject({ origin: 'fair', ways: ['site'] })
    expect(await cells('customers', three.id)).toMatchObject({ origin: 'web', ways: ['web'] })
    expect(await cells('orders', order.id)).toMatchObject({ via: 'site' })
    const [row] = await run<{ origin: string }>(
      db.ownerSql,
      sql`select origin from ${qualified(world.base, 'customers')} where id = ${param(gone.id, 'uuid')}`,
    )
    expect(row!.origin).toBe('site')
    // One line of the log for each field, naming the line that it takes back; the history of a record tells both.
    const lines = await written()
    expect(lines.slice(0, 3).map(({ table, count, undoOf }) => ({ table, count, undoOf }))).toEqual(
      told.slice(0, 3).map(({ table, seq }, i) => ({ table, count: [1, 2, 2][i], undoOf: seq })),
    )
    const kept = await run<{ before: object; after: object }>(
      db.ownerSql,
      sql`select before, after from ${qualified(world.base, '_cells')} where record = ${param(two.id, 'uuid')} order by change`,
    )
    expect(kept).toEqual([
      { before: { origin: 'site' }, after: { origin: 'web' } },
      { before: { ways: ['site'] }, after: { ways: ['web'] } },
      { before: { origin: 'web' }, after: { origin: 'fair' } },
      { before: { ways: ['web'] }, after: { ways: ['site'] } },
    ])
    expect(await maker.findings()).toEqual([])
  })

  test('can be taken back itself', async () => {
    const { id } = await maker.make('customers', { name: 'again', origin: 'site', ways: ['web', 'site'] })
    await merge()
    await maker.undoLast()
    expect(await cells('customers', id)).toMatchObject({ origin: 'site', ways: ['web', 'site'] })
    await maker.undoLast()
    expect(await cells('customers', id)).toMatchObject({ origin: 'web', ways: ['web'] })
    await maker.undoLast()
    expect(await cells('customers', id)).toMatchObject({ origin: 'site', ways: ['web', 'site'] })
  })

  test('computes anew what draws on the cells, and brings defaults and formulas back', async () => {
    await maker.admin((a) => changeField(a, 'orders', 'via', { default: stored(value('site')) }))
    const isSite = { kind: 'formula', stored: true, expr: stored(call('is', field('origin'), value('site'))) }
    await maker.admin((a) =>
      addField(a, 'customers', {
        key: 'sited',
        label: { en: 'Sited' },
        type: 'checkbox',
        source: isSite as never,
      }),
    )
    await add('orders', 'copied', 'select', {
      source: { kind: 'formula', stored: true, expr: stored(field('customer', 'origin')) },
    })
    const customer = await maker.make('customers', { name: 'computed', origin: 'site' })
    const { id } = await maker.make('orders', { customer: customer.id })
    expect(await cells('orders', id)).toMatchObject({ via: 'site', copied: 'site' })
    await merge()
    expect(await cells('orders', id)).toMatchObject({ via: 'web', copied: 'web' })
    await maker.undoLast()
    expect(await cells('orders', id)).toMatchObject({ via: 'site', copied: 'site' })
    expect(await cells('customers', customer.id)).toMatchObject({ origin: 'site', sited: true })
    expect((await maker.field('orders', 'via')).default).toEqual(stored(value('site')))
    expect(await maker.findings()).toEqual([])
    for (const [table, key] of [
      ['orders', 'copied'],
      ['customers', 'sited'],
    ] as const)
      await maker.admin((a) => deleteField(a, table, key))
  })

  test("works for a field's own options", async () => {
    const own = { options }
    await maker.admin((a) =>
      addField(a, 'customers', { key: 'mine', label: { en: 'Mine' }, type: 'select', options: own }),
    )
    const { id } = await maker.make('customers', { name: 'own', mine: 'site' })
    await maker.admin((a) => mergeOptions(a, { table: 'customers', field: 'mine' }, 'site', 'web'))
    expect(await cells('customers', id)).toMatchObject({ mine: 'web' })
    await maker.undoLast()
    expect(await cells('customers', id)).toMatchObject({ mine: 'site' })
    expect((await maker.field('customers', 'mine')).options).toEqual(own)
  })

  test('reaches a field in the trash, and one that was converted since', async () => {
    await add('customers', 'dropped', 'select')
    await add('customers', 'turned', 'select')
    const { id } = await maker.make('customers', { name: 'kept', dropped: 'site', turned: 'site' })
    await merge()
    const merged = await last()
    await maker.admin((a) => deleteField(a, 'customers', 'dropped'))
    await maker.convert('customers', 'turned', { type: 'text' })
    const converted = await last()
    expect(await cells('customers', id)).toMatchObject({ turned: 'Web' })
    // Nobody sees these cells now.
    expect(await maker.undo(merged)).toMatchObject({ edited: 0 })
    expect(await cells('customers', id)).toMatchObject({ turned: 'Web' })
    await maker.undo(converted)
    expect(await cells('customers', id)).toMatchObject({ turned: 'site' })
    await maker.admin((a) => restoreField(a, 'customers', 'dropped'))
    expect(await cells('customers', id)).toMatchObject({ dropped: 'site' })
    expect(await maker.findings()).toEqual([])
  })

  test('reaches a table in the trash', async () => {
    await maker.addTable(
      makeTable('visits', 'name', [
        makeField(9001, 'name', 'text'),
        makeField(9002, 'how', 'select', { options: { set } }),
      ]),
    )
    const { id } = await maker.make('visits', { name: 'v', how: 'site' })
    await merge()
    const merged = await last()
    await maker.admin((a) => deleteTable(a, 'visits'))
    await maker.undo(merged)
    await maker.admin((a) => restoreTable(a, 'visits'))
    expect(await cells('visits', id)).toMatchObject({ how: 'site' })
    await maker.admin((a) => deleteTable(a, 'visits'))
  })

  test('is one line of the log for very many rows', async () => {
    const records = Array.from({ length: 3000 }, (_, i) => ({
      id: crypto.randomUUID(),
      values: new Map<string, unknown>([
        ['name', `n${i}`],
        ['origin', 'site'],
      ]),
    }))
    await maker.admin((a) =>
      ownerTransaction((tx) => insertRows(tx, a, a.definitions.tables.get('customers')!, records)),
    )
    await merge()
    const [before] = await written()
    expect(await maker.undoLast()).toMatchObject({ edited: 0 })
    const done = (await written()).filter((line) => line.seq > before!.seq)
    expect(done.filter((line) => line.count >= 3000)).toHaveLength(1)
    const [left] = await run<{ count: number }>(
      db.ownerSql,
      sql`select count(*)::int as count from ${qualified(world.base, 'customers')} where name like 'n%' and origin <> 'site'`,
    )
    expect(left!.count).toBe(0)
  })
})

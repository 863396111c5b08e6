/** Who looked: which reads leave which line, and that nobody but the owner of the database takes one away. */

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { enterBase } from '@/lib/access/enter'
import type { ApiRecord } from '@/lib/api/contract'
import { noteEyes } from '@/lib/api/viewing'
import { recordHistory } from '@/lib/changes/history'
import { migrateBase } from '@/lib/db/base-schema'
import { appSql, ownerSql, ownerTransaction, run } from '@/lib/db/connection'
import { grantBase } from '@/lib/db/roles'
import { ident, param, qualified, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { applyChanges, lockBase } from '@/lib/ddl/apply'
import { previewConversion } from '@/lib/ddl/convert-preview'
import { call, field, stored, value } from '@/lib/expr/ast'
import { readableFile, uploadFile } from '@/lib/files/files'
import type { Role } from '@/lib/meta/model'
import { withClash } from '@/lib/records/clash'
import { createRecord } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { getRecord } from '@/lib/records/get'
import { listRecords } from '@/lib/records/list'
import { pickRecords } from '@/lib/records/pick'
import { makeField, makeTable, makeWorld, salesRole, type World } from '@/lib/records/testing/world'
import { tryFormula } from '@/lib/records/try-formula'
import { updateRecord } from '@/lib/records/update'
import { noteLook, writeLook } from './buffer'
import { allLines, linesOf, type StoredLine } from './testing'

let db: TestDatabase
let world: World
let admin: Actor
let sales: Actor
let wang: string
let li: string
let order: string

const make = async (table: string, fields: object): Promise<string> =>
  (JSON.parse(await createRecord(admin, table, fields)) as ApiRecord).id
const tableOf = (key: string) => admin.definitions.tables.get(key)!
const looks = (work: () => Promise<unknown>): Promise<StoredLine[]> => linesOf('crm', work)
const short = ({ kind, table_key, fields, records }: StoredLine) => [
  kind,
  table_key,
  [...fields].sort(),
  [...records].sort(),
]

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  process.env.DATA_DIR = mkdtempSync(join(tmpdir(), 'tian-audit-'))
  db = await testDatabase()
  world = await makeWorld()
  const people = makeTable('patients', 'name', [
    makeField(60, 'name', 'text', { sensitivity: 'personal' }),
    makeField(61, 'papers', 'attachment', { sensitivity: 'confidential' }),
    makeField(62, 'visits', 'links', { source: { kind: 'inverse', table: 'visits', field: 'patient' } }),
    makeField(63, 'id_no', 'text', { sensitivity: 'personal', unique: true }),
  ])
  const visits = makeTable('visits', 'patient', [
    makeField(70, 'patient', 'link', { options: { table: 'patients', onDelete: 'clear' } }),
    makeField(71, 'topic', 'text', {}),
    makeField(73, 'guests', 'links', { options: { table: 'patients', onDelete: 'clear' } }),
    makeField(72, 'caller', 'text', {
      source: { kind: 'formula', expr: stored(field('patient', 'name')), stored: true },
    }),
  ])
  const bills = makeTable('bills', 'no', [
    makeField(80, 'no', 'text', {}),
    makeField(81, 'visit', 'link', { options: { table: 'visits', onDelete: 'clear' } }),
  ])
  await ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, world.base)
    const by = { base: world.base, actor: world.admin.userId, door: 'command' as const }
    await applyChanges(
      tx,
      definitions,
      by,
      [people, visits, bills].map((after) => ({ kind: 'table', after })),
    )
  })
  admin = await enterBase(world.admin, world.base)
  sales = await enterBase(world.sales, world.base)
  wang = await make('customers', { name: '王芳', owner: world.sales.userId, phone: '13800138000', margin: 5 })
  li = await make('customers', { name: '李雷', owner: world.sales.userId, phone: '13900139000' })
  order = await make('orders', { customer: wang, amount: 9 })
})
afterAll(() => db.close())

describe('a line is left by', () => {
  test('a list, for the sensitive fields that it shows as values', async () => {
    const [line, ...more] = await looks(() => listRecords(admin, 'customers', {}))
    expect(more).toEqual([])
    expect(short(line!)).toEqual(['list', 'customers', ['margin', 'phone'], [wang, li].sort()])
    expect(line).toMatchObject({
      actor: world.admin.userId,
      acting_as: null,
      door: 'api',
      count: 2,
      erased: null,
    })
    expect(line!.salt).toMatch(/^[0-9a-f-]{36}$/)
  })
  test('no list that shows masks and plain fields only', async () => {
    expect(await looks(() => listRecords(sales, 'customers', {}))).toEqual([])
    expect(await looks(() => listRecords(admin, 'customers', { fields: ['name'] }))).toEqual([])
    expect(await looks(() => getRecord(sales, 'customers', wang))).toEqual([])
  })
  test('a list that is chosen by a sensitive field, also when nothing is found', async () => {
    const is = (phone: string) => stored(call('is', field('phone'), value(phone)))
    for (const fields of [['name'], ['name', 'margin']]) {
      const none = { fields, filter: is('+8613000000000') }
      expect((await looks(() => listRecords(admin, 'customers', none))).map(short)).toEqual([
        ['list', 'customers', ['phone'], []],
      ])
    }
    const sorted = { fields: ['name'], sort: [{ field: 'margin', desc: true }] }
    expect((await looks(() => listRecords(admin, 'customers', sorted))).map(short)).toEqual([
      ['list', 'customers', ['margin'], [wang, li].sort()],
    ])
    const along = { fields: ['order_no'], where: 'customer.phone = "13000000000"' }
    expect((await looks(() => listRecords(admin, 'orders', along))).map(short)).toEqual([
      ['title', 'customers', ['phone'], []],
    ])
  })
  test('one record, and none that is not there', async () => {
    expect((await looks(() => getRecord(admin, 'customers', wang))).map(short)).toEqual([
      ['record', 'customers', ['margin', 'phone'], [wang]],
    ])
    const missing = '018f0000-0000-7000-8000-000000000000'
    expect(await looks(() => getRecord(admin, 'customers', missing).catch(() => undefined))).toEqual([])
  })
  test('a list refused or without records shows nothing', async () => {
    expect(
      await looks(() => listRecords(admin, 'customers', { fields: ['nope'] }).catch(() => undefined)),
    ).toEqual([])
    expect(await looks(() => listRecords(admin, 'patients', {}))).toEqual([])
  })
  test('a conflict that tells what a cell holds now', async () => {
    const patch = { set: { phone: '13700137000' }, was: { phone: '13600136000' } }
    const lines = await looks(() => updateRecord(admin, 'customers', wang, patch).catch(() => undefined))
    expect(lines.map(short)).toEqual([['record', 'customers', ['phone'], [wang]]])
  })
  test('history: cells that are shown as values, not those that are masked', async () => {
    await updateRecord(admin, 'customers', wang, { set: { phone: '13800138001', margin: 7, name: '王芳芳' } })
    const history = (actor: Actor) => looks(() => recordHistory(actor, tableOf('customers'), wang))
    expect((await history(admin)).map(short)).toEqual([['history', 'customers', ['margin', 'phone'], [wang]]])
    expect(await history(sales)).toEqual([])
  })
})

describe('titles', () => {
  let anna: string
  let ben: string
  let visit: string
  beforeAll(async () => {
    anna = await make('patients', { name: '安娜', id_no: 'A1' })
    ben = await make('patients', { name: '本', id_no: 'B1' })
    visit = await make('visits', { patient: anna, topic: '咳嗽' })
    await make('bills', { no: '1', visit })
  })
  test('of links name the records whose names they are', async () => {
    const lines = await looks(() => listRecords(admin, 'visits', { fields: ['topic', 'patient'] }))
    expect(lines.map(short)).toEqual([['title', 'patients', ['name'], [anna]]])
  })
  test('of links to many, too', async () => {
    const lines = await looks(() => listRecords(admin, 'patients', { fields: ['visits'] }))
    // A visit is called by its patient: whose name that is, the log does not look up.
    expect(lines.map(short)).toEqual([['title', 'patients', ['name'], []]])
    const meeting = await make('visits', { topic: '会诊', guests: [anna, ben] })
    const guests = await looks(() => listRecords(admin, 'visits', { fields: ['guests'] }))
    expect(guests.map(short)).toEqual([['title', 'patients', ['name'], [anna, ben].sort()]])
    await deleteRecords(admin, 'visits', [meeting])
  })
  test('of nobody are no look, but by which nobody was found', async () => {
    const nobody = await make('visits', { topic: '无人' })
    const seen = async (topic: string, ask: object = {}) => {
      const filter = stored(call('is', field('topic'), value(topic)))
      return (await looks(() => listRecords(admin, 'visits', { fields: ['patient'], filter, ...ask }))).map(
        short,
      )
    }
    expect(await seen('无人')).toEqual([])
    expect(await seen('没有', { sort: [{ field: 'patient', desc: false }] })).toEqual([
      ['title', 'patients', ['name'], []],
    ])
    await deleteRecords(admin, 'visits', [nobody])
  })
  test('further on are told without saying of whom', async () => {
    const lines = await looks(() => listRecords(admin, 'bills', {}))
    expect(lines.map(short)).toEqual([['title', 'patients', ['name'], []]])
  })
  test('in a history, of what was linked before and after', async () => {
    await updateRecord(admin, 'visits', visit, { set: { patient: ben } })
    expect((await looks(() => recordHistory(admin, tableOf('visits'), visit))).map(short)).toEqual([
      ['title', 'patients', ['name'], [anna, ben].sort()],
    ])
    await updateRecord(admin, 'visits', visit, { set: { patient: anna } })
  })
  test('to choose from', async () => {
    const lines = await looks(() => pickRecords(admin, tableOf('patients'), ''))
    expect(lines.map(short)).toEqual([['title', 'patients', ['name'], [anna, ben].sort()]])
    expect(await looks(() => pickRecords(admin, tableOf('customers'), ''))).toEqual([])
  })
  test('a formula is as sensitive as what it draws on', async () => {
    const lines = await looks(() => listRecords(admin, 'visits', { fields: ['caller'] }))
    expect(lines.map(short)).toEqual([['list', 'visits', ['caller'], [visit]]])
  })
  test('the record in the way of a unique value', async () => {
    const lines = await looks(() =>
      createRecord(admin, 'patients', { name: 'x', id_no: 'A1' }).catch((error) => withClash(admin, error)),
    )
    expect(lines.map(short)).toEqual([
      ['title', 'patients', ['name'], [anna]],
      ['record', 'patients', ['id_no'], [anna]],
    ])
  })
  test('a file of a sensitive field, by the record that holds it', async () => {
    const body = new Blob(['x']).stream() as ReadableStream<Uint8Array>
    const file = await uploadFile(admin, '病历.txt', body)
    expect(await looks(() => readableFile(admin, file.id))).toEqual([])
    await updateRecord(admin, 'patients', ben, { set: { papers: [{ id: file.id, name: file.name }] } })
    expect((await looks(() => readableFile(admin, file.id))).map(short)).toEqual([
      ['file', 'patients', ['papers'], [ben]],
    ])
  })
  test('the designer: results of a formula, and what a conversion would make of values', async () => {
    const ask = { purpose: 'formula', text: 'name & "!"', locale: 'en' } as const
    const tried = await looks(() => tryFormula(admin, 'patients', ask))
    expect(tried.map(short)).toContainEqual(['design', 'patients', ['name'], [anna, ben].sort()])
    const looked = await looks(() =>
      previewConversion(admin, 'patients', 'id_no', { type: 'longtext', options: {} }),
    )
    expect(looked.map(short)).toContainEqual(['design', 'patients', ['id_no'], [anna, ben].sort()])
  })
})

describe('a line says', () => {
  test('who it really was, and through whose eyes', async () => {
    const open = { ...salesRole.tables.customers!, fields: { phone: 'read' as const } }
    const seen = async (as: Actor['as'], more: Partial<Actor> = {}) => {
      const eyes = await enterBase({ ...world.admin, as }, world.base)
      const [line] = await looks(() => listRecords({ ...eyes, ...more }, 'customers', {}))
      return line
    }
    const member = await seen(
      { base: 'crm', person: world.sales.userId },
      { roles: [{ ...salesRole, tables: { customers: open } }] },
    )
    expect(member).toMatchObject({ actor: world.admin.userId, acting_as: { person: world.sales.userId } })
    const roles = await seen({ base: 'crm', roles: ['admin'] })
    expect(roles).toMatchObject({ actor: world.admin.userId, acting_as: { roles: ['admin'] } })
    const token = { id: order, base: 'crm', role: 'admin', extent: null }
    const [program] = await looks(async () => noteLook({ ...admin, token }, { kind: 'list' }))
    expect(program).toMatchObject({ actor: world.admin.userId, acting_as: { token: order } })
  })
  test('every hour that somebody goes on looking through other eyes', async () => {
    const as = { base: 'crm', person: world.other.userId }
    const looking = await enterBase({ ...world.admin, as }, world.base)
    const lines = await looks(async () => {
      for (let i = 0; i < 3; i++) noteEyes(looking)
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61 * 60 * 1000 })
      noteEyes(looking)
      vi.useRealTimers()
    })
    expect(lines.map((line) => line.kind)).toEqual(['view_as', 'view_as'])
  })
  test('why, and is there before the call returns, when it is written first', async () => {
    await writeLook(sales, {
      kind: 'reveal',
      table: 'customers',
      fields: ['phone'],
      records: wang,
      reason: '回访',
    })
    const [last] = await run<StoredLine>(
      ownerSql(),
      sql`select * from crm._access_log order by seq desc limit 1`,
    )
    expect(last).toMatchObject({ kind: 'reveal', reason: '回访', records: [wang], count: 1 })
  })
  test('in the order of the looks', async () => {
    const lines = await looks(async () => {
      for (let i = 0; i < 1200; i++) noteLook(admin, { kind: 'export', count: i })
    })
    expect(lines.map((line) => line.count)).toEqual(Array.from({ length: 1200 }, (_, i) => i))
  })
})

describe('the role of the app', () => {
  const refused = (statement: ReturnType<typeof sql>) =>
    expect(run(appSql(), statement)).rejects.toMatchObject({ code: '42501' })
  const tries = async (schema: string) => {
    const [log, links] = [qualified(schema, '_access_log'), qualified(schema, '_access_chain')]
    await run(appSql(), sql`insert into ${log} (at, door, kind) values (now(), 'api', 'list')`)
    await refused(sql`update ${log} set reason = 'x'`)
    await refused(sql`delete from ${log}`)
    await refused(sql`truncate ${log}`)
    await refused(
      sql`insert into ${log} (seq, at, door, kind) overriding system value values (1, now(), 'a', 'b')`,
    )
    await refused(sql`insert into ${log} (at, door, kind, salt) values (now(), 'a', 'b', null)`)
    await refused(sql`insert into ${links} (seq, line_digest, chain) values (1, '', '')`)
    await refused(sql`update ${links} set chain = ''`)
    await refused(sql`delete from ${links}`)
  }
  test('adds lines and reads them, and that is all', () => tries('crm'))
  test('also in a base from before the log', async () => {
    await ownerTransaction(async (tx) => {
      await run(tx, sql`create schema ${ident('old')}`)
      await grantBase(tx, 'old')
      await migrateBase(tx, 'old')
      await migrateBase(tx, 'old')
    })
    await tries('old')
  })
})

test('what a base that is gone has left to say is let go', async () => {
  const gone = { ...admin, definitions: { ...admin.definitions, schema: 'gone' } }
  noteLook(gone, { kind: 'list', table: 'x' })
  noteLook(admin, { kind: 'list', table: 'customers', fields: ['phone'], records: li })
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect((await allLines('crm')).at(-1)).toMatchObject({ kind: 'list', records: [li] })
  expect(said).toHaveBeenCalledWith(expect.stringContaining('the base is gone'))
  said.mockRestore()
})

const reader: Role['tables'][string] = {
  rows: { create: [], read: [{ kind: 'all' }], update: [], delete: [] },
  fields: { order_no: 'read', customer: 'read' },
  otherFields: 'hidden',
}
test('a title that this reader sees as a mask, or as another field, is no look', async () => {
  const role = (fields: Role['tables'][string]['fields']): Role => ({
    id: 'r',
    key: 'r',
    label: {},
    admin: false,
    tables: { orders: reader, customers: { ...reader, fields } },
  })
  const seen = (fields: Role['tables'][string]['fields']) =>
    looks(() => listRecords({ ...sales, roles: [role(fields)] }, 'orders', { fields: ['customer'] }))
  const [row] = await run<{ id: string }>(
    appSql(),
    sql`select id from crm.orders where id = ${param(order, 'uuid')}`,
  )
  expect(row).toBeDefined()
  expect(await seen({ name: 'read' })).toEqual([])
  expect(await seen({ name: { mask: 'name' } })).toEqual([])
})

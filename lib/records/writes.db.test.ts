/** Writers who meet: locks, conflicts, what goes to the trash and comes back, and definitions that change under way. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { asActor, enterBase } from '@/lib/access/enter'
import { saveRole } from '@/lib/access/roles'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import { recordHistory } from '@/lib/changes/history'
import { appSql, ownerTransaction, run, type Tx, transaction } from '@/lib/db/connection'
import { param, type SQL, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { applyChanges, lockBase } from '@/lib/ddl/apply'
import { addField, changeField, deleteField, restoreField } from '@/lib/ddl/edit-field'
import { changeTable, createTable, deleteTable, restoreTable } from '@/lib/ddl/edit-table'
import { findBase, loadDefinitions, readDefinitions } from '@/lib/meta/store'
import { createRecord } from './create'
import { deleteRecords, restoreRecords } from './delete'
import { describeTable } from './describe'
import { getParsed } from './get'
import { listRecords } from './list'
import { makeWorld, type World } from './testing/world'
import { updateRecord } from './update'

let db: TestDatabase
let world: World
const admin = <T>(work: (actor: Actor) => Promise<T>) => asActor(world.admin, world.base, work)
const make = async (table: string, fields: object): Promise<string> =>
  (JSON.parse(await admin((a) => createRecord(a, table, fields))) as ApiRecord).id
const get = (table: string, id: string): Promise<ApiRecord> => admin((a) => getParsed(a, table, id))
const ids = async (table: string): Promise<string[]> =>
  (JSON.parse(await admin((a) => listRecords(a, table, { limit: 200 }))) as ListAnswer).records.map(
    (r) => r.id,
  )
const remove = (table: string, ...given: string[]) => admin((a) => deleteRecords(a, table, given))
const restore = (table: string, ...given: string[]) => admin((a) => restoreRecords(a, table, given))

/** Runs `work` while another writer has done something and not yet committed it. */
async function meanwhile<T>(first: SQL[], work: () => Promise<T>): Promise<T> {
  let begun = (): void => {}
  const ready = new Promise<void>((resolve) => {
    begun = resolve
  })
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const other = transaction(async (tx: Tx) => {
    for (const statement of first) await run(tx, statement)
    begun()
    await held
  })
  await ready
  const result = work()
  result.catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, 150))
  release()
  await other
  return result
}

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
})
afterAll(() => db.close())

describe('two writers', () => {
  test('links that another one changed before the lock are a conflict', async () => {
    const [a, b, c] = [
      await make('customers', { name: 'a' }),
      await make('customers', { name: 'b' }),
      await make('customers', { name: 'c' }),
    ]
    await admin((x) => updateRecord(x, 'customers', a, { set: { friends: [b] } }))
    const id = param(a, 'uuid')
    const done = meanwhile(
      [
        sql`select 1 from crm.customers where id = ${id} for no key update`,
        sql`update crm._l_10 set "to" = ${param(c, 'uuid')} where "from" = ${id}`,
      ],
      () =>
        admin((x) => updateRecord(x, 'customers', a, { set: { friends: [b, c] }, was: { friends: [b] } })),
    )
    await expect(done).rejects.toMatchObject({ code: 'CONFLICT', detail: { present: { friends: [c] } } })
  })
  test('nobody links to a record that is being deleted', async () => {
    const parent = await make('customers', { name: 'going' })
    const done = meanwhile(
      [sql`update crm.customers set _deleted_at = now() where id = ${param(parent, 'uuid')}`],
      () => make('orders', { customer: parent }),
    )
    await expect(done).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
  })
  test('who deletes takes along what was linked in the meantime', async () => {
    const parent = await make('customers', { name: 'going too' })
    const order = await make('orders', { customer: await make('customers', { name: 'other' }) })
    const done = meanwhile(
      [
        sql`select 1 from crm.customers where id = ${param(parent, 'uuid')} for share`,
        sql`update crm.orders set customer = ${param(parent, 'uuid')} where id = ${param(order, 'uuid')}`,
      ],
      () => remove('customers', parent),
    )
    expect(await done).toBe(1)
    expect(await ids('orders')).not.toContain(order)
  })
  test('crossing links of many writers end without an error', async () => {
    const [a, b] = [await make('customers', { name: 'x' }), await make('customers', { name: 'y' })]
    const link = (from: string, to: string) =>
      admin((x) => updateRecord(x, 'customers', from, { set: { friends: [to] } }))
    await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? link(a, b) : link(b, a))))
    expect((await get('customers', a)).fields.friends).toEqual([b])
  })
})

describe('the trash', () => {
  test('what was deleted for itself stays there when its parent comes back', async () => {
    const parent = await make('customers', { name: 'p' })
    const [kept, gone] = [
      await make('orders', { customer: parent }),
      await make('orders', { customer: parent }),
    ]
    await remove('customers', parent)
    await restore('customers', parent)
    await remove('orders', gone)
    await remove('customers', parent)
    await restore('customers', parent)
    const living = await ids('orders')
    expect([living.includes(kept), living.includes(gone)]).toEqual([true, false])
  })
  test('of several deleted at once each comes back with its own', async () => {
    const [p, q] = [await make('customers', { name: 'p' }), await make('customers', { name: 'q' })]
    const [ofP, ofQ] = [await make('orders', { customer: p }), await make('orders', { customer: q })]
    await remove('customers', p, q)
    await restore('customers', p)
    const living = await ids('orders')
    expect([living.includes(ofP), living.includes(ofQ)]).toEqual([true, false])
    const { entries } = await admin((a) => recordHistory(a, a.definitions.tables.get('orders')!, ofP))
    expect(entries.map((e) => e.kind)).toEqual(['restore', 'delete', 'create'])
  })
  test('a unique value that was given again meanwhile keeps the old record in the trash', async () => {
    const old = await make('customers', { name: 'u', code: 'U-1' })
    await remove('customers', old)
    await make('customers', { name: 'v', code: 'U-1' })
    await expect(restore('customers', old)).rejects.toMatchObject({
      code: 'VALUE_TAKEN',
      detail: { field: 'code' },
    })
  })
})

test('a person who left the base may stay in a cell', async () => {
  const id = await make('customers', { name: 'team', helpers: [world.other.userId] })
  const membership = sql`from tian.memberships where user_id = ${param(world.other.userId, 'uuid')}`
  await ownerTransaction((tx) => run(tx, sql`delete ${membership}`))
  const helpers = [world.other.userId, world.sales.userId]
  const changed = await admin((a) => updateRecord(a, 'customers', id, { set: { helpers } }))
  expect((JSON.parse(changed) as ApiRecord).fields.helpers).toEqual(helpers)
  await expect(make('customers', { name: 'new', helpers: [world.other.userId] })).rejects.toMatchObject({
    code: 'LINK_UNKNOWN',
  })
})

describe('definitions', () => {
  test('a change that was taken back is nowhere remembered', async () => {
    const label = { en: 'never' }
    const failed = ownerTransaction(async (tx) => {
      const definitions = await lockBase(tx, world.base)
      const before = definitions.tables.get('orders')!
      await applyChanges(tx, definitions, { base: world.base, actor: null, door: 'command' }, [
        { kind: 'table', before, after: { ...before, label } },
      ])
      expect(
        (await readDefinitions(tx, (await findBase(tx, world.base))!)).tables.get('orders')!.label,
      ).toEqual(label)
      throw new Error('taken back')
    })
    await expect(failed).rejects.toThrow('taken back')
    await admin((a) => changeTable(a, 'customers', { label: { en: 'Customers' } }))
    const present = await loadDefinitions(appSql(), (await findBase(appSql(), world.base))!)
    expect([present.tables.get('orders')!.label, present.tables.get('customers')!.label]).toEqual([
      { 'zh-CN': 'orders', en: 'orders' },
      { en: 'Customers' },
    ])
  })
  test('a role stays editable after a field and a table it names were deleted, and has its rights when they return', async () => {
    const table = await admin((a) => createTable(a, { label: { en: 'Papers' } }))
    await admin((a) => addField(a, table.key, { label: { en: 'Gone' }, type: 'text' }))
    const rule = [{ kind: 'all' as const }]
    const role = await admin((a) =>
      saveRole(a, 'sales', {
        ...a.definitions.roles.get('sales')!,
        tables: {
          ...a.definitions.roles.get('sales')!.tables,
          papers: {
            rows: { create: [], read: rule, update: [], delete: [] },
            fields: { gone: 'read' },
            otherFields: 'hidden',
          },
        },
      }),
    )
    const save = () => admin((a) => saveRole(a, 'sales', role))
    await admin((a) => deleteField(a, 'papers', 'gone'))
    expect((await save()).tables.papers!.fields).toEqual({ gone: 'read' })
    await admin((a) => deleteTable(a, 'papers'))
    expect((await save()).tables.papers).toEqual(role.tables.papers)
    await admin((a) => restoreTable(a, 'papers'))
    expect((await admin((a) => describeTable(a, 'papers'))).views).toHaveLength(1)
  })
  test('what would point nowhere does not come back', async () => {
    const target = await admin((a) => createTable(a, { label: { en: 'Target' } }))
    const source = await admin((a) => createTable(a, { label: { en: 'Source' } }))
    await admin((a) =>
      addField(a, source.key, { label: { en: 'To' }, type: 'link', options: { table: target.key } }),
    )
    await admin((a) => deleteField(a, source.key, 'to'))
    await admin((a) => deleteTable(a, target.key))
    await expect(admin((a) => restoreField(a, source.key, 'to'))).rejects.toMatchObject({
      code: 'DEFINITION_INVALID',
    })
    await admin((a) => restoreTable(a, target.key))
    await admin((a) => restoreField(a, source.key, 'to'))
    await admin((a) => deleteTable(a, source.key))
    await admin((a) => deleteTable(a, target.key))
    await expect(admin((a) => restoreTable(a, source.key))).rejects.toMatchObject({
      code: 'DEFINITION_IN_USE',
      detail: { params: { where: expect.stringContaining('To') } },
    })
  })
  test('a unique text is short enough for its index', async () => {
    const draft = { label: { en: 'Long' }, type: 'text' as const, unique: true }
    await expect(
      admin((a) => addField(a, 'orders', { ...draft, options: { maxLength: 2000 } })),
    ).rejects.toMatchObject({ code: 'DEFINITION_INVALID', detail: { pointer: '/options/maxLength' } })
    const { key } = await admin((a) => addField(a, 'orders', { ...draft, options: { maxLength: 600 } }))
    await expect(
      admin((a) => changeField(a, 'orders', key, { options: { maxLength: 2000 } })),
    ).rejects.toMatchObject({ code: 'DEFINITION_INVALID' })
    const text = Array.from({ length: 600 }, (_, i) => String.fromCodePoint(0x20000 + i * 7)).join('')
    const customer = await make('customers', { name: 'long' })
    expect((await get('orders', await make('orders', { customer, [key]: text }))).fields[key]).toBe(text)
    const link = { label: { en: 'Page' }, type: 'url' as const, unique: true, key: 'page' }
    await admin((a) => addField(a, 'orders', link))
    const page = `https://example.com/${Array.from({ length: 1900 }, (_, i) => ((i * 7919) % 36).toString(36)).join('')}`
    await make('orders', { customer, page })
  })
  test('a table with three hundred fields is listed, read and written', async () => {
    const { key } = await admin((a) => createTable(a, { label: { en: 'Wide' } }))
    await ownerTransaction(async (tx) => {
      const definitions = await lockBase(tx, world.base)
      const before = definitions.tables.get(key)!
      const more = Array.from({ length: 299 }, (_, i) => ({
        ...before.fields[0]!,
        id: crypto.randomUUID(),
        key: `f${i}`,
        required: i % 2 === 0,
        number: 5000 + i,
      }))
      const after = { ...before, fields: [...before.fields, ...more] }
      await applyChanges(tx, definitions, { base: world.base, actor: null, door: 'command' }, [
        { kind: 'table', before, after },
      ])
    })
    const fields = Object.fromEntries(Array.from({ length: 299 }, (_, i) => [`f${i}`, `v${i}`]))
    const id = await make(key, { name: 'wide', ...fields })
    expect((await get(key, id)).fields).toEqual({ name: 'wide', ...fields })
    const set = Object.fromEntries(Object.keys(fields).map((k) => [k, 'w']))
    await admin((a) => updateRecord(a, key, id, { set, was: fields }))
    expect((await get(key, id)).fields).toEqual({ name: 'wide', ...set })
    await expect(
      admin((a) => addField(a, key, { label: { en: 'One more' }, type: 'text' })),
    ).rejects.toMatchObject({ code: 'LIMIT_INVALID' })
  })
  test('options of a field alone are retired when left out, as those of a set are', async () => {
    const [a, b] = ['a', 'b'].map((v) => ({ value: v, label: { en: v }, color: 'blue' }))
    const { key } = await admin((x) =>
      addField(x, 'orders', { label: { en: 'Way' }, type: 'select', options: { options: [a, b] } }),
    )
    const changed = await admin((x) => changeField(x, 'orders', key, { options: { options: [b] } }))
    expect((changed.options as { options: object[] }).options).toEqual([b, { ...a, retired: true }])
  })
  test('a label that no text can hold is refused, whatever else it could break', async () => {
    await expect(admin((a) => changeTable(a, 'orders', { label: { en: 'a\u0000b' } }))).rejects.toMatchObject(
      { code: 'BODY_INVALID' },
    )
    await expect(
      admin((a) => addField(a, 'orders', { label: { en: 'x' }, type: 'text', section: 'nowhere' })),
    ).rejects.toMatchObject({ code: 'DEFINITION_INVALID', detail: { pointer: '/section' } })
  })
  test('a change that has to wait too long says so', async () => {
    const changing = meanwhile([sql`select 1 from crm.orders limit 1`, sql`select pg_sleep(3.3)`], () =>
      enterBase(world.admin, world.base),
    )
    const blocked = new Promise<void>((resolve) => setTimeout(resolve, 100)).then(() =>
      admin((a) => addField(a, 'orders', { label: { en: 'Late' }, type: 'text' })),
    )
    await expect(blocked).rejects.toMatchObject({ code: 'BUSY' })
    await changing
  })
})

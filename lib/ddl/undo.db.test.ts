/** History and undoing of definitions: in order, whole, with the words that say what happened; and what goes after 30 days. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '@/lib/db/connection'
import { sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, field, stored, value } from '@/lib/expr/ast'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import { fieldOf } from '@/lib/meta/fields'
import { deleteRecords } from '@/lib/records/delete'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'
import { convertField } from './convert'
import { schemaTrash } from './design'
import { addField, changeField, deleteField, maxFields, restoreField } from './edit-field'
import { arrangeFields, changeTable, createTable, deleteTable, restoreTable } from './edit-table'
import { schemaHistory } from './history'
import { purgeTrash } from './purge'
import { type Maker, makerIn } from './testing/maker'
import { previewUndo } from './undo'

let db: TestDatabase
let world: World

let maker: Maker

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  maker = makerIn(db, world)
})
afterAll(() => db.close())

describe('the history', () => {
  test('says in both languages what happened, who did it and through which door', async () => {
    const before = (await maker.definitions()).tables.get('customers')!
    await maker.admin((a) =>
      changeField(a, 'customers', 'name', { label: { 'zh-CN': '客户名称', en: 'Customer' } }),
    )
    await maker.admin((a) =>
      changeField(a, 'customers', 'name', { help: { en: 'Its legal name' }, required: false }),
    )
    const [second, first] = await maker.history()
    expect(first).toMatchObject({
      by: { name: '管理员' },
      door: 'api',
      undo: { can: false, why: 'undoAfter' },
    })
    expect(second).toMatchObject({ undo: { can: true } })
    expect(first!.undo).toMatchObject({ after: second!.id })
    expect(first!.parts.map((p) => p.key)).toEqual(['fieldRenamed'])
    expect(second!.parts.map((p) => p.key)).toEqual(['fieldHelp', 'fieldOptional'])
    const inWords = (locale: Locale) =>
      [...first!.parts, ...second!.parts].map(({ key, params }) => {
        const named = Object.entries(params).map(([name, p]) => [
          name,
          typeof p === 'string' ? p : labelOf(p, locale),
        ])
        return translator(locale).any(`change.${key}`, Object.fromEntries(named))
      })
    expect(inWords('zh-CN')[0]).toBe('“customers”的字段“name”改名为“客户名称”')
    expect(inWords('en')).toEqual([
      'Renamed the field “name” of “customers” to “Customer”',
      'Changed the help of “Customer” in “customers”',
      'Made “Customer” in “customers” optional',
    ])
    await expect(maker.undo(first!.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      detail: { problem: 'design.undoAfter' },
    })
    await maker.undo(second!.id)
    await maker.undo(first!.id)
    expect((await maker.definitions()).tables.get('customers')).toEqual(before)
    const [redo] = await maker.history()
    expect(redo).toMatchObject({ undoOf: first!.id, undo: { can: true } })
    await maker.undo(redo!.id)
    expect(fieldOf((await maker.definitions()).tables.get('customers')!, 'name')!.label.en).toBe('Customer')
    const lines = await maker.history()
    expect(lines.find((l) => l.id === redo!.id)!.undone).toBe(true)
    expect(lines.find((l) => l.id === first!.id)!.undone).toBeUndefined()
    await maker.undo(lines[0]!.id)
  })

  test('comes in pages', async () => {
    const page = await maker.admin((a) => schemaHistory(a, 3))
    expect(page.changes.every((c) => c.id < 3)).toBe(true)
  })
})

describe('taking back', () => {
  test('a new field goes to the trash with its values, and comes back with them', async () => {
    await maker.admin((a) => addField(a, 'orders', { label: { en: 'Note' }, key: 'note', type: 'text' }))
    const customer = await maker.make('customers', { name: 'c' })
    const { id } = await maker.make('orders', { customer: customer.id, note: 'kept' })
    const [added] = await maker.history()
    expect(await maker.admin((a) => previewUndo(a, added!.id))).toMatchObject({
      parts: [{ key: 'fieldDeleted', params: { field: { en: 'Note' } } }],
      uses: [],
    })
    await maker.undo(added!.id)
    expect((await maker.list('orders'))[0]!.fields).not.toHaveProperty('note')
    expect((await maker.admin((a) => schemaTrash(a))).fields).toMatchObject([
      { table: 'orders', key: 'note', by: '管理员' },
    ])
    await maker.admin((a) => restoreField(a, 'orders', 'note'))
    expect((await maker.list('orders')).find((r) => r.id === id)!.fields.note).toBe('kept')
    await maker.undo((await maker.history())[0]!.id)
  })

  test('a field that comes back from the trash stands where it was, among what came since', async () => {
    const section = (key: string, fields: string[]) => ({ key, label: { en: key }, fields })
    const shown = async () => {
      const { fields, sections } = (await maker.definitions()).tables.get('ordered')!
      return [fields.map((f) => f.key).join(''), ...sections.map((s) => s.fields.join(''))]
    }
    const fields = [...'abcd'].map((key, i) => makeField(9100 + i, key, 'text'))
    await maker.addTable({
      ...makeTable('ordered', 'a', fields),
      sections: [section('one', ['a', 'b', 'c']), section('two', ['d'])],
    })
    await maker.admin((a) => deleteField(a, 'ordered', 'b'))
    await maker.admin((a) => deleteField(a, 'ordered', 'd'))
    await maker.admin((a) =>
      addField(a, 'ordered', { label: { en: 'E' }, key: 'e', type: 'text', section: 'one' }),
    )
    expect(await shown()).toEqual(['ace', 'ace', ''])
    await maker.admin((a) => restoreField(a, 'ordered', 'b'))
    expect(await shown()).toEqual(['abce', 'abce', ''])
    await maker.admin((a) => arrangeFields(a, 'ordered', [section('one', ['a', 'b', 'c', 'e'])]))
    await maker.admin((a) => restoreField(a, 'ordered', 'd'))
    expect(await shown()).toEqual(['abcde', 'abced'])
  })

  test('what others came to need meanwhile forbids it, and says where', async () => {
    await maker.admin((a) =>
      addField(a, 'customers', { label: { 'zh-CN': '积分' }, key: 'points', type: 'number' }),
    )
    const [added] = await maker.history()
    await maker.admin((a) =>
      changeField(a, 'orders', 'day', {
        showIf: stored(call('gt', field('customer', 'points'), value(3))),
      }),
    )
    const told = await maker.admin((a) => previewUndo(a, added!.id))
    expect(told.uses).toMatchObject([
      { kind: 'field', table: 'orders', key: 'day', how: 'useShowIf', breaks: true },
    ])
    await expect(maker.undo(added!.id)).rejects.toMatchObject({ code: 'DEFINITION_IN_USE' })
    await maker.admin((a) => changeField(a, 'orders', 'day', { showIf: null }))
    await maker.undo(added!.id)
  })

  test('a deleted table comes back with its rows, views and forms', async () => {
    const table = await maker.admin((a) => createTable(a, { label: { en: 'Visits' }, key: 'visits' }))
    const { id } = await maker.make('visits', { name: 'first' })
    await maker.admin((a) => deleteTable(a, table.key))
    await expect(maker.list('visits')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await maker.undo((await maker.history())[0]!.id)
    expect((await maker.list('visits')).map((r) => r.id)).toEqual([id])
    expect([...(await maker.definitions()).views.values()].filter((v) => v.table === 'visits')).toHaveLength(
      1,
    )
    await maker.admin((a) => deleteTable(a, table.key))
    await maker.admin((a) => restoreTable(a, table.key))
    expect((await maker.list('visits')).map((r) => r.id)).toEqual([id])
    expect(await maker.findings()).toEqual([])
  })

  test('several fields together: unique as long as the values are', async () => {
    const rule = { fields: ['name', 'grade'] }
    await maker.admin((a) => changeTable(a, 'customers', { uniques: [rule] }))
    await maker.make('customers', { name: 'same', grade: 'gold' })
    await maker.make('customers', { name: 'same', grade: 'silver' })
    await expect(maker.make('customers', { name: 'same', grade: 'gold' })).rejects.toMatchObject({
      status: 409,
    })
    await maker.admin((a) => convertField(a, 'customers', 'grade', { type: 'text' }))
    await expect(maker.make('customers', { name: 'same', grade: '金卡' })).rejects.toMatchObject({
      status: 409,
    })
    expect(await maker.findings()).toEqual([])
    await maker.undo((await maker.history())[0]!.id)
    await expect(maker.make('customers', { name: 'same', grade: 'gold' })).rejects.toMatchObject({
      status: 409,
    })
    await maker.admin((a) => changeTable(a, 'customers', { uniques: [] }))
    expect(await maker.findings()).toEqual([])
  })
})

describe('makers at work', () => {
  test('the second of two sees what the first has changed', async () => {
    const seen = JSON.parse(
      JSON.stringify(fieldOf((await maker.definitions()).tables.get('customers')!, 'phone')),
    )
    await maker.admin((a) => changeField(a, 'customers', 'phone', { label: { en: 'Mobile' }, was: seen }))
    await expect(
      maker.admin((a) => changeField(a, 'customers', 'phone', { required: true, was: seen })),
    ).rejects.toMatchObject({ code: 'CONFLICT', detail: { present: { label: { en: 'Mobile' } } } })
    const two = await Promise.allSettled(
      ['a', 'b'].map((en) =>
        maker.admin((a) =>
          changeField(a, 'customers', 'phone', { label: { en }, was: { ...seen, label: { en: 'Mobile' } } }),
        ),
      ),
    )
    expect(two.map((t) => t.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('expressions are judged when the field is saved, and the place is named', async () => {
    const wrong = (expr: Parameters<typeof stored>[0], member: 'default' | 'showIf' | 'requiredIf') =>
      maker.admin((a) => changeField(a, 'orders', 'amount', { [member]: stored(expr) }))
    await expect(wrong(value('many'), 'default')).rejects.toMatchObject({
      code: 'DEFINITION_INVALID',
      detail: { pointer: '/default/expr/value' },
    })
    await expect(wrong(field('nowhere'), 'default')).rejects.toMatchObject({
      detail: { pointer: '/default/expr/path', problem: 'impact.fieldUnknown' },
    })
    await expect(wrong(field('customer', 'name'), 'showIf')).rejects.toMatchObject({
      detail: { pointer: '/showIf/expr' },
    })
    await wrong(field('customer', 'margin'), 'default')
    await maker.admin((a) => changeField(a, 'orders', 'amount', { default: null }))
    expect(fieldOf((await maker.definitions()).tables.get('orders')!, 'amount')).not.toHaveProperty('default')
  })

  test('a new field is hidden from a role unless it is asked about', async () => {
    const add = (key: string, roles?: Record<string, 'hidden' | 'read' | 'edit'>) =>
      maker.admin((a) =>
        addField(a, 'customers', { key, label: { en: key }, type: 'text', ...(roles ? { roles } : {}) }),
      )
    await add('open', { sales: 'edit' })
    await add('secret', { sales: 'hidden' })
    await add('usual')
    expect((await maker.definitions()).roles.get('sales')!.tables.customers!.fields).toMatchObject({
      open: 'edit',
      secret: 'hidden',
    })
    expect((await maker.definitions()).roles.get('sales')!.tables.customers!.fields).not.toHaveProperty(
      'usual',
    )
    await expect(add('odd', { nobody: 'read' })).rejects.toMatchObject({
      detail: { pointer: '/roles/nobody' },
    })
    // One change: taking it back takes both back.
    const line = (await maker.history()).find((c) => JSON.stringify(c.parts).includes('"secret"'))!
    expect(line.parts.map((p) => p.key)).toEqual(['fieldAdded', 'roleChanged'])
  })

  test('fields are arranged whole or not at all', async () => {
    const table = (await maker.definitions()).tables.get('orders')!
    const [first, ...rest] = table.fields.map((f) => f.key)
    const section = (key: string, fields: string[]) => ({ key, label: { en: key }, fields })
    await maker.admin((a) => arrangeFields(a, 'orders', [section('one', rest), section('two', [first!])]))
    expect((await maker.definitions()).tables.get('orders')!.fields.map((f) => f.key)).toEqual([
      ...rest,
      first,
    ])
    await expect(
      maker.admin((a) => arrangeFields(a, 'orders', [section('one', rest)])),
    ).rejects.toMatchObject({
      code: 'DEFINITION_INVALID',
    })
    await maker.undo((await maker.history())[0]!.id)
  })

  test('a table takes 300 fields and says so', async () => {
    const fields = Array.from({ length: maxFields }, (_, i) => makeField(2000 + i, `f${i}`, 'text'))
    await maker.addTable(makeTable('wide', 'f0', fields))
    await expect(
      maker.admin((a) => addField(a, 'wide', { label: { en: 'one more' }, type: 'text' })),
    ).rejects.toMatchObject({ code: 'LIMIT_INVALID', detail: { params: { max: 300 } } })
    await maker.admin((a) => deleteField(a, 'wide', 'f7'))
    await maker.admin((a) => addField(a, 'wide', { label: { en: 'one more' }, type: 'text' }))
    await expect(maker.admin((a) => restoreField(a, 'wide', 'f7'))).rejects.toMatchObject({
      code: 'LIMIT_INVALID',
    })
  })
})

describe('what needs something that is gone', () => {
  test('is named before it would be taken back, and comes back after it', async () => {
    await maker.admin((a) => createTable(a, { label: { en: 'Place' }, key: 'place' }))
    const place = await maker.make('place', { name: 'Here' })
    const options = { table: 'place', onDelete: 'clear' }
    await maker.admin((a) =>
      addField(a, 'customers', { key: 'at_place', label: { en: 'At' }, type: 'link', options }),
    )
    const { id } = await maker.make('customers', { name: 'placed', at_place: place.id })
    const again = { key: 'at_more', label: { en: 'Also at' }, type: 'links', options } as const
    await maker.admin((a) => addField(a, 'customers', again))
    await maker.admin((a) => deleteField(a, 'customers', 'at_more'))
    await maker.convert('customers', 'at_place', { type: 'text' })
    const [converted] = await maker.history()
    await maker.admin((a) => deleteTable(a, 'place'))
    await expect(maker.admin((a) => restoreField(a, 'customers', 'at_more'))).rejects.toMatchObject({
      code: 'DEFINITION_INVALID',
      detail: { problem: 'impact.tableGone' },
    })
    const preview = await maker.admin((a) => previewUndo(a, converted!.id))
    expect(preview.uses).toMatchObject([{ key: 'at_place', breaks: true }])
    await expect(maker.undo(converted!.id)).rejects.toMatchObject({ code: 'DEFINITION_IN_USE' })
    await maker.admin((a) => restoreTable(a, 'place'))
    await maker.undo(converted!.id)
    expect((await maker.list('customers')).find((r) => r.id === id)!.fields.at_place).toBe(place.id)
    expect(await maker.findings()).toEqual([])
  })
})

describe('after 30 days', () => {
  test('fields, what they were before, tables and records go for good, and everything else agrees', async () => {
    const table = await maker.admin((a) => createTable(a, { label: { en: 'Old' }, key: 'old' }))
    await maker.admin((a) => addField(a, 'old', { key: 'going', label: { en: 'Going' }, type: 'text' }))
    await maker.admin((a) =>
      addField(a, 'old', {
        key: 'friends',
        label: { en: 'F' },
        type: 'links',
        options: { table: 'old', onDelete: 'clear' },
      }),
    )
    const one = await maker.make('old', { name: '1', going: 'x' })
    const two = await maker.make('old', { name: '2', friends: [one.id] })
    await maker.admin((a) => convertField(a, 'old', 'name', { type: 'longtext' }))
    await maker.admin((a) => deleteField(a, 'old', 'going'))
    await maker.admin((a) => deleteRecords(a, 'old', [one.id]))
    await maker.admin((a) => createTable(a, { label: { en: 'Gone' }, key: 'gone' }))
    await maker.admin((a) => deleteTable(a, 'gone'))
    expect(await purgeTrash()).toBe(0)
    await aged()
    expect(await purgeTrash()).toBe(4)
    expect(await purgeTrash()).toBe(0)
    expect((await maker.definitions()).tables.get('old')!.trash).toEqual([])
    expect((await maker.list('old')).map((r) => r.fields)).toEqual([{ name: '2' }])
    expect((await maker.list('old'))[0]!.id).toBe(two.id)
    await expect(maker.admin((a) => restoreTable(a, 'gone'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(maker.admin((a) => restoreField(a, table.key, 'going'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await maker.findings()).filter((f) => f.where.startsWith('old'))).toEqual([])
    const [line] = await maker.history()
    expect(line).toMatchObject({ undo: { can: false } })
  })

  /** Everything in the trash has lain there for a month and more. */
  async function aged(): Promise<void> {
    await run(
      db.ownerSql,
      sql`update tian.documents set deleted_at = deleted_at - interval '31 days' where key = 'gone'`,
    )
    await run(
      db.ownerSql,
      sql`update tian.documents set body = jsonb_set(body, '{x-table,trash}', (
            select jsonb_agg(jsonb_set(t, '{at}', '"2026-01-01T00:00:00.000Z"')) from jsonb_array_elements(body -> 'x-table' -> 'trash') t))
          where key = 'old'`,
    )
    await run(db.ownerSql, sql`update tian.bases set version = version + 1`)
    await run(db.ownerSql, sql`update crm.old set _deleted_at = _deleted_at - interval '31 days'`)
  }
})

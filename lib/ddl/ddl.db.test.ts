/** Changing definitions on PostgreSQL: whole or not at all, labels never identifiers, nothing lost. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import { run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { keyPattern } from '@/lib/meta/keys'
import { createRecord } from '@/lib/records/create'
import { listRecords } from '@/lib/records/list'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { addField, changeField, deleteField, restoreField } from './edit-field'
import { saveOptions } from './edit-options'
import { changeTable, createTable, deleteTable, restoreTable } from './edit-table'

let db: TestDatabase
let world: World
const admin = <T>(work: (actor: Actor) => Promise<T>) => asActor(world.admin, world.base, work)
const list = async (table: string) => JSON.parse(await admin((a) => listRecords(a, table, {}))) as ListAnswer
const columns = async (table: string) =>
  (
    await run<{ name: string }>(
      db.ownerSql,
      sql`select column_name as name from information_schema.columns
    where table_schema = ${param(world.base)} and table_name = ${param(table)}`,
    )
  ).map((r) => r.name)

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
})
afterAll(() => db.close())

describe('tables', () => {
  test('a table gets a key from its label, a name field and a grid; deleting and restoring keeps its rows', async () => {
    const table = await admin((a) => createTable(a, { label: { 'zh-CN': '合同台账' } }))
    expect(table.key).toBe('he_tong_tai_zhang')
    const made = JSON.parse(await admin((a) => createRecord(a, table.key, { name: '一号' }))) as ApiRecord
    await admin((a) => deleteTable(a, table.key))
    await expect(list(table.key)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(admin((a) => createTable(a, { label: { en: 'x' }, key: table.key }))).rejects.toMatchObject({
      code: 'KEY_TAKEN',
    })
    await admin((a) => restoreTable(a, table.key))
    expect((await list(table.key)).records.map((r) => r.id)).toEqual([made.id])
  })
  test('renaming touches nothing in PostgreSQL', async () => {
    const before = await columns('customers')
    const renamed = await admin((a) =>
      changeTable(a, 'customers', { label: { 'zh-CN': '客户"; drop table x;--' } }),
    )
    expect(renamed.label['zh-CN']).toBe('客户"; drop table x;--')
    expect(await columns('customers')).toEqual(before)
  })
  test('a table that others link to is not deleted', async () => {
    await expect(admin((a) => deleteTable(a, 'customers'))).rejects.toMatchObject({
      code: 'DEFINITION_IN_USE',
    })
  })
})

describe('fields', () => {
  test('add, delete and restore keep the values; the key is never free again', async () => {
    const field = await admin((a) =>
      addField(a, 'customers', { label: { 'zh-CN': '备注' }, type: 'longtext' }),
    )
    expect(field.key).toBe('bei_zhu')
    await admin((a) => createRecord(a, 'customers', { name: '有备注', bei_zhu: '第一行\n第二行' }))
    await admin((a) => deleteField(a, 'customers', 'bei_zhu'))
    expect((await list('customers')).records[0]!.fields).not.toHaveProperty('bei_zhu')
    expect(
      (await admin((a) => addField(a, 'customers', { label: { 'zh-CN': '备注' }, type: 'text' }))).key,
    ).toBe('bei_zhu_2')
    await admin((a) => restoreField(a, 'customers', 'bei_zhu'))
    expect((await list('customers')).records[0]!.fields.bei_zhu).toBe('第一行\n第二行')
  })
  test('a field that something needs is not deleted', async () => {
    await expect(admin((a) => deleteField(a, 'customers', 'name'))).rejects.toMatchObject({
      code: 'DEFINITION_IN_USE',
    })
    await expect(admin((a) => deleteField(a, 'orders', 'customer'))).rejects.toMatchObject({
      code: 'DEFINITION_IN_USE',
    })
    await expect(admin((a) => deleteField(a, 'customers', 'owner'))).rejects.toMatchObject({
      code: 'DEFINITION_IN_USE',
    })
  })
  test('making a field unique over equal values changes nothing and says so', async () => {
    await admin((a) => addField(a, 'orders', { label: { en: 'Ref' }, type: 'text', key: 'ref' }))
    const c = JSON.parse(await admin((a) => createRecord(a, 'customers', { name: 'c' }))) as ApiRecord
    for (let i = 0; i < 2; i++) await admin((a) => createRecord(a, 'orders', { customer: c.id, ref: 'same' }))
    await expect(admin((a) => changeField(a, 'orders', 'ref', { unique: true }))).rejects.toMatchObject({
      code: 'VALUE_TAKEN',
    })
    const table = (await admin(async (a) => a.definitions)).tables.get('orders')!
    expect(table.fields.find((f) => f.key === 'ref')!.unique).toBe(false)
  })
  test('options left out are retired: old records keep them, new ones cannot have them', async () => {
    await admin((a) => createRecord(a, 'customers', { name: '旧', grade: 'silver' }))
    const set = await admin((a) =>
      saveOptions(a, 'grade', [{ value: 'gold', label: { en: 'Gold' }, color: 'amber' }]),
    )
    expect(set.options.find((o) => o.value === 'silver')).toMatchObject({ retired: true })
    expect((await list('customers')).records[0]!.fields.grade).toBe('silver')
    await expect(
      admin((a) => createRecord(a, 'customers', { name: '新', grade: 'silver' })),
    ).rejects.toMatchObject({ code: 'VALUE_INVALID' })
  })
})

test('a thousand random labels become columns only through keys', async () => {
  const table = await admin((a) => createTable(a, { label: { en: 'Labels' }, key: 'labels' }))
  const hostile = [
    'select',
    'a"b',
    "'; drop table t; --",
    'id',
    'created_at',
    '_deleted_at',
    '田'.repeat(80),
    `${'字'.repeat(21)}甲`,
    `${'字'.repeat(21)}乙`,
    '\u202Eabc',
    '😀',
    ' ',
  ]
  const random = fc.sample(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), {
    numRuns: 988,
    seed: 42,
  })
  const labels = [...hostile, ...random]
  const seen = new Set<string>()
  // Keys are a pure function of label and taken keys; a sample of them goes through PostgreSQL.
  const { suggestKey, isFieldKey } = await import('@/lib/meta/keys')
  for (const label of labels) {
    const key = suggestKey(label, 'field', seen, isFieldKey)
    expect(key).toMatch(keyPattern)
    expect(seen.has(key)).toBe(false)
    seen.add(key)
  }
  for (const label of [...hostile, ...random.slice(0, 20)]) {
    const field = await admin((a) => addField(a, table.key, { label: { 'zh-CN': label }, type: 'text' }))
    expect(field.key).toMatch(keyPattern)
  }
  const names = await columns('labels')
  expect(names.every((n) => /^[a-z_][a-z0-9_]*$/.test(n))).toBe(true)
  expect(names.length).toBe(6 + 1 + hostile.length + 20)
}, 60_000)

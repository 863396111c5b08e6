/** Roles in the history and before an undo: both documents, what is gone by its name, and whom and what it touches. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SchemaChangeLine, SchemaHistoryAnswer, UndoPreview } from '@/lib/api/contract-design'
import type { EffectAnswer } from '@/lib/api/contract-rights'
import { type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { field, stored } from '@/lib/expr/ast'
import type { Role } from '@/lib/meta/model'
import { makeWorld, type World } from '@/lib/records/testing/world'

let db: TestDatabase
let world: World
let admin: Client
let sales: Client
const base = '/bases/crm'
const history = `${base}/schema/history`

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  admin = await signedIn(world.admin)
  sales = await signedIn(world.sales)
  for (let i = 0; i < 5; i++)
    await admin.ask('POST', `${base}/tables/customers/records`, {
      body: { fields: { name: `客户${i}`, owner: i < 2 ? world.sales.userId : world.admin.userId } },
    })
})
afterAll(() => db.close())

const ask = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> =>
  (await admin.ask(method, path, body ? { body } : {})).body as unknown as T
const lines = async (rights = true): Promise<SchemaHistoryAnswer> =>
  ask('GET', `${history}${rights ? '?rights=1' : ''}`)
const latest = async (): Promise<SchemaChangeLine> => (await lines()).changes[0]!
const previewOf = (id: number) => ask<UndoPreview>('POST', `${history}/${id}/undo/preview`)
const effectOf = (id: number) => ask<EffectAnswer>('GET', `${history}/${id}/undo/effect`)
const undo = (id: number) => admin.ask('POST', `${history}/${id}/undo`)
const role = async (key: string): Promise<Role> =>
  (await ask<{ roles: Role[] }>('GET', `${base}/roles`)).roles.find((r) => r.key === key)!
async function change(key: string, edit: (role: Role) => void): Promise<{ before: Role; after: Role }> {
  const before = await role(key)
  const after = structuredClone(before)
  edit(after)
  expect((await admin.ask('PUT', `${base}/roles/${key}`, { body: after })).status).toBe(200)
  return { before, after: await role(key) }
}

describe('a change of rights', () => {
  test('stands in the history with the role before and after, and so in the preview of its undo', async () => {
    const { before, after } = await change('sales', (r) => {
      r.tables.customers!.rows.read = [{ kind: 'all' }]
      r.tables.customers!.fields.phone = 'read'
    })
    const line = await latest()
    expect(line.parts.map((p) => p.key)).toEqual(['roleChanged'])
    const { orders: _, ...tables } = after.tables
    expect(line.roles).toMatchObject([{ before: { key: 'sales' }, after: { ...after, tables } }])
    expect(Object.keys(line.roles![0]!.before!.tables)).toEqual(['customers'])
    const preview = await previewOf(line.id)
    expect(preview.roles).toEqual([{ before: after, after: before }])
    // One of the two who have the role keeps two records, shown otherwise; the other keeps none.
    expect(await effectOf(line.id)).toMatchObject({
      roles: [
        {
          role: 'sales',
          tables: [
            {
              table: 'customers',
              records: { gained: { value: 0 }, lost: { value: 5 }, fields: { value: 2 } },
            },
          ],
        },
      ],
    })
    expect((await undo(line.id)).status).toBe(200)
    const [back] = (await lines()).changes
    expect(back).toMatchObject({
      undoOf: line.id,
      roles: [{ before: line.roles![0]!.after, after: line.roles![0]!.before }],
    })
  })

  test('a new name is said as such, without a word of rights', async () => {
    await change('sales', (r) => {
      r.label = { 'zh-CN': '销售顾问', en: 'Consultant' }
    })
    const line = await latest()
    expect(line.parts).toEqual([
      {
        key: 'roleRenamed',
        params: {
          from: expect.objectContaining({ en: 'Sales' }),
          to: expect.objectContaining({ en: 'Consultant' }),
        },
      },
    ])
    expect((await effectOf(line.id)).roles).toMatchObject([{ role: 'sales', tables: [] }])
    await undo(line.id)
  })

  test('a role that is made, deleted and brought back: nothing before, nothing after', async () => {
    const made = await ask<Role>('POST', `${base}/roles`, { label: { en: 'Copy' }, copyOf: 'sales' })
    expect((await latest()).roles).toEqual([{ after: made }])
    const added = await latest()
    expect((await previewOf(added.id)).roles).toEqual([{ before: made }])
    await admin.ask('DELETE', `${base}/roles/${made.key}`)
    const deleted = await latest()
    expect(deleted.roles).toEqual([{ before: made }])
    expect((await previewOf(deleted.id)).roles).toEqual([{ after: made }])
    expect((await effectOf(deleted.id)).roles).toMatchObject([{ role: made.key, people: 0 }])
    await undo(deleted.id)
    const [restored] = (await lines()).changes
    expect(restored).toMatchObject({ parts: [{ key: 'roleRestored' }], roles: [{ after: made }] })
  })

  test('names what is in the trash since, and counts nothing in a table that changes along', async () => {
    await ask('POST', `${base}/tables/orders/fields`, {
      label: { 'zh-CN': '备忘', en: 'Memo' },
      key: 'memo',
      type: 'text',
      roles: { sales: 'read' },
    })
    const added = await latest()
    expect(added.parts.map((p) => p.key)).toContain('fieldAdded')
    expect(added.roles).toHaveLength(1)
    expect((await lines()).gone).toBeUndefined()
    expect((await effectOf(added.id)).roles).toMatchObject([
      { role: 'sales', tables: [{ table: 'orders', uncounted: 'moving' }] },
    ])
    await undo(added.id)
    expect((await lines()).gone).toEqual([
      {
        key: 'orders',
        label: expect.objectContaining({ en: 'orders' }),
        fields: [{ key: 'memo', label: { 'zh-CN': '备忘', en: 'Memo' } }],
      },
    ])
    await admin.ask('DELETE', `${base}/tables/orders`)
    const { gone } = await lines()
    expect(gone?.find((one) => one.key === 'orders')?.fields.map((f) => f.key)).toContain('memo')
  })
})

test('a computed field that is opened whatever it draws on is a change of rights; another change of a table is none', async () => {
  const fields = `${base}/tables/customers/fields`
  await ask('POST', fields, {
    label: { 'zh-CN': '毛利', en: 'Profit' },
    key: 'profit',
    type: 'number',
    source: { kind: 'formula', expr: stored(field('margin')), stored: true },
  })
  const before = (await lines()).changes.length
  const patch = (body: object) => admin.ask('PATCH', `${fields}/profit`, { body })
  expect((await patch({ help: { en: 'What is left' } })).status).toBe(200)
  expect((await lines()).changes).toHaveLength(before)
  expect((await patch({ declassified: true })).status).toBe(200)
  expect((await latest()).parts.map((p) => p.key)).toEqual(['fieldDeclassified'])
  expect((await lines()).changes).toHaveLength(before + 1)
})

test('both are for administrators, whatever the change', async () => {
  const { id } = (await lines(false)).changes[0]!
  for (const path of [history, `${history}?rights=1`, `${history}/${id}/undo/effect`]) {
    const refused = await sales.ask('GET', path)
    expect([path, refused.status]).toEqual([path, 403])
    expect(JSON.stringify(refused.body)).not.toContain('tables')
  }
  expect((await admin.ask('GET', `${history}/999999/undo/effect`)).status).toBe(404)
})

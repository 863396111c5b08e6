/** For tests of imports: a table with everything that a row can break, a salesperson with some rights in it, and words. */
import { expect } from 'vitest'
import { mine, type Rights, role } from '@/lib/access/testing/roles'
import type { ApiError, ImportAnswer, ImportAsk, ListAnswer } from '@/lib/api/contract'
import { type Answer, type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { ownerSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { call, field, stored, value, variable } from '@/lib/expr/ast'
import { makeField, makePerson, makeTable, makeWorld, type World } from './world'

/** The address of the records that come in. */
export const records = '/bases/crm/tables/items/records'
const lt = (key: string, n: number) => stored(call('lt', field(key), value(n)))

const items = makeTable('items', 'title', [
  makeField(400, 'no', 'text', { source: { kind: 'auto', of: 'number', pattern: 'IT{000}' }, unique: true }),
  makeField(401, 'title', 'text', { required: true, label: { 'zh-CN': '名称', en: 'Title' } }),
  makeField(402, 'code', 'text', { unique: true, label: { 'zh-CN': '编码', en: 'Code' } }),
  makeField(403, 'mail', 'email', { label: { 'zh-CN': '邮箱', en: 'Email' } }),
  makeField(404, 'amount', 'number', { options: { precision: 2 } }),
  makeField(405, 'status', 'select', { options: { set: 'grade' } }),
  makeField(406, 'reason', 'text', { requiredIf: stored(call('is', field('status'), value('silver'))) }),
  makeField(407, 'customer', 'link', { options: { table: 'customers', onDelete: 'clear' } }),
  makeField(408, 'owner', 'user', { default: stored(variable('me')) }),
  makeField(409, 'region', 'text'),
  makeField(410, 'slot', 'number'),
  makeField(411, 'bonus', 'number'),
  makeField(412, 'secret', 'text', { label: { 'zh-CN': '机密', en: 'Secret' } }),
  makeField(413, 'phone', 'phone', { sensitivity: 'personal' }),
  makeField(414, 'note', 'text'),
])
items.uniques = [{ number: 420, fields: ['region', 'slot'] }]
items.checks = [
  {
    key: 'positive',
    expr: stored(call('gte', field('amount'), value(0))),
    message: { en: 'Not below zero.' },
  },
  {
    key: 'fair',
    expr: stored(call('lte', field('bonus'), field('amount'))),
    message: { 'zh-CN': '奖金不能多于金额。', en: 'The bonus is above the amount.' },
  },
]
/** What the salespeople may do. */
export const rights: Rights = {
  rows: { create: mine, read: mine, update: mine },
  fields: {
    bonus: { read: true, edit: true, create: lt('amount', 100) },
    secret: 'hidden',
    phone: { mask: 'phone' },
    note: { read: lt('amount', 100), edit: true, create: true },
    no: 'read',
    reason: { read: true, edit: false, create: true },
  },
  otherFields: 'edit',
  actions: ['import', 'history'],
}
export interface ImportWorld {
  world: World
  admin: Client
  sales: Client
  /** With the role of the salesperson. */
  english: Client
  /** A customer that the salesperson sees, and one of somebody else. */
  own: string
  foreign: string
  /** The salespeople have these rights, and no others. */
  playing(table: Rights): Promise<void>
  /** An administrator makes a record. */
  make(fields: Fields): Promise<string>
  cells(id: string): Promise<Fields>
  titled(text: string): Promise<ListAnswer['records']>
  close(): Promise<void>
}

export async function openImports(): Promise<ImportWorld> {
  prepareApi()
  const db = await testDatabase()
  const world = await makeWorld()
  const change = { base: 'crm', actor: world.admin.userId, door: 'command' } as const
  const { roles } = await changeDefinitions(change, async () => [{ kind: 'table', after: items }])
  const customers = roles.get('sales')!.tables.customers!
  const [admin, sales] = [await signedIn(world.admin), await signedIn(world.sales)]
  const reader = await makePerson('Bea', 'en')
  await run(
    ownerSql(),
    sql`insert into tian.memberships (base_id, user_id, roles)
        select base_id, ${param(reader.userId, 'uuid')}, roles from tian.memberships
        where user_id = ${param(world.sales.userId, 'uuid')}`,
  )
  const english = await signedIn(reader, 'en')
  const playing = async (table: Rights): Promise<void> => {
    const tables = { customers, ...role({ items: table }).tables }
    await changeDefinitions(change, async ({ definitions }) => {
      const before = definitions.roles.get('sales')!
      return [{ kind: 'role', before, after: { ...before, tables } }]
    })
    // So that nothing is begun with the copy of rights from before.
    for (const client of [sales, english]) await client.ask('GET', '/bases/crm')
  }
  await playing(rights)
  const made = async (address: string, fields: Fields): Promise<string> => {
    const { status, body } = await admin.ask('POST', address, { body: { fields } })
    expect([status, body.error]).toEqual([201, undefined])
    return String(body.id)
  }
  const customer = (name: string, owner: string) =>
    made('/bases/crm/tables/customers/records', { name, owner })
  return {
    world,
    admin,
    sales,
    english,
    own: await customer('own', world.sales.userId),
    foreign: await customer('foreign', world.other.userId),
    playing,
    make: (fields) => made(records, fields),
    cells: async (id) => (await admin.ask('GET', `${records}/${id}`)).body.fields as Fields,
    titled: async (text) => {
      const where = encodeURIComponent(`contains(title, "${text}")`)
      const { body } = await admin.ask('GET', `${records}?where=${where}&limit=200`)
      return body.records as ListAnswer['records']
    },
    close: () => db.close(),
  }
}

export type Fields = Record<string, unknown>
export const send = (
  client: Client,
  rows: Fields[],
  ask: Partial<Omit<ImportAsk, 'records'>> = {},
  headers = {},
): Promise<Answer> =>
  client.ask('POST', `${records}/import`, {
    body: { records: rows.map((fields) => ({ fields })), ...ask },
    headers,
  })
export const rowsOf = ({ status, body }: Answer): ImportAnswer['rows'] => {
  expect([status, body.error]).toEqual([200, undefined])
  return (body as unknown as ImportAnswer).rows
}
export const bring = async (client: Client, rows: Fields[], ask: Partial<Omit<ImportAsk, 'records'>> = {}) =>
  rowsOf(await send(client, rows, ask))
export const problemsOf = (row: ImportAnswer['rows'][number] | undefined): ApiError[] =>
  row && 'problems' in row ? row.problems : []
export const said = (row: ImportAnswer['rows'][number] | undefined): unknown =>
  row && 'done' in row ? row.done : problemsOf(row).map(({ code, field }) => [code, field])
export const idOf = (row: ImportAnswer['rows'][number] | undefined): string =>
  (row && 'done' in row && row.id) || ''

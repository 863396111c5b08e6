/** Installing the template on PostgreSQL: whole, full of sample data, seen through its roles, and removed without a trace. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { describeRoles } from '@/lib/access/roles'
import type { InstallProgress, ListAnswer, ListAsk } from '@/lib/api/contract'
import { ownerTransaction, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { createBase } from '@/lib/ddl/base'
import { parse, print } from '@/lib/meta/documents'
import { createRecord } from '@/lib/records/create'
import { describeTable } from '@/lib/records/describe'
import { listRecords } from '@/lib/records/list'
import { makePerson } from '@/lib/records/testing/world'
import { hasSample, installTemplate } from './install'
import { removeSample } from './sample-rows'

let db: TestDatabase
let owner: Person
const progress: InstallProgress[] = []
const list = async (person: Person, table: string, ask: ListAsk = {}): Promise<ListAnswer> =>
  JSON.parse(
    await asActor(person, 'main', (a) => listRecords(a, table, { count: 'exact', ...ask })),
  ) as ListAnswer

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  owner = await makePerson('店主')
  await ownerTransaction((tx) => createBase(tx, owner, 'main', { 'zh-CN': '客户管理', en: 'Customers' }))
  await installTemplate(
    owner,
    'main',
    { template: 'customer_management', sample: true, sampleLocale: 'zh-CN' },
    (p) => progress.push(p),
  )
}, 60_000)
afterAll(() => db.close())

/** A sample person with this role, as somebody who asks. */
async function sampleMember(role: string): Promise<Person> {
  const [row] = await run<{ id: string; name: string }>(
    db.ownerSql,
    sql`select u.id, u.name from tian.users u join tian.memberships m on m.user_id = u.id
        where ${param(role)} = any(m.roles) and u.placeholder order by u.name limit 1`,
  )
  return { ...owner, userId: row!.id, name: row!.name }
}

describe('customer management with sample data', () => {
  test('tells its progress and fills every table', async () => {
    expect(progress.map((p) => p.step)).toContain('sample')
    expect(progress.every((p) => p.completed <= p.total)).toBe(true)
    expect((await list(owner, 'customers', { limit: 1 })).count?.value).toBe(260)
    expect((await list(owner, 'orders', { limit: 1 })).count?.value).toBeGreaterThanOrEqual(990)
  })
  test('every document is in its normal form', async () => {
    const rows = await run<{ kind: 'table' | 'view' | 'role' | 'options' | 'install'; body: object }>(
      db.ownerSql,
      sql`select kind, body from tian.documents`,
    )
    expect(rows.length).toBeGreaterThan(60)
    for (const { kind, body } of rows) expect(print(kind, parse(kind, body) as never)).toEqual(body)
  })
  test('every table lists through every role without an error, and every view works', async () => {
    const roles = ['sales_manager', 'salesperson', 'customer_service', 'marketing', 'finance', 'viewer']
    const people = await Promise.all(roles.map(sampleMember))
    const seller = people[roles.indexOf('salesperson')]
    for (const person of [owner, ...people]) {
      const actor = await asActor(person, 'main', async (a) => a)
      for (const table of actor.definitions.tables.values()) {
        const shown = await asActor(person, 'main', (a) => describeTable(a, table.key)).catch(() => undefined)
        if (!shown) continue
        await list(person, table.key)
        for (const view of shown.views)
          await list(person, table.key, { filter: view.filter, sort: view.sort })
        // Orders differ by right, not by role: the fullest and the narrowest say it all.
        const sorted = person === owner || person === seller ? shown.fields.filter((f) => f.sortable) : []
        for (const field of sorted)
          await list(person, table.key, { sort: [{ field: field.key, desc: true }], limit: 5 })
      }
    }
  }, 60_000)
  test('a salesperson sees own customers only, and no cost or margin anywhere', async () => {
    const seller = await sampleMember('salesperson')
    const { records, count } = await list(seller, 'customers', { limit: 200 })
    expect(count!.value).toBeGreaterThan(10)
    expect(count!.value).toBeLessThan(100)
    for (const r of records)
      expect([r.fields.owner, ...((r.fields.collaborators as string[]) ?? [])]).toContain(seller.userId)
    for (const table of ['orders', 'order_items', 'products']) {
      const shown = await asActor(seller, 'main', (a) => describeTable(a, table))
      expect(JSON.stringify(shown)).not.toMatch(/cost|gross_profit|成本|毛利/)
      expect(JSON.stringify(await list(seller, table))).not.toMatch(/cost|gross_profit/)
    }
  })
  test('a manager sees what the team, the manager and nobody owns, and what belongs to it', async () => {
    const manager = await sampleMember('sales_manager')
    const { teams } = await asActor(manager, 'main', async (a) => a.definitions)
    const led = teams.filter((t) => t.managers.includes(manager.userId))
    expect(led.map((t) => t.members.length)).toEqual([4])
    const everybody = (await list(owner, 'customers', { limit: 200, count: 'exact' })).count!.value
    const { records, count } = await list(manager, 'customers', { limit: 200, count: 'exact' })
    expect(count!.value).toBeGreaterThan(10)
    expect(count!.value).toBeLessThan(everybody)
    for (const r of records) expect([undefined, ...led[0]!.members]).toContain(r.fields.owner)
    const ids = new Set(records.map((r) => r.id))
    for (const order of (await list(manager, 'orders', { limit: 200 })).records)
      expect(ids.has(order.fields.customer as string) || count!.value > 200).toBe(true)
  })
  test('a conversation may be changed for a day, by who may at all', async () => {
    const seller = await sampleMember('salesperson')
    const { records } = await list(seller, 'activities', { limit: 200 })
    expect(records.length).toBeGreaterThan(5)
    const old = records.filter((r) => Date.parse(String(r.fields.logged_at)) < Date.now() - 86_400_000)
    expect(old.length).toBeGreaterThan(0)
    for (const r of old) expect([r.can.update, r.can.locked?.includes('content')]).not.toEqual([true, false])
  })
  test('a role counts the people who can act, not the people of the sample', async () => {
    const { members } = await asActor(owner, 'main', describeRoles)
    expect(members).toEqual([{ role: 'admin', count: 1 }])
  })
  test('auto numbers go on after the sample', async () => {
    const { records } = await list(owner, 'customers', { limit: 200, fields: ['customer_no'] })
    const made = JSON.parse(
      await asActor(owner, 'main', (a) =>
        createRecord(a, 'customers', { name: '新客户', source: 'walk_in', phone: '13900139000' }),
      ),
    ) as { id: string; fields: { customer_no: string } }
    expect(records.map((r) => r.fields.customer_no)).not.toContain(made.fields.customer_no)
  })
  test('a second install is refused and changes nothing', async () => {
    await expect(
      installTemplate(owner, 'main', { template: 'customer_management', sample: false, sampleLocale: 'en' }),
    ).rejects.toMatchObject({ code: 'TEMPLATE_INSTALLED' })
  })
  test('removing the sample leaves what people added', async () => {
    const removed = await asActor(owner, 'main', removeSample)
    expect(removed).toBeGreaterThan(2000)
    expect((await list(owner, 'customers')).records.map((r) => r.fields.name)).toEqual(['新客户'])
    expect(await hasSample(db.appSql, 'main')).toBe(false)
    const [row] = await run<{ n: number }>(db.ownerSql, sql`select count(*)::int as n from tian.memberships`)
    expect(row!.n).toBe(1)
    expect(
      await run(db.ownerSql, sql`select 1 from tian.teams union all select 1 from tian.team_members`),
    ).toEqual([])
  })
})

test('a base that has tables of the same keys keeps them; the template takes other keys', async () => {
  await ownerTransaction((tx) => createBase(tx, owner, 'second', { en: 'Second' }))
  const { createTable } = await import('@/lib/ddl/edit-table')
  await asActor(owner, 'second', (a) => createTable(a, { label: { en: 'My customers' }, key: 'customers' }))
  const { table } = await installTemplate(owner, 'second', {
    template: 'customer_management',
    sample: true,
    sampleLocale: 'en',
  })
  expect(table).toBe('customers_2')
  const orders = await asActor(owner, 'second', (a) => describeTable(a, 'orders'))
  expect(orders.fields.find((f) => f.key === 'customer')?.target?.table).toBe('customers_2')
}, 60_000)

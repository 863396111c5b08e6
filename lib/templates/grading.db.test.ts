/** The grading template: alone with its own tables, and beside customer management with the same customers, in either order. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor, Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import type { ListAnswer } from '@/lib/api/contract'
import { wrongValues } from '@/lib/compute/fill'
import { ownerTransaction, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { createBase } from '@/lib/ddl/base'
import { changeField } from '@/lib/ddl/edit-field'
import { printText } from '@/lib/expr/print-text'
import { fieldOf } from '@/lib/meta/fields'
import type { Definitions, Field } from '@/lib/meta/model'
import { findBase, readDefinitions } from '@/lib/meta/store'
import { describeTable } from '@/lib/records/describe'
import { listRecords } from '@/lib/records/list'
import { makePerson } from '@/lib/records/testing/world'
import { loadTemplate, type Template } from './format'
import { install, installTemplate, preview, upgrade } from './install'
import { addEdges } from './sample/edges'
import { addProducts } from './sample/products'
import { asOf, World } from './sample/world'

const released = JSON.parse(
  readFileSync(new URL('./testing/customer-management-1.0.0.json', import.meta.url), 'utf8'),
) as Template

let db: TestDatabase
let owner: Person
const as = <T>(base: string, work: (actor: Actor) => Promise<T>): Promise<T> => asActor(owner, base, work)
const definitionsOf = async (base: string): Promise<Definitions> =>
  readDefinitions(db.ownerSql, (await findBase(db.ownerSql, base))!)
const makeBase = (key: string) => ownerTransaction((tx) => createBase(tx, owner, key, { en: key }))
const bring = (base: string, template: string, sample = false) =>
  installTemplate(owner, base, { template, sample, sampleLocale: 'zh-CN' })
const list = async (base: string, table: string, person = owner): Promise<ListAnswer> =>
  JSON.parse(
    await asActor(person, base, (a) => listRecords(a, table, { count: 'exact', limit: 200 })),
  ) as ListAnswer
const textOf = ({ source }: Field): string =>
  source.kind === 'formula' ? printText(source.expr.expr) : source.kind
const formula = async (base: string, key: string): Promise<string> =>
  textOf(fieldOf((await definitionsOf(base)).tables.get('customers')!, key)!)

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  owner = await makePerson('店主')
}, 60_000)
afterAll(() => db.close())

describe('beside customer management', () => {
  let before: Definitions
  let after: Definitions
  beforeAll(async () => {
    await makeBase('both')
    await bring('both', 'customer_management')
    await as('both', (a) =>
      changeField(a, 'customers', 'tags', { label: { 'zh-CN': '印象', en: 'Impression' } }),
    )
    before = await definitionsOf('both')
    const plan = await preview('both', await loadTemplate('customer_grading'))
    expect(plan.conflicts).toEqual([])
    expect(
      plan.lines.filter((l) => l.do !== 'add' && l.subject.kind === 'field').map((l) => l.subject.label.en),
    ).toEqual(['ABC class', 'Class set by hand'])
    await bring('both', 'customer_grading')
    after = await definitionsOf('both')
  }, 60_000)

  test('the tables are the same ones, with what was missing', () => {
    for (const table of before.tables.values()) expect(after.tables.get(table.key)?.id).toBe(table.id)
    expect([...after.tables.keys()].filter((key) => !before.tables.has(key))).toEqual([
      'grade_rules',
      'crm_settings',
    ])
    const customers = after.tables.get('customers')!
    expect(fieldOf(customers, 'tags')!.label.en).toBe('Impression')
    expect(fieldOf(customers, 'tier')?.origin).toMatchObject({
      template: 'customer_grading',
      item: 'crm.customers.tier',
    })
    expect(customers.fields.length).toBe(before.tables.get('customers')!.fields.length + 17)
    expect(after.tables.get('orders')).toEqual(before.tables.get('orders'))
    expect(customers.sections.map((s) => s.key)).toContain('grade')
  })
  test('roles get rights to what is new and keep all others', () => {
    const seller = after.roles.get('salesperson')!
    expect(seller.id).toBe(before.roles.get('salesperson')!.id)
    expect(seller.notes).toEqual(before.roles.get('salesperson')!.notes)
    expect(seller.tables.customers!.fields).toMatchObject({
      ...before.roles.get('salesperson')!.tables.customers!.fields,
      tier: 'read',
      gross_margin: 'hidden',
    })
    expect(seller.tables.grade_rules).toMatchObject({ otherFields: 'read' })
    expect(seller.tables.crm_settings).toBeUndefined()
    expect(seller.tables.activities).toEqual(before.roles.get('salesperson')!.tables.activities)
  })
  test('the first view stays the first, and rules come filled', async () => {
    const views = [...after.views.values()].filter((v) => v.table === 'customers')
    expect(views.filter((v) => v.default).map((v) => v.key)).toEqual(['customers_all'])
    expect(views.map((v) => v.key)).toContain('customers_grades')
    expect((await list('both', 'grade_rules')).count?.value).toBe(25)
    expect((await list('both', 'crm_settings')).count?.value).toBe(5)
  })
  test('classes are judged from now on, and an upgrade of the first does not take that back', async () => {
    expect(await formula('both', 'abc_class')).toContain('grade_rules.first')
    const plan = await preview('both', await loadTemplate('customer_management'))
    expect(plan.conflicts).toEqual([])
    expect(plan.lines.filter((l) => l.do === 'change' || l.do === 'add')).toEqual([])
    await upgrade(owner, 'both', await loadTemplate('customer_management'))
    expect(await formula('both', 'abc_class')).toContain('grade_rules.first')
  })
})

describe('alone', () => {
  beforeAll(async () => {
    await makeBase('alone')
    await bring('alone', 'customer_grading', true)
  }, 60_000)

  test('opens with the columns of the article, full of sample data', async () => {
    const { views } = await as('alone', (a) => describeTable(a, 'customers'))
    const first = views.find((v) => v.default)!
    expect(first.columns.map((c) => c.field).slice(0, 4)).toEqual([
      'tier',
      'name',
      'phone',
      'last_order_date',
    ])
    expect((await list('alone', 'customers')).count?.value).toBe(260)
    for (const table of ['orders', 'order_items', 'products', 'surveys', 'service_requests'])
      expect((await list('alone', table)).count?.value, table).toBeGreaterThan(30)
  })
  test('grades as many customers as the sample promises', async () => {
    // As the generator makes them: the twenty edges come first and are no archetype.
    const world = new World('zh-CN', asOf)
    const edges = new Set(addEdges(world, addProducts(world)).customers.map((c) => c.name))
    const rows = await run<{ fields: Record<string, string> }>(
      db.ownerSql,
      sql`select to_jsonb(c) as fields from alone.customers c`,
    )
    const regular = rows.filter(({ fields }) => !edges.has(fields.name!))
    expect(regular).toHaveLength(240)
    const count = (field: string) => {
      const found: Record<string, number> = {}
      for (const { fields } of regular) found[fields[field]!] = (found[fields[field]!] ?? 0) + 1
      return found
    }
    const within = (n: number | undefined, low: number, high: number) =>
      expect(n! >= low && n! <= high, `${n}`).toBe(true)
    const [tier, value, abc] = [count('tier'), count('value_level'), count('abc_class')]
    expect([tier.new, value.none]).toEqual([76, 48])
    for (const [n, low, high] of [
      [tier.gold, 12, 19],
      [tier.silver, 27, 44],
      [tier.regular, 107, 121],
      [value.high, 12, 19],
      [value.medium, 96, 122],
      [value.low, 57, 81],
      [abc.A, 8, 17],
      [abc.B, 83, 120],
      [abc.C, 106, 143],
    ] as const)
      within(n, low, high)
  })
  test('every role sees what it may, and nothing of cost', async () => {
    for (const role of [
      'sales_manager',
      'salesperson',
      'customer_service',
      'marketing',
      'finance',
      'viewer',
    ]) {
      const [row] = await run<{ id: string; name: string }>(
        db.ownerSql,
        sql`select u.id, u.name from tian.users u join tian.memberships m on m.user_id = u.id join tian.bases b on b.id = m.base_id
            where b.key = 'alone' and ${param(role)} = any(m.roles) and u.placeholder order by u.name limit 1`,
      )
      const person = { ...owner, userId: row!.id, name: row!.name }
      const shown = await asActor(person, 'alone', (a) => describeTable(a, 'customers'))
      const keys = shown.fields.map((f) => f.key)
      expect(keys, role).toEqual(
        expect.arrayContaining(['tier', 'value_level', 'abc_class', 'rfm_segment', 'repeat_rate']),
      )
      expect(keys.includes('clv'), role).toBe(role !== 'customer_service')
      expect(keys.includes('gross_margin'), role).toBe(role === 'sales_manager' || role === 'finance')
      for (const view of shown.views)
        await asActor(person, 'alone', (a) =>
          listRecords(a, 'customers', { filter: view.filter, sort: view.sort }),
        )
    }
  })
  test('customer management comes beside it, and everything agrees', async () => {
    await bring('alone', 'customer_management', true)
    expect(await formula('alone', 'abc_class')).toContain('grade_rules.first')
    expect((await list('alone', 'customers')).count?.value).toBe(260)
    expect((await list('alone', 'activities')).count?.value).toBeGreaterThan(1000)
    const [people] = await run<{ n: number }>(
      db.ownerSql,
      sql`select count(*)::int as n from tian.memberships m join tian.bases b on b.id = m.base_id where b.key = 'alone'`,
    )
    expect(people!.n).toBe(15)
    const { tables } = await definitionsOf('alone')
    expect(fieldOf(tables.get('orders')!, 'contact')).toBeDefined()
    for (const key of ['customer_management', 'customer_grading']) {
      const plan = await preview('alone', await loadTemplate(key))
      expect(
        plan.lines.filter((l) => l.do !== 'deleted'),
        key,
      ).toEqual([])
    }
    const wrong = await as('alone', (a) => wrongValues(db.ownerSql, a.definitions))
    expect(wrong.map((w) => `${w.table.key}.${w.field}`)).toEqual([])
  }, 60_000)
})

test('beside customers that are there already, its rules judge all of them', async () => {
  await makeBase('full')
  await bring('full', 'customer_management', true)
  await bring('full', 'customer_grading')
  expect(await as('full', (a) => wrongValues(db.ownerSql, a.definitions))).toEqual([])
  const { records } = await list('full', 'customers')
  expect(records.every((r) => r.fields.tier !== undefined)).toBe(true)
}, 60_000)

test('beside an old version it brings what it needs of the new one', async () => {
  await makeBase('old')
  await install(owner, 'old', released, { sample: false, sampleLocale: 'en' })
  await bring('old', 'customer_grading')
  expect(await formula('old', 'orders_count')).toContain('orders.count')
  expect(await formula('old', 'tier')).toContain('grade_rules.first')
  const plan = await preview('old', await loadTemplate('customer_management'))
  expect(plan.conflicts).toEqual([])
  await upgrade(owner, 'old', await loadTemplate('customer_management'))
  expect(await formula('old', 'abc_class')).toContain('grade_rules.first')
}, 60_000)

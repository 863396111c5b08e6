/** A new version of a template on a base that people have made theirs: what they changed stays, the rest comes, and it can be undone. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor, Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { saveRole } from '@/lib/access/roles'
import type { ListAnswer } from '@/lib/api/contract'
import type { PlanLine, UpgradePlan } from '@/lib/api/contract-upgrade'
import { ownerTransaction, run } from '@/lib/db/connection'
import { ident, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { createBase } from '@/lib/ddl/base'
import { addField, changeField, deleteField } from '@/lib/ddl/edit-field'
import { saveOptions } from '@/lib/ddl/edit-options'
import { changeOf } from '@/lib/ddl/edit-table'
import { schemaHistory } from '@/lib/ddl/history'
import { undoChange } from '@/lib/ddl/undo'
import { fieldOf } from '@/lib/meta/fields'
import type { Definitions, Field } from '@/lib/meta/model'
import { findBase, installs, readDefinitions } from '@/lib/meta/store'
import { createRecord } from '@/lib/records/create'
import { listRecords } from '@/lib/records/list'
import { makePerson } from '@/lib/records/testing/world'
import { saveView } from '@/lib/records/views'
import { loadTemplate, type Template } from './format'
import { install, preview, upgrade } from './install'
import { isNewer } from './version'

/** Version 1.0.0 as it was released, as far as its first five tables. */
const released = JSON.parse(
  readFileSync(new URL('./testing/customer-management-1.0.0.json', import.meta.url), 'utf8'),
) as Template
const options = { sample: false, sampleLocale: 'zh-CN' } as const

let db: TestDatabase
let owner: Person
let current: Template
const as = <T>(base: string, work: (actor: Actor) => Promise<T>): Promise<T> => asActor(owner, base, work)
const definitionsOf = async (base: string): Promise<Definitions> =>
  readDefinitions(db.ownerSql, (await findBase(db.ownerSql, base))!)
const makeBase = (key: string) => ownerTransaction((tx) => createBase(tx, owner, key, { en: key }))
const list = async (base: string, table: string): Promise<ListAnswer['records']> =>
  (JSON.parse(await as(base, (a) => listRecords(a, table, {}))) as ListAnswer).records
const subjects = (plan: UpgradePlan, what: PlanLine['do'], kind: PlanLine['subject']['kind']) =>
  plan.lines.filter((l) => l.do === what && l.subject.kind === kind).map((l) => l.subject.label['zh-CN'])

/** The template with a field of a table changed, as a next version might have it. */
const withField = (
  template: Template,
  table: string,
  key: string,
  change: (f: Field) => Partial<Field> | undefined,
): Template => ({
  ...template,
  tables: template.tables.map((t) => {
    if (t.key !== table) return t
    const fields = t.fields.flatMap((f) => {
      const changed = f.key === key ? change(f as unknown as Field) : {}
      return changed ? [{ ...f, ...changed }] : []
    })
    const left = new Set(fields.map((f) => f.key))
    return {
      ...t,
      fields,
      sections: t.sections.map((s) => ({ ...s, fields: s.fields.filter((f) => left.has(f)) })),
    }
  }),
})

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  owner = await makePerson('店主')
  current = await loadTemplate('customer_management')
}, 60_000)
afterAll(() => db.close())

test('versions are compared by their numbers', () => {
  expect(isNewer('1.10.0', '1.9.3')).toBe(true)
  expect(isNewer('1.0.0', '1.0.0')).toBe(false)
  expect(isNewer('1.0', '1.0.1')).toBe(false)
})

describe('a base that nobody touched', () => {
  test('becomes what a fresh install is', async () => {
    await makeBase('plain')
    await makeBase('fresh')
    await install(owner, 'plain', released, options)
    // Exactly what version 1.0.0 of the program wrote: nothing that came to tables later.
    const stored = await run<{ keys: string[] }>(
      db.ownerSql,
      sql`select array(select jsonb_object_keys(body -> 'x-table') order by 1) as keys from tian.documents where kind = 'table'`,
    )
    for (const { keys } of stored)
      expect(keys).toEqual([
        'description',
        'icon',
        'id',
        'key',
        'label',
        'order',
        'origin',
        'sections',
        'title',
      ])
    await upgrade(owner, 'plain', current)
    await install(owner, 'fresh', current, options)
    /** Without what differs between any two bases. */
    const shape = ({ tables, optionSets, views, roles }: Definitions) =>
      [tables, optionSets, views, roles].map((map: ReadonlyMap<string, object>) =>
        JSON.parse(
          JSON.stringify(
            [...map].sort(([a], [b]) => (a < b ? -1 : 1)),
            (name, value) => (['id', 'number', 'version', 'trash'].includes(name) ? undefined : value),
          ),
        ),
      )
    // The roles of the released fixture are three; the others are new and complete.
    expect(shape(await definitionsOf('plain'))).toEqual(shape(await definitionsOf('fresh')))
  }, 60_000)
})

describe('a base that people made theirs', () => {
  let customer: string
  beforeAll(async () => {
    await makeBase('theirs')
    await install(owner, 'theirs', released, options)
    const made = JSON.parse(
      await as('theirs', (a) =>
        createRecord(a, 'customers', {
          name: '老客户',
          source: 'walk_in',
          phone: '13900139000',
          orders_count: 7,
          lifetime_amount: 70,
        }),
      ),
    ) as { id: string }
    customer = made.id
    const order = JSON.parse(
      await as('theirs', (a) =>
        createRecord(a, 'orders', {
          customer,
          order_date: '2026-01-02',
          status: 'completed',
          net_amount: 99,
        }),
      ),
    ) as { id: string }
    const { id: product } = JSON.parse(
      await as('theirs', (a) =>
        createRecord(a, 'products', { name: '样品', category: 'other', list_price: 5, kind: 'product' }),
      ),
    ) as { id: string }
    await as('theirs', (a) =>
      createRecord(a, 'order_items', { order: order.id, product, quantity: 3, unit_price: 5 }),
    )

    await as('theirs', (a) =>
      changeField(a, 'customers', 'orders_count', { label: { 'zh-CN': '成交次数', en: 'Deals' } }),
    )
    await as('theirs', (a) =>
      changeField(a, 'customers', 'name', { label: { 'zh-CN': '公司', en: 'Customer name' } }),
    )
    await as('theirs', (a) =>
      addField(a, 'customers', { label: { 'zh-CN': '自己的', en: 'Own' }, key: 'own', type: 'text' }),
    )
    await as('theirs', (a) =>
      addField(a, 'orders', { label: { 'zh-CN': '我的有效', en: 'My valid' }, key: 'valid', type: 'text' }),
    )
    await as('theirs', (a) => deleteField(a, 'customers', 'wechat'))
    const { optionSets, roles, views } = await definitionsOf('theirs')
    const source = optionSets.get('source')!.options
    await as('theirs', (a) =>
      saveOptions(a, 'source', [
        ...source.map((o) =>
          o.value === 'other' ? { ...o, label: { 'zh-CN': '别的', en: 'Other' }, color: 'red' as const } : o,
        ),
        { value: 'fair', label: { 'zh-CN': '庙会', en: 'Fair' }, color: 'blue' },
      ]),
    )
    await as('theirs', (a) =>
      saveView(a, 'customers_all', { columns: [{ field: 'name' }, { field: 'own' }], frozen: 1, sort: [] }),
    )
    const seller = roles.get('salesperson')!
    const right = seller.tables.customers!
    await as('theirs', (a) =>
      saveRole(a, 'salesperson', {
        ...seller,
        tables: {
          ...seller.tables,
          customers: { ...right, fields: { ...right.fields, lifetime_amount: 'hidden' } },
        },
      }),
    )
    await as('theirs', (a) =>
      changeDefinitions(changeOf(a), async () => [{ kind: 'view', before: views.get('customers_vip')! }]),
    )
  }, 60_000)

  let next: Template
  let plan: UpgradePlan
  test('is shown what will happen', async () => {
    next = withField(current, 'customers', 'name', () => ({
      label: { 'zh-CN': '客户全称', en: 'Full name' },
    }))
    next = withField(next, 'customers', 'notes', () => undefined)
    plan = await preview('theirs', next)
    expect(plan).toMatchObject({ template: 'customer_management', from: '1.0.0', to: '1.2.0' })
    expect(subjects(plan, 'compute', 'field')).toEqual(
      expect.arrayContaining(['成交次数', '累计交易金额', '实际金额']),
    )
    const deals = plan.lines.find((l) => l.do === 'compute' && l.subject.label['zh-CN'] === '成交次数')
    expect(deals?.typed).toBe(1)
    expect(subjects(plan, 'add', 'field')).toEqual(expect.arrayContaining(['有效订单', '距上次购买天数']))
    expect(subjects(plan, 'add', 'table')).toContain('应收账款')
    expect(subjects(plan, 'deleted', 'field')).toEqual(['微信号'])
    expect(subjects(plan, 'deleted', 'view')).toEqual(['VIP 客户'])
    expect(subjects(plan, 'gone', 'field')).toEqual(['备注'])
    expect(plan.conflicts).toEqual([
      {
        subject: {
          kind: 'field',
          label: { 'zh-CN': '公司', en: 'Customer name' },
          of: { 'zh-CN': '客户', en: 'Customers' },
        },
        part: 'label',
        mine: { labels: { 'zh-CN': '公司' } },
        theirs: { labels: { 'zh-CN': '客户全称' } },
      },
    ])
    // Looking at it changes nothing.
    expect(fieldOf((await definitionsOf('theirs')).tables.get('customers')!, 'recency_days')).toBeUndefined()
  })

  test('keeps every change, and gets the rest', async () => {
    await upgrade(owner, 'theirs', next)
    const { tables, optionSets, views, roles } = await definitionsOf('theirs')
    const customers = tables.get('customers')!
    const orders = tables.get('orders')!
    expect(fieldOf(customers, 'orders_count')).toMatchObject({
      label: { 'zh-CN': '成交次数' },
      source: { kind: 'formula' },
    })
    expect(fieldOf(customers, 'name')!.label).toEqual({ 'zh-CN': '公司', en: 'Full name' })
    expect(fieldOf(customers, 'own')).toBeDefined()
    expect(fieldOf(customers, 'notes')).toBeDefined()
    expect(fieldOf(customers, 'wechat')).toBeUndefined()
    expect(fieldOf(orders, 'valid')).toMatchObject({ type: 'text', label: { 'zh-CN': '我的有效' } })
    expect(fieldOf(orders, 'valid_2')).toMatchObject({ type: 'checkbox', source: { kind: 'formula' } })
    expect(JSON.stringify(fieldOf(customers, 'orders_count')!.source)).toContain('valid_2')
    expect(optionSets.get('source')!.options.at(-1)).toMatchObject({ value: 'fair' })
    expect(optionSets.get('source')!.options.find((o) => o.value === 'other')).toMatchObject({
      label: { 'zh-CN': '别的' },
      color: 'red',
    })
    expect(views.get('customers_all')!.columns.map((c) => c.field)).toEqual(['name', 'own'])
    expect(views.has('customers_vip')).toBe(false)
    const rights = roles.get('salesperson')!.tables
    expect(rights.customers!.fields).toMatchObject({
      lifetime_amount: 'hidden',
      recency_days: 'read',
      last_contact_at: 'read',
    })
    expect(rights.orders!.fields).toMatchObject({ valid_2: 'read' })
    expect(rights.receivables).toBeDefined()
    for (const role of roles.values())
      for (const [key, right] of Object.entries(role.tables))
        expect(
          Object.keys(right.fields).filter((f) => !fieldOf(tables.get(key)!, f)),
          `${role.key} ${key}`,
        ).toEqual([])
    for (const table of tables.values()) {
      const placed = table.sections.flatMap((s) => s.fields)
      expect(placed.sort(), table.key).toEqual(table.fields.map((f) => f.key).sort())
    }
  }, 60_000)

  test('computes what was typed before, and keeps that aside', async () => {
    const [found] = await list('theirs', 'customers')
    expect(found!.fields).toMatchObject({ name: '老客户', orders_count: 1, lifetime_amount: 15 })
    const aside = (await definitionsOf('theirs')).tables
      .get('customers')!
      .trash.find((t) => t.field.key === 'orders_count')!
    const [row] = await run<{ was: string }>(
      db.ownerSql,
      sql`select ${ident(`_o_${aside.field.number}`)}::text as was from theirs.customers`,
    )
    expect(Number(row!.was)).toBe(7)
  })

  test('a second time there is nothing to do', async () => {
    const again = await preview('theirs', next)
    expect(again.conflicts).toEqual([])
    expect(again.lines.filter((l) => !['deleted', 'gone'].includes(l.do))).toEqual([])
    const before = await definitionsOf('theirs')
    await upgrade(owner, 'theirs', next)
    expect(await definitionsOf('theirs')).toEqual(before)
  })

  test('is one line of history, which can be taken back', async () => {
    const { changes } = await as('theirs', (a) => schemaHistory(a))
    const [line] = changes
    expect(line).toMatchObject({ undo: { can: true } })
    // The first sentence says what it was; what it brought comes after it.
    const name = { 'zh-CN': '客户管理表', en: 'Customer management' }
    expect(line!.parts[0]).toEqual({ key: 'templateUpgraded', params: { template: name, version: '1.2.0' } })
    expect(line!.parts.length).toBeGreaterThan(20)
    const undone = await as('theirs', (a) => undoChange(a, line!.id))
    expect(undone.parts[0]).toEqual({ key: 'templateReturned', params: { template: name, version: '1.0.0' } })
    const { tables } = await definitionsOf('theirs')
    expect(fieldOf(tables.get('customers')!, 'orders_count')).toMatchObject({
      source: { kind: 'input' },
      label: { 'zh-CN': '成交次数' },
    })
    expect(fieldOf(tables.get('customers')!, 'recency_days')).toBeUndefined()
    expect(tables.has('receivables')).toBe(false)
    const [found] = await list('theirs', 'customers')
    expect(found!.fields).toMatchObject({ orders_count: 7, lifetime_amount: 70 })
    expect((await installs(db.ownerSql, (await findBase(db.ownerSql, 'theirs'))!.id))[0]).toMatchObject({
      version: '1.0.0',
    })
  }, 60_000)

  test('and comes again when it is wanted after all', async () => {
    await upgrade(owner, 'theirs', next)
    const [found] = await list('theirs', 'customers')
    expect(found!.fields).toMatchObject({ orders_count: 1, lifetime_amount: 15 })
  }, 60_000)
})

test('an older program does not take back what a newer one brought', async () => {
  await expect(preview('theirs', released)).rejects.toMatchObject({ code: 'TEMPLATE_INSTALLED' })
})

test('what needs a deleted field stays out, and comes when the field is back', async () => {
  await makeBase('broken')
  await install(owner, 'broken', released, options)
  await as('broken', (a) => deleteField(a, 'orders', 'shipping_fee'))
  const plan = await preview('broken', current)
  expect(subjects(plan, 'broken', 'field')).toContain('购买金额')
  await upgrade(owner, 'broken', current)
  const { tables } = await definitionsOf('broken')
  expect(fieldOf(tables.get('orders')!, 'total_amount')!.source.kind).toBe('input')
  expect(fieldOf(tables.get('orders')!, 'net_amount')!.source.kind).toBe('formula')
}, 60_000)

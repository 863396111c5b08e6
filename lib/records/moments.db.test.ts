/** Writes and exits with rights by moment: nobody is asked, told or let past for what they do not read. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { asActor, enterBase, Moved } from '@/lib/access/enter'
import { all, codeOf, mine, role, where, withField } from '@/lib/access/testing/roles'
import type { ApiRecord } from '@/lib/api/contract'
import { linesOf } from '@/lib/audit/testing'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { call, field, stored, value } from '@/lib/expr/ast'
import { openForm } from '@/lib/forms/open'
import type { Form } from '@/lib/meta/form'
import type { FieldRight, Role } from '@/lib/meta/model'
import { updateRecords } from './bulk'
import { createRecord } from './create'
import { exportRecords } from './export'
import { getRecord } from './get'
import { makeWorld, type World } from './testing/world'
import { updateRecord } from './update'

let db: TestDatabase
let world: World
let admin: Actor
let me: Actor

const gold = stored(call('is', field('grade'), value('gold')))
const having = (...roles: Role[]): Actor => ({ ...me, roles })
const make = async (fields: object, table = 'customers'): Promise<string> =>
  (JSON.parse(await createRecord(admin, table, fields)) as ApiRecord).id
const get = async (id: string): Promise<ApiRecord> =>
  JSON.parse(await getRecord(admin, 'customers', id)) as ApiRecord

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  admin = await enterBase(world.admin, world.base)
  me = await enterBase(world.sales, world.base)
})
afterAll(() => db.close())

describe('what is asked for', () => {
  test('by a condition is not asked for where the person cannot give it', async () => {
    const id = await make({ name: 'open', grade: 'silver', phone: '13800138000' })
    const fields: Record<string, FieldRight> = {
      name: 'edit',
      phone: { read: gold, edit: gold, create: true },
    }
    const actor = where(
      having(role({ customers: { rows: { update: all }, fields } })),
      'customers',
      withField('phone', { requiredIf: stored(call('isNotEmpty', field('name'))) }),
    )
    expect(await codeOf(updateRecord(actor, 'customers', id, { set: { name: 'shut' } }))).toBe('done')
  })
  test('judges a mask as nothing', async () => {
    const id = await make({ name: 'rich', margin: 100 })
    const actor = where(
      having(
        role({
          customers: {
            rows: { update: all },
            fields: { name: 'edit', code: 'edit', margin: { mask: 'length' } },
          },
        }),
      ),
      'customers',
      withField('code', { requiredIf: stored(call('gt', field('margin'), value(5))) }),
    )
    expect(await codeOf(updateRecord(actor, 'customers', id, { set: { name: 'richer' } }))).toBe('done')
  })
  test('does not tell whether a link is set that is not shown', async () => {
    const customer = await make({ name: 'target' })
    const id = await make({ customer, amount: 1 }, 'orders')
    const never: FieldRight = {
      read: stored(call('gt', field('amount'), value(100))),
      edit: false,
      create: false,
    }
    const actor = where(
      having(
        role({
          orders: { rows: { update: all }, fields: { amount: 'edit', day: 'edit', customer: never } },
          customers: {},
        }),
      ),
      'orders',
      withField('day', { requiredIf: stored(call('isNotEmpty', field('customer'))) }),
    )
    await updateRecord(admin, 'orders', id, { set: { day: null } })
    expect(await codeOf(updateRecord(actor, 'orders', id, { set: { amount: 2 } }))).toBe('done')
  })
})

describe('a new record', () => {
  test('is not asked for more because of a default that its maker does not read', async () => {
    const customer = await make({ name: 'owned', owner: world.other.userId })
    const actor = where(
      having(
        role({
          orders: { rows: { create: all }, fields: { customer: 'edit', amount: 'edit', day: 'edit' } },
          customers: { fields: { name: 'read' } },
        }),
      ),
      'orders',
      (t) => ({
        ...withField('day', {
          default: undefined,
          requiredIf: stored(call('isNotEmpty', field('seller'))),
        })(t),
      }),
    )
    expect(await codeOf(createRecord(actor, 'orders', { customer, amount: 1 }))).toBe('done')
  })
  test('is asked for what its own values and those of readable defaults require', async () => {
    const customer = await make({ name: 'owned too', owner: world.other.userId })
    const needing = (right: FieldRight, of: string) =>
      where(
        having(
          role({
            orders: {
              rows: { create: all },
              fields: { customer: 'edit', amount: 'edit', day: 'edit', seller: right },
            },
            customers: { fields: { name: 'read' } },
          }),
        ),
        'orders',
        withField('day', { default: undefined, requiredIf: stored(call('isNotEmpty', field(of))) }),
      )
    const add = (actor: Actor) => codeOf(createRecord(actor, 'orders', { customer, amount: 1 }))
    expect(await add(needing('hidden', 'amount'))).toBe('VALUE_REQUIRED')
    expect(await add(needing('read', 'seller'))).toBe('VALUE_REQUIRED')
  })
})

describe('what is only given in new records', () => {
  test('does not keep a form from being opened on a record', async () => {
    const customer = await make({ name: 'with rows' })
    await make({ customer, amount: 7 }, 'orders')
    const onlyNew: FieldRight = { read: false, edit: false, create: true }
    const actor = having(
      role({
        customers: { rows: { update: all }, fields: { name: 'edit', orders: 'edit', phone: onlyNew } },
        orders: {
          rows: { create: all, update: all },
          fields: { customer: 'edit', amount: 'edit', day: onlyNew },
        },
      }),
    )
    const form: Form = {
      id: randomUUID(),
      key: 'f',
      table: 'customers',
      label: {},
      steps: [
        {
          key: 's',
          blocks: [
            { kind: 'field', field: 'name' },
            { kind: 'field', field: 'phone' },
            {
              kind: 'rows',
              field: 'orders',
              columns: ['amount', 'day'],
              add: true,
              edit: true,
              remove: false,
            },
          ],
        },
      ],
    }
    const opened = await openForm(actor, form, { record: customer })
    expect(opened.record?.rows.orders?.map((r) => r.fields)).toEqual([{ amount: 7 }])
    expect(opened.fields.map((f) => f.key)).toEqual(['name'])
  })
})

describe('an export', () => {
  test('says whose names stand in its links', async () => {
    const customer = await make({ name: 'named' })
    await make({ customer, amount: 1 }, 'orders')
    const actor = where(
      having(
        role({
          orders: { fields: { customer: 'read' }, actions: ['export'] },
          customers: { fields: { name: 'read' } },
        }),
      ),
      'customers',
      withField('name', { sensitivity: 'personal' }),
    )
    const lines = await linesOf('crm', () => exportRecords(actor, 'orders', {}))
    expect(lines.map((l) => [l.kind, l.table_key, l.fields])).toEqual([
      ['export', 'orders', []],
      ['export', 'customers', ['name']],
    ])
  })
})

describe('handing over', () => {
  test('passes the same checks as any change', async () => {
    const id = await make({ name: 'small', owner: world.sales.userId, margin: 1 })
    const rule = { key: 'small', expr: stored(call('lt', field('margin'), value(10))), message: { en: 'x' } }
    const actor = where(
      having(
        role({
          customers: {
            rows: { read: mine, update: mine },
            fields: { name: 'edit', margin: 'edit', owner: 'edit' },
            actions: ['handOver'],
          },
        }),
      ),
      'customers',
      (t) => ({ ...t, checks: [rule] }),
    )
    const give = (margin: number) =>
      updateRecord(actor, 'customers', id, { set: { margin, owner: world.other.userId } })
    expect(await codeOf(give(99))).toBe('VALUE_INVALID')
    expect(await codeOf(give(9))).toBe('done')
    expect((await get(id)).fields).toMatchObject({ margin: 9, owner: world.other.userId })
  })
  test('is done with the role alone that may', async () => {
    const id = await make({ name: 'given', owner: world.sales.userId })
    const rows = { read: mine, update: mine }
    const actor = having(
      role({ customers: { rows, fields: { name: 'edit' }, actions: ['handOver'] } }),
      role({ customers: { rows, fields: { owner: 'edit' }, actions: [] } }),
    )
    const set = { owner: world.other.userId }
    expect(await codeOf(updateRecord(actor, 'customers', id, { set }))).toBe('ROW_NOT_YOURS')
  })
})

describe('the same change to many', () => {
  test('is not made by a copy of rights that are gone', async () => {
    const id = await make({ name: 'many', owner: world.sales.userId })
    const before = me.definitions.roles.get('sales')!
    const stale = await world.as(world.sales)
    const customers = before.tables.customers!
    const fields = { ...customers.fields, grade: 'read' as const }
    const after = { ...before, tables: { ...before.tables, customers: { ...customers, fields } } }
    const change = (from: Role, to: Role) =>
      changeDefinitions({ base: world.base, actor: world.admin.userId, door: 'command' }, async () => [
        { kind: 'role', before: from, after: to },
      ])
    await change(before, after)
    await expect(updateRecords(stale, 'customers', [id], { grade: 'gold' })).rejects.toThrow(Moved)
    const many = asActor(world.sales, world.base, (actor) =>
      updateRecords(actor, 'customers', [id], { grade: 'gold' }),
    )
    await expect(many).rejects.toMatchObject({ code: 'FIELD_READ_ONLY' })
  })
})

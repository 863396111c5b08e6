/** Rights against who looks for a way around them: what is left over, what is gone, and what several roles add up to. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import { linesOf } from '@/lib/audit/testing'
import { recordHistory } from '@/lib/changes/history'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, field, stored, value } from '@/lib/expr/ast'
import { openForm } from '@/lib/forms/open'
import type { Form } from '@/lib/meta/form'
import type { Field, FieldRight, Role, Rule, Table, TableRights } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { exportRecords } from '@/lib/records/export'
import { getRecord } from '@/lib/records/get'
import { listRecords } from '@/lib/records/list'
import { makeField, makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import type { Actor } from './actor'
import { isAdmin } from './actor'
import { checkRole } from './check-role'
import { decide } from './decide'
import { asActor, assertPresent, enterBase, rolesFor } from './enter'

let db: TestDatabase
let world: World
let admin: Actor
let me: Actor

const all: Rule = [{ kind: 'all' }]
const mine: Rule = [{ kind: 'mine', path: ['owner'] }]
const gold = stored(call('is', field('grade'), value('gold')))
let serial = 0

type Rights = Partial<Omit<TableRights, 'rows'>> & { rows?: Partial<TableRights['rows']> }
const role = (tables: Record<string, Rights>): Role => ({
  id: 'r',
  key: `r${serial++}`,
  label: {},
  admin: false,
  tables: Object.fromEntries(
    Object.entries(tables).map(([key, { rows, ...rights }]) => [
      key,
      {
        fields: {},
        otherFields: 'hidden',
        ...rights,
        rows: { create: [], read: all, update: [], delete: [], ...rows },
      },
    ]),
  ),
})
const blank: TableRights = {
  rows: { create: [], read: all, update: [], delete: [] },
  fields: {},
  otherFields: 'read',
}
const having = (...roles: Role[]): Actor => ({ ...me, roles })
/** The same actor where a table is another one. */
const where = (actor: Actor, key: string, change: (table: Table) => Table): Actor => {
  const tables = new Map(actor.definitions.tables)
  tables.set(key, change(tables.get(key)!))
  return { ...actor, definitions: { ...actor.definitions, tables } }
}
const withField =
  (key: string, change: Partial<Field>) =>
  (table: Table): Table => ({
    ...table,
    fields: table.fields.map((f) => (f.key === key ? { ...f, ...change } : f)),
  })
const names = async (actor: Actor, table = 'customers', name = 'name'): Promise<unknown[]> =>
  (JSON.parse(await listRecords(actor, table, {})) as ListAnswer).records.map((r) => r.fields[name]).sort()
const make = async (fields: object, table = 'customers'): Promise<string> =>
  (JSON.parse(await createRecord(admin, table, fields)) as ApiRecord).id
const get = async (id: string, table = 'customers'): Promise<ApiRecord> =>
  JSON.parse(await getRecord(admin, table, id)) as ApiRecord
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? error,
  )

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  admin = await enterBase(world.admin, world.base)
  me = await enterBase(world.sales, world.base)
})
afterAll(() => db.close())

describe('a token', () => {
  test('of one role brings nothing of an administrator’s role that the person has beside it', () => {
    const roles = ['sales', 'admin'].map((key) => me.definitions.roles.get(key)!)
    const token = { id: 't', base: world.base, role: 'sales', extent: null }
    const actor: Actor = {
      ...me,
      token,
      ...rolesFor({ ...world.sales, token }, me.definitions, roles, undefined),
    }
    expect(isAdmin(actor)).toBe(false)
    expect(decide(actor, me.definitions.tables.get('customers')!).rows.read).not.toBe(true)
  })
})

describe('a denial', () => {
  test('that comes back to its own table is not taken', () => {
    const rights = (more: Partial<TableRights>): TableRights => ({ ...blank, ...more })
    const follows = (link: string): Rule => [{ kind: 'follows', link }]
    const turned = where(admin, 'customers', (t) => ({
      ...t,
      fields: t.fields.map((f) =>
        f.key === 'owner' ? { ...f, key: 'order', type: 'link', options: { table: 'orders' } } : f,
      ),
    })).definitions
    const circle = {
      ...role({}),
      tables: {
        orders: rights({ deny: follows('customer') }),
        customers: rights({ rows: { ...blank.rows, read: follows('order') } }),
      },
    }
    expect(() => checkRole(turned, circle)).toThrow('DEFINITION_INVALID')
  })
  const open = { rows: { read: all }, otherFields: 'read' } as const
  test('that can no longer be judged denies', async () => {
    const id = await make({ name: 'kept', grade: 'silver' })
    const gone = (deny: Rule) =>
      where(
        having(role({ customers: open }), role({ customers: { deny, rows: { read: [] } } })),
        'customers',
        (t) => ({
          ...t,
          fields: t.fields.filter((f) => f.key !== 'grade' && f.key !== 'owner' && f.key !== 'helpers'),
        }),
      )
    for (const deny of [
      [{ kind: 'when', expr: gold }],
      mine,
      [{ kind: 'team', path: ['helpers'], reach: 'own' }],
      [{ kind: 'follows', link: 'nothing' }],
      [{ kind: 'mine', path: ['nothing', 'owner'] }],
    ] as Rule[])
      expect([deny, await names(gone(deny))]).toEqual([deny, []])
    await deleteRecords(admin, 'customers', [id])
  })
})

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
            { kind: 'rows', field: 'orders', columns: ['amount', 'day'], add: true, edit: true, remove: false },
          ],
        },
      ],
    }
    const opened = await openForm(actor, form, { record: customer })
    expect(opened.record?.rows.orders?.map((r) => r.fields)).toEqual([{ amount: 7 }])
    expect(opened.fields.map((f) => f.key)).toEqual(['name'])
  })
})

describe('a role that reads no rows', () => {
  test('does not know of computed fields either', () => {
    const tier = makeField(901, 'tier', 'text', {
      source: { kind: 'formula', expr: stored(field('grade')), stored: true },
    })
    const actor = where(
      having(
        role({
          customers: {
            rows: { read: [], create: all },
            fields: { grade: { read: stored(call('isNotEmpty', field('name'))), edit: false, create: false }, tier: 'read' },
          },
        }),
      ),
      'customers',
      (t) => ({ ...t, fields: [...t.fields, tier] }),
    )
    expect([...decide(actor, actor.definitions.tables.get('customers')!).fields.keys()]).toEqual([])
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

describe('the history', () => {
  test('of a masked link does not tell which targets are in sight', async () => {
    const [seen, unseen] = [
      await make({ name: 'a', grade: 'gold' }),
      await make({ name: 'b', grade: 'silver' }),
    ]
    const id = await make({ customer: seen, amount: 1 }, 'orders')
    await updateRecord(admin, 'orders', id, { set: { customer: unseen } })
    const actor = having(
      role({
        orders: { fields: { amount: 'read', customer: { mask: 'all' } } },
        customers: { rows: { read: [{ kind: 'when', expr: gold }] }, fields: { name: 'read' } },
      }),
    )
    const { entries } = await recordHistory(actor, me.definitions.tables.get('orders')!, id)
    expect(entries.map((e) => e.kind)).toEqual(['create'])
  })
})

describe('a copy of rights', () => {
  test('is renewed for somebody whose other eyes are for another base', async () => {
    const person = { ...world.admin, as: { base: 'elsewhere', roles: ['sales'] } }
    await asActor(person, world.base, async () => undefined)
    await run(appSql(), sql`update tian.bases set version = version + 1 where key = ${param(world.base)}`)
    const version = await asActor(person, world.base, async (actor) => {
      await assertPresent(appSql(), actor)
      return actor.definitions.version
    })
    expect(version).toBe(me.definitions.version + 1)
  })
})

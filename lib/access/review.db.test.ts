/** Rights against who looks for a way around them: what is left over, what is gone, and what several roles add up to. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import { recordHistory } from '@/lib/changes/history'
import { appSql, ownerSql, run, transaction } from '@/lib/db/connection'
import { arrayParam, param, type SQL, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { convertField } from '@/lib/ddl/convert'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Role, Rule, TableRights } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { listRecords } from '@/lib/records/list'
import { endShares, shareRecord } from '@/lib/records/share'
import { makeField, makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { type Actor, isAdmin } from './actor'
import { checkRole } from './check-role'
import { decide } from './decide'
import { asActor, assertPresent, enterBase, rolesFor } from './enter'
import { all, codeOf, mine, role, where } from './testing/roles'

let db: TestDatabase
let world: World
let admin: Actor
let me: Actor

const gold = stored(call('is', field('grade'), value('gold')))
const having = (...roles: Role[]): Actor => ({ ...me, roles })
const make = async (fields: object, table = 'customers'): Promise<string> =>
  (JSON.parse(await createRecord(admin, table, fields)) as ApiRecord).id
const names = async (actor: Actor): Promise<unknown[]> =>
  (JSON.parse(await listRecords(actor, 'customers', {})) as ListAnswer).records.map((r) => r.fields.name)

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
    const rows = { create: [], read: all, update: [], delete: [] }
    const rights = (more: Partial<TableRights>): TableRights => ({
      rows,
      fields: {},
      otherFields: 'read',
      ...more,
    })
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
        customers: rights({ rows: { ...rows, read: follows('order') } }),
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

describe('a denial along a link', () => {
  const open = { rows: { read: all }, otherFields: 'read' } as const
  const along: [string, Rule][] = [
    ['names', [{ kind: 'mine', path: ['customer', 'owner'] }]],
    ['follows', [{ kind: 'follows', link: 'customer' }]],
  ]
  test.each(along)('that %s does not lapse while the linked record is in the trash', async (_, deny) => {
    const [theirs, others] = [
      await make({ name: 'theirs', owner: me.userId }),
      await make({ name: 'others', owner: world.other.userId }),
    ]
    const order = (customer: string) => make({ customer, amount: 1 }, 'orders')
    const [denied, shown] = [await order(theirs), await order(others)]
    // The customers themselves are seen by their owner alone, so that following denies one of them only.
    const asker = having(
      role({ customers: { rows: { read: mine }, otherFields: 'read' }, orders: open }),
      role({ orders: { deny, rows: { read: [] } } }),
    )
    const seen = async (): Promise<string[]> =>
      (JSON.parse(await listRecords(asker, 'orders', {})) as ListAnswer).records
        .map((r) => r.id)
        .filter((id) => id === denied || id === shown)
    expect(await seen()).toEqual([shown])
    const trash = (at: SQL) =>
      run(
        ownerSql(),
        sql`update crm.customers set _deleted_at = ${at} where id in (${param(theirs, 'uuid')}, ${param(others, 'uuid')})`,
      )
    await trash(sql`now()`)
    expect(await seen()).toEqual([])
    await trash(sql`null`)
    expect(await seen()).toEqual([shown])
    // A record without the link is denied nothing by it.
    await run(ownerSql(), sql`update crm.orders set customer = null where id = ${param(denied, 'uuid')}`)
    expect((await seen()).sort()).toEqual([denied, shown].sort())
    await run(
      ownerSql(),
      sql`delete from crm.orders where id in (${param(denied, 'uuid')}, ${param(shown, 'uuid')})`,
    )
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
            fields: {
              grade: { read: stored(call('isNotEmpty', field('name'))), edit: false, create: false },
              tier: 'read',
            },
          },
        }),
      ),
      'customers',
      (t) => ({ ...t, fields: [...t.fields, tier] }),
    )
    expect([...decide(actor, actor.definitions.tables.get('customers')!).fields.keys()]).toEqual([])
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

describe('a mask over what was of another type', () => {
  test('covers all of it where it does not suit that type', async () => {
    const id = await make({ name: 'dated', code: 'open sesame' })
    await updateRecord(admin, 'customers', id, { set: { code: '2024-05-06' } })
    await convertField(admin, 'customers', 'code', { type: 'date' })
    const history = await asActor(world.sales, world.base, async (actor) => {
      const roles = [role({ customers: { fields: { code: { mask: 'monthDay' } } } })]
      return recordHistory({ ...actor, roles }, actor.definitions.tables.get('customers')!, id)
    })
    expect(JSON.stringify(history)).not.toContain('sesa')
    me = await asActor(world.sales, world.base, async (actor) => {
      await assertPresent(appSql(), actor)
      return actor
    })
    admin = await asActor(world.admin, world.base, async (actor) => {
      await assertPresent(appSql(), actor)
      return actor
    })
  })
})

describe('a share', () => {
  test('is not made with somebody who is just leaving the base', async () => {
    const id = await make({ name: 'shared' })
    const leaving = param(world.other.userId, 'uuid')
    const membership = sql`base_id = ${param(me.definitions.baseId, 'uuid')} and user_id = ${leaving}`
    const [before] = await run<{ roles: string[] }>(
      appSql(),
      sql`select roles from tian.memberships where ${membership}`,
    )
    let shared: Promise<unknown> = Promise.resolve()
    await transaction(async (tx) => {
      await run(tx, sql`delete from tian.memberships where ${membership}`)
      await endShares(tx, me.definitions.schema, world.other.userId)
      shared = codeOf(shareRecord(admin, 'customers', id, world.other.userId, false))
      await Promise.race([shared, new Promise((resolve) => setTimeout(resolve, 300))])
    })
    expect(await shared).toBe('LINK_UNKNOWN')
    await run(
      appSql(),
      sql`insert into tian.memberships (base_id, user_id, roles)
          values (${param(me.definitions.baseId, 'uuid')}, ${leaving}, ${arrayParam(before!.roles)})`,
    )
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

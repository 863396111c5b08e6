/** Rights against who looks for a way around them: what is left over, what is gone, and what several roles add up to. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import { createSession } from '@/lib/auth/sessions'
import { createToken } from '@/lib/auth/tokens'
import { recordHistory } from '@/lib/changes/history'
import { appSql, ownerSql, ownerTransaction, run, transaction } from '@/lib/db/connection'
import { arrayParam, param, type SQL, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { createBase } from '@/lib/ddl/base'
import { convertField } from '@/lib/ddl/convert'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Role, Rule, TableRights } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { listRecords } from '@/lib/records/list'
import { endShares, shareRecord } from '@/lib/records/share'
import { makeField, makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { type Actor, isAdmin, type Person } from './actor'
import { checkRole } from './check-role'
import { decide } from './decide'
import { asActor, assertPresent, enterBase, rolesFor } from './enter'
import { all, codeOf, mine, role, where, withField } from './testing/roles'

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

test('a denial that follows is no denial where it is not known that the linked record is seen', async () => {
  const customer = await make({ name: 'without a grade' })
  const id = await make({ customer, amount: 1 }, 'orders')
  const asker = having(
    role({ customers: { rows: { read: [{ kind: 'when', expr: gold }] } }, orders: { otherFields: 'read' } }),
    role({ orders: { deny: [{ kind: 'follows', link: 'customer' }], rows: { read: [] } } }),
  )
  const seen = async () => (JSON.parse(await listRecords(asker, 'orders', {})) as ListAnswer).records
  expect((await seen()).map((r) => r.id)).toEqual([id])
  await updateRecord(admin, 'customers', customer, { set: { grade: 'gold' } })
  expect(await seen()).toEqual([])
  await deleteRecords(admin, 'customers', [customer])
})

test('a rule along several links goes along each of them', async () => {
  const [far, near] = [await make({ name: 'far', helpers: [me.userId] }), await make({ name: 'near' })]
  const id = await make({ customer: near, amount: 1 }, 'orders')
  await make({ customer: far, amount: 2 }, 'orders')
  const set = sql`owner = ${param(far, 'uuid')}`
  await run(ownerSql(), sql`update crm.customers set ${set} where id = ${param(near, 'uuid')}`)
  const onward = withField('owner', { type: 'link', options: { table: 'customers', onDelete: 'clear' } })
  const read: Rule = [{ kind: 'mine', path: ['customer', 'owner', 'helpers'] }]
  const asker = where(having(role({ orders: { rows: { read } } })), 'customers', onward)
  const { records } = JSON.parse(await listRecords(asker, 'orders', {})) as ListAnswer
  expect(records.map((r) => r.id)).toEqual([id])
  await deleteRecords(admin, 'customers', [near, far])
})

test('rules that follow each other in a circle let nothing through', async () => {
  const customer = await make({ name: 'round' })
  const id = await make({ customer, amount: 1 }, 'orders')
  await run(
    ownerSql(),
    sql`update crm.customers set owner = ${param(id, 'uuid')} where id = ${param(customer, 'uuid')}`,
  )
  const follows = (link: string): Rule => [{ kind: 'follows', link }]
  const circle = role({
    customers: { rows: { read: follows('owner') } },
    orders: { rows: { read: follows('customer') } },
  })
  const back = withField('owner', { type: 'link', options: { table: 'orders', onDelete: 'clear' } })
  const asker = where(having(circle), 'customers', back)
  expect((JSON.parse(await listRecords(asker, 'orders', {})) as ListAnswer).records).toEqual([])
  await deleteRecords(admin, 'customers', [customer])
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
  test('is that of one base', async () => {
    await ownerTransaction((tx) => createBase(tx, world.admin, 'second', { en: 'Second' }))
    const [first, second] = [await enterBase(world.admin, world.base), await enterBase(world.admin, 'second')]
    expect([first.definitions.base, second.definitions.base]).toEqual([world.base, 'second'])
    await expect(enterBase(world.sales, 'second')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // Eyes that were chosen for the first base are one's own in the second.
    const looking = { ...world.admin, as: { base: world.base, roles: ['sales'] } }
    expect((await enterBase(looking, 'second')).roles.map((r) => r.key)).toEqual(['admin'])
  })
  test('makes nobody an owner who acts with a token or through other eyes', async () => {
    const owner = { ...world.admin, owner: true }
    const token = await createToken(admin, { label: 't', role: 'admin', days: 1 })
    const owns = async (more: Partial<Person>) => (await enterBase({ ...owner, ...more }, world.base)).owner
    expect(await owns({})).toBe(true)
    expect(await owns({ as: { base: world.base, roles: ['sales'] } })).toBe(false)
    expect(await owns({ token: { id: token.id, base: world.base, role: 'admin', extent: null } })).toBe(false)
  })
  test('is not the present one when the person, the session or the token is gone', async () => {
    const session = await createSession(world.sales.userId)
    const { id } = await createToken(me, { label: 't', role: 'sales', days: 1 })
    const token = { id, base: world.base, role: 'sales', extent: null }
    const gone = async (person: Person, end: SQL, back: SQL) => {
      const actor = await enterBase(person, world.base)
      await assertPresent(appSql(), actor)
      await run(ownerSql(), end)
      await expect(assertPresent(appSql(), actor)).rejects.toThrow('moved')
      await run(ownerSql(), back)
      await assertPresent(appSql(), actor)
    }
    const active = (is: SQL) =>
      sql`update tian.users set active = ${is} where id = ${param(world.sales.userId, 'uuid')}`
    await gone(world.sales, active(sql`false`), active(sql`true`))
    const revoked = (of: SQL, id: string, at: SQL) =>
      sql`update ${of} set revoked_at = ${at} where id = ${param(id, 'uuid')}`
    const sessions = sql`tian.sessions`
    const tokens = sql`tian.api_tokens`
    await gone(
      { ...world.sales, sessionId: session },
      revoked(sessions, session, sql`now()`),
      revoked(sessions, session, sql`null`),
    )
    await gone({ ...world.sales, token }, revoked(tokens, id, sql`now()`), revoked(tokens, id, sql`null`))
  })
  test('through other eyes has all roles of the member, and none at all where one of them is not there', async () => {
    const through = (eyes: { person: string } | { roles: string[] }) =>
      enterBase({ ...world.admin, as: { base: world.base, ...eyes } }, world.base)
    const set = (roles: string[]) =>
      run(
        ownerSql(),
        sql`update tian.memberships set roles = ${arrayParam(roles)}
            where user_id = ${param(world.other.userId, 'uuid')}`,
      )
    await set(['sales', 'admin'])
    const { roles } = await through({ person: world.other.userId })
    expect(roles.map((r) => r.key)).toEqual(['sales', 'admin'])
    await set(['sales'])
    for (const roles of [['nothing'], ['sales', 'nothing']])
      await expect(through({ roles })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
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

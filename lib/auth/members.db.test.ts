/** Members: adding, changing, the last administrator, whose account may be changed by whom, and handing over. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import type { ApiRecord } from '@/lib/api/contract'
import { recordHistory } from '@/lib/changes/history'
import { appSql, ownerTransaction, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { createBase } from '@/lib/ddl/base'
import { createRecord } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { getParsed } from '@/lib/records/get'
import { shareRecord } from '@/lib/records/share'
import { customers, makeField, makePerson, makeWorld, type World } from '@/lib/records/testing/world'
import { describeHandOver, type HandingOver, handOver } from './hand-over'
import {
  addMember,
  changeMember,
  findPeople,
  listMembers,
  type MemberChange,
  type NewMember,
} from './members'
import { Browser, prepareSignIn } from './testing/browser'

let db: TestDatabase
let world: World
let number = 0

beforeAll(async () => {
  prepareSignIn()
  db = await testDatabase()
  world = await makeWorld()
})
beforeEach(() => run(appSql(), sql`delete from tian.attempts`))
afterAll(() => db.close())

const password = 'a good long password'
const someone = (more: Partial<NewMember> = {}): NewMember => ({
  name: '赵新人',
  email: `new${++number}@example.com`,
  password,
  roles: ['sales'],
  ...more,
})
const add = (given: NewMember, by: Person = world.admin, base = world.base) =>
  asActor(by, base, (actor) => addMember(actor, given))
const change = (id: string, to: MemberChange, by: Person = world.admin, base = world.base) =>
  asActor(by, base, (actor) => changeMember(actor, id, to))
const asPerson = (userId: string): Person => ({ ...world.admin, userId })

describe('adding', () => {
  test('makes an account that signs in and works in its role', async () => {
    const given = someone()
    const member = await add(given)
    expect(member).toMatchObject({
      name: '赵新人',
      email: given.email,
      roles: ['sales'],
      active: true,
      placeholder: false,
    })
    expect(member).not.toHaveProperty('password')
    const browser = new Browser()
    expect(await browser.signIn(given.email, password)).toBeUndefined()
    expect((await browser.api('GET', '/bases/crm/tables/customers')).status).toBe(200)
    expect((await browser.api('GET', '/bases/crm/members')).status).toBe(403)
    const listed = await asActor(world.admin, world.base, listMembers)
    expect(listed.find((m) => m.id === member.id)!.lastSeen).toMatch(/^\d{4}-/)
  })

  test('makes a password when none is given, and shows it this once', async () => {
    const given = someone({ password: undefined })
    const made = await add(given)
    expect(made.password).toMatch(/^\w{16}$/)
    expect(await new Browser().signIn(given.email, made.password!)).toBeUndefined()
    const listed = await asActor(world.admin, world.base, listMembers)
    expect(listed.some((m) => 'password' in m)).toBe(false)
  })

  test('takes an address once, whatever its case', async () => {
    const given = someone()
    await add(given)
    await expect(add(someone({ email: given.email.toUpperCase() }))).rejects.toMatchObject({
      code: 'VALUE_TAKEN',
      detail: { field: 'email' },
    })
  })

  test('an account of the workspace joins another base as it is: neither name nor password change', async () => {
    const given = someone()
    const { id } = await add(given)
    await ownerTransaction((tx) => createBase(tx, world.admin, 'joined', { en: 'Joined' }))
    const joined = await add(
      { ...given, name: '改名', password: 'the password of an attacker', roles: ['admin'] },
      world.admin,
      'joined',
    )
    expect(joined).toMatchObject({ id, name: '赵新人', roles: ['admin'] })
    expect(await new Browser().signIn(given.email, password)).toBeUndefined()
  })

  test.each([
    [{ roles: ['nobody'] }, 'BODY_INVALID'],
    [{ email: 'nobody' }, 'VALUE_INVALID'],
    [{ name: '' }, 'VALUE_INVALID'],
    [{ password: 'qwerty123' }, 'VALUE_INVALID'],
  ])('refuses %j', async (wrong, code) => {
    const members = async () => (await asActor(world.admin, world.base, listMembers)).length
    const before = await members()
    await expect(add(someone(wrong))).rejects.toMatchObject({ code })
    expect(await members()).toBe(before)
  })
})

describe('changing', () => {
  test('roles hold at the next request', async () => {
    const given = someone({ roles: [] })
    const { id } = await add(given)
    const browser = new Browser()
    await browser.signIn(given.email, password)
    expect((await browser.api('GET', '/bases/crm/tables/customers')).status).toBe(404)
    await change(id, { roles: ['admin'] })
    expect((await browser.api('GET', '/bases/crm/members')).status).toBe(200)
    await change(id, { roles: ['sales'] })
    expect((await browser.api('GET', '/bases/crm/members')).status).toBe(403)
    expect((await browser.api('GET', '/bases/crm/tables/customers')).status).toBe(200)
  })

  test('a name changes everywhere', async () => {
    const { id } = await add(someone())
    expect(await change(id, { name: '  赵改名 ' })).toMatchObject({ name: '赵改名' })
  })

  test('somebody deactivated cannot sign in until reactivated', async () => {
    const given = someone()
    const { id } = await add(given)
    await change(id, { active: false })
    expect(await new Browser().signIn(given.email, password)).toBe('SIGN_IN_FAILED')
    await change(id, { active: true })
    expect(await new Browser().signIn(given.email, password)).toBeUndefined()
  })

  test('nobody outside the base can be addressed', async () => {
    const stranger = await makePerson('陌生人')
    for (const id of [stranger.userId, randomUUID(), 'x'])
      await expect(change(id, { active: false })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the last administrator', () => {
  async function freshBase(): Promise<{ base: string; first: Person; second: Person }> {
    const base = `base_${++number}`
    const first = await makePerson('第一位')
    await ownerTransaction((tx) => createBase(tx, first, base, { en: base }))
    const second = await add(someone({ roles: ['admin'] }), first, base)
    return { base, first, second: asPerson(second.id) }
  }

  test.each<MemberChange>([{ roles: [] }, { active: false }])('cannot be taken away by %j', async (last) => {
    const { base, first, second } = await freshBase()
    await change(first.userId, last, second, base)
    await expect(change(second.userId, last, second, base)).rejects.toMatchObject({ code: 'LAST_ADMIN' })
    const members = await asActor(second, base, listMembers)
    expect(members.find((m) => m.id === second.userId)).toMatchObject({ roles: ['admin'], active: true })
  })

  test('remains when two take each other away at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const { base, first, second } = await freshBase()
      const both = await Promise.allSettled([
        change(first.userId, { roles: [] }, second, base),
        change(second.userId, { roles: [] }, first, base),
      ])
      expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
      const [row] = await run(
        appSql(),
        sql`select count(*)::int as admins from tian.memberships m join tian.bases b on b.id = m.base_id
            where b.key = ${param(base)} and 'admin' = any(m.roles)`,
      )
      expect(row).toEqual({ admins: 1 })
    }
  })

  test('is not a placeholder', async () => {
    const { base, first, second } = await freshBase()
    await run(
      appSql(),
      sql`update tian.users set placeholder = true where id = ${param(second.userId, 'uuid')}`,
    )
    await expect(change(first.userId, { roles: [] }, first, base)).rejects.toMatchObject({
      code: 'LAST_ADMIN',
    })
  })

  test('of another base counts too', async () => {
    const { base, first, second } = await freshBase()
    await ownerTransaction((tx) => createBase(tx, second, `${base}_own`, { en: 'own' }))
    const owner = { ...first, owner: true }
    await expect(change(second.userId, { active: false }, owner, base)).rejects.toMatchObject({
      code: 'LAST_ADMIN',
    })
  })
})

describe('an account', () => {
  test('of the owner is changed by nobody else, and is never deactivated', async () => {
    const { id } = await add(someone({ roles: ['admin'] }))
    await run(appSql(), sql`update tian.users set owner = true where id = ${param(id, 'uuid')}`)
    for (const wanted of [{ password }, { active: false }, { name: '别人' }])
      await expect(change(id, wanted)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const owner = { ...asPerson(id), owner: true }
    await expect(change(id, { active: false }, owner)).rejects.toMatchObject({ code: 'LAST_ADMIN' })
    await expect(change(id, { password, name: '所有者' }, owner)).resolves.toMatchObject({ name: '所有者' })
  })

  test('that works in another base too is not changed by an administrator of one', async () => {
    const { id } = await add(someone())
    await ownerTransaction((tx) => createBase(tx, { userId: id }, 'theirs', { en: 'Theirs' }))
    await expect(change(id, { password })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(change(id, { roles: [] })).resolves.toMatchObject({ roles: [] })
  })
})

test('people are found by name and never by address', async () => {
  const given = someone({ name: 'Élodie 100%_王' })
  await add(given)
  const find = async (q: string) =>
    (await asActor(world.sales, world.base, (actor) => findPeople(actor, q))).map((p) => p.name)
  expect(await find('élod')).toEqual(['Élodie 100%_王'])
  expect(await find('0%_')).toEqual(['Élodie 100%_王'])
  expect(await find('%%')).toEqual([])
  expect(await find(given.email)).toEqual([])
  expect(await find('')).toContain('王销售')
  const stranger = await makePerson('别处的王')
  await ownerTransaction((tx) => createBase(tx, stranger, 'elsewhere', { en: 'Elsewhere' }))
  expect(await find('别处')).toEqual([])
})

describe('a placeholder', () => {
  async function placeholder(roles = '{sales}'): Promise<string> {
    const { userId } = await makePerson('示例人员')
    await run(appSql(), sql`update tian.users set placeholder = true where id = ${param(userId, 'uuid')}`)
    await run(
      appSql(),
      sql`insert into tian.memberships (base_id, user_id, roles)
          select id, ${param(userId, 'uuid')}, ${param(roles, 'text[]')} from tian.bases where key = 'crm'`,
    )
    return userId
  }
  const create = async (fields: object): Promise<string> =>
    (
      JSON.parse(
        await asActor(world.admin, 'crm', (actor) => createRecord(actor, 'customers', fields)),
      ) as ApiRecord
    ).id
  const fieldsOf = async (id: string) =>
    (await asActor(world.admin, 'crm', (actor) => getParsed(actor, 'customers', id))).fields
  const map = (from: string, to: string) => asActor(world.admin, 'crm', (actor) => handOver(actor, from, to))

  test('cannot be given a password', async () => {
    await expect(change(await placeholder(), { password })).rejects.toMatchObject({
      detail: { problem: 'auth.placeholderNoSignIn' },
    })
  })

  test('hands everything that names it to a person, with history, and rests', async () => {
    const [from, to, other] = [await placeholder(), (await add(someone())).id, world.other.userId]
    const both = await create({ name: '两处', owner: from, helpers: [other, from] })
    const double = await create({ name: '重复', owner: other, helpers: [from, to] })
    const apart = await create({ name: '无关', owner: other, helpers: [other] })
    const trashed = await create({ name: '已删', owner: from })
    await asActor(world.admin, 'crm', (actor) => deleteRecords(actor, 'customers', [trashed]))
    const told = () => asActor(world.admin, 'crm', (actor) => describeHandOver(actor, from))
    expect(await told()).toMatchObject({
      records: [{ table: 'customers', label: { en: 'customers' }, count: 3 }],
      shares: 0,
      teams: [],
    })
    expect(await map(from, to)).toBe(3)
    await expect(told()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await fieldsOf(both)).toMatchObject({ owner: to, helpers: [other, to] })
    expect(await fieldsOf(double)).toMatchObject({ owner: other, helpers: [to] })
    expect(await fieldsOf(apart)).toMatchObject({ owner: other, helpers: [other] })
    const left = await run(
      appSql(),
      sql`select 1 from crm.customers where owner = ${param(from, 'uuid')} or ${param(from, 'uuid')} = any(helpers)`,
    )
    expect(left).toHaveLength(0)
    const lines = await run(
      appSql(),
      sql`select kind, table_key, count from crm._changes order by seq desc limit 1`,
    )
    expect(lines).toEqual([{ kind: 'update', table_key: 'customers', count: 3 }])
    const history = (id: string) =>
      asActor(world.admin, 'crm', async (actor) => (await recordHistory(actor, customers, id)).entries[0]!)
    expect((await history(both)).cells).toEqual([
      { field: 'owner', before: from, after: to },
      { field: 'helpers', before: [other, from], after: [other, to] },
    ])
    expect((await history(double)).cells).toEqual([{ field: 'helpers', before: [from, to], after: [to] }])
    expect((await history(apart)).kind).toBe('create')
    const members = await asActor(world.admin, 'crm', listMembers)
    expect(members.some((m) => m.id === from)).toBe(false)
    expect(members.find((m) => m.id === to)!.roles).toEqual(['sales'])
    await expect(map(from, to)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('gives its place in the base to a person who had none', async () => {
    const [from, newcomer] = [await placeholder('{sales}'), await makePerson('新来的')]
    expect(await map(from, newcomer.userId)).toBe(0)
    const members = await asActor(world.admin, 'crm', listMembers)
    expect(members.find((m) => m.id === newcomer.userId)).toMatchObject({ roles: ['sales'] })
  })

  test('goes to a person only', async () => {
    const [one, two, inactive] = [await placeholder(), await placeholder(), (await add(someone())).id]
    await change(inactive, { active: false })
    const refused = { code: 'VALUE_INVALID', detail: { field: 'to' } }
    await expect(map(one, two)).rejects.toMatchObject(refused)
    await expect(map(one, inactive)).rejects.toMatchObject(refused)
    await expect(map(one, randomUUID())).rejects.toMatchObject(refused)
    await expect(map(randomUUID(), world.other.userId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  describe('a member who leaves', () => {
    const hand = (from: string, to: string, what?: HandingOver) =>
      asActor(world.admin, 'crm', (actor) => handOver(actor, from, to, what))
    const told = (from: string) => asActor(world.admin, 'crm', (actor) => describeHandOver(actor, from))

    test('hands over the fields that were chosen, and stays a member', async () => {
      await changeDefinitions(
        { base: 'crm', actor: world.admin.userId, door: 'command' },
        async ({ definitions }) => {
          const before = definitions.tables.get('customers')!
          const sections = before.sections.map((s) => ({ ...s, fields: [...s.fields, 'signed_by'] }))
          const fields = [...before.fields, makeField(41, 'signed_by', 'user')]
          return [{ kind: 'table', before, after: { ...before, fields, sections } }]
        },
      )
      const [from, to] = [(await add(someone())).id, (await add(someone())).id]
      await change(from, { active: false })
      const both = await create({ name: '负责兼签约', owner: from, signed_by: from })
      const helped = await create({ name: '只协助', owner: world.other.userId, helpers: [from] })
      expect((await told(from)).records).toMatchObject([
        {
          table: 'customers',
          count: 2,
          // The salespeople's rules go by owner and helpers.
          fields: [
            { key: 'owner', count: 1, owns: true },
            { key: 'helpers', count: 1, owns: true },
            { key: 'signed_by', count: 1, owns: false },
          ],
        },
      ])
      expect(await hand(from, to, { fields: { customers: ['owner'] } })).toBe(1)
      expect(await fieldsOf(both)).toMatchObject({ owner: to, signed_by: from })
      expect(await fieldsOf(helped)).toMatchObject({ helpers: [from] })
      const left = (await asActor(world.admin, 'crm', listMembers)).find((m) => m.id === from)
      expect(left).toMatchObject({ active: false, roles: ['sales'] })
      expect(await hand(from, to)).toBe(2)
      expect((await told(from)).records).toEqual([])
    })

    test('hands over shares or keeps them', async () => {
      const [from, to] = [(await add(someone())).id, (await add(someone())).id]
      const id = await create({ name: '共享的', owner: world.other.userId })
      await asActor(world.admin, 'crm', (actor) => shareRecord(actor, 'customers', id, from, false))
      expect(await told(from)).toMatchObject({ records: [], shares: 1 })
      await hand(from, to, { shares: false })
      expect([(await told(from)).shares, (await told(to)).shares]).toEqual([1, 0])
      await hand(from, to)
      expect([(await told(from)).shares, (await told(to)).shares]).toEqual([0, 1])
    })

    test('to a member of the base only, other than themselves, and in fields that name people', async () => {
      const [from, outsider] = [(await add(someone())).id, (await makePerson('别处的')).userId]
      const id = await create({ name: '不动', owner: from })
      for (const to of [outsider, from, randomUUID()])
        await expect(hand(from, to)).rejects.toMatchObject({ code: 'VALUE_INVALID', detail: { field: 'to' } })
      await expect(hand(outsider, world.other.userId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      const unknown: NonNullable<HandingOver['fields']>[] = [
        { customers: ['owner', 'name'] },
        { nothing: ['owner'] },
        { customers: ['no_such'] },
      ]
      for (const fields of unknown)
        await expect(hand(from, world.other.userId, { fields })).rejects.toMatchObject({
          code: 'FIELD_UNKNOWN',
        })
      expect(await fieldsOf(id)).toMatchObject({ owner: from })
    })
  })
})

/** Doors with a right of their own: export, the same change to many, sharing, and looking behind a mask. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forAction } from '@/lib/access/actions'
import type { Actor } from '@/lib/access/actor'
import { asActor, enterBase } from '@/lib/access/enter'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import { handOver } from '@/lib/auth/hand-over'
import { invite, withdraw } from '@/lib/auth/invitations'
import { recordHistory } from '@/lib/changes/history'
import { appSql, ownerSql, run } from '@/lib/db/connection'
import { ident, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { purgeTrash } from '@/lib/ddl/purge'
import { examine } from '@/lib/meta/doctor'
import type { FieldRight, Role, Rule, TableRights } from '@/lib/meta/model'
import { actions } from '@/lib/meta/model'
import { findBase } from '@/lib/meta/store'
import { updateRecords } from './bulk'
import { createRecord, createRecords } from './create'
import { deleteRecords } from './delete'
import { exportRecords } from './export'
import { getRecord } from './get'
import { listRecords } from './list'
import { revealValue } from './reveal'
import { listShares, shareRecord, unshareRecord } from './share'
import { makeField, makePerson, makeWorld, type World } from './testing/world'

let db: TestDatabase
let world: World
let admin: Actor
let me: Actor
let own: string
let foreign: string

const all: Rule = [{ kind: 'all' }]
const mine: Rule = [{ kind: 'mine', path: ['owner'] }]
const role = (
  rows: Partial<TableRights['rows']>,
  fields: Record<string, FieldRight>,
  more: Partial<TableRights> = {},
): Role => ({
  id: 'r',
  key: 'r',
  label: {},
  admin: false,
  tables: {
    customers: {
      rows: { create: [], read: all, update: [], delete: [], ...rows },
      fields,
      otherFields: 'hidden',
      actions: [...actions],
      ...more,
    },
  },
})
const having = (...roles: Role[]): Actor => ({ ...me, roles })
const textOf = async (actor: Actor, ask: object = {}): Promise<string> => {
  let text = ''
  for await (const part of (await exportRecords(actor, 'customers', ask)).lines) text += part
  return text
}
const looks = () =>
  run<{
    kind: string
    fields: string[]
    records: string[]
    reason: string | null
    count: number | null
    detail: object | null
  }>(
    appSql(),
    sql`select kind, fields, records, reason, count, detail from ${qualified(me.definitions.schema, '_access_log')} order by seq`,
  )
const make = async (fields: object): Promise<string> =>
  (JSON.parse(await createRecord(admin, 'customers', fields)) as ApiRecord).id

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  await changeDefinitions(
    { base: world.base, actor: world.admin.userId, door: 'command' },
    async ({ definitions }) => {
      const before = definitions.tables.get('customers')!
      const fields = [...before.fields, makeField(40, 'place', 'address')]
      const sections = before.sections.map((s) => ({ ...s, fields: fields.map((f) => f.key) }))
      return [{ kind: 'table', before, after: { ...before, fields, sections } }]
    },
  )
  admin = await enterBase(world.admin, world.base)
  me = await enterBase(world.sales, world.base)
  own = await make({
    name: '自家',
    owner: world.sales.userId,
    phone: '13800138000',
    grade: 'gold',
    margin: -5,
    place: { country: 'CN', city: '=1+1' },
  })
  foreign = await make({ name: '=1+1', owner: world.other.userId, phone: '13911112222', code: 'SECRET77' })
})
afterAll(() => db.close())

describe('an export', () => {
  test('holds what the person sees: no hidden column, masks as masks, links and people by name', async () => {
    const actor = having(role({}, { name: 'read', owner: 'read', phone: { mask: 'phone' }, grade: 'read' }))
    const lines = (await textOf(actor, { sort: [{ field: 'phone', desc: false }] })).split('\r\n')
    expect(lines[0]).toMatch(/^\ufeff/)
    expect(lines.slice(1)).toEqual(['自家,138****8000,金卡,王销售', "'=1+1,139****2222,,李销售", ''])
  })
  test('says no more of a hidden field than of an unknown one', async () => {
    const actor = having(role({}, { name: 'read' }))
    for (const field of ['code', 'nonsense'])
      await expect(exportRecords(actor, 'customers', { fields: [field] })).rejects.toMatchObject({
        code: 'FIELD_UNKNOWN',
      })
    await expect(exportRecords(actor, 'customers', { where: 'code = "SECRET77"' })).rejects.toMatchObject({
      status: 400,
    })
  })
  test('of chosen records holds those alone, as far as they are in sight', async () => {
    const wide = having(role({}, { name: 'read' }))
    expect((await textOf(wide, { ids: [foreign, 'no id'] })).split('\r\n').slice(1)).toEqual(["'=1+1", ''])
    const narrow = having(role({ read: [...mine, { kind: 'created' }] }, { name: 'read' }))
    expect((await textOf(narrow, { ids: [foreign, own] })).split('\r\n').slice(1)).toEqual(['自家', ''])
    expect(await textOf(narrow, { ids: [] })).not.toContain('自家')
  })
  test('numbers below zero stay numbers', async () => {
    const actor = having(role({ read: mine }, { name: 'read', margin: 'read' }))
    expect(await textOf(actor)).toContain('自家,-5')
  })
  test('a mask is text, whatever the value behind it is', async () => {
    const actor = having(role({ read: mine }, { name: 'read', place: { mask: 'city' } }))
    expect((await textOf(actor)).split('\r\n')[1]).toBe("自家,'=1+1")
  })
  test('leaves out what another role of theirs denies, though that one may not export', async () => {
    const denying = role({ read: [] }, { grade: 'denied' }, { deny: mine, actions: [] })
    const actor = having(role({}, { name: 'read', grade: 'read' }), { ...denying, key: 'denying' })
    const allowed = forAction(actor, 'customers', 'export')
    expect((await textOf(allowed)).split('\r\n')).toEqual(['\ufeffname', "'=1+1", ''])
  })
  test('is in the access log before the first byte', async () => {
    const before = (await looks()).length
    const where = 'name != "x"'
    await exportRecords(having(role({}, { name: 'read', phone: 'read' })), 'customers', { where })
    expect((await looks()).slice(before)).toMatchObject([
      { kind: 'export', fields: ['phone'], count: 2, detail: { fields: ['name', 'phone'], where } },
    ])
  })
  test('of many pages holds every record once', async () => {
    await createRecords(
      admin,
      'customers',
      Array.from({ length: 1000 }, (_, i) => ({ fields: { name: `n${i}` } })),
    )
    const names = (await textOf(having(role({}, { name: 'read' })))).split('\r\n').slice(1, -1)
    expect([names.length, new Set(names).size]).toEqual([1002, 1002])
  })
  test('breaks off when the rights end on the way', async () => {
    const { lines, count } = await exportRecords(having(role({}, { name: 'read' })), 'customers', {})
    expect(count).toBe(1002)
    await lines.next()
    await lines.next()
    const roles = (names: SQL) =>
      run(
        ownerSql(),
        sql`update tian.memberships set roles = ${names} where user_id = ${param(me.userId, 'uuid')} returning roles`,
      )
    await roles(sql`array_append(roles, 'gone')`)
    await expect(lines.next()).rejects.toThrow()
    await roles(sql`array_remove(roles, 'gone')`)
  })
})

describe('the same change to many', () => {
  test('is made whole or not at all, and points to the record that refuses', async () => {
    const actor = having(role({ update: mine }, { name: 'edit', grade: 'edit' }))
    await expect(
      updateRecords(actor, 'customers', [own, foreign], { grade: 'silver' }),
    ).rejects.toMatchObject({
      code: 'ROW_NOT_YOURS',
      detail: { pointer: '/ids/1' },
    })
    expect(JSON.parse(await getRecord(admin, 'customers', own)).fields.grade).toBe('gold')
    expect(await updateRecords(actor, 'customers', [own, own], { grade: 'silver' })).toBe(1)
  })
})

describe('a mask', () => {
  const asking = () =>
    having(role({}, { name: 'read', phone: { mask: 'phone', reveal: true }, code: { mask: 'all' } }))
  test('is looked behind with a reason, which stands in the log before the value leaves', async () => {
    const before = (await looks()).length
    expect(await revealValue(asking(), 'customers', foreign, 'phone', '客户来电核对')).toEqual({
      value: '+8613911112222',
    })
    expect((await looks()).slice(before)).toMatchObject([
      { kind: 'reveal', fields: ['phone'], records: [foreign], reason: '客户来电核对' },
    ])
  })
  test('stays where the log cannot be written', async () => {
    const move = (from: string, to: string) =>
      run(ownerSql(), sql`alter table ${qualified(me.definitions.schema, from)} rename to ${ident(to)}`)
    await move('_access_log', '_away')
    await expect(revealValue(asking(), 'customers', foreign, 'phone', '客户来电')).rejects.toThrow()
    await move('_away', '_access_log')
  })
  test('stays without a reason, without the right, and on records out of sight', async () => {
    for (const reason of ['', '   '])
      await expect(revealValue(asking(), 'customers', foreign, 'phone', reason)).rejects.toMatchObject({
        code: 'VALUE_INVALID',
      })
    await expect(revealValue(asking(), 'customers', foreign, 'code', 'why')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    for (const key of ['margin', 'nonsense'])
      await expect(revealValue(asking(), 'customers', foreign, key, 'why')).rejects.toMatchObject({
        code: 'FIELD_UNKNOWN',
      })
    const narrow = having(role({ read: mine }, { phone: { mask: 'phone', reveal: true } }))
    await expect(revealValue(narrow, 'customers', foreign, 'phone', 'why')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
  test('is not looked behind a thousand times', async () => {
    const ask = (_: unknown, i: number) =>
      revealValue(asking(), 'customers', i % 2 ? own : foreign, 'phone', 'again')
    const answers = await Promise.allSettled(Array.from({ length: 80 }, ask))
    const shown = answers.filter((a) => a.status === 'fulfilled').length
    expect(shown).toBeGreaterThan(30)
    expect(shown).toBeLessThanOrEqual(60)
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
  })
})

describe('a share', () => {
  const sharing = role({ update: mine }, { name: 'edit', phone: 'read' })
  const receiving = role({ read: [{ kind: 'shared' }], update: [{ kind: 'shared' }] }, { name: 'edit' })
  const other = (): Actor => ({ ...me, userId: world.other.userId, roles: [receiving] })
  test('lets one more person see one record, until it is taken back; the history says so', async () => {
    const seen = async () =>
      (JSON.parse(await listRecords(other(), 'customers', {})) as ListAnswer).records.map((r) => r.id)
    expect(await seen()).toEqual([])
    const shares = await shareRecord(having(sharing), 'customers', own, world.other.userId, true)
    // The rules of their role in the base do not speak of what is shared: whoever shares is told that it opens nothing.
    expect(shares).toMatchObject([{ person: world.other.userId, edit: true, opens: false }])
    const withAdmin = await shareRecord(having(sharing), 'customers', own, world.admin.userId, false)
    expect(withAdmin.find((s) => s.person === world.admin.userId)).toMatchObject({ opens: true })
    await unshareRecord(having(sharing), 'customers', own, world.admin.userId)
    expect(await seen()).toEqual([own])
    expect(await unshareRecord(having(sharing), 'customers', own, world.other.userId)).toEqual([])
    expect(await seen()).toEqual([])
    const { entries } = await recordHistory(admin, me.definitions.tables.get('customers')!, own)
    expect(entries.slice(0, 2).map((e) => [e.kind, e.shared])).toEqual([
      ['unshare', '李销售'],
      ['unshare', '管理员'],
    ])
    expect(entries.filter((e) => e.kind === 'share').map((e) => e.shared)).toEqual(['管理员', '李销售'])
  })
  test('gives nobody more than the sharer has', async () => {
    const share = (id: string, edit: boolean, person = world.other.userId) =>
      shareRecord(having(sharing), 'customers', id, person, edit)
    await expect(share(foreign, true)).rejects.toMatchObject({ code: 'ROW_NOT_YOURS' })
    await expect(share(own, false, own)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
    const active = (now: boolean) =>
      run(
        ownerSql(),
        sql`update tian.users set active = ${param(now, 'boolean')} where id = ${param(world.other.userId, 'uuid')}`,
      )
    await active(false)
    await expect(share(own, false)).rejects.toMatchObject({ code: 'LINK_UNKNOWN' })
    await active(true)
    const blind = having(role({ read: mine }, {}))
    for (const id of [foreign, '018f0000-0000-7000-8000-000000000000'])
      await expect(listShares(blind, 'customers', id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const reading = having(role({ update: mine }, { name: 'edit' }, { actions: [] }))
    for (const work of [
      () => shareRecord(reading, 'customers', own, world.other.userId, false),
      () => unshareRecord(reading, 'customers', own, world.other.userId),
      () => listShares(reading, 'customers', own),
    ])
      await expect(work()).rejects.toMatchObject({ code: 'ACTION_REFUSED' })
    await expect(share(own, false, me.userId)).rejects.toMatchObject({
      code: 'VALUE_INVALID',
      detail: { field: 'person', problem: 'exits.shareSelf' },
    })
  })
  test('said again changes nothing, and the history has no second line', async () => {
    const actor = having(sharing)
    const lines = async () =>
      (await recordHistory(admin, me.definitions.tables.get('customers')!, own)).entries.length
    await shareRecord(actor, 'customers', own, world.other.userId, false)
    const before = await lines()
    await shareRecord(actor, 'customers', own, world.other.userId, false)
    expect(await lines()).toBe(before)
    await shareRecord(actor, 'customers', own, world.other.userId, true)
    expect(await lines()).toBe(before + 1)
    await unshareRecord(actor, 'customers', own, world.other.userId)
  })
  test('goes with its record and with its person, and the doctor sees one that stayed', async () => {
    const shares = qualified(me.definitions.schema, '_shares')
    const left = () =>
      run<{ person: string; edit: boolean }>(appSql(), sql`select person, edit from ${shares}`)
    const findings = async () =>
      (await examine(appSql(), (await findBase(appSql(), world.base))!)).filter((f) => f.code === 'shareLeft')
    const actor = having(sharing)
    const placeholder = (await makePerson('样例')).userId
    await run(
      ownerSql(),
      sql`with u as (update tian.users set placeholder = true where id = ${param(placeholder, 'uuid')})
          insert into tian.memberships (base_id, user_id, roles)
          values (${param(me.definitions.baseId, 'uuid')}, ${param(placeholder, 'uuid')}, '{}')`,
    )
    await shareRecord(actor, 'customers', own, placeholder, true)
    await shareRecord(actor, 'customers', own, world.other.userId, false)
    // Whichever of the two had more.
    const second = await make({ name: '第二', owner: world.sales.userId })
    await shareRecord(actor, 'customers', second, placeholder, false)
    await shareRecord(actor, 'customers', second, world.other.userId, true)
    await asActor(world.admin, world.base, (a) => handOver(a, placeholder, world.other.userId))
    expect(await left()).toEqual(Array(2).fill({ person: world.other.userId, edit: true }))
    await unshareRecord(actor, 'customers', second, world.other.userId)
    expect(await findings()).toEqual([])

    await asActor(world.admin, world.base, (a) => deleteRecords(a, 'customers', [own]))
    expect(await findings()).toEqual([])
    await run(
      ownerSql(),
      sql`update ${qualified(me.definitions.schema, 'customers')} set _deleted_at = now() - interval '40 days'
          where id = ${param(own, 'uuid')}`,
    )
    expect(await purgeTrash()).toBe(1)
    expect(await left()).toEqual([])

    await run(
      ownerSql(),
      sql`insert into ${shares} (record, person, table_key)
          values (${param(own, 'uuid')}, ${param(world.other.userId, 'uuid')}, 'customers')`,
    )
    expect(await findings()).toMatchObject([{ where: 'customers', detail: '1' }])
    await run(ownerSql(), sql`delete from ${shares}`)

    const guest = await asActor(world.admin, world.base, (a) =>
      invite(a, { email: 'guest@example.com', roles: ['sales'] }),
    )
    await run(
      ownerSql(),
      sql`insert into ${shares} (record, person, table_key)
          values (${param(foreign, 'uuid')}, ${param(guest.id, 'uuid')}, 'customers')`,
    )
    await asActor(world.admin, world.base, (a) => withdraw(a, guest.id))
    expect(await left()).toEqual([])
  })
})

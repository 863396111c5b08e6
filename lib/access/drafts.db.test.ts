/** Rights in draft over the API: kept, judged, counted, published as one change, and safe when two are at it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '@/lib/api/contract'
import type { SchemaHistoryAnswer } from '@/lib/api/contract-design'
import type { DraftAnswer, EffectAnswer, RightsAnswer } from '@/lib/api/contract-rights'
import { type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { call, field, stored, value } from '@/lib/expr/ast'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'

let db: TestDatabase
let world: World
let admin: Client
let sales: Client
const rights = '/bases/crm/rights'

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  admin = await signedIn(world.admin)
  sales = await signedIn(world.sales)
  for (let i = 0; i < 6; i++)
    await admin.ask('POST', '/bases/crm/tables/customers/records', {
      body: {
        fields: {
          name: `客户${i}`,
          owner: i < 4 ? world.sales.userId : world.admin.userId,
          grade: i < 2 ? 'gold' : 'silver',
        },
      },
    })
})
afterAll(() => db.close())

const read = async (): Promise<RightsAnswer> =>
  (await admin.ask('GET', rights)).body as unknown as RightsAnswer
const roleIn = (answer: { roles: Role[] }, key: string): Role =>
  structuredClone(answer.roles.find((r) => r.key === key)!)
const put = (revision: string | null, roles: Role[], origin: Role[], by = admin) =>
  by.ask('PUT', `${rights}/draft`, { body: { ...(revision ? { revision } : {}), roles, origin } })
/** A draft in which the salespeople have these rights on customers. */
async function draft(change: (role: Role) => void): Promise<DraftAnswer> {
  await admin.ask('DELETE', `${rights}/draft`)
  const origin = roleIn(await read(), 'sales')
  const after = structuredClone(origin)
  change(after)
  const { status, body } = await put(null, [after], [origin])
  expect(status).toBe(200)
  return body as unknown as DraftAnswer
}
const publish = (revision: string | null) => admin.ask('POST', `${rights}/publish`, { body: { revision } })
const seen = async () =>
  ((await sales.ask('GET', '/bases/crm/tables/customers/records')).body.records as unknown[]).length

describe('a draft', () => {
  test('holds for nobody until it is published, then at once, as one undoable change', async () => {
    expect(await seen()).toBe(4)
    const { revision } = await draft((role) => {
      role.tables.customers!.rows.read = [{ kind: 'all' }]
    })
    expect(await seen()).toBe(4)
    expect((await read()).draft).toMatchObject({ revision, by: { id: world.admin.userId } })
    expect((await publish(revision)).status).toBe(200)
    expect(await seen()).toBe(6)
    expect((await read()).draft).toBeUndefined()

    const { body } = await admin.ask('GET', '/bases/crm/schema/history?rights=1')
    const [line] = (body as unknown as SchemaHistoryAnswer).changes
    expect(line).toMatchObject({ parts: [{ key: 'roleChanged' }], undo: { can: true } })
    expect((await admin.ask('POST', `/bases/crm/schema/history/${line!.id}/undo`)).status).toBe(200)
    expect(await seen()).toBe(4)
  })

  test('is said to be wrong at the very place, is kept, and cannot be published', async () => {
    const { revision, problems } = await draft((role) => {
      role.tables.customers!.rows.update = [{ kind: 'mine', path: ['gone'] }]
      role.tables.customers!.fields.phone = { mask: 'monthDay' }
      role.tables.customers!.fields.code = { read: false, edit: true, create: true }
      role.tables.customers!.fields.name = {
        read: stored(call('is', field('gone'), value('x'))),
        edit: false,
        create: false,
      }
    })
    const places = problems.map((p) => p.pointer).sort()
    expect(places).toEqual(
      ['rows/update/0', 'fields/code', 'fields/name/read', 'fields/phone/mask']
        .map((at) => `/tables/customers/${at}`)
        .sort(),
    )
    expect(problems.find((p) => p.pointer.endsWith('rows/update/0'))?.message).toContain('已删除')
    expect((await read()).problems).toEqual(problems)
    expect((await publish(revision)).body.error).toMatchObject({ code: 'DEFINITION_INVALID' })
  })

  test('that somebody else has saved is not overwritten', async () => {
    const { revision } = await draft((role) => {
      role.tables.customers!.fields.grade = 'read'
    })
    const answer = await read()
    const [role] = answer.draft!.roles
    const origin = answer.draft!.origin
    const next = (await put(revision, [{ ...role!, label: { 'zh-CN': '销售员' } }], origin))
      .body as unknown as DraftAnswer
    expect(next.revision).not.toBe(revision)
    expect((await put(revision, [role!], origin)).body.error).toMatchObject({ code: 'CONFLICT' })
    expect((await put(null, [role!], origin)).body.error).toMatchObject({ code: 'CONFLICT' })
    expect((await publish(revision)).body.error).toMatchObject({ code: 'CONFLICT' })
  })

  test('does not take back what somebody has changed since', async () => {
    const { revision } = await draft((role) => {
      role.tables.customers!.fields.grade = 'hidden'
    })
    const now = roleIn(await read(), 'sales')
    now.tables.customers!.fields.name = 'read'
    expect((await admin.ask('PUT', '/bases/crm/roles/sales', { body: now })).status).toBe(200)
    const refused = await publish(revision)
    expect(refused.body.error).toMatchObject({ code: 'CONFLICT' })
    expect(refused.body.error?.message).toContain('有人改了权限')
    expect(roleIn(await read(), 'sales').tables.customers!.fields).toMatchObject({
      name: 'read',
      grade: 'edit',
    })
  })

  test('begins from what holds, whatever its sender says it began from', async () => {
    await admin.ask('DELETE', `${rights}/draft`)
    const there = roleIn(await read(), 'sales')
    const after = structuredClone(there)
    after.tables.customers!.fields.grade = 'read'
    const other = structuredClone(there)
    other.tables.customers!.fields.grade = 'hidden'
    for (const origin of [[], [after], [other], [{ ...there, key: 'admin' }]]) {
      const { status, body } = await put(null, [after], origin)
      expect([status, body.error?.code]).toEqual([409, 'CONFLICT'])
      expect(body.error?.message).toContain('有人改了权限')
    }
    expect((await read()).draft).toBeUndefined()
    const { body } = await put(null, [after], [there, other])
    expect((await read()).draft!.origin).toEqual([there])
    // Who goes on from rights that have been published meanwhile is told at the next save, not only at the end.
    await admin.ask('PUT', '/bases/crm/roles/sales', { body: other })
    const { revision } = body as unknown as DraftAnswer
    expect((await put(revision, [after], [there])).status).toBe(409)
    expect((await put(revision, [after], [roleIn(await read(), 'sales')])).status).toBe(200)
    await admin.ask('PUT', '/bases/crm/roles/sales', { body: there })
    await admin.ask('DELETE', `${rights}/draft`)
  })

  test('is for administrators', async () => {
    expect((await sales.ask('GET', rights)).status).toBe(403)
    expect((await put(null, [], [], sales)).status).toBe(403)
  })
})

describe('what publishing would do', () => {
  const effect = async (change: (role: Role) => void) => {
    const { revision } = await draft(change)
    const { body } = await admin.ask('GET', `${rights}/effect?revision=${encodeURIComponent(revision!)}`)
    return (body as unknown as EffectAnswer).roles.find((r) => r.role === 'sales')!
  }

  test('records that come, go, and show more or less to one of the people', async () => {
    // One of the two sees four of them today, the other none.
    expect(
      await effect((role) => {
        role.tables.customers!.rows.read = [{ kind: 'all' }]
      }),
    ).toMatchObject({
      tables: [{ table: 'customers', records: { gained: { value: 6, more: false }, lost: { value: 0 } } }],
    })
    const fewer = await effect((role) => {
      role.tables.customers!.deny = [
        { kind: 'when', expr: stored(call('is', field('grade'), value('gold'))) },
      ]
      role.tables.customers!.fields.grade = 'hidden'
    })
    expect(fewer.tables).toMatchObject([
      { records: { gained: { value: 0 }, lost: { value: 2 }, fields: { value: 2 } }, nothing: [] },
    ])
    expect(fewer.people).toBe(fewer.tables[0]!.examined)
  })

  test('what stays open beside it: records of another table with a rule of their own, counted', async () => {
    const { body } = await admin.ask('GET', '/bases/crm/tables/customers/records')
    const customers = body.records as { id: string; fields: { grade: string } }[]
    const of = (grade: string) => customers.find((c) => c.fields.grade === grade)!.id
    for (const customer of [of('gold'), of('gold'), of('silver')])
      await admin.ask('POST', '/bases/crm/tables/orders/records', {
        body: { fields: { customer, seller: world.sales.userId } },
      })
    const gold: Role['tables'][string]['rows']['read'] = [
      { kind: 'when', expr: stored(call('is', field('grade'), value('gold'))) },
    ]
    const stays = async (change: (role: Role) => void) =>
      (await effect(change)).tables.find((one) => one.table === 'customers')?.stays
    expect(
      await stays((role) => {
        role.tables.customers!.deny = gold
      }),
    ).toEqual([])
    expect(
      await stays((role) => {
        role.tables.customers!.deny = gold
        role.tables.orders!.rows.read = [{ kind: 'mine', path: ['seller'] }]
      }),
    ).toEqual([{ kind: 'rows', table: 'orders', records: { value: 2, more: false } }])
    // Nobody is denied a record of today: what would stay open is said all the same, without a figure.
    expect(
      await stays((role) => {
        role.tables.customers!.deny = [
          { kind: 'when', expr: stored(call('is', field('grade'), value('bronze'))) },
        ]
        role.tables.orders!.rows.read = [{ kind: 'mine', path: ['seller'] }]
      }),
    ).toEqual([{ kind: 'rows', table: 'orders' }])
  })

  test('a rule that is true for nobody', async () => {
    const { tables } = await effect((role) => {
      role.tables.customers!.rows.read = [{ kind: 'team', path: ['owner'], reach: 'own' }]
    })
    expect(tables).toMatchObject([{ table: 'customers', nothing: ['read'], records: { lost: { value: 4 } } }])
  })

  test('a rule about teams, which is another one for each of the people', async () => {
    const team = await admin.ask('POST', '/bases/crm/teams', { body: { name: '北区' } })
    const members = `/bases/crm/teams/${team.body.id}/members`
    await admin.ask('POST', members, { body: { people: [world.sales.userId] } })
    const { rows } = roleIn(await read(), 'sales').tables.customers!
    const reading = (rule: typeof rows.read) => (role: Role) => {
      role.tables.customers!.rows = { ...rows, read: rule, update: [] }
    }
    await publish((await draft(reading([{ kind: 'all' }]))).revision)
    const { tables } = await effect(reading([{ kind: 'team', path: ['owner'], reach: 'own' }]))
    expect(tables).toMatchObject([{ table: 'customers', nothing: [], records: { lost: { value: 6 } } }])
    const back = await draft((role) => {
      role.tables.customers!.rows = rows
    })
    await publish(back.revision)
  })
})

test('a hundred roles with a hundred fields are kept in one request, and published in one', async () => {
  const fields = Array.from({ length: 100 }, (_, i) => makeField(100 + i, `wide_${i}`, 'text'))
  const rows = { create: [], read: [{ kind: 'all' as const }], update: [], delete: [] }
  const role = (i: number): Role => ({
    id: crypto.randomUUID(),
    key: `wide_${i}`,
    label: { en: `Wide ${i}` },
    admin: false,
    tables: { wide: { rows, fields: {}, otherFields: 'hidden' } },
  })
  await changeDefinitions({ base: 'crm', actor: world.admin.userId, door: 'command' }, async () => [
    { kind: 'table', after: makeTable('wide', 'wide_0', fields) },
    ...Array.from({ length: 100 }, (_, i) => ({ kind: 'role' as const, after: role(i) })),
  ])
  await admin.ask('DELETE', `${rights}/draft`)
  const origin = (await read()).roles.filter((r) => r.key.startsWith('wide_'))
  const after = structuredClone(origin)
  for (const { tables } of after)
    tables.wide!.fields = Object.fromEntries(fields.map((f) => [f.key, { mask: 'edges' } as const]))
  const kept = await put(null, after, origin)
  expect([kept.status, kept.body.problems]).toEqual([200, []])
  expect((await publish((kept.body as unknown as DraftAnswer).revision)).status).toBe(200)
  expect(Object.keys(roleIn(await read(), 'wide_99').tables.wide!.fields)).toHaveLength(100)
})

describe('names of roles', () => {
  const rename = async (name: string) => {
    const role = roleIn(await read(), 'sales')
    return admin.ask('PUT', '/bases/crm/roles/sales', { body: { ...role, label: { 'zh-CN': name } } })
  }
  test.each(['大客户经理', 'Менеджер', 'مدير المبيعات', 'विक्रेता', '👩‍💼 주임', 'é'.repeat(100)])(
    '%s',
    async (name) => {
      expect((await rename(name)).status).toBe(200)
    },
  )
  test.each([
    ['销\u202e售', '方向'],
    ['销\u0000售', '控制'],
    ['a\nb', '换行'],
    ['   ', '填写'],
    ['长'.repeat(101), '100'],
  ])('%j is refused', async (name, words) => {
    const { status, body } = await rename(name)
    expect(status).toBe(422)
    expect(body.error?.message).toContain(words)
  })
})

test('a role that somebody has is not deleted, and the refusal says who', async () => {
  const { status, body } = await admin.ask('DELETE', '/bases/crm/roles/sales')
  expect(status).toBe(409)
  expect(body.error?.message).toContain(world.sales.name)
})

describe('whether a role administers', () => {
  const post = async (body: object) => (await admin.ask('POST', '/bases/crm/roles', { body })).body
  test('is not changed by saving it, nor by a draft', async () => {
    const role = roleIn(await read(), 'sales')
    const saved = await admin.ask('PUT', '/bases/crm/roles/sales', { body: { ...role, admin: true } })
    expect(saved.body).toMatchObject({ id: role.id, key: 'sales', admin: false })
    const { revision } = await draft((drafted) => {
      drafted.admin = true
      drafted.tables.customers!.fields.grade = 'read'
    })
    expect((await publish(revision)).status).toBe(200)
    expect(roleIn(await read(), 'sales').admin).toBe(false)
  })
  test('is known when it is made: a new one sees nothing, a copy what its original sees', async () => {
    const { tables } = roleIn(await read(), 'sales')
    expect(await post({ label: { en: 'New' } })).toMatchObject({ admin: false, tables: {} })
    const copy = await post({ label: { en: 'Copy' }, copyOf: 'sales' })
    expect([copy.admin, copy.tables]).toEqual([false, tables])
    expect(await post({ label: { en: 'Second' }, copyOf: 'admin' })).toMatchObject({ admin: true })
    expect((await admin.ask('DELETE', '/bases/crm/roles/second')).status).toBe(204)
    expect((await admin.ask('DELETE', '/bases/crm/roles/admin')).body.error?.code).toBe('LAST_ADMIN')
  })
})

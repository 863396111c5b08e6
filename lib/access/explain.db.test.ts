/** Explanations agree with the relation for any roles and rows, name the rule that decides, and tell members nothing hidden. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import { appSql, ownerSql, run } from '@/lib/db/connection'
import { param, qualified, type SQL, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { call, field, stored, value, variable } from '@/lib/expr/ast'
import type { Alternative, FieldRight, Role, Rule, Table } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { getParsed } from '@/lib/records/get'
import { listRecords } from '@/lib/records/list'
import { makeField, makeWorld, type World } from '@/lib/records/testing/world'
import type { Actor } from './actor'
import { enterBase } from './enter'
import { editing, evaluate, examine, sight, truth } from './explain'
import { explainOwn } from './explain-own'
import { explainInWords } from './explain-words'
import { RuleWords } from './rule-words'

let db: TestDatabase
let world: World
let admin: Actor
let me: Actor
const ids: string[] = []

const gold = stored(call('is', field('grade'), value('gold')))
const isMine = stored(call('is', field('owner'), variable('me')))
const names = new Map<string, string>()

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  await changeDefinitions(
    { base: world.base, actor: world.admin.userId, door: 'command' },
    async ({ definitions }) => {
      const before = definitions.tables.get('orders')!
      const owed = makeField(30, 'owed', 'text', {
        source: {
          kind: 'formula',
          expr: stored(call('concat', field('customer', 'name'), field('customer', 'code'))),
          stored: false,
        },
      })
      return [{ kind: 'table', before, after: { ...before, fields: [...before.fields, owed] } }]
    },
  )
  admin = await enterBase(world.admin, world.base)
  me = await enterBase(world.sales, world.base)
  const people = [world.sales.userId, world.other.userId, undefined]
  for (const [i, owner] of people.entries())
    for (const grade of ['gold', 'silver', undefined]) {
      const made = await createRecord(admin, 'customers', {
        name: `c${i}${grade ?? ''}`,
        phone: '13800138000',
        code: `${i}${grade ?? ''}`,
        ...(owner ? { owner } : {}),
        ...(grade ? { grade } : {}),
      })
      ids.push((JSON.parse(made) as ApiRecord).id)
    }
  for (const record of [ids[4]!, ids[8]!])
    await run(
      appSql(),
      sql`insert into ${qualified(admin.definitions.schema, '_shares')} (record, person, table_key, edit)
          values (${param(record, 'uuid')}, ${param(world.sales.userId, 'uuid')}, 'customers', ${param(record === ids[8], 'boolean')})`,
    )
})
afterAll(() => db.close())

let serial = 0
const role = (rights: Partial<Role['tables'][string]>, more: Role['tables'] = {}): Role => ({
  id: 'r',
  key: `r${serial++}`,
  label: { 'zh-CN': '甲', en: 'First' },
  admin: false,
  tables: {
    customers: {
      rows: { create: [], read: [{ kind: 'all' }], update: [], delete: [] },
      fields: { name: 'read' },
      otherFields: 'hidden',
      ...rights,
    },
    ...more,
  },
})
const having = (...roles: Role[]): Actor => ({ ...me, roles })
const customers = (): Table => me.definitions.tables.get('customers')!
const keyed = (key: string) => customers().fields.find((f) => f.key === key)!
const told = (actor: Actor, own: boolean): RuleWords => new RuleWords(actor, { locale: 'zh-CN', own, names })

const alternative: fc.Arbitrary<Alternative> = fc.oneof(
  fc.constant<Alternative>({ kind: 'all' }),
  fc.constantFrom<Alternative>(
    { kind: 'mine', path: ['owner'] },
    { kind: 'created' },
    { kind: 'shared' },
    { kind: 'team', path: ['owner'], reach: 'own' },
    { kind: 'when', expr: gold },
    { kind: 'when', expr: isMine },
  ),
)
const rule: fc.Arbitrary<Rule> = fc.array(alternative, { maxLength: 2 })
const when = fc.constantFrom<boolean | typeof gold>(true, false, gold, isMine)
const right = (mask: 'phone' | undefined): fc.Arbitrary<FieldRight> =>
  fc.oneof(
    fc.constantFrom<FieldRight>('hidden', 'denied', 'read', 'edit', ...(mask ? [{ mask }] : [])),
    fc.record({ read: when, edit: when, create: fc.boolean(), mask: fc.constantFrom(mask, undefined) }),
  )
const anyRole: fc.Arbitrary<Role> = fc
  .record({
    rows: fc.record({ create: rule, read: rule, update: rule, delete: rule }),
    fields: fc.record({
      phone: right('phone'),
      grade: right(undefined),
      owner: right(undefined),
      name: right(undefined),
    }),
    deny: fc.option(
      fc.constantFrom<Rule>([{ kind: 'when', expr: gold }], [{ kind: 'mine', path: ['owner'] }]),
      {
        nil: undefined,
        freq: 4,
      },
    ),
  })
  .map((rights) => role({ ...rights, otherFields: 'hidden' }))

describe('what is explained', () => {
  test('is what the relation does: rows, values, masks and what may be changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRole, { maxLength: 3 }), async (roles) => {
        const actor = having(...roles)
        const readable = examine(actor, customers()).access.rows.read !== false
        const list = readable
          ? (JSON.parse(await listRecords(actor, 'customers', { limit: 50 })) as ListAnswer).records
          : []
        const seen = new Map(list.map((r) => [r.id, r]))
        for (const id of ids) {
          const shown = seen.get(id)
          const rows = await evaluate(actor, examine(actor, customers()), id)
          expect(truth(rows.rows.read)).toBe(shown ? 'yes' : 'no')
          if (shown) {
            expect(truth(rows.rows.update) === 'yes').toBe(shown.can.update)
            expect(truth(rows.rows.delete) === 'yes').toBe(shown.can.delete)
          }
          const cell = await evaluate(actor, examine(actor, customers(), keyed('phone')), id)
          const outcome = sight(cell, cell.cell!)
          const text = shown?.fields.phone
          expect(outcome).toBe(text === undefined ? 'no' : String(text).includes('*') ? 'mask' : 'yes')
          const changes = shown?.can.update && examine(actor, customers()).access.fields.get('phone')?.write
          const edited = Boolean(changes) && !shown?.can.locked?.includes('phone')
          expect(editing(cell.rows, cell.cell!)).toBe(edited ? 'yes' : 'no')
          // Some one role gives what is given, and none gives what is not.
          expect(cell.roles.some((r) => r.field && sight({ ...cell, rows: r.rows }, r.field) === 'yes')).toBe(
            outcome === 'yes',
          )
          expect(cell.roles.some((r) => r.field && editing(r.rows, r.field) === 'yes')).toBe(edited)
          expect(rows.roles.some((r) => truth(r.rows.read) === 'yes')).toBe(shown !== undefined)
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('says which alternative let the record through, and what the condition met', async () => {
    const rows = {
      create: [],
      read: [
        { kind: 'mine', path: ['owner'] },
        { kind: 'when', expr: gold },
      ] as Rule,
    }
    const actor = having(role({ rows: { ...rows, update: [], delete: [] } }))
    const words = told(actor, false)
    const explained = async (id: string) =>
      explainInWords(actor, '王芳', await evaluate(actor, examine(actor, customers()), id), words).answers[0]!
    // The other person's silver customer: neither.
    const hidden = await explained(ids[4]!)
    expect([hidden.outcome, hidden.text]).toEqual(['no', '王芳看不到这条记录。'])
    expect(hidden.lines.map((l) => l.holds)).toEqual([false, false])
    expect(hidden.lines[1]!.text).toContain('现在“grade”是“银卡”')
    // Their gold one: by the condition, which comes first.
    const gold_ = await explained(ids[3]!)
    expect([gold_.outcome, gold_.lines[0]!.holds, gold_.lines[0]!.text]).toEqual([
      'yes',
      true,
      '角色“甲”可以查看满足“grade 是 金卡”的记录（现在“grade”是“金卡”）',
    ])
    expect(gold_.lines[0]!.rule).toEqual({ role: actor.roles[0]!.key, table: 'customers', verb: 'read' })
    // Without a grade it cannot be told, which counts as no.
    expect((await explained(ids[8]!)).lines.map((l) => l.holds)).toContain(null)
  })

  test('names a denial before all, by the role that says it', async () => {
    const open = role({})
    const denying = role({
      rows: { create: [], read: [], update: [], delete: [] },
      deny: [{ kind: 'when', expr: gold }],
    })
    const actor = having(open, denying)
    const known = await evaluate(actor, examine(actor, customers()), ids[0]!)
    const [read] = explainInWords(actor, '王芳', known, told(actor, false)).answers
    expect(read).toMatchObject({ outcome: 'no' })
    expect(read!.lines[0]).toMatchObject({ holds: true, rule: { role: denying.key, verb: 'deny' } })
  })

  test('a denial that cannot be told is neither true nor false', async () => {
    const order = (JSON.parse(await createRecord(admin, 'orders', { customer: ids[0] })) as ApiRecord).id
    const open = { create: [], read: [{ kind: 'all' }] as Rule, update: [], delete: [] }
    const deny: Rule = [{ kind: 'mine', path: ['customer', 'owner'] }]
    const actor = having(role({}, { orders: { rows: open, fields: {}, otherFields: 'read', deny } }))
    const orders = actor.definitions.tables.get('orders')!
    const denial = async () =>
      (await evaluate(actor, examine(actor, orders), order)).roles[0]!.denied[0]!.probe
    const put = (at: SQL) =>
      run(ownerSql(), sql`update crm.customers set _deleted_at = ${at} where id = ${param(ids[0]!, 'uuid')}`)
    expect((await denial()).holds).toBe(true)
    await put(sql`now()`)
    expect((await denial()).holds).toBe(null)
    await put(sql`null`)
    await deleteRecords(admin, 'orders', [order])
  })

  test('leads from a computed value to what of it is out of reach', async () => {
    const all: Rule = [{ kind: 'all' }]
    const read = { rows: { create: [], read: all, update: [], delete: [] }, otherFields: 'read' as const }
    const actor = having(role({ ...read, fields: { code: 'hidden' } }, { orders: { ...read, fields: {} } }))
    const orders = actor.definitions.tables.get('orders')!
    const asked = examine(actor, orders, orders.fields.find((f) => f.key === 'owed')!)
    const [answer] = explainInWords(actor, '王芳', asked, told(actor, false)).answers
    expect(answer).toMatchObject({ outcome: 'no' })
    expect(answer!.lines[0]!.text).toBe('“owed”由“customer › code”算出，而角色“甲”看不到它')
    expect(answer!.lines[0]!.rule).toMatchObject({ table: 'customers', field: 'code' })
  })

  test('says that a record is in the trash, and that there is none', async () => {
    const [last] = ids.slice(-1)
    await deleteRecords(admin, 'customers', [last])
    const actor = having(role({}))
    const known = await evaluate(actor, examine(actor, customers()), last!)
    expect(explainInWords(actor, '王芳', known, told(actor, false)).notes).toEqual([
      '这条记录在回收站里，列表中不会出现。',
    ])
    ids.pop()
    const nobody = evaluate(actor, examine(actor, customers()), world.sales.userId)
    await expect(nobody).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('to oneself', () => {
  const lines = async (actor: Actor, key: string, id: string): Promise<string[]> => {
    const record = await getParsed(actor, 'customers', id)
    return explainOwn(told(actor, true), customers(), { field: keyed(key), record }).answers.flatMap((a) => [
      a.text,
      ...a.lines.map((l) => l.text),
    ])
  }
  test('a mask is the role’s, in a sentence', async () => {
    const actor = having(role({ fields: { name: 'read', phone: { mask: 'phone' } } }))
    expect(await lines(actor, 'phone', ids[0]!)).toEqual([
      '您只能看到遮盖后的“phone”。',
      '您的角色“甲”对“phone”只显示遮盖后的内容（电话：前 3 位和后 4 位）',
      '您不能修改“phone”。',
      '您的角色“甲”不能修改“phone”',
    ])
  })
  test('a mask that can be looked behind says so', async () => {
    const actor = having(role({ fields: { name: 'read', phone: { mask: 'phone', reveal: true } } }))
    expect(await lines(actor, 'phone', ids[0]!)).toContain(
      '您的角色“甲”对“phone”只显示遮盖后的内容（电话：前 3 位和后 4 位），说明原因后可以查看原值',
    )
  })
  test('a condition is told only where every field in it is open', async () => {
    const claimed: FieldRight = { read: gold, mask: 'phone', edit: gold, create: false }
    const rows = {
      create: [],
      read: [{ kind: 'all' }] as Rule,
      update: [{ kind: 'all' }] as Rule,
      delete: [],
    }
    const open = having(role({ rows, fields: { grade: 'read', phone: claimed } }))
    expect((await lines(open, 'phone', ids[1]!)).join()).toContain('只有在“grade 是 金卡”时才能看到')
    for (const grade of ['hidden', 'denied', { mask: 'all' }] as FieldRight[]) {
      const told = (
        await lines(having(role({ rows, fields: { grade, phone: claimed } })), 'phone', ids[1]!)
      ).join()
      expect(told).toContain('管理员所设的条件')
      expect(told).not.toMatch(/grade|金卡|gold/)
    }
  })
  test('nor is one that names an open field and a hidden one', async () => {
    const both = stored(
      call('and', call('is', field('grade'), value('gold')), call('isNotEmpty', field('code'))),
    )
    const claimed: FieldRight = { read: both, mask: 'phone', edit: false, create: false }
    const actor = having(role({ fields: { grade: 'read', phone: claimed } }))
    const told = (await lines(actor, 'phone', ids[1]!)).join()
    expect(told).toContain('管理员所设的条件')
    expect(told).not.toMatch(/grade|code/)
  })
  test('a field that is locked in this very record cannot be changed there', async () => {
    const claimed: FieldRight = { read: true, edit: gold, create: false }
    const rows = {
      create: [],
      read: [{ kind: 'all' }] as Rule,
      update: [{ kind: 'all' }] as Rule,
      delete: [],
    }
    const actor = having(role({ rows, fields: { grade: 'read', phone: claimed } }))
    expect(await lines(actor, 'phone', ids[0]!)).toContain('您可以修改“phone”。')
    expect(await lines(actor, 'phone', ids[1]!)).toContain('您不能修改“phone”。')
  })
  test('a way is told only where it is open to its end', () => {
    const path = ['customer', 'owner']
    const said = (owner: FieldRight) => {
      const read = { rows: { create: [], read: [{ kind: 'all' }] as Rule, update: [], delete: [] } }
      const orders = { ...read, fields: {}, otherFields: 'read' as const }
      const actor = having(role({ fields: { owner } }, { orders }))
      return told(actor, true).clause(actor.definitions.tables.get('orders')!, { kind: 'mine', path })
    }
    expect(said('read')).toContain('customer › owner')
    const some: FieldRight = { read: gold, edit: false, create: false }
    for (const owner of ['hidden', { mask: 'all' }, some] as FieldRight[])
      expect(said(owner)).not.toContain('owner')
  })
  test('a row rule names no hidden field', async () => {
    const rows = {
      create: [],
      read: [{ kind: 'all' }] as Rule,
      update: [{ kind: 'mine', path: ['owner'] }] as Rule,
      delete: [],
    }
    const closed = having(role({ rows, fields: { name: 'edit' } }))
    const told = (await lines(closed, 'name', ids[4]!)).join()
    expect(told).toContain('管理员所设范围内的记录')
    expect(told).not.toContain('owner')
    const open = having(role({ rows, fields: { name: 'edit', owner: 'read' } }))
    expect((await lines(open, 'name', ids[4]!)).join()).toContain('只能修改“owner”是您的记录')
  })
  test('whether a cell that shows nothing is empty or closed is not told', async () => {
    const only: FieldRight = { read: gold, edit: false, create: false }
    const actor = having(role({ fields: { name: 'read', phone: only } }))
    // Closed in the silver one; empty in a gold one without a phone.
    const made = await createRecord(admin, 'customers', { name: 'no phone', grade: 'gold' })
    const empty = (JSON.parse(made) as ApiRecord).id
    expect(await lines(actor, 'phone', empty)).toEqual(await lines(actor, 'phone', ids[1]!))
    await deleteRecords(admin, 'customers', [empty])
  })
})

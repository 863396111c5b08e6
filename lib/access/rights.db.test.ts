/**
 * Rights of several roles together, cell by cell: random roles over a small base, what PostgreSQL answers against a
 * reference that looks at one cell at a time (law L4).
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiRecord, ListAnswer, ListAsk } from '@/lib/api/contract'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, field, stored, value } from '@/lib/expr/ast'
import { type MaskName, masks } from '@/lib/fields/masks'
import type { CellValue } from '@/lib/fields/type'
import type { Alternative, FieldRight, Role, Rule, TableRights } from '@/lib/meta/model'
import { createRecord, createRecords } from '@/lib/records/create'
import { listRecords } from '@/lib/records/list'
import { makeWorld, type World } from '@/lib/records/testing/world'
import type { Actor } from './actor'
import { decide } from './decide'

const keys = ['name', 'phone', 'grade', 'margin', 'code'] as const
type Key = (typeof keys)[number]
const maskOf: Record<Key, MaskName[]> = {
  name: ['name', 'all'],
  phone: ['phone', 'last4', 'all'],
  grade: ['all'],
  margin: ['all'],
  code: ['edges', 'length'],
}

/** A customer as it is, and who made it. */
interface Customer {
  id: string
  by: string
  cells: Record<string, CellValue | undefined>
  orders: string[]
}

let db: TestDatabase
let world: World
let me: Actor
const customers: Customer[] = []

const adminRole: Role = { id: 'admin', key: 'admin', label: {}, admin: true, tables: {} }
const withRoles = (actor: Actor, roles: Role[]): Actor => ({ ...actor, roles })
const list = async (actor: Actor, table: string, ask: ListAsk = {}): Promise<ApiRecord[]> =>
  (JSON.parse(await listRecords(actor, table, { limit: 200, ...ask })) as ListAnswer).records

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  me = await world.as(world.sales)
  const people = [world.sales.userId, world.other.userId, undefined]
  for (let i = 0; i < 18; i++) {
    const creator = i % 4 === 0 ? me : await world.as(world.admin)
    const cells = {
      name: `客户${i}`,
      phone: i % 5 === 0 ? undefined : `+86138001380${String(i).padStart(2, '0')}`,
      grade: [undefined, 'gold', 'silver'][i % 3],
      margin: i % 4 === 3 ? undefined : i / 2,
      code: i % 6 === 5 ? undefined : `CODE-${i}-XYZ`,
      owner: people[i % 3],
      helpers: i % 7 === 0 ? [world.sales.userId] : undefined,
    }
    const actor = withRoles(creator, [adminRole])
    const { id } = JSON.parse(await createRecord(actor, 'customers', cells)) as ApiRecord
    const orders = [{ fields: { customer: id, amount: i } }, { fields: { customer: id } }]
    const { ids } = JSON.parse(await createRecords(actor, 'orders', orders)) as { ids: string[] }
    customers.push({ id, by: actor.userId, cells, orders: ids })
  }
})
afterAll(() => db.close())

const alternative: fc.Arbitrary<Alternative> = fc.constantFrom<Alternative>(
  { kind: 'all' },
  { kind: 'mine', path: ['owner'] },
  { kind: 'mine', path: ['helpers'] },
  { kind: 'created' },
  { kind: 'when', expr: stored(call('is', field('grade'), value('gold'))) },
)
const rule = fc.array(alternative, { maxLength: 2 })
const right = (key: Key): fc.Arbitrary<FieldRight> =>
  fc.constantFrom<FieldRight>('hidden', 'read', 'edit', ...maskOf[key].map((mask) => ({ mask })))
const orderRule = fc.constantFrom<Rule>(
  [],
  [{ kind: 'all' }],
  [{ kind: 'follows', link: 'customer' }],
  [{ kind: 'mine', path: ['customer', 'owner'] }],
)
const role: fc.Arbitrary<Role> = fc
  .record({
    read: rule,
    update: rule,
    fields: fc.record({
      name: right('name'),
      phone: right('phone'),
      grade: right('grade'),
      margin: right('margin'),
      code: right('code'),
    }),
    otherFields: fc.constantFrom('hidden' as const, 'read' as const),
    orders: orderRule,
  })
  .map(({ read, update, fields, otherFields, orders }) => ({
    id: 'r',
    key: 'r',
    label: {},
    admin: false,
    tables: {
      customers: { rows: { create: [], read, update, delete: [] }, fields, otherFields },
      orders: { rows: { create: [], read: orders, update: [], delete: [] }, fields: {}, otherFields: 'read' },
    },
  }))
const roles = fc.array(role, { minLength: 1, maxLength: 3 })

/** Whether a rule lets one customer through. */
const lets = (rule: Rule, { by, cells }: Customer): boolean =>
  rule.some((a) => {
    if (a.kind === 'mine')
      return a.path[0] === 'owner' ? cells.owner === me.userId : [cells.helpers].flat().includes(me.userId)
    if (a.kind === 'created') return by === me.userId
    return a.kind === 'all' || cells.grade === 'gold'
  })

const rightsIn = (role: Role): TableRights => role.tables.customers!
const opens = (right: FieldRight): boolean => right === 'read' || right === 'edit'
const reads = (role: Role, customer: Customer): boolean => lets(rightsIn(role).rows.read, customer)
const changes = (role: Role, customer: Customer): boolean =>
  reads(role, customer) && lets(rightsIn(role).rows.update, customer)

/** One cell: the value if one role that reads the row opens it, else a mask if one masks it, else nothing. */
function cellOf(all: Role[], customer: Customer, key: Key): unknown {
  const seeing = all.filter((r) => reads(r, customer)).map((r) => rightsIn(r).fields[key]!)
  if (seeing.some(opens)) return customer.cells[key]
  const named = all
    .map((r) => rightsIn(r).fields[key]!)
    .flatMap((r) => (typeof r === 'object' ? [r.mask] : []))
  if (!seeing.some((r) => typeof r === 'object')) return undefined
  return masks[new Set(named).size === 1 ? named[0]! : 'all'].js(customer.cells[key])
}

interface Expected {
  cells: Partial<Record<Key, unknown>>
  update: boolean
  editable: Key[]
}

/** What the reference says of every visible customer. */
function expected(all: Role[]): Map<string, Expected> {
  const visible = customers.filter((c) => all.some((r) => reads(r, c)))
  return new Map(
    visible.map((c) => {
      const cells = keys.map((key) => [key, cellOf(all, c, key)] as const).filter(([, v]) => v !== undefined)
      const edits = (key: Key) => all.some((r) => changes(r, c) && rightsIn(r).fields[key] === 'edit')
      return [
        c.id,
        {
          cells: Object.fromEntries(cells),
          update: all.some((r) => changes(r, c)),
          editable: keys.filter(edits),
        },
      ]
    }),
  )
}

const readable = (all: Role[], key: Key): boolean =>
  all.some((r) => rightsIn(r).fields[key] !== 'hidden' && rightsIn(r).rows.read.length > 0)
const picked = (record: ApiRecord): object =>
  Object.fromEntries(Object.entries(record.fields).filter(([key]) => keys.includes(key as Key)))
const sorted = (ids: Iterable<string>): string[] => [...ids].sort()

/** Whoever reads nothing of a table does not know that it is there. */
const readsNothing = (all: Role[]): boolean => all.every((r) => rightsIn(r).rows.read.length === 0)
const refused = expect.objectContaining({ code: 'NOT_FOUND' })

describe('random roles', () => {
  test('rows, cells and masks are those that some one role opens', async () => {
    await fc.assert(
      fc.asyncProperty(roles, async (all) => {
        const actor = withRoles(me, all)
        if (readsNothing(all)) {
          await expect(list(actor, 'customers')).rejects.toEqual(refused)
          return
        }
        const answered = new Map((await list(actor, 'customers')).map((r) => [r.id, picked(r)]))
        expect(answered).toEqual(new Map([...expected(all)].map(([id, e]) => [id, e.cells])))
      }),
      { numRuns: 120 },
    )
  })

  test('a cell may be changed where some one role reads the row, changes it and edits the field', async () => {
    await fc.assert(
      fc.asyncProperty(roles, async (all) => {
        fc.pre(!readsNothing(all))
        const actor = withRoles(me, all)
        const { fields } = decide(actor, actor.definitions.tables.get('customers')!)
        const editing = keys.filter((key) => (fields.get(key)?.write ?? false) !== false)
        const answered = (await list(actor, 'customers')).map((r) => {
          const open = editing.filter((key) => !r.can.locked?.includes(key))
          return [r.id, { update: r.can.update, editable: r.can.update ? open : [] }]
        })
        const wanted = [...expected(all)].map(([id, { update, editable }]) => [id, { update, editable }])
        expect(Object.fromEntries(answered)).toEqual(Object.fromEntries(wanted))
      }),
      { numRuns: 120 },
    )
  })

  test('filters see the cells that are shown, and nothing behind them', async () => {
    await fc.assert(
      fc.asyncProperty(
        roles,
        fc.constantFrom(...keys),
        fc.nat(customers.length - 1),
        async (all, key, at) => {
          fc.pre(!readsNothing(all) && readable(all, key))
          const actor = withRoles(me, all)
          const shown = [...expected(all)]
          const filled = await list(actor, 'customers', { filter: stored(call('isNotEmpty', field(key))) })
          const withCell = shown.filter(([, e]) => e.cells[key] !== undefined).map(([id]) => id)
          expect(sorted(filled.map((r) => r.id))).toEqual(sorted(withCell))
          const text = customers[at]!.cells[key]
          if (key === 'margin' || text === undefined) return
          for (const sought of [text, masks[maskOf[key][0]!].js(text)!]) {
            const found = await list(actor, 'customers', {
              filter: stored(call('is', field(key), value(sought))),
            })
            const equal = shown.filter(([, e]) => e.cells[key] === sought).map(([id]) => id)
            expect(sorted(found.map((r) => r.id))).toEqual(sorted(equal))
          }
        },
      ),
      { numRuns: 120 },
    )
  })

  test('records that follow a link are visible exactly when the linked record is', async () => {
    await fc.assert(
      fc.asyncProperty(roles, async (all) => {
        const rules = all.flatMap((r) => r.tables.orders!.rows.read)
        const actor = withRoles(me, all)
        if (rules.length === 0) {
          await expect(list(actor, 'orders')).rejects.toEqual(refused)
          return
        }
        const visible = expected(all)
        const through = (c: Customer): boolean =>
          rules.some(
            (a) =>
              a.kind === 'all' || (a.kind === 'follows' ? visible.has(c.id) : c.cells.owner === me.userId),
          )
        const answered = await list(actor, 'orders')
        const wanted = customers.filter(through)
        expect(sorted(answered.map((r) => r.id))).toEqual(sorted(wanted.flatMap((c) => c.orders)))
        // A link to a customer out of sight is empty, and says only that it is set.
        for (const record of answered) {
          const target = customers.find((c) => c.orders.includes(record.id))!
          const seen = visible.has(target.id)
          expect([record.fields.customer, record.noAccess]).toEqual(
            seen ? [target.id, undefined] : [undefined, ['customer']],
          )
        }
      }),
      { numRuns: 80 },
    )
  })
})

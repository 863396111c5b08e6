/** The promise of the log: whatever sensitive value an answer shows, to whichever roles, the log has a line of it. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { decide } from '@/lib/access/decide'
import { enterBase } from '@/lib/access/enter'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import { recordHistory } from '@/lib/changes/history'
import { ownerTransaction } from '@/lib/db/connection'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { applyChanges, lockBase } from '@/lib/ddl/apply'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { FieldRight, Role, Rule } from '@/lib/meta/model'
import { sensitiveFields } from '@/lib/meta/sensitivity'
import { createRecord } from '@/lib/records/create'
import { getRecord } from '@/lib/records/get'
import { listRecords } from '@/lib/records/list'
import { pickRecords } from '@/lib/records/pick'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { allLines, linesOf } from './testing'

let db: TestDatabase
let world: World
let admin: Actor
let sales: Actor
const ids: Record<'people' | 'deals', string[]> = { people: [], deals: [] }

const people = makeTable('people', 'name', [
  makeField(60, 'name', 'text', { sensitivity: 'personal' }),
  makeField(61, 'mobile', 'phone', { sensitivity: 'personal' }),
  makeField(62, 'secret', 'longtext', { sensitivity: 'confidential' }),
  makeField(63, 'status', 'text', {}),
  makeField(64, 'keeper', 'user', {}),
  makeField(65, 'deals', 'links', { source: { kind: 'inverse', table: 'deals', field: 'person' } }),
  makeField(66, 'friends', 'links', { options: { table: 'people', onDelete: 'clear' } }),
])
const deals = makeTable('deals', 'no', [
  makeField(70, 'no', 'text', {}),
  makeField(71, 'person', 'link', { options: { table: 'people', onDelete: 'clear' } }),
  makeField(72, 'memo', 'text', { sensitivity: 'personal' }),
  makeField(73, 'named', 'text', {
    source: { kind: 'formula', expr: stored(field('person', 'name')), stored: true },
  }),
  makeField(74, 'keeper', 'user', {}),
])
const tables = { people, deals }
type Key = keyof typeof tables

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  await ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, world.base)
    const by = { base: world.base, actor: world.admin.userId, door: 'command' as const }
    await applyChanges(
      tx,
      definitions,
      by,
      [people, deals].map((after) => ({ kind: 'table', after })),
    )
  })
  admin = await enterBase(world.admin, world.base)
  sales = await enterBase(world.sales, world.base)
  const make = async (table: Key, fields: object): Promise<string> => {
    const { id } = JSON.parse(await createRecord(admin, table, fields)) as ApiRecord
    ids[table].push(id)
    return id
  }
  const keepers = [world.sales.userId, world.other.userId]
  for (let i = 0; i < 4; i++) {
    const status = i % 2 === 0 ? 'open' : 'closed'
    const person = await make('people', {
      name: `canary name ${i}`,
      mobile: `1380013800${i}`,
      secret: `canary secret ${i}`,
      status,
      keeper: keepers[i % 2],
      friends: ids.people.slice(0, i),
    })
    await make('deals', { no: `${i}`, person, memo: `canary memo ${i}`, keeper: keepers[(i >> 1) % 2] })
    await updateRecord(admin, 'people', person, {
      set: { secret: `canary later ${i}`, name: `canary name ${i}a` },
    })
  }
})
afterAll(() => db.close())

const condition = stored(call('is', field('status'), value('open')))
const rights = (key: Key): fc.Arbitrary<FieldRight> =>
  fc.constantFrom<FieldRight>(
    'hidden',
    'read',
    'edit',
    { mask: 'all' },
    ...(key === 'people' ? [{ read: condition, mask: 'all', edit: false, create: false } as const] : []),
    ...(key === 'people' ? [{ read: condition, edit: false, create: false } as const] : []),
  )
const plain = new Set(['deals', 'friends', 'person'])
const rule = fc.constantFrom<Rule>([{ kind: 'all' }], [{ kind: 'mine', path: ['keeper'] }], [])
const tableRights = (key: Key): fc.Arbitrary<Role['tables'][string]> =>
  fc.record({
    rows: fc.record({ read: rule }).map(({ read }) => ({ create: [], read, update: [], delete: [] })),
    fields: fc.record(
      Object.fromEntries(
        tables[key].fields.map((f) => [
          f.key,
          plain.has(f.key) ? fc.constantFrom<FieldRight>('read', 'hidden') : rights(key),
        ]),
      ),
    ),
    otherFields: fc.constant('hidden' as const),
  })
const role: fc.Arbitrary<Role> = fc
  .record({ people: tableRights('people'), deals: tableRights('deals') })
  .map((of) => ({ id: 'r', key: 'r', label: {}, admin: false, tables: of }))

const ask = fc.record({
  door: fc.constantFrom('list', 'get', 'pick', 'history'),
  table: fc.constantFrom<Key>('people', 'deals'),
  which: fc.nat(3),
  some: fc.option(fc.nat(63), { nil: undefined }),
  sort: fc.boolean(),
})

/** What an answer showed: table, field, record. Which field a title is made of follows from the rights. */
type Seen = [table: string, field: string, record: string]
const titleSeen = (id: string): Seen => [ids.people.includes(id) ? 'people' : 'deals', 'title', id]

const isCanary = (shown: unknown): boolean => /canary|138\d{8}/.test(JSON.stringify(shown) ?? '')

function inRecord(table: Key, record: ApiRecord): Seen[] {
  const sensitive = sensitiveFields(admin.definitions).get(table)!
  const values = Object.entries(record.fields)
    .filter(([key, shown]) => sensitive.has(key) && isCanary(shown))
    .map(([key]): Seen => [table, key, record.id])
  const titles = Object.entries(record.titles).filter(([, title]) => isCanary(title))
  return [...values, ...titles.map(([id]) => titleSeen(id))]
}

/** Asks, and says what of the answer is sensitive. */
async function look(
  actor: Actor,
  {
    door,
    table,
    which,
    some,
    sort,
  }: { door: string; table: Key; which: number; some?: number; sort: boolean },
): Promise<Seen[]> {
  const definition = admin.definitions.tables.get(table)!
  const id = ids[table][which]!
  const readable = [...decide(actor, definition).fields.keys()]
  if (door === 'pick')
    return (await pickRecords(actor, definition, ''))
      .filter(({ title }) => isCanary(title))
      .map((option) => titleSeen(option.id))
  if (door === 'history')
    return (await recordHistory(actor, definition, id)).entries.flatMap(({ cells, titles }) => [
      ...(cells ?? [])
        .filter((cell) => isCanary([cell.before, cell.after]))
        .map((cell): Seen => [table, cell.field, id]),
      ...Object.entries(titles)
        .filter(([, title]) => isCanary(title))
        .map(([other]) => titleSeen(other)),
    ])
  if (door === 'get') return inRecord(table, JSON.parse(await getRecord(actor, table, id)) as ApiRecord)
  const fields = some === undefined ? undefined : readable.filter((_, i) => (some >> i) % 2 === 1)
  const order = sort && readable.includes('name') ? [{ field: 'name', desc: true }] : []
  const answer = await listRecords(actor, table, { fields, sort: order, limit: 3 })
  return (JSON.parse(answer) as ListAnswer).records.flatMap((record) => inRecord(table, record))
}

test('what was shown is in the log, and nothing is there that no role opens', async () => {
  let shown = 0
  await fc.assert(
    fc.asyncProperty(fc.array(role, { minLength: 1, maxLength: 2 }), ask, async (roles, asked) => {
      const actor: Actor = { ...sales, roles }
      let seen: Seen[] = []
      const lines = await linesOf('crm', async () => {
        seen = await look(actor, asked).catch((error: { code?: string }) => {
          if (error.code === 'NOT_FOUND' || error.code === 'SORT_INVALID') return []
          throw error
        })
      })
      shown += seen.length
      const logged = new Set(
        lines.flatMap((line) =>
          [...line.fields, 'title'].flatMap((key) =>
            line.records.map((id) => `${line.table_key} ${key} ${id}`),
          ),
        ),
      )
      for (const one of seen) expect(logged).toContain(one.join(' '))
      for (const { table_key, fields, actor: who } of lines) {
        expect(who).toBe(sales.userId)
        const access = decide(actor, admin.definitions.tables.get(table_key!)!)
        for (const key of fields) expect(access.fields.get(key)?.read).not.toBe(false)
      }
    }),
    { numRuns: 250 },
  )
  // The answers did show something: a generator that shows nothing would prove nothing.
  expect(shown).toBeGreaterThan(50)
  expect((await allLines('crm')).length).toBeGreaterThan(30)
}, 60_000)

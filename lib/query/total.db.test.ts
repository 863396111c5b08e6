/** Every question has an answer or a refusal: every function on every type, open, masked, and open in some rows only. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { enterBase } from '@/lib/access/enter'
import { ownerTransaction } from '@/lib/db/connection'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { applyChanges, lockBase } from '@/lib/ddl/apply'
import { AppError } from '@/lib/errors'
import { call, type Expr, field, stored, value, variable } from '@/lib/expr/ast'
import { functions } from '@/lib/expr/functions'
import { fieldTypes, type TypeName } from '@/lib/fields/index'
import type { Json } from '@/lib/json'
import type { FieldRight, Role, Rule } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { listRecords } from '@/lib/records/list'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'

let db: TestDatabase
let world: World
let admin: Actor
const types = Object.keys(fieldTypes) as TypeName[]
const keys = [...types.map((type) => `f_${type}`), 'self', 'back', 'seen_by']

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  await ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, world.base)
    const fields = types.map((type, i) => {
      const { defaultOptions, optionsSchema } = fieldTypes[type]
      const { properties = {} } = optionsSchema as { properties?: object }
      const options = {
        ...defaultOptions,
        ...('table' in properties ? { table: 'customers' } : {}),
        ...('set' in properties ? { set: 'grade' } : {}),
      }
      return makeField(100 + i, `f_${type}`, type, { options })
    })
    const everything = makeTable('everything', 'f_text', [
      ...fields,
      makeField(200, 'self', 'link', { options: { table: 'everything', onDelete: 'cascade' } }),
      makeField(201, 'back', 'links', { source: { kind: 'inverse', table: 'everything', field: 'self' } }),
      makeField(202, 'seen_by', 'user', { source: { kind: 'auto', of: 'updated', watch: ['f_text'] } }),
    ])
    await applyChanges(tx, definitions, { base: world.base, actor: null, door: 'command' }, [
      { kind: 'table', after: everything },
    ])
  })
  admin = await enterBase(world.admin, world.base)
  const { id } = JSON.parse(
    await createRecord(admin, 'everything', {
      f_text: '甲',
      f_number: 5,
      f_checkbox: true,
      f_date: '9999-12-31',
      f_datetime: '0001-01-01T00:00:00.000Z',
      f_select: 'gold',
      f_multiselect: ['gold', 'silver'],
      f_user: world.sales.userId,
      f_users: [world.sales.userId, world.admin.userId],
      f_json: { a: [1, null] },
    }),
  ) as { id: string }
  await createRecord(admin, 'everything', { self: id, f_user: world.admin.userId })
  const trash = JSON.parse(await createRecord(admin, 'everything', { self: id })) as { id: string }
  await deleteRecords(admin, 'everything', [trash.id])
})
afterAll(() => db.close())

const roleOf = (read: Rule, right: (type: TypeName) => FieldRight): Role => ({
  id: 'r',
  key: 'r',
  label: {},
  admin: false,
  tables: {
    everything: {
      rows: { create: [], read, update: read, delete: [] },
      fields: Object.fromEntries(types.map((type) => [`f_${type}`, right(type)])),
      otherFields: 'read',
    },
    customers: {
      rows: { create: [], read: [{ kind: 'created' }], update: [], delete: [] },
      fields: {},
      otherFields: 'read',
    },
  },
})
const masked = (type: TypeName): FieldRight => {
  const [mask] = fieldTypes[type].masks
  return mask ? { mask } : 'read'
}
const mine: Rule = [{ kind: 'mine', path: ['f_user'] }]
const all: Rule = [{ kind: 'all' }]
const actors = (): [string, Actor][] => [
  ['admin', admin],
  ['masked', { ...admin, roles: [roleOf(all, masked)] }],
  ['value here, mask there', { ...admin, roles: [roleOf(mine, () => 'edit'), roleOf(all, masked)] }],
  ['open here, hidden there', { ...admin, roles: [roleOf(mine, () => 'edit'), roleOf(all, () => 'hidden')] }],
]

const id = '018f0000-0000-7000-8000-000000000000'
const constants: Json[] = [
  '',
  'gold',
  'a%_\\\'"',
  '9999-12-31',
  '0001-01-01T00:00:00Z',
  'thisMonth',
  id,
  0,
  -1e14,
  '9'.repeat(30),
  3,
  true,
  [],
  [id],
  ['gold'],
  [1],
  null,
]

/** The function with the field first, and each constant, the field again, or a variable in the places after it. */
function* questions(key: string): Generator<Expr> {
  for (const [fn, row] of functions) {
    const places = row.args.length - 1
    if (places === 0) yield call(fn, field(key))
    else
      for (const other of [...constants.map(value), field(key), variable('today'), variable('me')])
        yield call(fn, field(key), ...Array.from({ length: places }, () => other))
  }
}

/** A question that is no condition is asked whether it is empty. */
const condition = (question: Expr): Expr =>
  question.op === 'call' && functions.get(question.fn)!.result === 'boolean'
    ? question
    : call('isEmpty', question)

test('no question makes PostgreSQL raise', async () => {
  const raised: string[] = []
  let answered = 0
  const ask = async (actor: Actor, question: Expr): Promise<void> => {
    const filter = stored(condition(question))
    try {
      await listRecords(actor, 'everything', { filter, fields: [], limit: 3 })
      answered++
    } catch (error) {
      if (!(error instanceof AppError && error.status === 400))
        raised.push(`${JSON.stringify(question)}: ${error}`)
    }
  }
  // Every seventh of them: all together take twenty seconds.
  let turn = 0
  for (const [, actor] of actors())
    for (const key of keys)
      for (const question of questions(key)) if (turn++ % 7 === 0) await ask(actor, question)
  expect(raised).toEqual([])
  expect(answered).toBeGreaterThan(1000)
}, 60_000)

test('every order has its second page', async () => {
  for (const [name, actor] of actors())
    for (const key of keys)
      for (const desc of [false, true]) {
        const ask = { sort: [{ field: key, desc }], limit: 1 }
        const first = await listRecords(actor, 'everything', ask).catch((error: unknown) => error)
        if (first instanceof AppError) {
          expect(['SORT_INVALID', 'FIELD_UNKNOWN'], name).toContain(first.code)
          continue
        }
        const { records, next } = JSON.parse(first as string)
        const second = JSON.parse(await listRecords(actor, 'everything', { ...ask, cursor: next }))
        expect(second.records.length, `${name} ${key}`).toBe(1)
        expect(second.records[0].id).not.toBe(records[0].id)
      }
})

/** Auto numbers under many writers: never twice, and a write that fails leaves a gap instead of a wait. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import { ownerSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { createRecord, createRecords } from './create'
import { listRecords } from './list'
import { makeWorld, type World } from './testing/world'

let db: TestDatabase
let world: World
const create = (fields: object) =>
  asActor(world.admin, world.base, (a) => createRecord(a, 'customers', fields))
const createMany = (count: number) =>
  asActor(world.admin, world.base, (a) =>
    createRecords(
      a,
      'customers',
      Array.from({ length: count }, (_, i) => ({ fields: { name: `客户 ${i}` } })),
    ),
  )
const numbers = async (): Promise<string[]> => {
  const answer = await asActor(world.admin, world.base, (a) => listRecords(a, 'customers', { limit: 200 }))
  return (JSON.parse(answer) as ListAnswer).records.map((r) => r.fields.customer_no as string)
}

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
})
afterAll(() => db.close())

test('forty single creates and three blocks at the same time give every number once', async () => {
  const singles = Array.from({ length: 40 }, (_, i) => create({ name: `单个 ${i}` }))
  await Promise.all([...singles, createMany(20), createMany(20), createMany(20)])
  const given = await numbers()
  expect(given).toHaveLength(100)
  expect(new Set(given).size).toBe(100)
  expect(given.toSorted()).toEqual(
    Array.from({ length: 100 }, (_, i) => `${given[0]!.slice(0, 6)}${String(i + 1).padStart(5, '0')}`),
  )
})

test('a create that fails after taking its number leaves a gap and nothing else', async () => {
  await create({ name: '占用', code: 'TAKEN' })
  await expect(create({ name: '冲突', code: 'TAKEN' })).rejects.toMatchObject({ code: 'VALUE_TAKEN' })
  const next = JSON.parse(await create({ name: '之后' })) as ApiRecord
  expect(next.fields.customer_no).toMatch(/00103$/)
})

test('numbers that are there already are passed over, in the trash and beyond the zeros too', async () => {
  const made = JSON.parse(await create({ name: '手工编号' })) as ApiRecord
  const taken = made.fields.customer_no as string
  const [head, n] = [taken.slice(0, -5), Number(taken.slice(-5))]
  const next = `${head}${String(n + 1).padStart(5, '0')}`
  const renumber = (id: string, number: string, deleted = false) =>
    run(
      ownerSql(),
      sql`update crm.customers set customer_no = ${param(number)},
          _deleted_at = ${deleted ? sql`now()` : sql`null`} where id = ${param(id, 'uuid')}`,
    )
  await renumber(made.id, next)
  const far = JSON.parse(await create({ name: '更大' })) as ApiRecord
  expect(far.fields.customer_no).toBe(`${head}${String(n + 2).padStart(5, '0')}`)
  await renumber(far.id, `${head}1000000`, true)
  const other = JSON.parse(await create({ name: '普通' })) as ApiRecord
  await renumber(other.id, `${head}${String(n + 4).padStart(5, '0')}`)
  const last = JSON.parse(await create({ name: '之后' })) as ApiRecord
  expect(last.fields.customer_no).toBe(`${head}1000001`)
})

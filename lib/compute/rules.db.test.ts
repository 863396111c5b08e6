/** Rules that are data: a table looked up by condition, by which every record of another one is judged (law L6). */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { appSql, ownerSql, run } from '@/lib/db/connection'
import { sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { addField } from '@/lib/ddl/edit-field'
import { stored } from '@/lib/expr/ast'
import { parse } from '@/lib/expr/parse'
import { type WorkState, workOf } from '@/lib/jobs/work'
import { createRecord } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { wrongValues } from './fill'

let db: TestDatabase
let world: World
const asAdmin = <T>(work: (actor: Actor) => Promise<T>): Promise<T> => asActor(world.admin, world.base, work)
const many = 12_000

beforeAll(async () => {
  db = await testDatabase()
  world = await makeWorld()
  const rules = makeTable('rules', 'grade', [
    makeField(900, 'grade', 'text'),
    makeField(901, 'least', 'number'),
    makeField(902, 'priority', 'number'),
  ])
  await changeDefinitions({ base: world.base, actor: null, door: 'command' }, async () => [
    { kind: 'table', after: { ...rules, id: randomUUID() } },
  ])
  await run(
    ownerSql(),
    sql`insert into crm.customers (id, name, margin) select gen_random_uuid(), 'n' || i, i from generate_series(1, ${many}) i`,
  )
  const formula = parse('@rules.first(grade, isEmpty(least) or this.margin >= least, asc(priority))')
  if (!formula.ok) throw new Error(formula.problem.code)
  const source = { kind: 'formula' as const, expr: stored(formula.expr), stored: true }
  await asAdmin((a) => addField(a, 'customers', { key: 'tier', label: { en: 'Tier' }, type: 'text', source }))
})
afterAll(() => db.close())

const rule = async (grade: string, least: number | undefined, priority: number): Promise<string> =>
  (JSON.parse(await asAdmin((a) => createRecord(a, 'rules', { grade, least, priority }))) as { id: string })
    .id
const tiers = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await run<{ tier: string; count: number }>(
        appSql(),
        sql`select coalesce(tier, 'none') as tier, count(*)::int as count from crm.customers group by 1`,
      )
    ).map((r) => [r.tier, r.count]),
  )
const right = async (): Promise<void> =>
  expect(await asAdmin((a) => wrongValues(appSql(), a.definitions))).toEqual([])

test('a rule judges every record at once; the first that holds wins', { timeout: 60_000 }, async () => {
  expect(await tiers()).toEqual({ none: many })
  await rule('rest', undefined, 9)
  const gold = await rule('gold', 10_001, 1)
  expect(await tiers()).toEqual({ gold: 2000, rest: 10_000 })
  await asAdmin((a) => updateRecord(a, 'rules', gold, { set: { least: 11_001 } }))
  expect(await tiers()).toEqual({ gold: 1000, rest: 11_000 })
  await asAdmin((a) => deleteRecords(a, 'rules', [gold]))
  expect(await tiers()).toEqual({ rest: many })
})

test('so much work is announced', { timeout: 60_000 }, async () => {
  const seen: WorkState[] = []
  let done = false
  const work = rule('any', 0, 0).finally(() => {
    done = true
  })
  while (!done) seen.push(...(await workOf('crm')))
  await work
  expect(seen[0]).toMatchObject({ what: 'recomputing', total: many })
  expect(await workOf('crm')).toEqual([])
  await right()
})

test('rules and records that are written at once take turns', { timeout: 60_000 }, async () => {
  const writes = Array.from({ length: 6 }, (_, i) =>
    i % 3 === 0
      ? rule(`r${i}`, 5000 + i, -i - 1)
      : asAdmin((a) => createRecord(a, 'customers', { name: `late ${i}`, margin: 4998 + i })),
  )
  await Promise.all(writes)
  await right()
})

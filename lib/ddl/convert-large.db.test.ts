import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import type { ConversionAsk } from '@/lib/api/contract-design'
import { ownerTransaction, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { insertRows } from '@/lib/records/insert'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { convertField } from './convert'
import { dropAbandoned } from './staging'
import { type Maker, makerIn } from './testing/maker'

let db: TestDatabase
let world: World
let maker: Maker

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  maker = makerIn(db, world)
})
afterAll(() => db.close())

describe('a large table', () => {
  const ask: ConversionAsk = { type: 'number', options: { precision: 0 } }
  const columns = () =>
    run<{ name: string }>(
      db.ownerSql,
      sql`select column_name as name from information_schema.columns where table_schema = ${param(world.base)}
          and table_name = 'codes' order by 1`,
    )
  beforeAll(async () => {
    const codes = makeTable('codes', 'name', [makeField(700, 'name', 'text'), makeField(701, 'code', 'text')])
    await maker.addTable(codes)
    const records = Array.from({ length: 300 }, (_, i) => ({
      id: crypto.randomUUID(),
      values: new Map<string, unknown>([
        ['name', `n${i}`],
        ['code', `${i}`],
      ]),
    }))
    await maker.admin((a) =>
      ownerTransaction((tx) => insertRows(tx, a, a.definitions.tables.get('codes')!, records)),
    )
  })

  test('is filled beside the writers, who lose nothing', async () => {
    const told: number[] = []
    const id = (await maker.list('codes'))[0]!.id
    let writing: Promise<unknown> | undefined
    await maker.admin((a) =>
      convertField(a, 'codes', 'code', ask, {
        atOnce: 10,
        batch: 40,
        tell({ completed }) {
          told.push(completed)
          writing ??= Promise.all([
            asActor(world.sales, world.base, async () => undefined),
            maker
              .admin((b) => updateRecord(b, 'codes', id, { set: { code: '4711' } }))
              .catch((e: unknown) => e),
          ])
        },
      }),
    )
    await writing
    expect(told.length).toBeGreaterThan(7)
    expect(told.at(-1)).toBe(300)
    const rows = await maker.list('codes')
    expect(rows.find((r) => r.id === id)!.fields.code).toBe(4711)
    expect(rows.every((r) => typeof r.fields.code === 'number')).toBe(true)
    expect(await maker.findings()).toEqual([])
    await maker.undoLast()
  })

  test('is left as it was when it is cancelled', async () => {
    const before = await columns()
    const stop = new AbortController()
    const work = maker.admin((a) =>
      convertField(a, 'codes', 'code', ask, {
        atOnce: 10,
        batch: 40,
        signal: stop.signal,
        tell: ({ completed }) => completed > 100 && stop.abort(),
      }),
    )
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(await columns()).toEqual(before)
    expect(await maker.findings()).toEqual([])
  })

  test('what a process that died was filling is found and dropped', async () => {
    await run(db.ownerSql, sql`alter table crm.codes add column _n_9999 text`)
    expect(await maker.findings()).toEqual([{ base: 'crm', where: 'codes._n_9999', code: 'columnLeft' }])
    expect(await dropAbandoned()).toBe(1)
    expect(await maker.findings()).toEqual([])
  })
})

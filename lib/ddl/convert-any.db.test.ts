/** Any type to any other: every value is accounted for, and taking it back restores the exact bytes. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConversionAsk } from '@/lib/api/contract-design'
import { ownerTransaction, run } from '@/lib/db/connection'
import { ident, qualified, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { fieldType, fieldTypes, type TypeName } from '@/lib/fields/index'
import { linkTableName } from '@/lib/meta/derived-names'
import { isToMany } from '@/lib/meta/fields'
import { insertRows } from '@/lib/records/insert'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'
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

const optionsOf: Partial<Record<TypeName, object>> = {
  link: { table: 'customers', onDelete: 'clear' },
  links: { table: 'customers', onDelete: 'clear' },
  number: { precision: 3 },
}
const names = Object.keys(fieldTypes) as TypeName[]
const rowCount = 12

/** A table with a field of every type and rows of random values, some of them empty. */
async function makeThings(seed: number): Promise<void> {
  const random = mulberry(seed)
  const fields = names.map((name, i) =>
    makeField(500 + i, `f_${name}`, name, { options: optionsOf[name] ?? {} }),
  )
  const things = makeTable('things', 'title', [makeField(499, 'title', 'text'), ...fields])
  await maker.addTable(things)
  const customers = await maker.list('customers')
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const ids: Partial<Record<TypeName, () => unknown>> = {
    link: () => pick(customers).id,
    links: () => [...new Set([pick(customers).id, pick(customers).id])],
    user: () => pick([world.admin, world.sales, world.other]).userId,
    users: () => [...new Set([world.sales.userId, pick([world.admin, world.other]).userId])],
  }
  const records = Array.from({ length: rowCount }, (_, i) => ({
    id: crypto.randomUUID(),
    values: new Map<string, unknown>([
      ['title', `row ${i}`],
      ...fields.map((f): [string, unknown] => [
        f.key,
        random() < 0.2 ? undefined : (ids[f.type]?.() ?? fieldType(f.type).sample(f.options, random)),
      ]),
    ]),
  }))
  await maker.admin((a) =>
    ownerTransaction((tx) => insertRows(tx, a, a.definitions.tables.get('things')!, records)),
  )
}

function mulberry(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** The stored bytes of a field, by row; links with their order. */
async function bytesOf(table: string, key: string): Promise<unknown> {
  const field = await maker.field(table, key)
  const rows = isToMany(field)
    ? sql`select l."from" as id, string_agg(l."to" || ' ' || l.pos, ',' order by l.pos) as v
        from ${qualified(world.base, linkTableName(field.number))} l group by 1 order by 1`
    : sql`select t.id, t.${ident(key)}::text as v from ${qualified(world.base, table)} t order by 1`
  return run(db.ownerSql, rows)
}

describe('any type to any other', () => {
  beforeAll(async () => {
    for (const name of ['远航科技', '青禾贸易', 'Acme, Ltd.']) await maker.make('customers', { name })
    await makeThings(7)
  })

  test('every value fits or is counted as a misfit, and undoing restores the bytes', async () => {
    const pair = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)).filter(([a, b]) => a !== b)
    await fc.assert(
      fc.asyncProperty(pair, async ([from, to]) => {
        const key = `f_${from}`
        const before = await bytesOf('things', key)
        const ask: ConversionAsk = { type: to, options: optionsOf[to] ?? {} }
        const expected = await maker.preview('things', key, ask)
        await maker.convert('things', key, ask)
        const now = await maker.field('things', key)
        const values = (await maker.list('things')).map((r) => r.fields[key]).filter((v) => v !== undefined)
        expect(values).toHaveLength(expected.fits)
        expect(expected.filled).toBe(expected.fits + expected.misfits)
        for (const v of values)
          expect(fieldType(to).check(v, now.options), `${from} → ${to}: ${JSON.stringify(v)}`).toBeUndefined()
        const undone = await maker.undoLast()
        expect(undone).toMatchObject({ edited: 0, lost: 0, restored: expected.filled })
        expect(await bytesOf('things', key)).toEqual(before)
      }),
      { numRuns: 8, endOnFailure: true },
    )
    expect(await maker.findings()).toEqual([])
  }, 600_000)
})

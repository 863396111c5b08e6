/** PostgreSQL recognises JSON by reduction exactly where the parser does, and no text makes the cast fail. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '@/lib/db/connection'
import { fill, jsonParam, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { jsonFromTextSql, jsonLimits } from './json-value'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

async function recognised(texts: readonly string[]): Promise<unknown[]> {
  const value = fill(jsonFromTextSql(), { c: sql`x` })
  const rows = await run<{ v: unknown }>(
    db.ownerSql,
    sql`select jsonb_build_array(${value}) v from jsonb_array_elements_text(${jsonParam(texts)}) with ordinality as given(x, i)
      order by i`,
  )
  return rows.map((row) => (row.v as unknown[])[0])
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? null : value
  } catch {
    return null
  }
}

const json = fc.oneof(
  fc.json({ maxDepth: 4, stringUnit: 'grapheme' }),
  fc.json({ maxDepth: 4 }).map((text) => JSON.stringify(JSON.parse(text), null, 2)),
)
const broken = fc
  .tuple(
    json,
    fc.nat(),
    fc.constantFrom('', ',', '"', '[', ']', '{', '}', ':', ' ', '0', '-', '.', 'n', '\\', '\t'),
  )
  .map(
    ([text, at, char]) =>
      text.slice(0, at % (text.length + 1)) + char + text.slice((at % (text.length + 1)) + 1),
  )

test('what the parser takes is recognised, and nothing else', async () => {
  const texts = fc
    .sample(fc.oneof(json, broken), 600)
    .filter((text) => text.length < 5000 && !/\\u0000|\\ud[89a-f]|[\ud800-\udfff]|e[+-]?\d{3}/iu.test(text))
  const found = await recognised(texts)
  const wrong = texts.filter((text, i) => {
    // jsonb sorts keys and knows no negative zero.
    const same = (value: unknown) =>
      sorted(JSON.parse(JSON.stringify(value), (_, v) => (Object.is(v, -0) ? 0 : v)))
    return JSON.stringify(same(found[i])) !== JSON.stringify(same(parsed(text)))
  })
  expect(wrong).toEqual([])
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => [key, sorted(part)])
}

test('nesting is taken to the limit and not beyond', async () => {
  const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`
  const [deepest, deeper] = await recognised([nested(jsonLimits.depth), nested(jsonLimits.depth + 1)])
  expect(deepest).not.toBeNull()
  expect(deeper).toBeNull()
})

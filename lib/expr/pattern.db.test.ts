/** PostgreSQL reads the printed patterns as we do, and hostile ones do not hold it up. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '@/lib/db/connection'
import { jsonParam, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { patternOf, readPattern } from './pattern'
import { pattern, subject } from './testing/patterns'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

interface Pair {
  source: string
  text: string
}

/** Every pair in one statement. */
async function inPostgres(pairs: Pair[]): Promise<{ found: boolean; first: string | null }[]> {
  const asked = pairs.map(({ source, text }) => ({ text, pattern: patternOf(source).postgres() }))
  return run(
    db.appSql,
    sql`select v.text ~ v.pattern as found, substring(v.text from v.pattern) as first
      from jsonb_to_recordset(${jsonParam(asked)}) as v(text text collate "C", pattern text)`,
  )
}

test('random patterns find the same in random texts', { timeout: 30_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ source: pattern, text: subject }), {
        minLength: 100,
        maxLength: 400,
        size: 'max',
      }),
      async (all) => {
        const pairs = all.filter(({ source }) => readPattern(source).ok)
        const answers = await inPostgres(pairs)
        pairs.forEach(({ source, text }, i) => {
          const first = patternOf(source).first(text)
          expect({ source, text, ...answers[i] }).toEqual({
            source,
            text,
            found: patternOf(source).test(text),
            first: first ?? null,
          })
        })
      },
    ),
    { numRuns: 5 },
  )
})

test('hostile patterns run fast', async () => {
  const sources = [
    '.*.*.*=',
    'a*a*a*a*c',
    `${'a?'.repeat(60)}${'a'.repeat(60)}$b`,
    '(\\w+\\.)+$',
    '[a-z]{90}[a-z]{90}[a-z]{90}[^a-z]',
    '(?:[ab]{0,9}c){0,9}$d',
    '(a|b)*a(a|b){60}$c',
    '\\p{L}{1,50}\\p{N}{0,50}\\p{P}+',
  ]
  const read = sources.filter((source) => readPattern(source).ok)
  expect(read.length).toBeGreaterThan(5)
  const begun = performance.now()
  const answers = await inPostgres(read.map((source) => ({ source, text: 'ab'.repeat(10_000) })))
  expect(read.filter((_, i) => answers[i]!.found)).toEqual([])
  expect(performance.now() - begun).toBeLessThan(5000)
})

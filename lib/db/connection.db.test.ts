import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { appSql, openPool, ownerSql, run, sqlState, stream, target, transaction } from './connection'
import { param, sql } from './sql'
import { type TestDatabase, testDatabase } from './testing/database'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await run(ownerSql(), sql`create table tian.pairs (id int primary key, n int not null)`)
  await run(ownerSql(), sql`insert into tian.pairs values (1, 0), (2, 0)`)
})
afterAll(() => db.close())

const numbers = async () =>
  (await run<{ n: number }>(appSql(), sql`select n from tian.pairs order by id`)).map((row) => row.n)

describe('run', () => {
  test('answers plain values, whatever the driver would guess', async () => {
    const [row] = await run(
      appSql(),
      sql`select 9007199254740991::int8 as big, 1.50::numeric as exact, date '2026-02-03' as day,
        timestamptz '2026-02-03 04:05:06.789+08' as at, '{"a":[1]}'::jsonb as json,
        '{田,"a,b"}'::text[] as list, '\\x00ff'::bytea as bytes, ${null}::uuid as nothing`,
    )
    expect(row).toEqual({
      big: 9007199254740991,
      exact: '1.50',
      day: '2026-02-03',
      at: '2026-02-02T20:05:06.789Z',
      json: { a: [1] },
      list: ['田', 'a,b'],
      bytes: Buffer.from([0, 255]),
      nothing: null,
    })
  })

  test.each([
    [param(true, 'boolean'), true],
    [param(false, 'boolean'), false],
    [sql`${'true'}::boolean`, true],
    [sql`${'2026-02-03T00:00:00Z'}::timestamptz`, '2026-02-03T00:00:00.000Z'],
    [sql`${'{"a":"田"}'}::jsonb`, { a: '田' }],
    [sql`${42}::int`, 42],
  ])('sends a parameter as the text it is: case %#', async (parameter, value) => {
    const [row] = await run(appSql(), sql`select ${parameter} as value`)
    expect(row).toEqual({ value })
  })

  test('keeps SQLSTATEs and turns a lost server into UNAVAILABLE', async () => {
    const refused = await run(appSql(), sql`select 1/0`).catch((error) => error)
    expect(sqlState(refused)).toBe('22012')
    const nowhere = openPool('postgres://x:x@127.0.0.1:1/x', { max: 1, statementTimeout: 0 })
    const lost = await run(nowhere, sql`select 1`).catch((error) => error)
    expect(lost).toBeInstanceOf(AppError)
    expect(lost.code).toBe('UNAVAILABLE')
    await nowhere.end()
  })

  test('reads every plan fresh and every time in UTC', async () => {
    const [row] = await run(
      appSql(),
      sql`select current_setting('plan_cache_mode') as plan, current_setting('TimeZone') as zone`,
    )
    expect(row).toEqual({ plan: 'force_custom_plan', zone: 'UTC' })
  })

  test('the app pool reads and writes rows but changes no structure', async () => {
    expect(sqlState(await run(appSql(), sql`create table tian.no (id int)`).catch((e) => e))).toBe('42501')
    expect(sqlState(await run(appSql(), sql`drop table tian.pairs`).catch((e) => e))).toBe('42501')
    const [who] = await run(appSql(), sql`select current_user as role`)
    expect(who).toEqual({ role: target().appRole })
  })
})

test('a statement that failed in the middle of its rows leaves no leading holes in the next answer', async () => {
  const pool = openPool(target().owner, { max: 1, statementTimeout: 0 })
  const failed = await run(pool, sql`select 1 / (3 - x) from generate_series(1, 5) x`).catch((error) => error)
  expect(sqlState(failed)).toBe('22012')
  const rows = await run(pool, sql`select 7 as n`)
  expect(rows).toHaveLength(1)
  expect(rows[0]).toEqual({ n: 7 })
  await pool.end()
})

test('stream answers in batches, also without parameters', async () => {
  const sizes: number[] = []
  for await (const rows of stream(appSql(), sql`select generate_series(1, 25)`, 10)) sizes.push(rows.length)
  expect(sizes).toEqual([10, 10, 5])
})

describe('transaction', () => {
  test('is whole or not at all', async () => {
    const before = await numbers()
    const failed = transaction(async (tx) => {
      await run(tx, sql`update tian.pairs set n = n + 1`)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await numbers()).toEqual(before)
  })

  test('tries again after a deadlock', async () => {
    const before = await numbers()
    let attempts = 0
    let arrived = 0
    let meet: () => void = () => {}
    const both = new Promise<void>((resolve) => {
      meet = resolve
    })
    const cross = (first: number, second: number) =>
      transaction(async (tx) => {
        attempts++
        await run(tx, sql`update tian.pairs set n = n + 1 where id = ${param(first, 'int')}`)
        if (++arrived === 2) meet()
        await both
        await run(tx, sql`update tian.pairs set n = n + 1 where id = ${param(second, 'int')}`)
      })
    await Promise.all([cross(1, 2), cross(2, 1)])
    expect(attempts).toBeGreaterThan(2)
    expect(await numbers()).toEqual(before.map((n) => n + 2))
  })
})

test('TIAN_CRASH_AT kills the process before that statement, and nothing of its transaction stays', async () => {
  const before = await numbers()
  const file = join(process.cwd(), 'node_modules/.cache/tian', 'crash-test.mjs')
  await build({
    stdin: {
      contents: `import { connectTo, disconnect, run, transaction } from '@/lib/db/connection'
        import { sql } from '@/lib/db/sql'
        connectTo(JSON.parse(process.env.TARGET))
        await transaction(async (tx) => {
          await run(tx, sql\`update tian.pairs set n = n + 1 where id = 1\`)
          await run(tx, sql\`update tian.pairs set n = n + 1 where id = 2\`)
        })
        await disconnect()`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
  const child = (crashAt: string, nodeEnv: 'test' | 'production' = 'test') =>
    spawnSync(process.execPath, [pathToFileURL(file).pathname], {
      env: {
        ...process.env,
        NODE_ENV: nodeEnv,
        TIAN_TEST: '',
        TIAN_CRASH_AT: crashAt,
        TARGET: JSON.stringify(target()),
      },
    })
  expect(child('2').signal).toBe('SIGKILL')
  expect(await numbers()).toEqual(before)
  expect(child('3').status).toBe(0)
  expect(child('2', 'production').status).toBe(0)
  expect(await numbers()).toEqual(before.map((n) => n + 2))
})

/** `kill -9` between any two statements of a change of type: the base is as before it or as after it, and nothing is left. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { ownerTransaction, run, target } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { examine } from '@/lib/meta/doctor'
import { fieldOf } from '@/lib/meta/fields'
import { findBase, loadDefinitions } from '@/lib/meta/store'
import { insertRows } from '@/lib/records/insert'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'
import { bundle, stopBundling } from '@/scripts/bundle.mjs'
import { changeDefinitions } from './apply'
import { schemaHistory } from './history'
import { dropAbandoned } from './staging'
import type { Errand } from './testing/convert-once'
import { undoChange } from './undo'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = join(root, 'node_modules/.cache/tian/convert-once.mjs')

let db: TestDatabase
let world: World

const now = async () => loadDefinitions(db.ownerSql, (await findBase(db.ownerSql, world.base))!)
const findings = async () => examine(db.ownerSql, (await findBase(db.ownerSql, world.base))!)
const typeNow = async () => fieldOf((await now()).tables.get('codes')!, 'code')!.type
const bytes = () => run(db.ownerSql, sql`select id, code::text as code from crm.codes order by id`)

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  await bundle(root, 'lib/ddl/testing/convert-once.ts', program)
  await stopBundling()
  const codes = makeTable('codes', 'name', [makeField(700, 'name', 'text'), makeField(701, 'code', 'text')])
  await changeDefinitions({ base: world.base, actor: world.admin.userId, door: 'command' }, async () => [
    { kind: 'table', after: codes },
  ])
  const records = Array.from({ length: 40 }, (_, i) => ({
    id: crypto.randomUUID(),
    values: new Map<string, unknown>([
      ['name', `n${i}`],
      ['code', i % 7 === 0 ? '面议' : ` ${i}.0`],
    ]),
  }))
  await asActor(world.admin, world.base, (a) => ownerTransaction((tx) => insertRows(tx, a, codes, records)))
})
afterAll(() => db.close())

/** Runs the program until its n-th statement; whether it came to its end. */
const runUntil = (atOnce: number, statement: number): Promise<boolean> => {
  const errand: Errand = {
    target: target(),
    person: world.admin,
    base: world.base,
    table: 'codes',
    field: 'code',
    ask: { type: 'number', options: { precision: 1 } },
    atOnce,
    batch: 16,
  }
  const env = {
    ...process.env,
    CONVERT: JSON.stringify(errand),
    TIAN_CRASH_AT: String(statement),
    TIAN_TEST: '1',
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (text) => {
      errors += String(text)
    })
    child.on('exit', (code, signal) =>
      code === 0 || signal === 'SIGKILL' ? resolve(code === 0) : reject(new Error(errors)),
    )
  })
}

describe.each([
  { name: 'in one transaction', atOnce: 1000, statements: 20, runs: 3 },
  { name: 'of a large table', atOnce: 10, statements: 45, runs: 4 },
])('$name', ({ atOnce, statements, runs }) => {
  test('whole or not at all', { timeout: 600_000 }, async () => {
    const before = await bytes()
    const ends: boolean[] = []
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: statements }), async (statement) => {
        const ended = await runUntil(atOnce, statement)
        ends.push(ended)
        // Nobody has heard of the dead process for two minutes.
        await run(db.ownerSql, sql`update crm._jobs set locked_until = now() where kind = ${param('column')}`)
        await dropAbandoned()
        await run(db.ownerSql, sql`delete from crm._jobs`)
        expect(await findings()).toEqual([])
        if (ended) expect(await typeNow()).toBe('number')
        if ((await typeNow()) === 'number') {
          const [line] = (await asActor(world.admin, world.base, (a) => schemaHistory(a))).changes
          await asActor(world.admin, world.base, (a) => undoChange(a, line!.id))
        }
        expect(await typeNow()).toBe('text')
        expect(await bytes()).toEqual(before)
      }),
      { numRuns: runs, endOnFailure: true, examples: [[1000], [8]] },
    )
    expect(ends).toContain(true)
    expect(ends).toContain(false)
  })
})

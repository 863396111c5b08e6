/** SQL and JavaScript mean the same: every example, and random expressions over random records. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '@/lib/db/connection'
import { ident, joinSql, jsonParam, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, type Expr, value, variable } from './ast'
import { check } from './check'
import { evaluate } from './evaluate'
import { functions } from './functions'
import { asText, jsText, recordColumns } from './testing/both'
import { columns, env, expression, record } from './testing/generate'
import { toSql } from './to-sql'
import type { Env, Type, Typed } from './typed'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const fixed: Env = {
  me: '00000000-0000-7000-8000-000000000001',
  today: '2026-11-21',
  now: '2026-11-21T02:00:00.000Z',
  zone: 'Asia/Shanghai',
}
const scope = { field: ([key]: readonly string[]) => columns[key ?? ''] }

function checked(input: unknown, wanted?: Type): Typed {
  const result = check(input, scope, wanted)
  if (!result.ok) throw new Error(`${JSON.stringify(result.problem)} in ${JSON.stringify(input)}`)
  return result.expr
}

/** Every expression over every record, in one statement. */
async function runSql(nodes: Typed[], records: unknown[], asker: Env): Promise<(string | null)[][]> {
  const field = ([key]: readonly string[]) => sql`v.${ident(key!)}`
  const cells = nodes.map((node) => asText[node.kind](toSql(node, { ...asker, field })))
  const rows = await run<{ cells: (string | null)[] }>(
    db.appSql,
    sql`select to_jsonb(array[${joinSql(cells, sql`, `)}]) as cells
      from jsonb_to_recordset(${jsonParam(records)}) as v(${recordColumns})`,
  )
  return rows.map((row) => row.cells)
}

describe('every example holds in both printers', () => {
  const rows = [...functions.values()]
  let results: (string | null)[] = []
  beforeAll(async () => {
    const nodes = rows.map((row) => checked(row.example.expr))
    results = (await runSql(nodes, [{}], fixed))[0]!
  })
  test.each(rows.map((row, i) => [row.name, row, i] as const))('%s', (_name, row, i) => {
    expect(evaluate(checked(row.example.expr), { ...fixed, field: () => null })).toEqual(row.example.result)
    expect(results[i]).toBe(jsText(row.example.result))
  })
})

test('random expressions over random records yield the same, and PostgreSQL never raises', {
  timeout: 30_000,
}, async () => {
  const kinds = ['boolean', 'boolean', 'boolean', 'text', 'number', 'date', 'datetime', 'ref'] as const
  const typed = fc
    .constantFrom(...kinds)
    .chain((kind) => expression({ kind }, 4).map((expr) => ({ expr, kind })))
  await fc.assert(
    fc.asyncProperty(
      fc.array(typed, { minLength: 1, maxLength: 80, size: 'max' }),
      fc.array(record, { minLength: 1, maxLength: 8, size: 'max' }),
      env,
      async (exprs, records, asker) => {
        const nodes = exprs.map(({ expr, kind }) => checked(expr, { kind }))
        const rows = await runSql(nodes, records, asker)
        expect(rows).toHaveLength(records.length)
        rows.forEach((cells, r) => {
          const js = nodes.map((n) => jsText(evaluate(n, { ...asker, field: ([key]) => records[r]?.[key!] })))
          cells.forEach((cell, i) => {
            const expr = exprs[i]!.expr
            if (cell !== js[i]) expect({ expr, sql: cell }).toEqual({ expr, sql: js[i] })
          })
        })
      },
    ),
    { numRuns: 80 },
  )
})

describe('extremes', () => {
  const product = (leaf: string, doublings: number): Expr =>
    doublings === 0 ? value(leaf) : call('mul', product(leaf, doublings - 1), product(leaf, doublings - 1))
  const huge = product('9'.repeat(30), 5)
  const tiny = product('0.000000000000001', 5)
  const cases: Record<string, Expr> = {
    'a product of 960 digits': huge,
    'a product of 480 decimals': tiny,
    'huge by tiny': call('div', huge, tiny),
    'tiny by huge': call('div', tiny, huge),
    'a half is rounded once': call('div', value('0.00000000000001'), value('8')),
    'a long quotient': call('div', value('2'), value('3')),
    'zero by zero': call('div', value(0), value(0)),
    'too many days': call('isEmpty', call('addDays', value('2026-01-01'), huge)),
    'beyond the last day': call('addDays', value('9999-12-31'), value(1)),
    'before the first day': call('addDays', value('0001-01-01'), value(-999_999)),
    'part of a day': call('addDays', value('2026-01-01'), value(-1.9)),
    'the first day of all': call('onOrAfter', variable('now'), value('0001-01-01')),
    'the last day of all': call('onOrBefore', variable('now'), value('9999-12-31')),
    'long text': call('length', call('concat', ...Array(90).fill(value('田'.repeat(10_000))))),
    'a list of a thousand': call(
      'isNoneOf',
      value('x'),
      value(Array.from({ length: 1000 }, (_, i) => `${i}`)),
    ),
  }
  test('neither raise nor differ', async () => {
    const nodes = Object.values(cases).map((expr) => checked(expr))
    const [cells] = await runSql(nodes, [{}], fixed)
    const js = nodes.map((node) => jsText(evaluate(node, { ...fixed, field: () => null })))
    expect(Object.keys(cases).map((name, i) => [name, cells![i]])).toEqual(
      Object.keys(cases).map((name, i) => [name, js[i]]),
    )
  })
})

/** Aggregates mean the same in SQL and in JavaScript: every example, and random ones over random parents and children. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '@/lib/db/connection'
import { ident, joinSql, jsonParam, type SQL, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { aggregates } from './aggregates'
import { sample } from './aggregates/sample'
import { call, type Each, type Expr, field, type Over, value } from './ast'
import { check, type Scope } from './check'
import { evaluate } from './evaluate'
import { asText, jsText, recordColumns } from './testing/both'
import { everyone, type Family, family, gatheringExpression, kids } from './testing/gather'
import { columns, env } from './testing/generate'
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

function checked(input: unknown, scope: Scope, wanted?: Type): Typed {
  const result = check(input, scope, wanted)
  if (!result.ok) throw new Error(`${JSON.stringify(result.problem)} in ${JSON.stringify(input)}`)
  return result.expr
}

describe('every example holds in both printers', () => {
  const rows = [...aggregates.values()]
  const orders: Scope = {
    field: () => undefined,
    each: () => ({ field: ([key = '']) => sample.columns[key] && { kind: sample.columns[key] } }),
  }
  let results: (string | null)[] = []
  beforeAll(async () => {
    const gathered = {
      from: sql`from jsonb_to_recordset(${jsonParam(sample.rows.map((row, id) => ({ id, ...row })))})
        as o(id int, product text collate "C", amount numeric, ordered date, paid boolean) where true`,
      field: ([key]: readonly string[]) => sql`o.${ident(key!)}`,
    }
    const cells = rows.map(({ example }) => {
      const node = checked(example.expr, orders)
      return asText[node.kind](toSql(node, { ...fixed, field: () => sql`null`, each: () => gathered }))
    })
    const [row] = await run<{ cells: (string | null)[] }>(
      db.appSql,
      sql`select to_jsonb(array[${joinSql(cells, sql`, `)}]) as cells`,
    )
    results = row!.cells
  })
  test.each(rows.map((row, i) => [row.name, row, i] as const))('%s', (_name, { example }, i) => {
    const each = () => sample.rows.map((row) => ({ field: ([key]: readonly string[]) => row[key!] }))
    const js = evaluate(checked(example.expr, orders), { ...fixed, field: () => null, each })
    expect(js).toEqual(example.result)
    expect(results[i]).toBe(jsText(example.result))
  })
})

const child = { field: ([key]: readonly string[]) => columns[key ?? ''] }
const parent: Scope = { ...child, each: () => child }
const isKids = (over: Over): boolean => 'path' in over

/** Every expression over every parent, in one statement. */
async function runSql(
  nodes: Typed[],
  { parents, children }: Family,
  asker: Env,
): Promise<(string | null)[][]> {
  const idOf = (n: number): string => `00000000-0000-7000-9000-${String(n).padStart(12, '0')}`
  const young = children.map(({ parent: p, cells }, i) => ({ id: idOf(i), parent: p, ...cells }))
  const of = (row: SQL) => (path: readonly string[]) => sql`${row}.${ident(path[0]!)}`
  const each = (over: Over) => ({
    from: isKids(over) ? sql`from people c where c.parent = v.n` : sql`from people c where true`,
    field: of(sql`c`),
  })
  const cells = nodes.map((node) => asText[node.kind](toSql(node, { ...asker, field: of(sql`v`), each })))
  const rows = await run<{ cells: (string | null)[] }>(
    db.appSql,
    sql`with people as materialized (
        select * from jsonb_to_recordset(${jsonParam(young)}) as p(id uuid, parent int, ${recordColumns})
      )
      select to_jsonb(array[${joinSql(cells, sql`, `)}]) as cells
      from jsonb_to_recordset(${jsonParam(parents.map((cells, n) => ({ n, ...cells })))}) as v(n int, ${recordColumns})
      order by v.n`,
  )
  return rows.map((row) => row.cells)
}

function runJs(node: Typed, { parents, children }: Family, n: number, asker: Env): string | null {
  const of = (cells: Record<string, unknown>) => ({ field: ([key]: readonly string[]) => cells[key!] })
  const each = (over: Over) =>
    children.filter(({ parent: p }) => !isKids(over) || p === n).map(({ cells }) => of(cells))
  return jsText(evaluate(node, { ...asker, ...of(parents[n]!), each }))
}

test('random aggregates over random parents and children yield the same, and PostgreSQL never raises', {
  timeout: 30_000,
}, async () => {
  const kinds = ['boolean', 'text', 'number', 'date', 'datetime', 'ref', 'list'] as const
  const typed = fc.constantFrom(...kinds).chain((kind) => {
    const type: Type = kind === 'list' ? { kind, item: 'text' } : { kind }
    return gatheringExpression(type, 2).map((expr) => ({ expr, type }))
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(typed, { minLength: 1, maxLength: 40, size: 'max' }),
      family,
      env,
      async (exprs, people, asker) => {
        const nodes = exprs.map(({ expr, type }) => checked(expr, parent, type))
        const rows = await runSql(nodes, people, asker)
        expect(rows).toHaveLength(people.parents.length)
        rows.forEach((cells, n) => {
          cells.forEach((cell, i) => {
            const { expr } = exprs[i]!
            const js = runJs(nodes[i]!, people, n, asker)
            if (cell !== js) expect({ expr, sql: cell }).toEqual({ expr, sql: js })
          })
        })
      },
    ),
    { numRuns: 60 },
  )
})

test('what is gathered is there: a random run covers every aggregate, both ways of gathering and outer fields', () => {
  const made = fc.sample(
    fc.oneof(
      ...(['boolean', 'text', 'number', 'ref'] as const).map((kind) => gatheringExpression({ kind }, 2)),
    ),
    { numRuns: 400, seed: 1 },
  )
  const text = JSON.stringify(made)
  for (const name of aggregates.keys()) expect(text).toContain(`"fn":"${name}"`)
  for (const part of [kids, everyone, { outer: true }])
    expect(text).toContain(JSON.stringify(part).slice(1, -1))
})

describe('extremes', () => {
  const long = { path: ['long'] }
  const each = (fn: string, args: Expr[], more: Partial<Each> = {}): Expr => ({
    op: 'each',
    fn,
    over: long,
    args,
    ...more,
  })
  const outer: Expr = { op: 'field', path: ['n1'], outer: true }
  const newest = [{ expr: field('n2'), desc: true }]
  const cases: Record<string, Expr> = {
    'a sum of huge numbers': each('sum', [field('n1')]),
    'an average that does not end': each('average', [field('n2')]),
    'an average of huge and tiny': each('average', [call('mul', field('n1'), field('n1'))]),
    'more values than are joined': each('join', [field('t2'), value('')]),
    'more characters than are joined': each('join', [field('t1')], { by: newest }),
    'a text too long by itself': each('join', [call('concat', field('t1'), field('t1'))]),
    'the most frequent of many': each('mode', [field('t2')]),
    'all alike but for the order': each('mode', [field('n2')], { by: newest }),
    'heaviest of many': each('most', [field('t2'), call('neg', field('n2'))]),
    // In SQL a sum of outer columns alone would belong to the outer query.
    'a sum of nothing but outer fields': each('sum', [outer]),
    'a maximum of outer fields': each('max', [outer], { where: call('gt', outer, value(0)) }),
    'a count of constants': each('countDistinct', [value('x')]),
    'an order by constants': each('last', [field('n2')], { by: [{ expr: value(1), desc: true }] }),
  }
  const rows = Array.from({ length: 1500 }, (_, n) => ({
    n1: '999999999999999.99999',
    n2: String(n),
    t1: '田𠀀'.repeat(n === 0 ? 6000 : 20),
    t2: n % 3 === 0 ? null : String.fromCodePoint(0x4e00 + (n % 700)),
  }))
  test('neither raise nor differ', async () => {
    const nodes = Object.values(cases).map((expr) => checked(expr, parent))
    const own = { n1: '2.5' }
    const gathered = {
      from: sql`from long where true`,
      field: ([key]: readonly string[]) => sql`long.${ident(key === 'id' ? 'n2' : key!)}`,
    }
    const cells = nodes.map((node) =>
      asText[node.kind](toSql(node, { ...fixed, field: () => sql`2.5`, each: () => gathered })),
    )
    const [row] = await run<{ cells: (string | null)[] }>(
      db.appSql,
      sql`with long as materialized (
          select * from jsonb_to_recordset(${jsonParam(rows)}) as p(n1 numeric, n2 numeric, t1 text, t2 text)
        )
        select to_jsonb(array[${joinSql(cells, sql`, `)}]) as cells`,
    )
    const each = () => rows.map((cells) => ({ field: ([key]: readonly string[]) => cells[key as 'n1'] }))
    const js = nodes.map((node) =>
      jsText(evaluate(node, { ...fixed, field: ([key]) => own[key as 'n1'], each })),
    )
    for (const [i, name] of Object.keys(cases).entries()) expect([name, row!.cells[i]]).toEqual([name, js[i]])
    expect(js.every((found) => found !== null)).toBe(true)
  })
})

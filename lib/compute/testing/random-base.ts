/** Random tables, links, formulas and writes, for the test that holds recomputation together. */
import fc from 'fast-check'
import { call, type Each, type Expr, field, stored, value, variable } from '@/lib/expr/ast'
import type { TypeName } from '@/lib/fields/index'
import type { Field, Table } from '@/lib/meta/model'
import { makeField, makeTable } from '@/lib/records/testing/world'

export const tableKeys = ['t0', 't1', 't2'] as const
const at = fc.nat(tableKeys.length - 1)

interface Link {
  from: number
  to: number
  many: boolean
}

/** Links between random tables, back to the same one included, each with its other side. */
const links: fc.Arbitrary<Link[]> = fc.array(fc.record({ from: at, to: at, many: fc.boolean() }), {
  minLength: 3,
  maxLength: 5,
})

const inputs = (n: number): Field[] => [
  makeField(n + 1, 'name', 'text'),
  makeField(n + 2, 'a', 'number', { options: { precision: 2 } }),
  makeField(n + 3, 'b', 'number', { options: { precision: 2 } }),
  makeField(n + 4, 'd', 'date'),
  makeField(n + 5, 'c', 'checkbox'),
]

/** The tables with their links; `l<i>` leads there, `r<i>` back. */
export const base = links.map((made) => {
  const tables: Table[] = tableKeys.map((key, i) => makeTable(key, 'name', inputs(i * 100)))
  made.forEach(({ from, to, many }, i) => {
    const forth = makeField(500 + 2 * i, `l${i}`, many ? 'links' : 'link', {
      options: { table: tableKeys[to], onDelete: 'clear' },
    })
    const back = makeField(501 + 2 * i, `r${i}`, 'links', {
      options: { table: '', onDelete: 'clear' },
      source: { kind: 'inverse', table: tableKeys[from]!, field: forth.key },
    })
    tables[from]!.fields.push(forth)
    tables[to]!.fields.push(back)
  })
  for (const table of tables) table.sections[0]!.fields = table.fields.map((f) => f.key)
  return { tables, links: made }
})

export interface RandomFormula {
  key: string
  type: TypeName
  expr: Expr
}

/** One formula for every table where its names are: over earlier ones, and now and then over itself, which is refused. */
const formula = (made: Link[], i: number): fc.Arbitrary<RandomFormula> => {
  const number = fc.constantFrom('a', 'b', ...Array.from({ length: i + 1 }, (_, n) => `f${n}`))
  const one = fc.constantFrom(...made.flatMap((l, n) => (l.many ? [] : [`l${n}`])), 'l0')
  const many = fc.constantFrom(
    ...made.map((_, n) => `r${n}`),
    ...made.flatMap((l, n) => (l.many ? [`l${n}`] : [])),
  )
  const over: fc.Arbitrary<Each['over']> = fc.oneof(
    { weight: 4, arbitrary: many.map((m) => ({ path: [m] })) },
    { weight: 1, arbitrary: fc.tuple(one, many).map((path) => ({ path })) },
  )
  const outer = number.map((key): Expr => ({ op: 'field', path: [key], outer: true }))
  const condition: fc.Arbitrary<Expr | undefined> = fc.oneof(
    fc.constant(undefined),
    fc.constant(field('c')),
    fc.tuple(number, outer).map(([n, o]) => call('lt', field(n), o)),
    fc
      .integer({ min: -40, max: 5 })
      .map((n) => call('onOrAfter', field('d'), call('addDays', variable('today'), value(n)))),
  )
  const gathered = fc
    .tuple(fc.constantFrom('sum', 'count', 'average', 'min', 'max', 'countDistinct'), over, number, condition)
    .map(
      ([fn, where, n, cond]): Expr => ({
        op: 'each',
        fn,
        over: where,
        args: fn === 'count' ? [] : [field(n)],
        ...(cond ? { where: cond } : {}),
      }),
    )
  const firstMatch = fc.tuple(at, number, number, outer).map(
    ([t, n, m, o]): Expr => ({
      op: 'each',
      fn: 'first',
      over: { table: tableKeys[t]! },
      args: [field(n)],
      where: call('gte', field(m), o),
      by: [{ expr: field(n), desc: true }],
    }),
  )
  const days = fc.constant(call('daysBetween', field('d'), variable('today')))
  const sums = fc
    .tuple(fc.constantFrom('add', 'sub', 'mul'), number, number)
    .map(([fn, x, y]) => call(fn, field(x), field(y)))
  const lookup = fc.tuple(one, number).map((path) => field(...path))
  return fc
    .oneof(sums, days, firstMatch, { weight: 2, arbitrary: lookup }, { weight: 4, arbitrary: gathered })
    .map((expr) => ({ key: `f${i}`, type: 'number' as const, expr }))
}

export const formulas = (made: Link[]): fc.Arbitrary<RandomFormula[]> =>
  fc.tuple(...Array.from({ length: 6 }, (_, i) => formula(made, i)))

export const sourceOf = ({ expr }: RandomFormula): Field['source'] => ({
  kind: 'formula',
  expr: stored(expr),
  stored: true,
})

/** One write; numbers choose among the records and links that there are. */
export interface RandomWrite {
  kind: 'create' | 'update' | 'delete' | 'restore'
  table: number
  record: number
  cells: Record<string, unknown>
  links: number[]
}
const cells = fc.record(
  {
    a: fc.option(fc.integer({ min: -9, max: 99 }), { nil: null }),
    b: fc.option(fc.integer({ min: -9, max: 99 }), { nil: null }),
    c: fc.boolean(),
    d: fc.option(
      fc
        .integer({ min: -60, max: 10 })
        .map((n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)),
      { nil: null },
    ),
  },
  { requiredKeys: [] },
)
const write: fc.Arbitrary<RandomWrite> = fc.record({
  kind: fc.constantFrom('create', 'update', 'update', 'update', 'delete', 'restore'),
  table: at,
  record: fc.nat(50),
  cells,
  links: fc.array(fc.nat(50), { minLength: 2, maxLength: 5 }),
})
/** The records to begin with: as many of each table. */
export const population = fc
  .array(write, { minLength: 12, maxLength: 12 })
  .map((all) => all.map((w, i) => ({ ...w, table: i % tableKeys.length })))
/** Rounds of writes that are sent at once. */
export const rounds = fc.array(fc.array(write, { minLength: 1, maxLength: 4 }), {
  minLength: 6,
  maxLength: 14,
})

/** Gathered records as text: what may be written and what it means, what is refused and where, and that it survives being written. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { translator } from '@/lib/i18n/server'
import { aggregates } from './aggregates'
import { call, type Each, type Expr, field, type Over, value, variable } from './ast'
import type { Scope } from './check'
import { checkText, parse, type TextProblem } from './parse'
import { printText } from './print-text'
import { limits } from './shape'
import { gatheringExpression, isWithinLimits } from './testing/gather'
import { columns } from './testing/generate'

const each = (fn: string, over: Over, args: Expr[], more: Pick<Each, 'where' | 'by'> = {}): Expr => ({
  op: 'each',
  fn,
  over,
  args,
  ...more,
})
const outer = (...path: string[]): Expr => ({ op: 'field', path, outer: true })
const orders = { path: ['orders'] }
const rules = { table: 'grade_rules' }
const [a, b, c] = [field('a'), field('b'), field('c')]

const read = (text: string): Expr | TextProblem => {
  const parsed = parse(text)
  return parsed.ok ? parsed.expr : parsed.problem
}
function problem(text: string): TextProblem {
  const parsed = parse(text)
  if (parsed.ok) throw new Error(`accepted: ${text}`)
  return parsed.problem
}

describe('what is written', () => {
  const latest = [{ expr: field('day'), desc: true }]
  const cases: [string, Expr][] = [
    ['orders.count()', each('count', orders, [])],
    ['orders.SUMIF(a, b)', each('sum', orders, [a], { where: b })],
    ['orders.avg(a)', each('average', orders, [a])],
    ['orders.count(a)', each('count', orders, [], { where: a })],
    ['orders.SUM(a)', each('sum', orders, [a])],
    ['orders.sum(a + b, c)', each('sum', orders, [call('add', a, b)], { where: c })],
    ['customer.orders.sum(a)', each('sum', { path: ['customer', 'orders'] }, [a])],
    ['orders.countdistinct(a.b)', each('countDistinct', orders, [field('a', 'b')])],
    [
      'orders.first(a, b = "x", DESC(day), asc(c))',
      each('first', orders, [a], {
        where: call('eq', b, value('x')),
        by: [...latest, { expr: c, desc: false }],
      }),
    ],
    ['orders.last(a, desc(day))', each('last', orders, [a], { by: latest })],
    [
      '@grade_rules.first(a, b <= this.score, asc(c))',
      each('first', rules, [a], {
        where: call('lte', b, outer('score')),
        by: [{ expr: c, desc: false }],
      }),
    ],
    ['@{grade rules}.count()', each('count', { table: 'grade rules' }, [])],
    ['＠grade_rules．count（）', each('count', rules, [])],
    ['orders.join(a)', each('join', orders, [a])],
    ['orders.join(a, "; ")', each('join', orders, [a, value('; ')])],
    ['orders.join(a, "; ", b)', each('join', orders, [a, value('; ')], { where: b })],
    ['orders.join(a, b)', each('join', orders, [a], { where: b })],
    ['orders.most(a, b, c)', each('most', orders, [a, b], { where: c })],
    ['orders.any(a, b)', each('any', orders, [a], { where: b })],
    ['orders.sum(THIS . a.b)', each('sum', orders, [outer('a', 'b')])],
    ['orders.sum({this})', each('sum', orders, [field('this')])],
    ['orders.sum(asc)', each('sum', orders, [field('asc')])],
    ['orders.sum(a.this)', each('sum', orders, [field('a', 'this')])],
    ['this.a', a],
    ['this.orders.count()', each('count', orders, [])],
    ['this', field('this')],
    [
      'orders.sum(a) / orders.count() > 1',
      call('gt', call('div', each('sum', orders, [a]), each('count', orders, [])), value(1)),
    ],
    ['orders.count(a = me())', each('count', orders, [], { where: call('eq', a, variable('me')) })],
  ]
  test.each(cases)('%s', (text, expr) => {
    expect(read(text)).toEqual(expr)
  })
})

describe('what is refused, and where', () => {
  const cases: [string, string, number, number, object?][] = [
    ['orders.summ(a)', 'nameUnknown', 7, 4, { nearest: 'sum' }],
    ['𠀀 + orders.constructor(a)', 'nameUnknown', 11, 11],
    ['orders.{sum}(a)', 'operatorExpected', 12, 1],
    ['orders.sum(a', 'closeExpected', 12, 0, { close: ')' }],
    ['orders.sum(a b)', 'closeExpected', 13, 1],
    ['orders.sum(a,)', 'valueExpected', 13, 1],
    ['orders.sum(lines.sum(a))', 'eachNested', 11, 5],
    ['orders.sum(@rules.count())', 'eachNested', 12, 5],
    ['orders.first(a, desc(b), c)', 'orderLast', 25, 1],
    ['orders.sum(a, b, c or a)', 'conditionsApart', 17, 6],
    ['orders.sum(a, if(desc(b), 1, 2))', 'nameUnknown', 17, 4],
    ['@rules', 'aggregateExpected', 6, 0, { name: 'rules' }],
    ['@rules.first', 'aggregateExpected', 12, 0],
    ['@rules.a.first(b)', 'aggregateExpected', 14, 1],
    ['@', 'tableExpected', 1, 0],
    ['@(a)', 'tableExpected', 1, 1],
    ['orders.first(a, asc())', 'valueExpected', 20, 1],
    ['a.b.c.d.e.f.sum(x)', 'shape', 0, 11],
    [`orders.first(a${', asc(b)'.repeat(limits.terms + 1)})`, 'tooManyTerms', 0, 63],
  ]
  test.each(cases)('%s', (text, code, at, length, params = {}) => {
    const found = problem(text)
    expect(found).toMatchObject({ code: `problemExpr.${code}`, at, length })
    if (Object.keys(params).length > 0) expect(found.params).toMatchObject(params)
    for (const locale of ['zh-CN', 'en'] as const)
      expect(translator(locale).any(found.code, found.params)).not.toMatch(/undefined|problemExpr|\{\w/)
  })
  test('what is wrong with the tree is told at its place in the text', () => {
    const fields: Scope = { field: ([key]) => columns[key!] }
    const scope: Scope = {
      ...fields,
      each: (over) => ('path' in over && over.path[0] === 'kids' ? fields : undefined),
    }
    const at = (text: string): unknown => {
      const checked = checkText(text, scope)
      return checked.ok ? 'ok' : [checked.problem.code, checked.problem.at, checked.problem.length]
    }
    expect(at('kids.sum(n1, b1) > 3')).toBe('ok')
    expect(at('kids.sum(n1, t1) > 3')).toEqual(['problemExpr.kind', 13, 2])
    expect(at('kids.sum(t1) > 3')).toEqual(['problemExpr.kind', 9, 2])
    expect(at('kids.first(b1, b2, asc(t1), desc(u1))')).toEqual(['problemExpr.termKind', 33, 2])
    expect(at('kids.count(this.nowhere = 1) > 3')).toEqual(['field_unknown', 11, 12])
    expect(at('b1 and nobody.count() > 3')).toEqual(['field_unknown', 7, 6])
    expect(at('n1.count() > 3')).toEqual(['problemExpr.notMany', 0, 2])
    expect(at('@rules.count() > 3')).toEqual(['problemExpr.tableUnknown', 1, 5])
    expect(at('kids.sum(n1, asc(n2)) > 3')).toEqual(['problemExpr.orderUseless', 17, 2])
  })
})

describe('written and read again', () => {
  const survives = (expr: Expr): void => {
    const text = printText(expr)
    const parsed = parse(text)
    expect(parsed.ok ? parsed.expr : { text, ...parsed.problem }).toEqual(expr)
  }
  test.each([...aggregates.values()])('the example of $name', ({ example }) => survives(example.expr))
  test('every expression that gathers', () => {
    const kinds = fc.constantFrom('boolean', 'number', 'text', 'date', 'ref')
    const some = kinds.chain((kind) => gatheringExpression({ kind: kind as 'text' }, 2))
    fc.assert(fc.property(some, survives), { numRuns: 150 })
  })
  test('every tree that is one, sensible or not', () => {
    const name = fc.oneof(
      fc.constantFrom('this', 'THIS', 'sum', 'asc', 'desc', 'in', '@', '}', '', 'a.b'),
      fc.string({ maxLength: 5 }),
    )
    const path = fc.array(name, { minLength: 1, maxLength: 3 })
    const part = fc.oneof(
      path.map((keys) => field(...keys)),
      path.map((keys) => outer(...keys)),
      path.map((keys) => call('if', field(...keys), outer(...keys), value(1))),
    )
    const tree = fc.constantFrom(...aggregates.values()).chain(({ name: fn, args }) =>
      fc.record(
        {
          op: fc.constant('each' as const),
          fn: fc.constant(fn),
          over: fc.oneof(
            path.map((keys) => ({ path: keys })),
            name.map((table) => ({ table })),
          ),
          args: fc
            .tuple(...args.map((_kind, i) => (fn === 'join' && i === 1 ? fc.string().map(value) : part)))
            .map((made) => made as Expr[]),
          where: part,
          by: fc.array(fc.record({ expr: part, desc: fc.boolean() }, { noNullPrototype: true }), {
            minLength: 1,
            maxLength: 3,
          }),
        },
        { requiredKeys: ['op', 'fn', 'over', 'args'], noNullPrototype: true },
      ),
    ) as fc.Arbitrary<Expr>
    fc.assert(fc.property(tree.filter(isWithinLimits), survives), { numRuns: 500 })
  })
  test('no text makes the parser throw', () => {
    const piece = fc.constantFrom(
      'a',
      '(',
      ')',
      ',',
      '.',
      'this',
      '@',
      'sum',
      'join',
      'asc',
      'desc(',
      '"x"',
      '{',
      '}',
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const written = pieces.join('')
        const parsed = parse(written)
        if (parsed.ok) return survives(parsed.expr)
        const { at, length } = parsed.problem
        expect(at + length).toBeLessThanOrEqual([...written].length)
      }),
      { numRuns: 1000 },
    )
  })
})

test('a text of 5 MB, or nested ten thousand deep, is refused at once', () => {
  expect(problem(`orders.sum(${'a + '.repeat(1_250_000)}a)`).code).toBe('problemExpr.textTooLong')
  for (const opened of ['orders.sum(', 'orders.first(a, desc(', '@t.sum(', 'this.', '@', '.'])
    expect(problem(opened.repeat(Math.floor(limits.text / opened.length))).code).toMatch(
      /eachNested|tooDeep|keyExpected|valueExpected|tableExpected|shape/,
    )
  expect(problem('('.repeat(9_999)).code).toBe('problemExpr.tooDeep')
})

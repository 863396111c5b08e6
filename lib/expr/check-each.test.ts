/** Gathered records: what is refused, with its code and its place, and what kinds things have. */
import { describe, expect, test } from 'vitest'
import { translator } from '@/lib/i18n/server'
import { call, type Each, type Expr, field, value } from './ast'
import { check, type Scope } from './check'
import { limits } from './shape'
import { columns } from './testing/generate'
import type { Type } from './typed'

const fields: Scope = { field: ([key = '', ...more]) => (more.length > 0 ? undefined : columns[key]) }
const scope: Scope = {
  ...fields,
  each: (over) => (('table' in over ? over.table === 'rules' : over.path[0] === 'kids') ? fields : undefined),
}
const kids = { path: ['kids'] }
const each = (fn: string, args: Expr[] = [], more: object = {}): Each => ({
  op: 'each',
  fn,
  over: kids,
  args,
  ...more,
})
const outer = (key: string): Expr => ({ op: 'field', path: [key], outer: true })
const asc = (expr: Expr) => ({ expr, desc: false })
const [n1, t1, b1, u1, m1] = [field('n1'), field('t1'), field('b1'), field('u1'), field('m1')]
const nested = (levels: number): Expr => (levels === 0 ? b1 : call('not', nested(levels - 1)))

const refused: [string, unknown, string, string][] = [
  ['one member more', { ...each('count'), x: 1 }, 'shape', ''],
  ['a member less', { op: 'each', fn: 'count', args: [] }, 'shape', ''],
  ['a name that is no text', { ...each('count'), fn: 1 }, 'shape', '/fn'],
  ['nothing to gather', { ...each('count'), over: {} }, 'shape', '/over'],
  ['two things to gather', { ...each('count'), over: { path: ['kids'], table: 'rules' } }, 'shape', '/over'],
  ['a path of numbers', { ...each('count'), over: { path: [1] } }, 'shape', '/over'],
  [
    'a path without end',
    { ...each('count'), over: { path: Array(limits.hops + 1).fill('a') } },
    'shape',
    '/over',
  ],
  ['arguments that are no list', { ...each('count'), args: {} }, 'shape', '/args'],
  ['an order that is no list', each('first', [n1], { by: n1 }), 'shape', '/by'],
  ['a term that is none', each('first', [n1], { by: [n1] }), 'shape', '/by/0'],
  ['a term without direction', each('first', [n1], { by: [{ expr: n1, desc: 1 }] }), 'shape', '/by/0/desc'],
  ['a condition that is none', each('sum', [n1], { where: 1 }), 'shape', '/where'],
  ['outer that is not true', { op: 'field', path: ['n1'], outer: false }, 'shape', '/outer'],
  [
    'too many terms',
    each('first', [n1], { by: Array(limits.terms + 1).fill(asc(n1)) }),
    'tooManyTerms',
    '/by',
  ],
  [
    'a condition too deep',
    each('any', [nested(limits.depth - 1)]),
    'tooDeep',
    `/args/0${'/args/0'.repeat(limits.depth - 1)}`,
  ],
  [
    'too many parts in all',
    each('first', [n1], { where: call('and', ...Array(limits.nodes - 3).fill(b1)), by: [asc(n1)] }),
    'tooLarge',
    '/by/0/expr',
  ],
  ['an unknown aggregate', each('array_agg', [n1]), 'aggregateUnknown', '/fn'],
  ['an aggregate of Object', each('constructor'), 'aggregateUnknown', '/fn'],
  ['an argument too many', each('count', [n1]), 'argumentCount', '/args'],
  ['an argument too few', each('most', [t1]), 'argumentCount', '/args'],
  ['a separator that is computed', each('join', [t1, field('t2')]), 'constantNeeded', '/args/1'],
  ['a separator that is a number', each('join', [t1, value(1)]), 'constantNeeded', '/args/1'],
  ['a sum of texts', each('sum', [t1]), 'kind', '/args/0'],
  ['the largest of people', each('max', [u1]), 'kindRefused', '/args/0'],
  ['a condition that is text', each('sum', [n1], { where: t1 }), 'kind', '/where'],
  ['an order of lists', each('first', [n1], { by: [asc(n1), asc(u1)] }), 'termKind', '/by/1/expr'],
  ['an order where none matters', each('sum', [n1], { by: [asc(n1)] }), 'orderUseless', '/by/0/expr'],
  ['outer outside', call('gt', outer('n1'), value(1)), 'outerOutside', '/args/0'],
  ['an each inside an each', each('sum', [call('neg', each('count'))]), 'eachNested', '/args/0/args/0'],
  ['an each in a condition', each('sum', [n1], { where: each('any', [b1]) }), 'eachNested', '/where'],
  ['an unknown table', { ...each('count'), over: { table: 'pg_user' } }, 'tableUnknown', '/over/table'],
  ['what is not many', { ...each('count'), over: { path: ['n1'] } }, 'notMany', '/over/path'],
  ['a wrong field of the others', each('first', [t1], { by: [asc(field('x'))] }), '', '/by/0/expr/path'],
  [
    'a wrong field of its own',
    each('sum', [n1], { where: call('eq', outer('x'), n1) }),
    '',
    '/where/args/0/path',
  ],
  ['an unknown field to gather', { ...each('count'), over: { path: ['x'] } }, '', '/over/path'],
]
test.each(refused)('%s', (_name, input, code, path) => {
  const result = check(input, scope)
  if (result.ok) throw new Error('accepted')
  const { problem } = result
  expect([problem.code, problem.path]).toEqual([code === '' ? 'field_unknown' : `problemExpr.${code}`, path])
  if (code === '') return
  for (const locale of ['zh-CN', 'en'] as const)
    expect(translator(locale).any(problem.code, problem.params)).not.toMatch(/undefined|problemExpr|\{\w/)
})

test('where nothing can be gathered, it says so', () => {
  const result = check(each('count'), fields)
  expect(result.ok ? undefined : result.problem).toEqual({ code: 'problemExpr.eachUnavailable', path: '' })
})

test('a hundred thousand levels inside are refused, not survived by luck', () => {
  let deep: Expr = b1
  for (let i = 0; i < 100_000; i++) deep = call('not', deep)
  for (const more of [{ where: deep }, { by: [asc(deep)] }]) {
    const result = check(each('first', [n1], more), scope)
    expect(result.ok ? undefined : result.problem.code).toBe('problemExpr.tooDeep')
  }
})

describe('kinds', () => {
  const typeOf = (expr: Expr, wanted?: Type): unknown => {
    const result = check(expr, scope, wanted)
    if (!result.ok) throw new Error(JSON.stringify(result.problem))
    const { kind, item } = result.expr
    return item ? [kind, item] : kind
  }
  test.each<[string, Expr, unknown]>([
    ['count', each('count'), 'number'],
    ['the largest moment', each('max', [m1]), 'datetime'],
    ['the first list', each('first', [u1]), ['list', 'ref']],
    ['the first of a constant', each('first', [value(true)]), 'boolean'],
    ['an outer field', each('mode', [outer('t1')]), 'text'],
    ['a whole table', { ...each('any', [b1]), over: { table: 'rules' } }, 'boolean'],
    ['among others', call('if', b1, each('last', [field('d1')]), value(null)), 'date'],
  ])('%s', (_name, expr, kind) => {
    expect(typeOf(expr)).toEqual(kind)
  })
  test('a moment that is gathered fits where a day is wanted, and is gathered as a moment', () => {
    const result = check(each('mode', [m1]), scope, { kind: 'date' })
    expect(result.ok && result.expr).toMatchObject({
      op: 'call',
      fn: 'toDate',
      args: [{ op: 'each', kind: 'datetime' }],
    })
    expect(typeOf(each('first', [value('2026-01-01')]), { kind: 'date' })).toBe('date')
  })
})

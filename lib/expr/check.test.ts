/** What is refused, with its code and its place; what kinds constants take; and that no input makes the checker throw. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { call, type Expr, field, stored, value, variable } from './ast'
import { check, checkCondition, checkStored } from './check'
import { limits } from './shape'
import { columns, expression } from './testing/generate'

const known = new Map(Object.entries(columns))
const scope = {
  field: ([key = '', ...more]: readonly string[]) => (more.length ? undefined : known.get(key)),
}

function problem(input: unknown): { code: string; path: string } | undefined {
  const result = checkCondition(input, scope)
  return result.ok ? undefined : { code: result.problem.code, path: result.problem.path }
}
function nested(depth: number): Expr {
  let expr: Expr = field('b1')
  for (let i = 1; i < depth; i++) expr = call('not', expr)
  return expr
}
const wide = (nodes: number): Expr => call('and', ...Array.from({ length: nodes - 1 }, () => field('b1')))

describe('refused, with code and place', () => {
  const date = '2026-02-30'
  const cases: [string, unknown, string, string][] = [
    ['no object', 'x', 'problemExpr.shape', ''],
    ['null', null, 'problemExpr.shape', ''],
    ['an array', [], 'problemExpr.shape', ''],
    ['unknown op', { op: 'sql', text: '1=1' }, 'problemExpr.shape', ''],
    ['one member more', { op: 'field', path: ['b1'], extra: 1 }, 'problemExpr.shape', ''],
    ['a member less', { op: 'value' }, 'problemExpr.shape', ''],
    ['__proto__', JSON.parse('{"op":"field","path":["b1"],"__proto__":{}}'), 'problemExpr.shape', ''],
    [
      'an inherited member',
      Object.assign(Object.create({ path: ['b1'] }), { op: 'field', x: 1 }),
      'problemExpr.shape',
      '',
    ],
    ['an object as constant', { op: 'value', value: { a: 1 } }, 'problemExpr.shape', '/value'],
    ['null in a list', call('isAnyOf', field('t1'), value([null])), 'problemExpr.shape', '/args/1/value/0'],
    [
      'a list in a list',
      call('isAnyOf', field('t1'), value([['a']])),
      'problemExpr.shape',
      '/args/1/value/0',
    ],
    ['unknown variable', { op: 'var', name: 'you' }, 'problemExpr.shape', '/name'],
    ['empty path', field(), 'problemExpr.shape', '/path'],
    ['path of numbers', { op: 'field', path: [1] }, 'problemExpr.shape', '/path'],
    ['args that are no list', { op: 'call', fn: 'and', args: {} }, 'problemExpr.shape', '/args'],
    ['too deep', nested(limits.depth + 1), 'problemExpr.tooDeep', '/args/0'.repeat(limits.depth)],
    ['too many nodes', wide(limits.nodes + 1), 'problemExpr.tooLarge', `/args/${limits.nodes - 1}`],
    ['unknown function', call('pg_sleep', value(1)), 'problemExpr.functionUnknown', '/fn'],
    ['a function of Object', call('constructor'), 'problemExpr.functionUnknown', '/fn'],
    ['too few arguments', call('is', field('t1')), 'problemExpr.argumentCount', '/args'],
    ['too many arguments', call('not', field('b1'), field('b2')), 'problemExpr.argumentCount', '/args'],
    ['no condition at all', call('and'), 'problemExpr.argumentCount', '/args'],
    ['unknown field', call('not', field('nope')), 'field_unknown', '/args/0/path'],
    ['a field behind a field', call('not', field('b1', 'b1')), 'field_unknown', '/args/0/path'],
    ['a field of Object', call('not', field('__proto__')), 'field_unknown', '/args/0/path'],
    ['text beside number', call('lt', field('n1'), field('t1')), 'problemExpr.kind', '/args/1'],
    ['day beside text', call('is', field('t1'), variable('today')), 'problemExpr.kind', '/args/1'],
    ['a list to compare', call('eq', field('l1'), field('l2')), 'problemExpr.kindRefused', '/args/0'],
    ['people and words', call('hasAnyOf', field('l1'), field('u1')), 'problemExpr.kind', '/args/1'],
    ['a condition that is text', field('t1'), 'problemExpr.kind', ''],
    ['a number that is text', call('gt', field('n1'), value('x')), 'problemExpr.constant', '/args/1/value'],
    [
      'infinity',
      call('gt', field('n1'), value(Number.POSITIVE_INFINITY)),
      'problemExpr.constant',
      '/args/1/value',
    ],
    ['16 digits', call('gt', field('n1'), value(1234567890.123456)), 'problemExpr.constant', '/args/1/value'],
    ['a tiny number', call('gt', field('n1'), value(1e-20)), 'problemExpr.constant', '/args/1/value'],
    ['no such day', call('is', field('d1'), value(date)), 'problemExpr.constant', '/args/1/value'],
    ['year 0', call('is', field('d1'), value('0000-01-01')), 'problemExpr.constant', '/args/1/value'],
    [
      'a moment without zone',
      call('lt', field('m1'), value('2026-01-01T00:00:00')),
      'problemExpr.constant',
      '/args/1/value',
    ],
    ['no uuid', call('is', field('r1'), value('me')), 'problemExpr.constant', '/args/1/value'],
    [
      'no uuid in a list',
      call('isAnyOf', field('r1'), value(['me'])),
      'problemExpr.constant',
      '/args/1/value/0',
    ],
    [
      'unknown period',
      call('withinPeriod', field('d1'), value('ever')),
      'problemExpr.constant',
      '/args/1/value',
    ],
    [
      'computed period',
      call('withinPeriod', field('d1'), field('t1')),
      'problemExpr.constantNeeded',
      '/args/1',
    ],
    [
      'half a digit',
      call('lt', call('round', field('n1'), value(0.5)), value(1)),
      'problemExpr.constant',
      '/args/0/args/1/value',
    ],
    ['NUL', call('is', field('t1'), value('a\0')), 'problemExpr.textInvalid', '/args/1/value'],
    [
      'half a character',
      call('is', field('t1'), value('\ud800')),
      'problemExpr.textInvalid',
      '/args/1/value',
    ],
    [
      'long text',
      call('is', field('t1'), value('x'.repeat(10_001))),
      'problemExpr.textTooLong',
      '/args/1/value',
    ],
    [
      'long list',
      call('isAnyOf', field('t1'), value(Array(1001).fill('x'))),
      'problemExpr.listTooLong',
      '/args/1/value',
    ],
  ]
  test.each(cases)('%s', (_name, input, code, path) => {
    expect(problem(input)).toEqual({ code, path })
  })

  test('depth 100,000 without running out of stack', () => {
    expect(problem(nested(100_000))?.code).toBe('problemExpr.tooDeep')
  })
  test('a hidden and an unknown field look the same', () => {
    expect(problem(call('not', field('secret')))).toEqual(problem(call('not', field('nope'))))
  })
  test('the limits themselves are allowed', () => {
    expect(problem(nested(limits.depth))).toBeUndefined()
    expect(problem(wide(limits.nodes))).toBeUndefined()
  })
})

describe('constants take the kind of what stands beside them', () => {
  const constant = (expr: Expr, i = 1) => {
    const result = checkCondition(expr, scope)
    if (!result.ok || result.expr.op !== 'call') throw new Error(JSON.stringify(result))
    return result.expr.args[i]
  }
  test.each([
    ['text', call('is', field('t1'), value('2026-01-01')), { kind: 'text', value: '2026-01-01' }],
    ['day', call('is', field('d1'), value('2026-01-01')), { kind: 'date', value: '2026-01-01' }],
    [
      'moment',
      call('before', field('m1'), value('2026-01-01T08:00+08:00')),
      { kind: 'datetime', value: '2026-01-01T00:00:00.000Z' },
    ],
    ['number', call('lt', field('n1'), value(1e-7)), { kind: 'number', value: '0.0000001' }],
    [
      'long number',
      call('lt', field('n1'), value('12345678901234567890.50')),
      { kind: 'number', value: '12345678901234567890.5' },
    ],
    [
      'reference',
      call('is', field('r1'), value('00000000-0000-7000-8000-00000000000A')),
      { kind: 'ref', value: '00000000-0000-7000-8000-00000000000a' },
    ],
    ['empty text', call('is', field('t1'), value('')), { kind: 'text', value: null }],
    ['empty list', call('isAnyOf', field('t1'), value([])), { kind: 'list', item: 'text', value: null }],
    [
      'list of numbers',
      call('isAnyOf', field('n1'), value([1, 2.5])),
      { kind: 'list', item: 'number', value: ['1', '2.5'] },
    ],
    ['list of people', call('hasAnyOf', field('u1'), value([])), { kind: 'list', item: 'ref', value: null }],
  ])('%s', (_name, expr, expected) => {
    expect(constant(expr)).toEqual({ op: 'value', ...expected })
  })

  test('a moment beside a day counts as its day', () => {
    const day = {
      op: 'call',
      kind: 'date',
      fn: 'toDate',
      args: [{ op: 'field', kind: 'datetime', path: ['m1'] }],
    }
    expect(constant(call('is', field('m1'), value('2026-01-01')), 0)).toEqual(day)
    expect(constant(call('before', field('m1'), variable('today')), 0)).toEqual(day)
    expect(constant(call('withinPeriod', field('m1'), value('thisWeek')), 0)).toEqual(day)
  })
})

describe('stored form', () => {
  test('version 1 passes', () => {
    expect(checkStored(stored(field('b1')), scope).ok).toBe(true)
  })
  test.each([
    ['another version', { version: 2, expr: field('b1') }, 'problemExpr.version', '/version'],
    ['no object', 7, 'problemExpr.version', '/version'],
    ['one member more', { version: 1, expr: field('b1'), x: 1 }, 'problemExpr.shape', ''],
    ['a wrong expression', stored(field('nope')), 'field_unknown', '/expr/path'],
  ])('%s', (_name, input, code, path) => {
    const result = checkStored(input, scope)
    expect(result.ok ? undefined : result.problem).toMatchObject({ code, path })
  })
})

test('no input makes the checker throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), mutated), (input) => {
      expect(typeof check(input, scope).ok).toBe('boolean')
    }),
  )
})
/** A good expression with one subtree replaced by junk. */
const mutated = fc
  .tuple(expression({ kind: 'boolean' }, 3), fc.nat(), fc.jsonValue())
  .map(([expr, n, junk]) => {
    let i = 0
    return JSON.parse(JSON.stringify(expr, (_key, v) => (i++ === n % 20 ? junk : v)))
  })

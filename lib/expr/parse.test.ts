/** What may be written and what it means; what is refused, and where; that every expression survives being written down. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { translator } from '@/lib/i18n/server'
import { call, type Expr, field, value, variable } from './ast'
import { functions } from './functions'
import { checkText, parse, type TextProblem } from './parse'
import { printText } from './print-text'
import { limits } from './shape'
import { columns, expression } from './testing/generate'

const [a, b, c] = [field('a'), field('b'), field('c')]
const read = (text: string): Expr | TextProblem => {
  const parsed = parse(text)
  return parsed.ok ? parsed.expr : parsed.problem
}
const problem = (text: string): TextProblem => {
  const parsed = parse(text)
  if (parsed.ok) throw new Error(`accepted: ${text}`)
  return parsed.problem
}

describe('what is written', () => {
  const cases: [string, Expr][] = [
    // values
    ['"a ""b"" c"', value('a "b" c')],
    ['""', value('')],
    ['12.50', value(12.5)],
    ['-3', value(-3)],
    ['-0', value(0)],
    ['1e3', value(1000)],
    ['TRUE', value(true)],
    ['empty', value(null)],
    ['2026-11-21', value('2026-11-21')],
    ['2026 - 11 - 21', call('sub', call('sub', value(2026), value(11)), value(21))],
    ['[]', value([])],
    ['["x", -1, true]', value(['x', -1, true])],
    // names
    ['customer.owner', field('customer', 'owner')],
    ['customer . {in}.{a}}b.c}', field('customer', 'in', 'a}b.c')],
    ['year', field('year')],
    ['me', field('me')],
    ['me()', variable('me')],
    ['Today( )', variable('today')],
    ['ISEMPTY(a)', call('isEmpty', a)],
    ['constructor', field('constructor')],
    // operators and how they bind
    ['a or b and c', call('or', a, call('and', b, c))],
    ['(a or b) and c', call('and', call('or', a, b), c)],
    ['a and b AND c', call('and', a, b, c)],
    ['(a and b) and c', call('and', call('and', a, b), c)],
    ['a and (b and c)', call('and', a, call('and', b, c))],
    ['AND(a, b, c)', call('and', a, b, c)],
    ['not a = b', call('not', call('eq', a, b))],
    ['not a and b', call('and', call('not', a), b)],
    ['not(a)', call('not', a)],
    ['not not a', call('not', call('not', a))],
    ['a = b & c', call('eq', a, call('concat', b, c))],
    ['a & b & c', call('concat', a, b, c)],
    ['a - b - c', call('sub', call('sub', a, b), c)],
    ['a - (b - c)', call('sub', a, call('sub', b, c))],
    ['a + b * c', call('add', a, call('mul', b, c))],
    ['a * b + c', call('add', call('mul', a, b), c)],
    ['a / b / c > 1', call('gt', call('div', call('div', a, b), c), value(1))],
    ['-a * b', call('mul', call('neg', a), b)],
    ['-(5)', call('neg', value(5))],
    ['a - -5', call('sub', a, value(-5))],
    ['a -5', call('sub', a, value(5))],
    ['--a', call('neg', call('neg', a))],
    ['a <> b', call('neq', a, b)],
    ['a != b', call('neq', a, b)],
    ['a in ["x", "y"]', call('isAnyOf', a, value(['x', 'y']))],
    ['a in ["x"] and b >= 2', call('and', call('isAnyOf', a, value(['x'])), call('gte', b, value(2)))],
    ['(a < b) = c', call('eq', call('lt', a, b), c)],
    ['if(a, b + 1, c)', call('if', a, call('add', b, value(1)), c)],
    // as a Chinese keyboard writes it
    ['ｃontains（a，“金　卡”）', call('contains', a, value('金　卡'))],
    ['a ≥ １．５ and b ≠ c', call('and', call('gte', a, value(1.5)), call('neq', b, c))],
    ['a　in　【”甲”、「乙」】', call('isAnyOf', a, value(['甲', '乙']))],
    ['a ＝ ＂x＂', call('eq', a, value('x'))],
    ['(a × b ÷ c) 《 1', call('lt', call('div', call('mul', a, b), c), value(1))],
    ['“他说“好”””', value('他说“好”')],
  ]
  test.each(cases)('%s', (text, expr) => {
    expect(read(text)).toEqual(expr)
  })
})

describe('what is refused', () => {
  const cases: [string, string, number, number, object?][] = [
    ['', 'valueExpected', 0, 0, { left: 0 }],
    ['  ', 'valueExpected', 2, 0],
    ['a =', 'valueExpected', 3, 0],
    ['a = = b', 'valueExpected', 4, 1, { found: '=' }],
    ['and', 'valueExpected', 0, 3],
    ['(a = b', 'closeExpected', 6, 0, { close: ')' }],
    ['a = b)', 'operatorExpected', 5, 1],
    ['"𠀀" & x y', 'operatorExpected', 8, 1, { found: 'y' }],
    ['name contains "x"', 'functionInfix', 5, 8, { fn: 'contains' }],
    ['𠀀 = "open', 'unclosed', 4, 5, { close: '"' }],
    ['{open', 'unclosed', 0, 5, { close: '}' }],
    ["a = 'x'", 'characterUnknown', 4, 1, { found: "'" }],
    ['a = 😀', 'characterUnknown', 4, 1, { found: '😀' }],
    ['contain(a, "x")', 'nameUnknown', 0, 7, { nearest: 'contains' }],
    ['b and 包含(a)', 'nameUnknown', 6, 2],
    ['constructor(a)', 'nameUnknown', 0, 11],
    ['me(a)', 'closeExpected', 3, 1],
    ['1 < a < 10', 'comparisonChained', 6, 1],
    ['a in ["x", b]', 'listItem', 11, 1],
    ['a in ["x", empty]', 'listItem', 11, 5],
    ['a in ["x"', 'closeExpected', 9, 0, { close: ']' }],
    ['customer. = 1', 'keyExpected', 10, 1],
    ['a = 1234567890123456789', 'constant', 4, 19],
    ['a = 1e400', 'constant', 4, 5],
    ['a = "\0"', 'textInvalid', 4, 3],
    ['a.b.c.d.e.f = 1', 'shape', 0, 11],
  ]
  test.each(cases)('%s', (text, code, at, length, params = {}) => {
    const found = problem(text)
    expect(found).toMatchObject({ code: `problemExpr.${code}`, at, length })
    if (Object.keys(params).length > 0) expect(found.params).toMatchObject(params)
  })
  test('what is too long, too deep or too large', () => {
    expect(problem(`"${'x'.repeat(limits.written)}"`)).toMatchObject({
      code: 'problemExpr.textTooLong',
      at: limits.written,
    })
    expect(problem(`"${'x'.repeat(limits.text + 1)}"`)).toMatchObject({
      code: 'problemExpr.textTooLong',
      at: 0,
    })
    const deep = (levels: number): string => `${'a - ('.repeat(levels - 1)}a${')'.repeat(levels - 1)}`
    expect(parse(deep(limits.depth)).ok).toBe(true)
    expect(problem(deep(limits.depth + 1)).code).toBe('problemExpr.tooDeep')
    for (const sign of ['(', 'not ', '-', 'if('])
      expect(problem(sign.repeat(2000)).code).toBe('problemExpr.tooDeep')
    expect(
      problem(
        Array(limits.depth + 1)
          .fill('a')
          .join(' - '),
      ),
    ).toMatchObject({
      code: 'problemExpr.tooDeep',
      at: 0,
      length: 1,
    })
    expect(problem(Array(limits.nodes).fill('a').join(' & ')).code).toBe('problemExpr.tooLarge')
    expect(
      problem(
        `a in [${Array(limits.list + 1)
          .fill(1)
          .join()}]`,
      ),
    ).toMatchObject({
      code: 'problemExpr.listTooLong',
      at: 5,
    })
  })
  test('what is wrong with the tree is told at its place in the text', () => {
    const scope = { field: ([key]: readonly string[]) => columns[key!] }
    const at = (text: string): unknown => {
      const checked = checkText(text, scope)
      return checked.ok ? 'ok' : [checked.problem.code, checked.problem.at, checked.problem.length]
    }
    expect(at('t1 = "x"')).toBe('ok')
    expect(at('b1 and (nowhere > 1)')).toEqual(['field_unknown', 8, 7])
    expect(at('t1 = "𠀀" and n1 + 1')).toEqual(['problemExpr.kind', 13, 6])
    expect(at('d1 > 2026-02-30')).toEqual(['problemExpr.constant', 5, 10])
    expect(at('round(n1) = 1')).toEqual(['problemExpr.argumentCount', 0, 9])
  })
  test('every problem reads well in both languages', () => {
    for (const [text] of cases) {
      const { code, params } = problem(text)
      for (const locale of ['zh-CN', 'en'] as const)
        expect(translator(locale).any(code, params)).not.toMatch(/undefined|problemExpr|\{\w/)
    }
    const { code, params } = problem('contain(a)')
    expect(translator('zh-CN').any(code, params)).toContain('“contains”')
  })
})

describe('written and read again', () => {
  const survives = (expr: Expr): void => {
    const text = printText(expr)
    const parsed = parse(text)
    expect(parsed.ok ? parsed.expr : { text, ...parsed.problem }).toEqual(expr)
  }
  test.each([...functions.values()])('the example of $name', ({ example }) => survives(example.expr))
  test('every expression of the language', () => {
    const condition = fc
      .constantFrom('boolean', 'number', 'text', 'date')
      .chain((kind) => expression({ kind: kind as 'boolean' }, 4))
    fc.assert(fc.property(condition.filter(fits), survives), { numRuns: 250 })
  })
  test('every tree that is one, sensible or not', () => {
    const scalar = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }).filter((s) => !s.includes('\0')),
      fc.constantFrom('"', '""', '”', '}', '2026-01-01'),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
      fc.integer(),
      fc.boolean(),
    )
    const name = fc.oneof(
      fc.constantFrom('a', 'in', 'AND', 'true', 'year', '}', '', 'a.b'),
      fc.string({ maxLength: 5 }),
    )
    const { tree } = fc.letrec<{ tree: Expr }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.constant(null)).map(value),
        fc.array(name, { minLength: 1, maxLength: 3 }).map((path) => field(...path)),
        fc.constantFrom(variable('me'), variable('today'), variable('now')),
        fc
          .constantFrom(...functions.values())
          .chain(({ name: fn, args, join }) =>
            fc
              .array(tie('tree'), { minLength: args.length, maxLength: join === undefined ? args.length : 4 })
              .map((made) => call(fn, ...made)),
          ),
      ),
    }))
    fc.assert(fc.property(tree.filter(fits), survives), { numRuns: 300 })
  })
  test('no more parentheses than needed', () => {
    const normal: [string, string][] = [
      ['((a))and(((b)or c))', 'a and (b or c)'],
      ['(a*b)+(c-1)', 'a * b + (c - 1)'],
      ['(a-b)-c', 'a - b - c'],
      ['NOT(a=b)', 'not a = b'],
      ['(not a)=b', '(not a) = b'],
      ['Contains（a，“x”）', 'contains(a, "x")'],
      ['-(a)', '-a'],
    ]
    for (const [text, printed] of normal) expect(printText(read(text) as Expr)).toBe(printed)
  })
  test('no text makes the parser throw', () => {
    const piece = fc.constantFrom(
      'a',
      '(',
      ')',
      '[',
      ']',
      ',',
      '.',
      '-',
      'not',
      'and',
      '=',
      '"',
      '“',
      '{',
      '1',
      'in',
      'if(',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((parts) => parts.join(' ')),
    )
    fc.assert(
      fc.property(text, (written) => {
        const parsed = parse(written)
        if (parsed.ok) return survives(parsed.expr)
        const { at, length } = parsed.problem
        expect(at).toBeGreaterThanOrEqual(0)
        expect(at + length).toBeLessThanOrEqual([...written].length)
      }),
      { numRuns: 1000 },
    )
  })
})

/** Trees within the limits, whose text is. */
function fits(expr: Expr): boolean {
  const depth = (e: Expr): number => (e.op === 'call' ? 1 + Math.max(0, ...e.args.map(depth)) : 1)
  const nodes = (e: Expr): number => (e.op === 'call' ? e.args.reduce((sum, x) => sum + nodes(x), 1) : 1)
  return depth(expr) <= limits.depth && nodes(expr) <= limits.nodes && printText(expr).length <= limits.text
}

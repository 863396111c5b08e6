/**
 * The text of an expression, as a spreadsheet user writes it, read into the tree (law L5). Never throws.
 *
 *   expression = operand { operator operand }     loosest first: or, and, not, = <> < <= > >= in, &, + -, * /, unary -
 *   operand    = constant | list | field | call | ( expression ) | not operand | - operand
 *   constant   = "text", with "" for a quote inside it | 12.5 | 2026-11-21 | true | false | empty
 *   list       = [ constant, … ]
 *   field      = key . key …                      a key that is a keyword stands in braces: {in}
 *   call       = name ( expression, … )           a function, or me() today() now()
 *
 * `=` is the row `eq` and `<>` the row `neq`, which hold neither way beside an empty value; `isNot`, `isNoneOf` and
 * `isEmpty` are the rows that see empty values. Functions and keywords are read in upper and lower case.
 */
import { call, type Expr, field, value, variable } from './ast'
import { check, type Scope } from './check'
import { functions } from './functions'
import { type Infix, infix, lex, Misread, prefix, type Span, type Token } from './lex'
import { nearest } from './parse-nearest'
import { type ExprProblem, type ProblemCode, Refused } from './problem'
import { limits, readShape } from './shape'
import { length } from './text'
import type { Type, Typed } from './typed'

/** A stretch of the text, in characters (code points). */
export interface Place {
  at: number
  length: number
}
export type TextProblem = ExprProblem & Place
type Failed = { ok: false; problem: TextProblem }
/** `place` says where the thing stands that a JSON pointer into the expression names. */
export type Parsed = { ok: true; expr: Expr; place(pointer: string): Place } | Failed

/** Reads a text as an expression, within the limits of every expression. */
export function parse(text: string): Parsed {
  const spans = new Map<Expr, Span>()
  let expr: Expr | undefined
  const place = (pointer: string): Place => placeOf(text, spans.get(nodeAt(expr!, pointer))!)
  try {
    expr = new Parser(text, spans).whole()
    readShape(expr)
    return { ok: true, expr, place }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { problem } = error
    const found = error instanceof Misread ? placeOf(text, error.span) : place(problem.path)
    return { ok: false, problem: { ...problem, ...found } }
  }
}

/** Reads and checks a condition, or an expression of another type. */
export function checkText(
  text: string,
  scope: Scope,
  wanted: Type = { kind: 'boolean' },
): { ok: true; expr: Typed } | Failed {
  const parsed = parse(text)
  if (!parsed.ok) return parsed
  const checked = check(parsed.expr, scope, wanted)
  if (checked.ok) return checked
  return { ok: false, problem: { ...checked.problem, ...parsed.place(checked.problem.path) } }
}

function placeOf(text: string, { start, end }: Span): Place {
  return { at: length(text.slice(0, start)), length: length(text.slice(start, end)) }
}

/** The innermost node on the way of a pointer: `/args/1/value` lies in the second argument. */
function nodeAt(expr: Expr, pointer: string): Expr {
  let node = expr
  for (const [, i] of pointer.matchAll(/\/args\/(\d+)/g)) {
    if (node.op === 'call') node = node.args[Number(i)]!
  }
  return node
}

const variables = ['me', 'today', 'now'] as const
const callable = new Map([...functions.keys(), ...variables].map((name) => [name.toLowerCase(), name]))

class Parser {
  private readonly tokens: Token[]
  private next = 0
  private depth = 0
  constructor(
    private readonly text: string,
    private readonly spans: Map<Expr, Span>,
  ) {
    this.tokens = lex(text)
  }

  whole(): Expr {
    const expr = this.expression(0)
    const { type, value } = this.token()
    if (type === 'end') return expr
    const fn = type === 'word' ? callable.get(value.toLowerCase()) : undefined
    throw fn
      ? this.misread('problemExpr.functionInfix', { fn })
      : this.unexpected('problemExpr.operatorExpected')
  }

  /** An operand with all the operators behind it that bind at least so tightly. */
  private expression(least: number): Expr {
    // Each level of the tree takes one for itself and one for its parentheses.
    if (++this.depth > 2 * limits.depth) throw this.misread('problemExpr.tooDeep', { max: limits.depth })
    const { start } = this.token()
    let left = this.operand()
    for (let op = this.infix(); op && op.binds >= least; op = this.infix()) {
      const args = [left]
      do {
        this.next++
        args.push(this.expression(op.binds + 1))
      } while (op.repeats === 'joined' && this.infix() === op)
      left = this.placed(start, call(op.fn, ...args))
      if (op.repeats === 'never' && this.infix()?.binds === op.binds)
        throw this.misread('problemExpr.comparisonChained')
    }
    this.depth--
    return left
  }

  private operand(): Expr {
    const { start } = this.token()
    return this.took('(') ? this.closed(')', this.expression(0)) : this.placed(start, this.simple())
  }

  private simple(): Expr {
    const constant = this.constant()
    if (constant !== undefined) return value(constant)
    if (this.took('[')) return value(this.list())
    const { type, value: written } = this.token()
    const unary = type === 'sign' ? prefix.get(written) : undefined
    if (unary) {
      this.next++
      return call(unary.fn, this.expression(unary.binds))
    }
    // Signs too: `and` and `or` may be written as functions, AND(a, b).
    const fn = type === 'word' || type === 'sign' ? callable.get(written.toLowerCase()) : undefined
    if ((fn || type === 'word') && this.isSign('(', 1)) return this.call(fn)
    return this.field()
  }

  /** The constant that comes next, if one does; a minus before a number is its sign. */
  private constant(): string | number | boolean | null | undefined {
    const negative = this.isSign('-')
    const token = this.token(negative ? 1 : 0)
    if (token.type !== 'value' || (negative && typeof token.value !== 'number')) return undefined
    this.next += negative ? 2 : 1
    return negative && token.value !== 0 ? -Number(token.value) : token.value
  }

  private list(): (string | number | boolean)[] {
    const items: (string | number | boolean)[] = []
    if (this.took(']')) return items
    do {
      const problem = this.misread('problemExpr.listItem')
      const item = this.constant() ?? null
      if (item === null) throw problem
      items.push(item)
    } while (this.took(','))
    return this.closed(']', items)
  }

  private field(): Expr {
    const path: string[] = []
    do {
      const token = this.token()
      if (token.type !== 'word' && token.type !== 'name')
        throw this.unexpected(path.length > 0 ? 'problemExpr.keyExpected' : 'problemExpr.valueExpected')
      path.push(token.value)
      this.next++
    } while (this.took('.'))
    return field(...path)
  }

  private call(name: string | undefined): Expr {
    if (!name) {
      const found = this.found()
      throw this.misread('problemExpr.nameUnknown', {
        name: found,
        nearest: nearest(found, callable.values()),
      })
    }
    this.next += 2
    const known = variables.find((v) => v === name)
    if (known) return this.closed(')', variable(known))
    const args: Expr[] = []
    if (this.took(')')) return call(name)
    do args.push(this.expression(0))
    while (this.took(','))
    return this.closed(')', call(name, ...args))
  }

  private token(ahead = 0): Token {
    return this.tokens[this.next + ahead] ?? this.tokens.at(-1)!
  }
  private isSign(sign: string, ahead = 0): boolean {
    const token = this.token(ahead)
    return token.type === 'sign' && token.value === sign
  }
  private infix(): Infix | undefined {
    const token = this.token()
    return token.type === 'sign' ? infix.get(token.value) : undefined
  }
  private took(sign: string): boolean {
    const found = this.isSign(sign)
    if (found) this.next++
    return found
  }
  private closed<T>(close: string, inside: T): T {
    if (!this.took(close)) throw this.unexpected('problemExpr.closeExpected', { close })
    return inside
  }
  /** Remembers where a node stands: from there to the last token read. */
  private placed(start: number, expr: Expr): Expr {
    this.spans.set(expr, { start, end: this.tokens[this.next - 1]!.end })
    return expr
  }
  /** The token as it was written, cut where it would flood a message. */
  private found(): string {
    const { start, end } = this.token()
    return Array.from(this.text.slice(start, end)).slice(0, 30).join('')
  }
  private unexpected(code: ProblemCode, params = {}): Misread {
    const left = this.token().type === 'end' ? 0 : 1
    return this.misread(code, { ...params, found: this.found(), left })
  }
  private misread(code: ProblemCode, params?: Record<string, string | number>): Misread {
    return new Misread(code, this.token(), params)
  }
}

/**
 * The text of an expression, as a spreadsheet user writes it, read into the tree (law L5).
 *
 *   expression = operand { operator operand }     loosest first: or, and, not, = <> < <= > >= in, &, + -, * /, unary -
 *   operand    = constant | list | field | call | each | ( expression ) | not operand | - operand
 *   constant   = "text", with "" for a quote inside it | 12.5 | 2026-11-21 | true | false | empty
 *   list       = [ constant, … ]
 *   field      = name . name …                    a name that is a keyword, or not one word, stands in braces: {in}
 *   call       = name ( expression, … )           a function, or me() today() now()
 *   each       = field . aggregate ( [ expression, … ] [ , condition ] { , asc ( expression ) | , desc ( expression ) } )
 *              | @ table . aggregate ( … )        inside, `this.field` is of the record that gathers
 *
 * `=` is the row `eq` and `<>` the row `neq`, which hold neither way beside an empty value; `isNot`, `isNoneOf` and
 * `isEmpty` are the rows that see empty values. Functions and keywords are read in upper and lower case.
 */
import { type AggregateRow, aliases as aggregateAliases, aggregateOf, aggregates } from './aggregates'
import { call, type Each, type Expr, field, type Over, value, variable } from './ast'
import { aliases as functionAliases, functions } from './functions'
import { type Infix, infix, lex, Misread, outerWord, prefix, type Span, type Token } from './lex'
import { type Labelled, type Names, readName } from './names'
import { nearest } from './parse-nearest'
import type { ProblemCode } from './problem'
import { limits } from './shape'

const variables = ['me', 'today', 'now'] as const
/** Names as they may be written, in lower case, and the name that is meant. */
const known = (names: Iterable<string>, aliases: Iterable<readonly [string, string]>): Map<string, string> =>
  new Map([...aliases, ...[...names].map((name) => [name.toLowerCase(), name] as const)])
const callable = known([...functions.keys(), ...variables], functionAliases)
const gathering = known(aggregates.keys(), aggregateAliases)

/** Reads one text, once; throws `Misread`. */
export class Parser {
  private readonly tokens: Token[]
  private next = 0
  private depth = 0
  /** What is gathered, inside the parentheses of an aggregate. */
  private over: Over | undefined

  /** `spans` receives where in the text every part of the tree stands. */
  constructor(
    private readonly text: string,
    private readonly spans: Map<object, Span>,
    private readonly names: Names | undefined,
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
    if (this.took('@')) return this.table()
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

  /** A field, or what is gathered from behind one. */
  private field(): Expr {
    // Where nothing is gathered, `this` is the record itself.
    const ours = this.isWord(outerWord) && this.isSign('.', 1)
    if (ours) this.next += 2
    const names = this.path(ours ? 'problemExpr.keyExpected' : 'problemExpr.valueExpected')
    if (names.length > 1 && names.at(-1)!.type === 'word' && this.isSign('(')) {
      const aggregate = names.pop()!
      this.outermost(names[0]!)
      // A misspelt aggregate is said first: what stands before it may be right.
      const fn = this.aggregate(aggregate)
      return this.each(fn, this.overAt(names, { path: this.keys(names, undefined) }))
    }
    const outer = ours && this.over !== undefined
    const path = this.keys(names, outer ? undefined : this.over)
    return outer ? { op: 'field', path, outer } : field(...path)
  }

  /** What is gathered from a whole table, behind the `@`. */
  private table(): Expr {
    const [name, aggregate, ...more] = this.path('problemExpr.tableExpected')
    if (aggregate?.type !== 'word' || more.length > 0 || !this.isSign('('))
      throw this.misread('problemExpr.aggregateExpected', { name: this.written(name!) })
    this.outermost(name!)
    const table = this.names
      ? this.key(name!, this.names.tables(), 'problemExpr.tableUnknown')
      : String(name!.value)
    return this.each(this.aggregate(aggregate), this.overAt([name!], { table }))
  }

  private outermost(name: Token): void {
    if (this.over) throw new Misread('problemExpr.eachNested', name)
  }

  private overAt(names: readonly Token[], over: Over): Over {
    this.spans.set(over, { start: names[0]!.start, end: names.at(-1)!.end })
    return over
  }

  /** Names with dots between. */
  private path(missing: ProblemCode): Token[] {
    const names: Token[] = []
    do {
      const token = this.token()
      if (token.type !== 'word' && token.type !== 'name')
        throw this.unexpected(names.length > 0 ? 'problemExpr.keyExpected' : missing)
      names.push(token)
      this.next++
    } while (this.took('.'))
    return names
  }

  private keys(tokens: readonly Token[], over: Over | undefined): string[] {
    const path: string[] = []
    for (const token of tokens)
      path.push(this.names ? this.fieldKey(token, path, over, this.names) : String(token.value))
    return path
  }

  private fieldKey(token: Token, before: readonly string[], over: Over | undefined, names: Names): string {
    return this.key(
      token,
      names.fields(before, over),
      before.length > 0 ? 'problemExpr.nothingBehind' : 'field_unknown',
    )
  }

  /** The key that a name stands for; `none` is the problem where nothing has a name. */
  private key(token: Token, labelled: Labelled, none: ProblemCode): string {
    const read = readName(String(token.value), labelled)
    if ('key' in read) return read.key
    const name = named(token)
    if ('several' in read)
      throw new Misread('problemExpr.nameAmbiguous', token, { name, keys: read.several.join(', ') })
    throw read.nearest === undefined
      ? new Misread(none, token, { name })
      : new Misread('problemExpr.fieldUnknown', token, { name, nearest: read.nearest })
  }

  private aggregate(name: Token): string {
    const fn = gathering.get(String(name.value).toLowerCase())
    if (!fn) throw this.unknown(name, gathering.values())
    return fn
  }

  /** What stands in the parentheses of an aggregate is said of a gathered record. */
  private each(fn: string, over: Over): Expr {
    this.next++
    const around = this.over
    this.over = over
    const each = this.closed(')', this.gathered(aggregateOf(fn), over))
    this.over = around
    return each
  }

  /** First what the aggregate takes, then perhaps a condition, then the terms of the order. */
  private gathered(row: AggregateRow, over: Over): Each {
    const parts: Expr[] = []
    const by: NonNullable<Each['by']> = []
    if (!this.isSign(')')) {
      do {
        const term = this.term()
        if (term) by.push(term)
        else if (by.length > 0) throw this.misread('problemExpr.orderLast')
        else parts.push(this.expression(0))
      } while (this.took(','))
    }
    const own = takenBy(row, parts)
    const [where, extra] = parts.slice(own)
    if (extra) throw new Misread('problemExpr.conditionsApart', this.spans.get(extra)!)
    return {
      op: 'each',
      fn: row.name,
      over,
      args: parts.slice(0, own),
      ...(where && { where }),
      ...(by.length > 0 && { by }),
    }
  }

  private term(): { expr: Expr; desc: boolean } | undefined {
    const desc = this.isWord('desc')
    if ((!desc && !this.isWord('asc')) || !this.isSign('(', 1)) return undefined
    this.next += 2
    return { expr: this.closed(')', this.expression(0)), desc }
  }

  private call(name: string | undefined): Expr {
    if (!name) throw this.unknown(this.token(), callable.values())
    this.next += 2
    const asked = variables.find((v) => v === name)
    if (asked) return this.closed(')', variable(asked))
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
  private isWord(word: string): boolean {
    const token = this.token()
    return token.type === 'word' && token.value.toLowerCase() === word
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
  /** A token as it was written, cut where it would flood a message. */
  private written({ start, end }: Span): string {
    return cut(this.text.slice(start, end))
  }
  private unexpected(code: ProblemCode, params = {}): Misread {
    const left = this.token().type === 'end' ? 0 : 1
    return this.misread(code, { ...params, found: this.written(this.token()), left })
  }
  private unknown(token: Token, names: Iterable<string>): Misread {
    const name = named(token)
    return new Misread('problemExpr.nameUnknown', token, { name, nearest: nearest(name, names) })
  }
  private misread(code: ProblemCode, params?: Record<string, string | number>): Misread {
    return new Misread(code, this.token(), params)
  }
}

const cut = (text: string): string => Array.from(text).slice(0, 30).join('')

/** A name as people say it, without the braces that it may stand in. */
const named = (token: Token): string => cut(String(token.value))

/** How many of the parts an aggregate takes itself: a text written behind what is joined is its separator. */
function takenBy({ args, otherwise }: AggregateRow, parts: readonly Expr[]): number {
  if (otherwise === undefined) return args.length
  const last = parts[args.length - 1]
  return last?.op === 'value' && typeof last.value === 'string' ? args.length : args.length - 1
}

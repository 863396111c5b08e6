/** Cuts the text of an expression into tokens with their places; full-width signs count as their half-width selves. */
import { Decimal } from './numbers'
import { type ProblemCode, Refused } from './problem'
import { limits } from './shape'

/** Offsets as JavaScript counts them. */
export interface Span {
  start: number
  end: number
}
export type Token = Span &
  (
    | { type: 'value'; value: string | number | boolean | null }
    /** A sign or a keyword; a bare word; a name in braces, which is never a keyword; the end of the text. */
    | { type: 'sign' | 'word' | 'name' | 'end'; value: string }
  )

/** A problem of the text itself. */
export class Misread extends Refused {
  constructor(
    code: ProblemCode,
    readonly span: Span,
    params?: Record<string, string | number>,
  ) {
    super(code, '', params)
  }
}

/** How an infix operator binds: more tightly with a higher number. */
export interface Infix {
  fn: string
  binds: number
  /** `a - b - c` is `(a - b) - c`; `a and b and c` is one call with three arguments; `a < b < c` is refused. */
  repeats: 'left' | 'joined' | 'never'
}
const comparison = (fn: string): Infix => ({ fn, binds: 4, repeats: 'never' })

/** Operators as they are printed, each a row of the functions. */
export const infix: ReadonlyMap<string, Infix> = new Map<string, Infix>([
  ['or', { fn: 'or', binds: 1, repeats: 'joined' }],
  ['and', { fn: 'and', binds: 2, repeats: 'joined' }],
  ['=', comparison('eq')],
  ['<>', comparison('neq')],
  ['<', comparison('lt')],
  ['<=', comparison('lte')],
  ['>', comparison('gt')],
  ['>=', comparison('gte')],
  ['in', comparison('isAnyOf')],
  ['&', { fn: 'concat', binds: 5, repeats: 'joined' }],
  ['+', { fn: 'add', binds: 6, repeats: 'left' }],
  ['-', { fn: 'sub', binds: 6, repeats: 'left' }],
  ['*', { fn: 'mul', binds: 7, repeats: 'left' }],
  ['/', { fn: 'div', binds: 7, repeats: 'left' }],
])
/** Operators before their operand: `not a = b` denies the comparison, `-a * b` multiplies `-a`. */
export const prefix: ReadonlyMap<string, { fn: string; binds: number }> = new Map([
  ['not', { fn: 'not', binds: 3 }],
  ['-', { fn: 'neg', binds: 8 }],
])
const literals: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['empty', null],
])
const isOperator = (word: string): boolean => infix.has(word) || prefix.has(word)
/** Before a field inside an aggregate: a field of the record that gathers. */
export const outerWord = 'this'
/** Words that name no field unless they stand in braces. */
export const isKeyword = (word: string): boolean =>
  isOperator(word) || literals.has(word) || word === outerWord

const pairs = (...both: string[]) => new Map(both.map((pair) => [pair[0]!, pair[1]!]))
/** What opens a text or a name, and what closes it; doubled inside, the closing sign stands for itself. */
const closing = pairs('""', '“”', '””', '＂＂', '「」', '{}', '｛｝')
/** What else a Chinese keyboard writes for a sign. */
const written = pairs('、,', '【[', '】]', '《<', '》>', '×*', '÷/', '−-')
const otherwise: Record<string, string> = { '!=': '<>', '≠': '<>', '≤': '<=', '≥': '>=' }

/** One character for one, so that places stay. */
const halfWidth = (text: string): string =>
  text.replace(
    /[、【】《》×÷−！-～]/g,
    (c) => written.get(c) ?? String.fromCharCode(c.charCodeAt(0) - 0xfee0),
  )

/** A day needs no quotes: nobody means 2026 minus 1 minus 1. */
const token =
  /(?<day>\d{4}-\d\d-\d\d(?!\d))|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_][\p{L}\p{M}\p{N}_]*)|<=|>=|<>|!=|[-+*/&=<>(),.@[\]≠≤≥]/uy
const space = /\s*/uy

/** The tokens of a text, the last one being its end; throws `Misread`. */
export function lex(text: string): Token[] {
  const { length } = text
  if (length > limits.written)
    throw new Misread(
      'problemExpr.textTooLong',
      { start: limits.written, end: length },
      { max: limits.written },
    )
  const plain = halfWidth(text)
  const tokens: Token[] = []
  for (let start = skip(plain, 0); start < length; start = skip(plain, tokens.at(-1)!.end))
    tokens.push(closing.has(text[start]!) ? quoted(text, start) : bare(plain, start))
  return [...tokens, { type: 'end', value: '', start: length, end: length }]
}

function skip(text: string, start: number): number {
  space.lastIndex = start
  return start + space.exec(text)![0].length
}

function bare(text: string, start: number): Token {
  token.lastIndex = start
  const match = token.exec(text)
  const found = match?.[0] ?? String.fromCodePoint(text.codePointAt(start)!)
  const span = { start, end: start + found.length }
  if (!match) throw new Misread('problemExpr.characterUnknown', span, { found })
  const { day, number, word } = match.groups!
  if (day) return { type: 'value', value: day, ...span }
  if (number) return { type: 'value', value: exact(number, span), ...span }
  if (!word) return { type: 'sign', value: otherwise[found] ?? found, ...span }
  const lower = word.toLowerCase()
  if (literals.has(lower)) return { type: 'value', value: literals.get(lower)!, ...span }
  return isOperator(lower) ? { type: 'sign', value: lower, ...span } : { type: 'word', value: word, ...span }
}

/** A number that JSON keeps: as a double it still is what was written. */
function exact(text: string, span: Span): number {
  const number = Number(text)
  if (Number.isFinite(number) && new Decimal(text).eq(number)) return number
  throw new Misread('problemExpr.constant', span, { wanted: 'number' })
}

function quoted(text: string, start: number): Token {
  const close = closing.get(text[start]!)!
  for (let end = text.indexOf(close, start + 1); end >= 0; end = text.indexOf(close, end + 2)) {
    if (text[end + 1] === close) continue
    const value = text.slice(start + 1, end).replaceAll(close + close, close)
    return { type: /[}｝]/.test(close) ? 'name' : 'value', value, start, end: end + 1 }
  }
  throw new Misread('problemExpr.unclosed', { start, end: text.length }, { close })
}

/** Expressions as text: read, or read and checked, with the place of what is wrong. Never throws. */
import type { Expr } from './ast'
import { check, type Scope } from './check'
import { Misread, type Span } from './lex'
import type { Names } from './names'
import { Parser } from './parser'
import { type ExprProblem, Refused } from './problem'
import { readShape } from './shape'
import { length } from './text'
import type { Type, Typed } from './typed'

export type { Names } from './names'

/** A stretch of the text, in characters (code points). */
export interface Place {
  at: number
  length: number
}
export type TextProblem = ExprProblem & Place
type Failed = { ok: false; problem: TextProblem }
/** `place` says where the thing stands that a JSON pointer into the expression names. */
export type Parsed = { ok: true; expr: Expr; place(pointer: string): Place } | Failed

/** Reads a text as an expression, within the limits of every expression; with `names`, labels count as their keys. */
export function parse(text: string, names?: Names): Parsed {
  const spans = new Map<object, Span>()
  let expr: Expr | undefined
  const place = (pointer: string): Place => placeOf(text, spanOf(expr!, pointer, spans))
  try {
    expr = new Parser(text, spans, names).whole()
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
  names?: Names,
): { ok: true; expr: Typed } | Failed {
  const parsed = parse(text, names)
  if (!parsed.ok) return parsed
  const checked = check(parsed.expr, scope, wanted)
  if (checked.ok) return checked
  return { ok: false, problem: { ...checked.problem, ...parsed.place(checked.problem.path) } }
}

function placeOf(text: string, { start, end }: Span): Place {
  return { at: length(text.slice(0, start)), length: length(text.slice(start, end)) }
}

/** The innermost part on the way of a pointer that has a place: `/args/1/value` lies in the second argument. */
function spanOf(expr: Expr, pointer: string, spans: ReadonlyMap<object, Span>): Span {
  let part: unknown = expr
  let span = spans.get(expr)!
  for (const step of pointer.split('/').slice(1)) {
    if (typeof part !== 'object' || part === null) break
    part = (part as Record<string, unknown>)[step]
    if (typeof part === 'object' && part !== null) span = spans.get(part) ?? span
  }
  return span
}

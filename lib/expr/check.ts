/** Gives every node of an expression its kind, or says what is wrong and where. What passes runs in both printers without raising. */
import type { AggregateRow } from './aggregates'
import type { Each, Expr, Kind } from './ast'
import { inPlace, kindOfConstant, readConstant } from './constant'
import { argKind } from './functions/row'
import {
  type At,
  aggregateRow,
  argument,
  below,
  bind,
  type Call,
  gathered,
  rowOf,
  type Scope,
  sameOf,
  typeOf,
} from './kinds'
import { type ExprProblem, Refused, wrongKind } from './problem'
import { readShape } from './shape'
import type { Type, Typed, TypedEach } from './typed'

export type { Scope } from './kinds'
export type { ExprProblem, ProblemCode } from './problem'
export type { Env, Type, Typed, TypedCall } from './typed'

export type Checked = { ok: true; expr: Typed } | { ok: false; problem: ExprProblem }

const boolean: Type = { kind: 'boolean' }

/** Checks untrusted JSON as an expression of the wanted kind, or of whatever kind it has. */
export function check(input: unknown, scope: Scope, wanted?: Type): Checked {
  return attempt(() => typed(readShape(input), { scope, path: '' }, wanted))
}

/** Checks a filter, a rule, a show-if: an expression that holds or not. */
export const checkCondition = (input: unknown, scope: Scope): Checked => check(input, scope, boolean)

/** Checks an expression in its stored form, `{version: 1, expr}`. */
export function checkStored(input: unknown, scope: Scope, wanted: Type = boolean): Checked {
  return attempt(() => {
    const o = typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {}
    if (o.version !== 1) throw new Refused('problemExpr.version', '/version')
    if (Object.keys(o).length !== 2 || !Object.hasOwn(o, 'expr')) throw new Refused('problemExpr.shape', '')
    return typed(readShape(o.expr, '/expr'), { scope, path: '/expr' }, wanted)
  })
}

function attempt(run: () => Typed): Checked {
  try {
    return { ok: true, expr: run() }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem }
    throw error
  }
}

/** The typed node; of the wanted type when one is wanted. */
function typed(expr: Expr, at: At, wanted?: Type): Typed {
  if (expr.op === 'value') {
    const type = wanted ?? { kind: kindOfConstant(expr.value) ?? 'text' }
    return { op: 'value', ...type, value: readConstant(expr.value, type, `${at.path}/value`) }
  }
  const node = typedNode(expr, at, wanted)
  return wanted ? conform(node, wanted, at) : node
}

function typedNode(expr: Exclude<Expr, { op: 'value' }>, at: At, wanted?: Type): Typed {
  if (expr.op === 'call') return typedCall(expr, at, wanted)
  if (expr.op === 'each') return typedEach(expr, at, wanted)
  return { ...expr, ...typeOf(expr, at)! }
}

/** A moment fits where a day is wanted: it is its day in the workspace's zone. Nothing else changes its kind. */
function conform(node: Typed, wanted: Type, at: At): Typed {
  if (node.kind === 'datetime' && wanted.kind === 'date')
    return { op: 'call', kind: 'date', fn: 'toDate', args: [node] }
  if (node.kind !== wanted.kind) throw wrongKind(at.path, wanted.kind, node.kind)
  if (node.kind === 'list' && node.item !== wanted.item) {
    throw wrongKind(at.path, wanted.item ?? 'text', node.item ?? 'text')
  }
  return node
}

function typedCall(expr: Call, at: At, wanted?: Type): Typed {
  const row = rowOf(expr, at)
  const bound = bind(row, expr, at, wanted)
  const args = expr.args.map((arg, i) => {
    const inner = argument(at, i)
    if (row.constant && i === expr.args.length - 1) writtenInPlace(row.constant, arg, inner)
    const kind = argKind(row, i, expr.args.length)
    return typed(arg, inner, kind === 'any' ? undefined : bound(kind))
  })
  return { op: 'call', ...bound(row.result), fn: row.name, args }
}

function writtenInPlace(rule: keyof typeof inPlace, arg: Expr, at: At): void {
  if (arg.op !== 'value') throw new Refused('problemExpr.constantNeeded', at.path)
  const misfit = inPlace[rule](arg.value)
  if (misfit) throw new Refused(misfit.code, `${at.path}/value`, misfit.params)
}

/** What is gathered, where from and in which order; everything inside is said of a gathered record. */
function typedEach(expr: Each, at: At, wanted?: Type): Typed {
  const row = aggregateRow(expr, at)
  const inner = gathered(expr, at)
  const same = row.same && sameOf(row, expr.args[0]!, argument(inner, 0), wanted)
  const bound = (kind: AggregateRow['args'][number] | Kind): Type => (kind === 'same' ? same! : { kind })
  const args = expr.args.map((arg, i) => typed(arg, argument(inner, i), bound(row.args[i]!)))
  if (args.length < row.args.length) args.push({ op: 'value', kind: 'text', value: row.otherwise! })
  const node: TypedEach = { op: 'each', ...bound(row.result), fn: row.name, over: expr.over, args }
  if (expr.where) node.where = typed(expr.where, below(inner, 'where'), boolean)
  if (expr.by?.length) node.by = expr.by.map((term, i) => typedTerm(term, below(inner, `by/${i}/expr`)))
  return node
}

function typedTerm({ expr, desc }: { expr: Expr; desc: boolean }, at: At): { expr: Typed; desc: boolean } {
  const key = typed(expr, at)
  if (!sortable.includes(key.kind)) throw new Refused('problemExpr.termKind', at.path)
  return { expr: key, desc }
}

const sortable: readonly Kind[] = ['text', 'number', 'boolean', 'date', 'datetime']

/** Gives every node of an expression its kind, or says what is wrong and where. What passes runs in both printers without raising. */
import type { Expr, Kind } from './ast'
import { inPlace, kindOfConstant, namesDay, readConstant } from './constant'
import { functions } from './functions'
import type { ArgKind, FunctionRow } from './functions/row'
import { type ExprProblem, Refused, wrongKind } from './problem'
import { readShape } from './shape'
import type { Type, Typed } from './typed'

export type { ExprProblem, ProblemCode } from './problem'
export type { Env, Type, Typed, TypedCall } from './typed'

/** What can be named. A masked field has the kind of its mask; a hidden one is as unknown as one that never was. */
export interface Scope {
  field(path: readonly string[]): Type | undefined
}

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

/** Where we are. */
interface At {
  scope: Scope
  path: string
}
const argument = ({ scope, path }: At, i: number): At => ({ scope, path: `${path}/args/${i}` })

/** The typed node; of the wanted type when one is wanted. */
function typed(expr: Expr, at: At, wanted?: Type): Typed {
  if (expr.op === 'value') {
    const type = wanted ?? { kind: kindOfConstant(expr.value) ?? 'text' }
    return { op: 'value', ...type, value: readConstant(expr.value, type, `${at.path}/value`) }
  }
  const node = expr.op === 'call' ? typedCall(expr, at, wanted) : { ...expr, ...typeOf(expr, at)! }
  return wanted ? conform(node, wanted, at) : node
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

type Call = Extract<Expr, { op: 'call' }>

function typedCall(expr: Call, at: At, wanted?: Type): Typed {
  const row = rowOf(expr, at)
  const bound = bind(row, expr, at, wanted)
  const args = expr.args.map((arg, i) => {
    const inner = argument(at, i)
    if (row.constant && i === row.args.length - 1) writtenInPlace(row.constant, arg, inner)
    return typed(arg, inner, bound(argKind(row, i)))
  })
  return { op: 'call', ...bound(row.result), fn: row.name, args }
}

function writtenInPlace(rule: keyof typeof inPlace, arg: Expr, at: At): void {
  if (arg.op !== 'value') throw new Refused('problemExpr.constantNeeded', at.path)
  if (!inPlace[rule](arg.value))
    throw new Refused('problemExpr.constant', `${at.path}/value`, { wanted: rule })
}

function rowOf(expr: Call, at: At): FunctionRow {
  const row = functions.get(expr.fn)
  if (!row) throw new Refused('problemExpr.functionUnknown', `${at.path}/fn`)
  const { length } = row.args
  if (row.join === undefined ? expr.args.length !== length : expr.args.length < length) {
    throw new Refused('problemExpr.argumentCount', `${at.path}/args`, {
      wanted: length,
      got: expr.args.length,
    })
  }
  return row
}

const argKind = (row: FunctionRow, i: number): ArgKind => row.args[Math.min(i, row.args.length - 1)]!

/** What `same` is, and what lists are lists of, in this call: the types of its fields decide, then the wanted type, then the constants. */
function bind(row: FunctionRow, expr: Call, at: At, wanted?: Type): (kind: ArgKind) => Type {
  const same = bindSame(row, expr, at, wanted)
  const list = row.args.includes('list') ? bindList(row, expr, at) : undefined
  return (kind) => {
    if (kind === 'same') return same!
    if (kind === 'sames') return { kind: 'list', item: same!.kind }
    if (kind === 'list') return list!
    return { kind }
  }
}

function bindSame(row: FunctionRow, expr: Call, at: At, wanted?: Type): Type | undefined {
  if (!row.same) return undefined
  let type = typeOfSame(row, expr, at)
  if (row.result === 'same' && wanted && (!type || (type.kind === 'datetime' && wanted.kind === 'date')))
    type = wanted
  type ??= typeOfConstants(row, expr)
  if (!row.same.includes(type.kind)) throw wrongKind(argument(at, 0).path, row.same[0]!, type.kind)
  return type
}

/** What the fields among the `same` arguments are; moments beside days count as days. */
function typeOfSame(row: FunctionRow, expr: Call, at: At): Type | undefined {
  let found: Type | undefined
  let days = false
  expr.args.forEach((arg, i) => {
    const kind = argKind(row, i)
    if (arg.op === 'value' && (kind === 'same' || kind === 'sames')) days ||= namesDay(arg.value)
    if (kind !== 'same') return
    const type = typeOf(arg, argument(at, i))
    days ||= type?.kind === 'date'
    found ??= type
  })
  return found?.kind === 'datetime' && days ? { kind: 'date' } : found
}

function typeOfConstants(row: FunctionRow, expr: Call): Type {
  for (const [i, arg] of expr.args.entries()) {
    if (arg.op !== 'value' || !['same', 'sames'].includes(argKind(row, i))) continue
    const kind = kindOfConstant(
      argKind(row, i) === 'sames' && Array.isArray(arg.value) ? (arg.value[0] ?? null) : arg.value,
    )
    if (kind) return kind === 'list' ? { kind, item: 'text' } : { kind }
  }
  return { kind: row.same!.includes('text') ? 'text' : row.same![0]! }
}

function bindList(row: FunctionRow, expr: Call, at: At): Type {
  if (row.name === 'hasMe') return { kind: 'list', item: 'ref' }
  for (const [i, arg] of expr.args.entries()) {
    if (argKind(row, i) !== 'list' || arg.op === 'value') continue
    const type = typeOf(arg, argument(at, i))
    if (type?.kind === 'list') return { kind: 'list', item: type.item ?? 'text' }
  }
  return { kind: 'list', item: 'text' }
}

/** The type that an expression has by itself; undefined for constants and what is made of them alone. */
function typeOf(expr: Expr, at: At): Type | undefined {
  if (expr.op === 'value') return undefined
  if (expr.op === 'field') return typeOfField(expr.path, at)
  if (expr.op === 'var') return { kind: variableKinds[expr.name] }
  const row = rowOf(expr, at)
  return row.result === 'same' ? typeOfSame(row, expr, at) : { kind: row.result }
}

const variableKinds: Record<'me' | 'today' | 'now', Kind> = { me: 'ref', today: 'date', now: 'datetime' }

function typeOfField(path: readonly string[], at: At): Type {
  const type = at.scope.field(path)
  if (!type) throw new Refused('field_unknown', `${at.path}/path`)
  return type.kind === 'list' ? { kind: 'list', item: type.item ?? 'text' } : { kind: type.kind }
}

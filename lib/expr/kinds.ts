/** What kind an expression has, before its constants are read: by what its names say, and by what its function binds. */
import { type AggregateRow, aggregates } from './aggregates'
import type { Each, Expr, Kind, Over } from './ast'
import { kindOfConstant, namesDay } from './constant'
import { functions } from './functions'
import { type ArgKind, argKind, type FunctionRow, wantedCount } from './functions/row'
import { Refused, refusedKind } from './problem'
import type { Type } from './typed'

/** What can be named. A masked field has the kind of its mask; a hidden one is as unknown as one that never was. */
export interface Scope {
  field(path: readonly string[]): Type | undefined
  /** What can be named of the records that are gathered; undefined where there are none to gather. */
  each?(over: Over): Scope | undefined
}

/** Where we are; inside an `each`, `outer` is the scope around it. */
export interface At {
  scope: Scope
  outer?: Scope
  path: string
}
export const below = (at: At, path: string): At => ({ ...at, path: `${at.path}/${path}` })
export const argument = (at: At, i: number): At => below(at, `args/${i}`)

export type Call = Extract<Expr, { op: 'call' }>

/** The row of a function that is called with as many arguments as it takes. */
export function rowOf(expr: Call, at: At): FunctionRow {
  const row = functions.get(expr.fn)
  if (!row) throw new Refused('problemExpr.functionUnknown', `${at.path}/fn`)
  const got = expr.args.length
  const wanted = wantedCount(row, got)
  if (got !== wanted) throw new Refused('problemExpr.argumentCount', `${at.path}/args`, { wanted, got })
  return row
}

/** What `same` is, and what lists are lists of, in this call: the types of its fields decide, then the wanted type, then the constants. */
export function bind(
  row: FunctionRow,
  expr: Call,
  at: At,
  wanted?: Type,
): (kind: Exclude<ArgKind, 'any'>) => Type {
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
  if (!row.same.includes(type.kind)) throw refusedKind(argument(at, 0).path, type.kind)
  return type
}

/** What the fields among the `same` arguments are; moments beside days count as days. */
function typeOfSame(row: FunctionRow, expr: Call, at: At): Type | undefined {
  let found: Type | undefined
  let days = false
  expr.args.forEach((arg, i) => {
    const kind = argKind(row, i, expr.args.length)
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
    const place = argKind(row, i, expr.args.length)
    if (arg.op !== 'value' || (place !== 'same' && place !== 'sames')) continue
    const kind = kindOfConstant(
      place === 'sames' && Array.isArray(arg.value) ? (arg.value[0] ?? null) : arg.value,
    )
    if (kind) return kind === 'list' ? { kind, item: 'text' } : { kind }
  }
  return { kind: row.same!.includes('text') ? 'text' : row.same![0]! }
}

function bindList(row: FunctionRow, expr: Call, at: At): Type {
  if (row.name === 'hasMe') return { kind: 'list', item: 'ref' }
  for (const [i, arg] of expr.args.entries()) {
    if (argKind(row, i, expr.args.length) !== 'list' || arg.op === 'value') continue
    const type = typeOf(arg, argument(at, i))
    if (type?.kind === 'list') return { kind: 'list', item: type.item ?? 'text' }
  }
  return { kind: 'list', item: 'text' }
}

/** The type that an expression has by itself; undefined for constants and what is made of them alone. */
export function typeOf(expr: Expr, at: At): Type | undefined {
  if (expr.op === 'value') return undefined
  if (expr.op === 'field') return typeOfField(expr, at)
  if (expr.op === 'var') return { kind: variableKinds[expr.name] }
  if (expr.op === 'each') {
    const row = aggregateRow(expr, at)
    return row.result === 'same'
      ? typeOf(expr.args[0]!, argument(gathered(expr, at), 0))
      : { kind: row.result }
  }
  const row = rowOf(expr, at)
  return row.result === 'same' ? typeOfSame(row, expr, at) : { kind: row.result }
}

const variableKinds: Record<'me' | 'today' | 'now', Kind> = { me: 'ref', today: 'date', now: 'datetime' }

function typeOfField({ path, outer }: Extract<Expr, { op: 'field' }>, at: At): Type {
  if (outer && !at.outer) throw new Refused('problemExpr.outerOutside', at.path)
  const type = (outer ? at.outer! : at.scope).field(path)
  if (!type) throw new Refused('field_unknown', `${at.path}/path`)
  return type.kind === 'list' ? { kind: 'list', item: type.item ?? 'text' } : { kind: type.kind }
}

/** The row of an aggregate that is given what it takes. */
export function aggregateRow(expr: Each, { path }: At): AggregateRow {
  const row = aggregates.get(expr.fn)
  if (!row) throw new Refused('problemExpr.aggregateUnknown', `${path}/fn`)
  const got = expr.args.length
  const most = row.args.length
  const wanted = Math.min(Math.max(got, row.otherwise !== undefined ? most - 1 : most), most)
  if (got !== wanted) throw new Refused('problemExpr.argumentCount', `${path}/args`, { wanted, got })
  const last = expr.args.at(-1)
  if (row.otherwise !== undefined && got === most && (last?.op !== 'value' || typeof last.value !== 'string'))
    throw new Refused('problemExpr.constantNeeded', `${path}/args/${got - 1}`)
  if (expr.by?.length && !row.ordered) throw new Refused('problemExpr.orderUseless', `${path}/by/0/expr`)
  return row
}

/** Inside an `each`: the gathered records are named, the one that gathers is outside. */
export function gathered({ over }: Each, { scope, outer, path }: At): At {
  if (outer) throw new Refused('problemExpr.eachNested', path)
  if (!scope.each) throw new Refused('problemExpr.eachUnavailable', path)
  const inner = scope.each(over)
  if (inner) return { scope: inner, outer: scope, path }
  if ('table' in over) throw new Refused('problemExpr.tableUnknown', `${path}/over/table`)
  throw new Refused(scope.field(over.path) ? 'problemExpr.notMany' : 'field_unknown', `${path}/over/path`)
}

/** What is gathered decides; a constant is of the wanted type, or of its own. */
export function sameOf(row: AggregateRow, arg: Expr, at: At, wanted?: Type): Type {
  const constant: Type = { kind: (arg.op === 'value' && kindOfConstant(arg.value)) || 'text' }
  const type = typeOf(arg, at) ?? (row.result === 'same' ? wanted : undefined) ?? constant
  if (!row.same!.includes(type.kind)) throw refusedKind(at.path, type.kind)
  return type.kind === 'list' ? { kind: 'list', item: type.item ?? 'text' } : type
}

/** The shape of one function of the language, and four ways to write one down with its JavaScript typed by its signature. */
import type { Labels } from '@/lib/i18n/labels'
import type { Json } from '@/lib/json'
import type { Expr, Kind } from '../ast'
import type { inPlace } from '../constant'
import type { Decimal } from '../numbers'
import type { Env, Scalar, Value } from '../typed'

/**
 * What an argument of each kind is in JavaScript. `same` binds one kind per call; `sames` is a list of that kind; `any`
 * may be of another kind in every place.
 */
interface JsOf {
  text: string
  number: Decimal
  boolean: boolean
  date: string
  datetime: string
  ref: string
  json: string
  list: readonly Scalar[]
  same: Value
  sames: readonly Scalar[]
  any: Value
}
export type ArgKind = keyof JsOf
type Args<A extends readonly ArgKind[]> = { [I in keyof A]: JsOf[A[I]] }
type ArgsOrEmpty<A extends readonly ArgKind[]> = { [I in keyof A]: JsOf[A[I]] | null }

/** What a person fills in beside the field when the row is used as a filter condition. */
export type Operand = 'none' | 'one' | 'list' | 'two' | 'period'

interface Facts {
  /** As it reads in a menu: 包含 / contains. */
  label: Labels
  help: Labels
  /** Set when it can be a condition of a filter: the field is its first argument. */
  filter?: Operand
  /** An expression of constants and what it yields, on 2026-11-21 (Asia/Shanghai); both printers are tested with it. */
  example: { expr: Expr; result: Json }
  result: Kind | 'same'
  /** The kinds that `same` may stand for. */
  same?: readonly Kind[]
  /**
   * SQL with holes {a} {b} {c} for the arguments, {rest} for all of a variadic one, {me} {zone} of the asker, {from} and
   * {to} for a period's first and last day. It never raises. A hole stands once in what may nest in itself (trees
   * would grow exponentially); conditions, which nest only through `if`, may repeat one.
   */
  sql: string
  /**
   * The same comparison of an instant {x} with days: {from} is when the first day begins, {till} when the last one has
   * ended. It leaves the column bare, so that an index serves it.
   */
  instants?: string
  /** The last argument is written in place, not computed: the name of a period, a number of digits, a pattern. */
  constant?: keyof typeof inPlace
  /** What PostgreSQL reads where that argument stands, when it is not the text as written. */
  inSql?(written: string): string
}

export interface FunctionRow extends Facts {
  name: string
  args: readonly ArgKind[]
  /** The separator of {rest}: the last argument may repeat. */
  join?: string
  /** All arguments but the last repeat as a group: {rest} is this template once for each group, its holes the group's. */
  group?: string
  /** Runs on values; null is empty. */
  js(args: readonly Value[], env: Env): Value
}

/** A row without its name, which is its key in the registry. */
export type Unnamed = Omit<FunctionRow, 'name'>

/** Empty as soon as one argument is empty, as most SQL functions are. */
export function strict<const A extends readonly ArgKind[]>(
  row: Facts & { args: A; js(args: Args<A>, env: Env): Value },
): Unnamed {
  return { ...row, js: (args, env) => (args.includes(null) ? null : row.js(args as Args<A>, env)) }
}

/** Sees empty arguments and decides itself. */
export function total<const A extends readonly ArgKind[]>(
  row: Facts & { args: A; js(args: ArgsOrEmpty<A>, env: Env): Value },
): Unnamed {
  return { ...row, js: (args, env) => row.js(args as ArgsOrEmpty<A>, env) }
}

/** How many arguments a call needs that has so many: the same number when they are right. */
export function wantedCount({ args, join, group }: FunctionRow, got: number): number {
  const { length } = args
  const size = length - 1
  if (group !== undefined) return Math.max(length, Math.ceil((got - 1) / size) * size + 1)
  return join === undefined ? length : Math.max(length, got)
}

/** The kind of one argument in a call that has `count` of them. */
export function argKind({ args, group }: FunctionRow, i: number, count: number): ArgKind {
  const last = args.length - 1
  if (group === undefined) return args[Math.min(i, last)]!
  return args[i === count - 1 ? last : i % last]!
}

/** Takes one or more arguments of a kind, empty ones included. */
export function variadic<const K extends ArgKind>(
  row: Facts & { arg: K; join: string; js(args: readonly (JsOf[K] | null)[]): Value },
): Unnamed {
  const { arg, ...facts } = row
  return { ...facts, args: [arg], js: (args) => row.js(args as readonly (JsOf[K] | null)[]) }
}

/** Takes groups of arguments, then one more: condition, value, condition, value, value. */
export function grouped<const A extends readonly ArgKind[]>(
  row: Facts & { args: A; group: string; js(args: readonly Value[]): Value },
): Unnamed {
  return row
}

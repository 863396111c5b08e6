/** The shape of one function of the language, and three ways to write one down with its JavaScript typed by its signature. */
import type { Labels } from '@/lib/i18n/labels'
import type { Json } from '@/lib/json'
import type { Expr, Kind } from '../ast'
import type { Decimal } from '../numbers'
import type { Env, Scalar, Value } from '../typed'

/** What an argument of each kind is in JavaScript. `same` binds one kind per call; `sames` is a list of that kind. */
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
  /** The last argument is written in place, not computed: the name of a period, or a number of digits. */
  constant?: 'period' | 'digits'
}

export interface FunctionRow extends Facts {
  name: string
  args: readonly ArgKind[]
  /** The separator of {rest}: the last argument may repeat. */
  join?: string
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

/** Takes one or more arguments of a kind, empty ones included. */
export function variadic<const K extends ArgKind>(
  row: Facts & { arg: K; join: string; js(args: readonly (JsOf[K] | null)[]): Value },
): Unnamed {
  const { arg, ...facts } = row
  return { ...facts, args: [arg], js: (args) => row.js(args as readonly (JsOf[K] | null)[]) }
}

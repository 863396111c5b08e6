/**
 * The expression tree (law L5): formulas, row rules, filters, show-if and required-if are this data.
 * It is stored as JSON with a version; `check.ts` types it, `to-sql.ts` prints it, `evaluate.ts` runs it.
 */
import type { Json } from '@/lib/json'

/** What a value is, for operators and functions. A field type names its kind. */
export type Kind = 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'list' | 'ref' | 'json'

export type Expr =
  /** A constant; its kind follows from the argument beside it ("2026-01-01" next to a date is a date). */
  | { op: 'value'; value: Json }
  /**
   * A field by key; more than one key walks to-one links: ["customer", "owner"]. `outer`: a field of the record that
   * gathers, from inside an `each`.
   */
  | { op: 'field'; path: string[]; outer?: true }
  /** Who asks, the workspace's calendar day, this instant. */
  | { op: 'var'; name: 'me' | 'today' | 'now' }
  /** A function or an operator: one row of `functions.ts`. `and`, `or`, `not` are functions too. */
  | { op: 'call'; fn: string; args: Expr[] }
  | Each

/** Which records are gathered: those behind a to-many field (possibly past to-one links), or a whole table's. */
export type Over = { path: string[] } | { table: string }

/**
 * Many records gathered to one value: a row of `aggregates.ts`. Everything inside is said of a gathered record; fields
 * of the record that gathers are `outer`. It may not stand inside another one.
 */
export interface Each {
  op: 'each'
  fn: string
  over: Over
  /** What is gathered, as the aggregate's row says: nothing for `count`, one expression for `sum`. */
  args: Expr[]
  /** Only records for which this is true. */
  where?: Expr
  /** The order of `first`, `last`, `join`, and what decides between equals of `mode`. Then by age, oldest first. */
  by?: { expr: Expr; desc: boolean }[]
}

/** How every condition is stored and sent. */
export interface StoredExpr {
  version: 1
  expr: Expr
}

export const value = (v: Json): Expr => ({ op: 'value', value: v })
export const field = (...path: string[]): Expr => ({ op: 'field', path })
export const variable = (name: 'me' | 'today' | 'now'): Expr => ({ op: 'var', name })
export const call = (fn: string, ...args: Expr[]): Expr => ({ op: 'call', fn, args })
export const stored = (expr: Expr): StoredExpr => ({ version: 1, expr })

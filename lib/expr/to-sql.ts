/** Prints a checked expression as SQL. Every text is `collate "C"`, every number numeric, every constant a parameter. */
import { arrayParam, fill, joinSql, param, pgType, type SQL, sql } from '@/lib/db/sql'
import type { Kind, Over } from './ast'
import { addDays, startOfDay } from './calendar'
import { functionOf } from './functions'
import type { FunctionRow } from './functions/row'
import { isPeriod, periodDays } from './periods'
import { eachSql, type Inside } from './to-sql-each'
import type { Constant, Env, Type, Typed, TypedCall } from './typed'

/** Records gathered by an `each`, as SQL. */
export interface Gathered {
  /** `from … where …`, to which further conditions are added with `and`. */
  from: SQL
  /** A field of a gathered record. */
  field(path: readonly string[]): SQL
}

export interface SqlEnv extends Env {
  /** The column, or what stands for it in the relation. Numbers should be numeric columns: others are cast. */
  field(path: readonly string[]): SQL
  /** Where expressions may gather: living records only. */
  each?(over: Over): Gathered
  /** Prints a call in another way, such as a condition on a link table as EXISTS; undefined leaves it to the registry. */
  call?(node: TypedCall, print: (node: Typed) => SQL): SQL | undefined
}

const pgTypes: Record<Exclude<Kind, 'list'>, string> = {
  text: 'text',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  ref: 'uuid',
  json: 'jsonb',
}
const pgTypeOf = ({ kind, item }: Type): string =>
  kind === 'list' ? `${pgTypes[item === 'list' || !item ? 'text' : item]}[]` : pgTypes[kind]

/** The SQL of an expression; a condition is NULL where it is unknown, so `where` takes it as it is. */
export function toSql(node: Typed, env: Inside): SQL {
  switch (node.op) {
    case 'value':
      return constant(node.value, node)
    case 'field':
      return leaf((node.outer ? env.outer! : env.field)(node.path), node.kind)
    case 'var':
      return param(env[node.name], pgTypeOf(node))
    case 'call':
      return env.call?.(node, (inner) => toSql(inner, env)) ?? callSql(node, env)
    case 'each':
      return ownType(eachSql(node, env, toSql), node)
  }
}

/** A sub-select leaves its column's collation behind; and `= any (select …)` would be read as a comparison with rows. */
function ownType(selected: SQL, type: Type): SQL {
  if (type.kind === 'text') return sql`(${selected} collate "C")`
  return type.kind === 'list' ? sql`${selected}::${pgType(pgTypeOf(type))}` : selected
}

function leaf(column: SQL, kind: Kind): SQL {
  if (kind === 'text') return sql`(${column} collate "C")`
  return kind === 'number' ? sql`${column}::numeric` : column
}

function constant(value: Constant, type: Type): SQL {
  if (typeof value === 'object' && value !== null) {
    // The cast also keeps `= any (select …)` from being read as a comparison with rows.
    return sql`${arrayParam(value)}::${pgType(pgTypeOf(type))}`
  }
  const scalar = param(value, pgTypeOf(type))
  return type.kind === 'text' ? sql`(${scalar} collate "C")` : scalar
}

function callSql(node: TypedCall, env: SqlEnv): SQL {
  const row = functionOf(node.fn)
  const bounds = row.instants === undefined ? undefined : instantBounds(node, env)
  if (bounds) return fill(row.instants!, bounds)
  return fill(row.sql, holes(row, node, env))
}

function holes(row: FunctionRow, node: TypedCall, env: SqlEnv): Record<string, SQL> {
  const args = node.args.map((arg) => toSql(arg, env))
  const constant = node.args.at(-1)
  if (row.inSql && constant?.op === 'value') args[args.length - 1] = param(row.inSql(String(constant.value)))
  const filled: Record<string, SQL> = { me: param(env.me, 'uuid'), zone: param(env.zone) }
  if (row.join !== undefined) filled.rest = joinSql(args, fill(row.join, {}))
  if (row.group !== undefined) return { ...filled, ...groups(row.group, row.args.length - 1, args) }
  const [a, b, c] = args
  if (a) filled.a = a
  if (b) filled.b = b
  if (c) filled.c = c
  const period = row.constant === 'period' ? days(node, env) : undefined
  if (period) {
    filled.from = param(period[0], 'date')
    filled.to = param(period[1], 'date')
  }
  return filled
}

/** {rest} is every group of arguments through the row's template, {last} the argument behind them. */
function groups(template: string, size: number, args: SQL[]): Record<string, SQL> {
  const each = Array.from({ length: (args.length - 1) / size }, (_, i) => {
    const [a, b] = args.slice(i * size) as [SQL, SQL]
    return fill(template, { a, b })
  })
  return { rest: joinSql(each, sql``), last: args.at(-1)! }
}

/**
 * A moment compared with known days is compared with the moments at which those days begin and end, so that an index
 * on the column serves it. Undefined when a side is computed from the row.
 */
function instantBounds(node: TypedCall, env: SqlEnv): Record<string, SQL> | undefined {
  const [moment] = node.args
  if (moment?.op !== 'call' || moment.fn !== 'toDate') return undefined
  const known = days(node, env)
  // At the ends of the calendar a day may begin outside it.
  if (!known || known[0] < '0002' || known[1] > '9998') return undefined
  const next = addDays(known[1], 1)!
  return {
    x: toSql(moment.args[0]!, env),
    from: param(startOfDay(known[0], env.zone), 'timestamptz'),
    till: param(startOfDay(next, env.zone), 'timestamptz'),
  }
}

/** First and last of the days that a comparison names, where they are known before the query runs. */
function days(node: TypedCall, env: SqlEnv): [string, string] | undefined {
  const known = node.args.slice(1).map((arg) => wordOf(arg, env))
  const [first, last = first] = known
  if (!first || !last || known.includes(undefined)) return undefined
  return functionOf(node.fn).constant === 'period' && isPeriod(first)
    ? periodDays(first, env.today)
    : [first, last]
}

/** A day or the name of a period. */
function wordOf(node: Typed, env: SqlEnv): string | undefined {
  if (node.op === 'var' && node.name === 'today') return env.today
  return node.op === 'value' && typeof node.value === 'string' ? node.value : undefined
}

/** Runs a checked expression over a record in JavaScript, with the same meaning as its SQL; browsers use it for show-if and required-if. */
import type { Json } from '@/lib/json'
import { aggregateOf } from './aggregates'
import type { Item } from './aggregates/row'
import type { Kind, Over } from './ast'
import { readDay, readInstant } from './calendar'
import { functionOf } from './functions'
import { Decimal, decimalText } from './numbers'
import type { Constant, Env, Scalar, Type, Typed, TypedEach, Value } from './typed'

export interface RecordEnv extends Env {
  /** The cell as JSON; null and undefined are empty. */
  field(path: readonly string[]): unknown
  /** The records that an `each` gathers, oldest first, each as its cells. */
  each?(over: Over): readonly Pick<RecordEnv, 'field'>[]
}

/** The value as JSON: numbers that a double would bend are decimal text. */
export function evaluate(node: Typed, env: RecordEnv): Json {
  return toJson(run(node, env))
}

/** Whether a condition holds: unknown does not. */
export const holds = (node: Typed, env: RecordEnv): boolean => run(node, env) === true

/** Inside an `each`: the fields of the record that gathers. */
interface Inside extends RecordEnv {
  outer?: RecordEnv['field']
}

function run(node: Typed, env: Inside): Value {
  switch (node.op) {
    case 'value':
      return fromConstant(node.value, node)
    case 'field':
      return fromJson((node.outer ? env.outer! : env.field)(node.path), node)
    case 'var':
      return env[node.name]
    case 'call':
      return functionOf(node.fn).js(
        node.args.map((arg) => run(arg, env)),
        env,
      )
    case 'each':
      return gather(node, env)
  }
}

function gather({ fn, over, args, where, by = [] }: TypedEach, env: RecordEnv): Value {
  const items: Item[] = []
  for (const { field } of env.each!(over)) {
    const inside: Inside = { ...env, field, outer: env.field }
    if (where && run(where, inside) !== true) continue
    items.push({
      args: args.map((arg) => run(arg, inside)),
      by: by.map(({ expr }) => run(expr, inside)),
    })
  }
  return aggregateOf(fn).js(
    items,
    by.map(({ desc }) => desc),
  )
}

function fromConstant(value: Constant, { kind, item }: Type): Value {
  if (kind === 'number') return value === null ? null : new Decimal(String(value))
  if (item === 'number' && Array.isArray(value)) return value.map((x) => new Decimal(String(x)))
  return value
}

const readers: Record<Exclude<Kind, 'list'>, (value: unknown) => Scalar | undefined> = {
  text: (v) => (typeof v === 'string' && v !== '' ? v : undefined),
  number: readNumber,
  boolean: (v) => (typeof v === 'boolean' ? v : undefined),
  date: (v) => (typeof v === 'string' ? readDay(v) : undefined),
  datetime: (v) => (typeof v === 'string' ? readInstant(v) : undefined),
  ref: (v) => (typeof v === 'string' && v !== '' ? v.toLowerCase() : undefined),
  json: (v) => JSON.stringify(v),
}

/** A draft may hold anything: what is not of the field's kind is as good as empty. */
function fromJson(value: unknown, { kind, item = 'text' }: Type): Value {
  if (value === null || value === undefined) return null
  if (kind !== 'list') return readers[kind](value) ?? null
  if (!Array.isArray(value) || item === 'list') return null
  const items = value.map(readers[item]).filter((x) => x !== undefined)
  return items.length === 0 ? null : items
}

function readNumber(value: unknown): Decimal | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? new Decimal(value) : undefined
  return typeof value === 'string' && /^-?\d{1,1000}(\.\d{1,1000})?$/.test(value)
    ? new Decimal(value)
    : undefined
}

function toJson(value: Value): Json {
  if (value instanceof Decimal) {
    const double = value.toNumber() + 0
    return value.precision() <= 15 && new Decimal(double).eq(value) ? double : decimalText(value)
  }
  if (typeof value === 'object' && value !== null) return value.map(toJson)
  return value
}

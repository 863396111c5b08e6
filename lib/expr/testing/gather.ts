/** Random expressions that gather: some fields of a random expression become aggregates over child records. */
import fc from 'fast-check'
import { type AggregateRow, aggregates } from '../aggregates'
import { call, type Each, type Expr, field, type Kind, type Over, value } from '../ast'
import { readShape } from '../shape'
import type { Type } from '../typed'
import { columns, expression, record } from './generate'

/** A parent and its children; every child is also a record of the whole table. */
export interface Family {
  parents: Record<string, unknown>[]
  /** In the order of their age. */
  children: { parent: number; cells: Record<string, unknown> }[]
}

export const kids: Over = { path: ['kids'] }
export const everyone: Over = { table: 'people' }

export const family: fc.Arbitrary<Family> = fc
  .array(record, { minLength: 1, maxLength: 4, size: 'max' })
  .chain((parents) =>
    fc.record({
      parents: fc.constant(parents),
      children: fc.array(fc.record({ parent: fc.nat({ max: parents.length - 1 }), cells: record }), {
        maxLength: 12,
        size: 'max',
      }),
    }),
  )

const rows = [...aggregates.values()]
const sortable: readonly Kind[] = ['text', 'number', 'boolean', 'date', 'datetime']

/** An expression of a type within all limits, in which up to three fields are gathered. */
export const gatheringExpression = (type: Type, depth: number): fc.Arbitrary<Expr> =>
  fc
    .oneof(each(type), expression(type, depth))
    .chain((expr) => withGathered(expr))
    .filter(isWithinLimits)

export function isWithinLimits(expr: Expr): boolean {
  try {
    return readShape(expr) === expr
  } catch {
    return false
  }
}

/** Replaces fields, by their place, with aggregates of the same type. */
function withGathered(expr: Expr): fc.Arbitrary<Expr> {
  const keys = fieldsIn(expr)
  if (expr.op === 'each' || keys.length === 0) return fc.constant(expr)
  const places = fc.uniqueArray(fc.nat({ max: keys.length - 1 }), { minLength: 1, maxLength: 3 })
  return places.chain((chosen) =>
    fc.tuple(...chosen.map((i) => each(columns[keys[i]!]!))).map((made) => {
      const byPlace = new Map(chosen.map((place, i) => [place, made[i]!]))
      let place = 0
      return mapFieldNodes(expr, (node) => byPlace.get(place++) ?? node)
    }),
  )
}

type FieldNode = Extract<Expr, { op: 'field' }>

function mapFieldNodes(expr: Expr, change: (node: FieldNode) => Expr): Expr {
  if (expr.op === 'field') return change(expr)
  return expr.op === 'call' ? { ...expr, args: expr.args.map((arg) => mapFieldNodes(arg, change)) } : expr
}

function fieldsIn(expr: Expr): string[] {
  const found: string[] = []
  mapFieldNodes(expr, (node) => {
    // JSON is only looked at; nothing gathers it.
    found.push(node.path[0]!)
    return node
  })
  return found
}

/** An aggregate of a type; JSON and lists of the parent stay as they are. */
function each(type: Type): fc.Arbitrary<Expr> {
  const fitting = rows.filter((row) =>
    row.result === 'same' ? row.same!.includes(type.kind) : row.result === type.kind,
  )
  if (fitting.length === 0) return fc.constantFrom(...columnsOf(type))
  return fc.constantFrom(...fitting).chain((row) => eachOf(row, type))
}

const columnsOf = ({ kind, item }: Type): Expr[] =>
  Object.keys(columns)
    .filter((key) => columns[key]!.kind === kind && columns[key]!.item === item)
    .map((key) => field(key))

function eachOf(row: AggregateRow, type: Type): fc.Arbitrary<Each> {
  const same =
    row.result === 'same' ? fc.constant(type) : fc.constantFrom(...(row.same ?? ['text' as const]).map(plain))
  return same.chain((bound) => {
    const own = row.otherwise ? row.args.slice(0, -1) : row.args
    const args = own.map((kind) => (kind === 'same' ? computed(bound) : inside({ kind })))
    const separator = fc.constantFrom(undefined, ...(row.otherwise ? [value(' | '), value('')] : []))
    const term = fc.record({
      expr: fc.constantFrom(...sortable).chain((kind) => computed({ kind })),
      desc: fc.boolean(),
    })
    return fc.record(
      {
        op: fc.constant('each' as const),
        fn: fc.constant(row.name),
        over: fc.constantFrom(kids, kids, everyone),
        args: fc.tuple(fc.tuple(...args), separator).map(([made, last]) => (last ? [...made, last] : made)),
        where: inside({ kind: 'boolean' }),
        ...(row.ordered && { by: fc.array(term, { minLength: 1, maxLength: 2 }) }),
      },
      { requiredKeys: ['op', 'fn', 'over', 'args'], noNullPrototype: true },
    ) as fc.Arbitrary<Each>
  })
}

const plain = (kind: Kind): Type => (kind === 'list' ? { kind, item: 'text' } : { kind })

/** Of a child, with some fields of its parent. */
const inside = (type: Type): fc.Arbitrary<Expr> =>
  fc
    .tuple(expression(type, 1), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
    .map(([expr, outer]) => {
      let place = 0
      return mapFieldNodes(expr, (node) => (outer[place++ % 4] ? { ...node, outer: true } : node))
    })

/** Something whose type a field decides, not a constant. */
function computed(type: Type): fc.Arbitrary<Expr> {
  const own = fc.constantFrom(...columnsOf(type))
  if (type.kind === 'list') return own
  const choice = fc
    .tuple(inside({ kind: 'boolean' }), own, inside(type))
    .map(([condition, then, otherwise]) => call('if', condition, then, otherwise))
  const outer = own.map((node) => ({ ...node, outer: true }) as Expr)
  return fc.oneof(own, outer, choice)
}

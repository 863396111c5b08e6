/** Filter conditions as a person builds them, joined by "and", to and from the expression that is stored and sent. */
import type { FieldAnswer } from '@/lib/api/contract'
import { call, type Expr, field, type StoredExpr, stored, value } from '@/lib/expr/ast'
import { functions, type Operand } from '@/lib/expr/functions'
import { isPeriod } from '@/lib/expr/periods'
import { fieldType, isTypeName, type TypeName } from '@/lib/fields/index'
import type { Json } from '@/lib/json'

export const mostConditions = 5

export interface Condition {
  field: string
  fn: string
  /** One entry per operand; undefined while it has not been filled in. A list is one operand. */
  operands: (Json | undefined)[]
}

/** What is filled in beside the field. */
export const operandOf = (fn: string): Operand => functions.get(fn)?.filter ?? 'none'

const counts: Record<Operand, number> = { none: 0, one: 1, list: 1, two: 2, period: 1 }

/** A condition on `key` with its first operator, or with the present one where the field knows it too. */
export function start(of: FieldAnswer, fn?: string): Condition {
  const name = fn && of.operators.includes(fn) ? fn : (of.operators[0] ?? 'isNotEmpty')
  return withOperator({ field: of.key, fn: name, operands: [] }, name)
}

/** Another operator; what was filled in stays where it still means something. */
export function withOperator(condition: Condition, fn: string): Condition {
  const kept = operandOf(fn) === operandOf(condition.fn) ? condition.operands : []
  return { ...condition, fn, operands: Array.from({ length: counts[operandOf(fn)] }, (_, i) => kept[i]) }
}

const filled = (operand: Json | undefined): operand is Json =>
  operand !== undefined &&
  operand !== null &&
  operand !== '' &&
  !(Array.isArray(operand) && operand.length === 0)

/** Everything that the operator needs is there. */
export const isComplete = ({ operands }: Condition): boolean => operands.every(filled)

/** The complete conditions as one expression; undefined when there is none. */
export function toFilter(conditions: readonly Condition[]): StoredExpr | undefined {
  const exprs = conditions.filter(isComplete).map(({ field: key, fn, operands }) => {
    return call(fn, field(key), ...operands.filter(filled).map(value))
  })
  if (exprs.length === 0) return undefined
  return stored(exprs.length === 1 ? exprs[0]! : call('and', ...exprs))
}

/** The conditions of an expression; undefined when it is more than "field operator constants" joined by "and". */
export function fromFilter(filter: StoredExpr | undefined): Condition[] | undefined {
  if (!filter) return []
  const { expr } = filter
  const parts = expr.op === 'call' && expr.fn === 'and' ? expr.args : [expr]
  const conditions = parts.map(fromExpr)
  return conditions.every((c) => c !== undefined) ? conditions : undefined
}

function fromExpr(expr: Expr): Condition | undefined {
  if (expr.op !== 'call' || !functions.get(expr.fn)?.filter) return undefined
  const [first, ...rest] = expr.args
  if (first?.op !== 'field' || first.path.length !== 1) return undefined
  const operands = rest.map((arg) => (arg.op === 'value' ? arg.value : undefined))
  const complete = operands.length === counts[operandOf(expr.fn)] && operands.every(filled)
  return complete ? { field: first.path[0]!, fn: expr.fn, operands } : undefined
}

/**
 * How an operand is filled in: as a value of this field type with these options. A mask is text, text operators take
 * any text, and moments are compared by their day.
 */
export function operandType(of: FieldAnswer, fn: string): { type: TypeName; options: object } {
  const row = functions.get(fn)
  const text = { type: 'text' as const, options: fieldType('text').defaultOptions as object }
  if (of.right === 'mask' || of.mask !== undefined || row?.args[1] === 'text') return text
  if (fieldType(of.type).kind === 'datetime' && row?.instants) {
    return { type: 'date', options: fieldType('date').defaultOptions as object }
  }
  const many = operandOf(fn) === 'list' ? fieldType(of.type).many : undefined
  return { type: many && isTypeName(many) ? many : of.type, options: of.options }
}

/** Whether a list operand is filled in value by value, because no type holds several of them. */
export const takesItems = (of: FieldAnswer, fn: string): boolean =>
  operandOf(fn) === 'list' && fieldType(operandType(of, fn).type).kind !== 'list'

/** An operand that can be sent, or undefined. */
export function tidyOperand(of: FieldAnswer, fn: string, operand: unknown): Json | undefined {
  if (operandOf(fn) === 'period')
    return typeof operand === 'string' && isPeriod(operand) ? operand : undefined
  if (takesItems(of, fn) && Array.isArray(operand)) {
    const items = operand.map((item) => tidyItem(of, fn, item)).filter((item) => item !== undefined)
    return items.length > 0 ? items : undefined
  }
  return tidyItem(of, fn, operand)
}

function tidyItem(of: FieldAnswer, fn: string, item: unknown): Json | undefined {
  const { type, options } = operandType(of, fn)
  const normal = fieldType(type).normalize(item, options)
  if (normal === undefined || normal === null || fieldType(type).check(normal, options)) return undefined
  return normal as Json
}

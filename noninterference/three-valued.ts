/** Conditions of rules over plain data, in the logic of SQL: true, false, or not known. */
import type { Expr } from '@/lib/expr/ast'
import type { Row } from './state'

export type Tri = boolean | null
export const or = (all: Tri[]): Tri => (all.includes(true) ? true : all.includes(null) ? null : false)
const and = (all: Tri[]): Tri => (all.includes(false) ? false : all.includes(null) ? null : true)

/** What a condition of `schema.ts` comes to for a row; `me` is who asks. */
export function judged(expr: Expr, row: Row, me: string | null): Tri {
  if (expr.op === 'value') return expr.value === true
  if (expr.op !== 'call') throw new Error(`no condition: ${expr.op}`)
  const [a, b] = expr.args
  if (expr.fn === 'and' || expr.fn === 'or')
    return (expr.fn === 'and' ? and : or)(expr.args.map((x) => judged(x, row, me)))
  if (expr.fn === 'not') {
    const inner = judged(a!, row, me)
    return inner === null ? null : !inner
  }
  const value = (a?.op === 'field' ? row.cells[a.path[0]!] : undefined) ?? null
  if (expr.fn === 'isEmpty') return value === null
  if (expr.fn === 'isNotEmpty') return value !== null
  if (value === null) return null
  if (expr.fn === 'isMe') return me === null ? null : value === me
  const other = b?.op === 'value' ? b.value : null
  return expr.fn === 'gt' ? Number(value) > Number(other) : value === other || Number(value) === Number(other)
}

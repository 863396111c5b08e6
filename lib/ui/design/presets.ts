/** Lookups and rollups as small forms: the expressions they stand for, and whether an expression is one of them. */
import { type Each, type Expr, type Over, type StoredExpr, stored } from '@/lib/expr/ast'

/** A field of the record behind a link. */
export interface Lookup {
  link: string
  field: string
}

/** Many records gathered to one value. */
export interface Rollup {
  over: Over
  fn: string
  /** Absent for what only counts. */
  field?: string
  where?: StoredExpr
  by?: { field: string; desc: boolean }
}

export const lookupExpr = ({ link, field }: Lookup): StoredExpr =>
  stored({ op: 'field', path: [link, field] })

export function rollupExpr({ over, fn, field, where, by }: Rollup): StoredExpr {
  return stored({
    op: 'each',
    fn,
    over,
    args: field === undefined ? [] : [{ op: 'field', path: [field] }],
    ...(where ? { where: where.expr } : {}),
    ...(by ? { by: [{ expr: { op: 'field', path: [by.field] }, desc: by.desc }] } : {}),
  })
}

export function lookupOf({ expr }: StoredExpr): Lookup | undefined {
  if (expr.op !== 'field' || expr.path.length !== 2 || expr.outer) return undefined
  return { link: expr.path[0]!, field: expr.path[1]! }
}

/** Undefined when the form could not show all of it. */
export function rollupOf({ expr }: StoredExpr): Rollup | undefined {
  if (expr.op !== 'each' || expr.args.length > 1 || (expr.by?.length ?? 0) > 1) return undefined
  const { over, fn, where } = expr
  if ('path' in over && over.path.length !== 1) return undefined
  const field = ownField(expr.args[0])
  const by = orderOf(expr)
  if (field === null || by === null || mentionsOuter(where)) return undefined
  return { over, fn, field, by, where: where && stored(where) }
}

/** The key of a plain field; null for anything else. */
function ownField(expr: Expr | undefined): string | undefined | null {
  if (!expr) return undefined
  return expr.op === 'field' && expr.path.length === 1 && !expr.outer ? expr.path[0]! : null
}

function orderOf({ by }: Each): Rollup['by'] | null {
  const first = by?.[0]
  if (!first) return undefined
  const field = ownField(first.expr)
  return field ? { field, desc: first.desc } : null
}

function mentionsOuter(expr: Expr | undefined): boolean {
  if (!expr) return false
  if (expr.op === 'field') return expr.outer === true
  return (expr.op === 'call' || expr.op === 'each') && expr.args.some(mentionsOuter)
}

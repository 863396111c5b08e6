/** The fields that an expression names, and the same expression with other names. */
import type { Expr } from './ast'

/** Every field path, in reading order, each once. */
export function references(expr: Expr): string[][] {
  const found = new Map<string, string[]>()
  mapFields(expr, (path) => {
    found.set(path.join('.'), path)
    return path
  })
  return [...found.values()]
}

/** A copy in which `rename` has answered for every field path. */
export function mapFields(expr: Expr, rename: (path: string[]) => string[]): Expr {
  if (expr.op === 'field') return { op: 'field', path: rename([...expr.path]) }
  if (expr.op === 'call') return { ...expr, args: expr.args.map((arg) => mapFields(arg, rename)) }
  return expr
}

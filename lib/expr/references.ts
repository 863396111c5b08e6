/** The names that an expression uses, and the same expression with other names. */
import type { Expr, Over } from './ast'
import type { Typed } from './typed'

/** One name in an expression: `over` is set for fields of gathered records, not for the record's own (`outer` ones too). */
export type Named =
  | { kind: 'field'; path: string[]; over?: Over }
  | { kind: 'each'; fn: string; over: Over }
  | { kind: 'var'; name: 'me' | 'today' | 'now' }

/** Every name, in reading order. Walks with its own stack, so that no depth is too deep. */
export function* walk(expr: Expr | Typed): Generator<Named> {
  const stack: { node: Expr | Typed; over?: Over }[] = [{ node: expr }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, over } = next
    if (node.op === 'field') {
      yield over && !node.outer
        ? { kind: 'field', path: node.path, over }
        : { kind: 'field', path: node.path }
    } else if (node.op === 'var') yield { kind: 'var', name: node.name }
    else if (node.op === 'each') {
      yield { kind: 'each', fn: node.fn, over: node.over }
      const inside = [
        ...node.args,
        ...(node.where ? [node.where] : []),
        ...(node.by ?? []).map((t) => t.expr),
      ]
      for (const part of inside.reverse()) stack.push({ node: part, over: node.over })
    } else if (node.op === 'call') {
      for (let i = node.args.length - 1; i >= 0; i--) stack.push({ node: node.args[i]!, over })
    }
  }
}

/** Every path from the record itself, each once: its fields, and the ways to what it gathers. */
export function references(expr: Expr | Typed): string[][] {
  const found = new Map<string, string[]>()
  const add = (path: string[]): unknown => found.set(path.join('.'), path)
  for (const name of walk(expr)) {
    if (name.kind === 'field' && !name.over) add(name.path)
    if (name.kind === 'each' && 'path' in name.over) add(name.over.path)
  }
  return [...found.values()]
}

/** Other names: of a field (`over` as it was, for a gathered record's), and of a table that is gathered whole. */
export interface Rename {
  field(path: string[], over?: Over): string[]
  table?(key: string): string
}

/** A copy in which `rename` has answered for every name; `over` when it stands inside an `each`. */
export function mapNames(expr: Expr, rename: Rename, over?: Over): Expr {
  if (expr.op === 'field')
    return { ...expr, path: rename.field([...expr.path], expr.outer ? undefined : over) }
  if (expr.op === 'call') return { ...expr, args: expr.args.map((arg) => mapNames(arg, rename, over)) }
  if (expr.op !== 'each') return expr
  const gathered = (part: Expr): Expr => mapNames(part, rename, expr.over)
  return {
    ...expr,
    over: mappedOver(expr.over, rename),
    args: expr.args.map(gathered),
    ...(expr.where && { where: gathered(expr.where) }),
    ...(expr.by && { by: expr.by.map((term) => ({ ...term, expr: gathered(term.expr) })) }),
  }
}

const mappedOver = (over: Over, rename: Rename): Over =>
  'path' in over
    ? { path: rename.field([...over.path]) }
    : { table: rename.table?.(over.table) ?? over.table }

/** A copy in which `rename` has answered for every field path, those of gathered records included. */
export const mapFields = (expr: Expr, rename: Rename['field']): Expr => mapNames(expr, { field: rename })

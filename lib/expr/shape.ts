/** Whether untrusted JSON is an expression tree at all, within its limits. Walks with its own stack: depth 10⁵ is refused, not survived by luck. */
import type { Expr } from './ast'
import { Refused } from './problem'
import { isStorable } from './text'

export const limits = { depth: 20, nodes: 200, list: 1000, text: 10_000, hops: 5 } as const

const variables = ['me', 'today', 'now']

interface Visit {
  node: unknown
  path: string
  depth: number
}

/** The same data, now known to be an expression; throws `Refused`. */
export function readShape(input: unknown, path = ''): Expr {
  const stack: Visit[] = [{ node: input, path, depth: 1 }]
  let nodes = 0
  for (let visit = stack.pop(); visit; visit = stack.pop()) {
    if (visit.depth > limits.depth)
      throw new Refused('problemExpr.tooDeep', visit.path, { max: limits.depth })
    if (++nodes > limits.nodes) throw new Refused('problemExpr.tooLarge', visit.path, { max: limits.nodes })
    readNode(visit, stack)
  }
  return input as Expr
}

function readNode({ node, path, depth }: Visit, stack: Visit[]): void {
  const o = closed(node, path)
  switch (o.op) {
    case 'value':
      only(o, ['op', 'value'], path)
      readConstant(o.value, `${path}/value`)
      return
    case 'field':
      only(o, ['op', 'path'], path)
      if (!isNames(o.path)) throw new Refused('problemExpr.shape', `${path}/path`)
      return
    case 'var':
      only(o, ['op', 'name'], path)
      if (typeof o.name !== 'string' || !variables.includes(o.name))
        throw new Refused('problemExpr.shape', `${path}/name`)
      return
    case 'call':
      only(o, ['op', 'fn', 'args'], path)
      if (typeof o.fn !== 'string') throw new Refused('problemExpr.shape', `${path}/fn`)
      if (!Array.isArray(o.args)) throw new Refused('problemExpr.shape', `${path}/args`)
      if (o.args.length > limits.nodes)
        throw new Refused('problemExpr.tooLarge', `${path}/args`, { max: limits.nodes })
      for (let i = o.args.length - 1; i >= 0; i--) {
        stack.push({ node: o.args[i], path: `${path}/args/${i}`, depth: depth + 1 })
      }
      return
    default:
      throw new Refused('problemExpr.shape', path)
  }
}

function closed(node: unknown, path: string): Record<string, unknown> {
  if (typeof node !== 'object' || node === null || Array.isArray(node))
    throw new Refused('problemExpr.shape', path)
  return node as Record<string, unknown>
}

/** Exactly these members, as its own: neither `__proto__` nor anything else rides along. */
function only(o: Record<string, unknown>, names: readonly string[], path: string): void {
  const complete = names.every((name) => Object.hasOwn(o, name))
  if (!complete || Object.keys(o).length !== names.length) throw new Refused('problemExpr.shape', path)
}

function isNames(path: unknown): path is string[] {
  if (!Array.isArray(path) || path.length === 0 || path.length > limits.hops) return false
  return path.every((name) => typeof name === 'string' && name.length <= 63)
}

function readConstant(value: unknown, path: string): void {
  if (Array.isArray(value)) readList(value, path)
  else readScalar(value, path)
}

function readList(items: readonly unknown[], path: string): void {
  if (items.length > limits.list) throw new Refused('problemExpr.listTooLong', path, { max: limits.list })
  items.forEach((item, i) => {
    if (item === null) throw new Refused('problemExpr.shape', `${path}/${i}`)
    readScalar(item, `${path}/${i}`)
  })
}

function readScalar(value: unknown, path: string): void {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return
  if (typeof value !== 'string') throw new Refused('problemExpr.shape', path)
  if (value.length > limits.text) throw new Refused('problemExpr.textTooLong', path, { max: limits.text })
  if (!isStorable(value)) throw new Refused('problemExpr.textInvalid', path)
}

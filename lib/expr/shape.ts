/** Whether untrusted JSON is an expression tree at all, within its limits. Walks with its own stack: depth 10⁵ is refused, not survived by luck. */
import type { Expr } from './ast'
import { Refused } from './problem'
import { isStorable } from './text'

/** `text` is of one constant, `written` of a whole expression with its labels; both in UTF-16 units. */
export const limits = {
  depth: 32,
  nodes: 400,
  list: 1000,
  text: 10_000,
  written: 50_000,
  hops: 5,
  terms: 5,
} as const

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
      only(o, ['op', 'path'], path, ['outer'])
      if (!isNames(o.path)) throw new Refused('problemExpr.shape', `${path}/path`)
      if (Object.hasOwn(o, 'outer') && o.outer !== true)
        throw new Refused('problemExpr.shape', `${path}/outer`)
      return
    case 'var':
      only(o, ['op', 'name'], path)
      if (typeof o.name !== 'string' || !variables.includes(o.name))
        throw new Refused('problemExpr.shape', `${path}/name`)
      return
    case 'call':
      only(o, ['op', 'fn', 'args'], path)
      if (typeof o.fn !== 'string') throw new Refused('problemExpr.shape', `${path}/fn`)
      pushAll(readItems(o.args, `${path}/args`), `${path}/args`, depth + 1, stack)
      return
    case 'each':
      readEach(o, path, depth + 1, stack)
      return
    default:
      throw new Refused('problemExpr.shape', path)
  }
}

/** What comes first in the text is read first, so that its problem is the one that is told. */
function readEach(o: Record<string, unknown>, path: string, depth: number, stack: Visit[]): void {
  only(o, ['op', 'fn', 'over', 'args'], path, ['where', 'by'])
  if (typeof o.fn !== 'string') throw new Refused('problemExpr.shape', `${path}/fn`)
  readOver(o.over, `${path}/over`)
  const args = readItems(o.args, `${path}/args`)
  const terms = Object.hasOwn(o, 'by') ? readItems(o.by, `${path}/by`) : []
  if (terms.length > limits.terms)
    throw new Refused('problemExpr.tooManyTerms', `${path}/by`, { max: limits.terms })
  const keys = terms.map((term, i) => readTerm(term, `${path}/by/${i}`))
  for (let i = keys.length - 1; i >= 0; i--)
    stack.push({ node: keys[i], path: `${path}/by/${i}/expr`, depth })
  if (Object.hasOwn(o, 'where')) stack.push({ node: o.where, path: `${path}/where`, depth })
  pushAll(args, `${path}/args`, depth, stack)
}

function readOver(over: unknown, path: string): void {
  const o = closed(over, path)
  const isTable = Object.hasOwn(o, 'table')
  only(o, [isTable ? 'table' : 'path'], path)
  if (!isNames(isTable ? [o.table] : o.path)) throw new Refused('problemExpr.shape', path)
}

function readTerm(term: unknown, path: string): unknown {
  const o = closed(term, path)
  only(o, ['expr', 'desc'], path)
  if (typeof o.desc !== 'boolean') throw new Refused('problemExpr.shape', `${path}/desc`)
  return o.expr
}

function readItems(items: unknown, path: string): unknown[] {
  if (!Array.isArray(items)) throw new Refused('problemExpr.shape', path)
  if (items.length > limits.nodes) throw new Refused('problemExpr.tooLarge', path, { max: limits.nodes })
  return items
}

/** The last one first, as the stack hands them out the other way round. */
function pushAll(nodes: readonly unknown[], path: string, depth: number, stack: Visit[]): void {
  for (let i = nodes.length - 1; i >= 0; i--) stack.push({ node: nodes[i], path: `${path}/${i}`, depth })
}

function closed(node: unknown, path: string): Record<string, unknown> {
  if (typeof node !== 'object' || node === null || Array.isArray(node))
    throw new Refused('problemExpr.shape', path)
  return node as Record<string, unknown>
}

/** Exactly these members, and perhaps others that may be left out, as its own: nothing else rides along. */
function only(
  o: Record<string, unknown>,
  names: readonly string[],
  path: string,
  optional: readonly string[] = [],
): void {
  const present = (name: string): boolean => Object.hasOwn(o, name)
  const count = names.length + optional.filter(present).length
  if (!names.every(present) || Object.keys(o).length !== count) throw new Refused('problemExpr.shape', path)
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

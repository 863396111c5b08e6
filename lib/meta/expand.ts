/** Puts the expressions of fields that have no column in the place of their names, so that only stored columns are left. */
import type { Typed } from '@/lib/expr/typed'

/** Why an expression cannot stand where its field is named. */
export class NotHere extends Error {
  constructor(readonly code: 'problemFormula.nested' | 'problemFormula.tooLarge') {
    super(code)
  }
}

/** As far as nodes double when a field is named twice, by fields that name others twice … */
const most = 2000

/**
 * A copy in which every named field that has an expression has become that expression.
 * @param expressionAt the expanded expression of the field at the end of a path, undefined for a column; `gathered`
 * says that the path begins at a gathered record of this `each`
 */
export function expand(
  node: Typed,
  expressionAt: (path: readonly string[], gathered?: Extract<Typed, { op: 'each' }>) => Typed | undefined,
): Typed {
  let nodes = 0
  const go = (node: Typed, each?: Extract<Typed, { op: 'each' }>): Typed => {
    if (++nodes > most) throw new NotHere('problemFormula.tooLarge')
    if (node.op === 'field') {
      const expression = expressionAt(node.path, node.outer ? undefined : each)
      if (!expression) return node
      nodes += size(expression)
      return relocate(expression, node.path.slice(0, -1), { outer: node.outer, nested: each !== undefined })
    }
    if (node.op === 'each') return mapChildren(node, (child) => go(child, node))
    return mapChildren(node, (child) => go(child, each))
  }
  return go(node)
}

/** The expression as seen from where `prefix` leads away: its own fields stand at the end of that path. */
function relocate(node: Typed, prefix: readonly string[], place: { outer?: true; nested: boolean }): Typed {
  if (node.op === 'field')
    return { ...node, path: [...prefix, ...node.path], ...(place.outer ? { outer: true as const } : {}) }
  if (node.op !== 'each') return mapChildren(node, (child) => relocate(child, prefix, place))
  if (place.nested) throw new NotHere('problemFormula.nested')
  const inside = mapChildren(node, (child) => relocateOuter(child, prefix))
  if (inside.op !== 'each' || !('path' in inside.over)) return inside
  return { ...inside, over: { path: [...prefix, ...inside.over.path] } }
}

/** Inside an `each` only the record that gathers has moved. */
function relocateOuter(node: Typed, prefix: readonly string[]): Typed {
  if (node.op === 'field') return node.outer ? { ...node, path: [...prefix, ...node.path] } : node
  return mapChildren(node, (child) => relocateOuter(child, prefix))
}

/** A copy with other children. */
function mapChildren(node: Typed, change: (child: Typed) => Typed): Typed {
  if (node.op === 'call') return { ...node, args: node.args.map(change) }
  if (node.op !== 'each') return node
  return {
    ...node,
    args: node.args.map(change),
    ...(node.where ? { where: change(node.where) } : {}),
    ...(node.by ? { by: node.by.map((term) => ({ ...term, expr: change(term.expr) })) } : {}),
  }
}

/** Every node, the expression itself first. */
export function* nodesOf(node: Typed): Generator<Typed> {
  yield node
  if (node.op === 'call') for (const arg of node.args) yield* nodesOf(arg)
  if (node.op !== 'each') return
  for (const child of [
    ...node.args,
    ...(node.where ? [node.where] : []),
    ...(node.by ?? []).map((t) => t.expr),
  ])
    yield* nodesOf(child)
}

const size = (node: Typed): number => [...nodesOf(node)].length

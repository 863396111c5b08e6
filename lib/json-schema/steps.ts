/** How much work one value is for a schema: parts that apply to the same value can multiply, or lead to themselves for ever. */
import type { Json, JsonSchema } from '@/lib/json'
import { indexRefs, isNode, type Node } from './refs'
import { limits, refused } from './source'

const longest = 500

/** @throws SCHEMA_INVALID when judging a value could take forever */
export function assertBounded(schema: JsonSchema): void {
  const refs = indexRefs({ schema, draft: '2020-12' })
  const known = new Map<JsonSchema, number>()
  const open = new Set<JsonSchema>()
  const cost = (node: Node): number => {
    if (typeof node === 'boolean') return 1
    const ready = known.get(node)
    if (ready !== undefined) return ready
    if (open.has(node)) throw refused('endless')
    if (open.size > longest) throw refused('tooIntricate')
    open.add(node)
    const target = typeof node.$ref === 'string' ? refs.resolve(node) : undefined
    const parts = [...(target && 'node' in target ? [target.node] : []), ...inPlace(node)]
    const sum = parts.reduce<number>((all, part) => all + cost(part), 1)
    if (sum > limits.steps) throw refused('tooIntricate')
    open.delete(node)
    known.set(node, sum)
    return sum
  }
  for (const node of [...refs.places.keys()]) cost(node)
}

/** The parts of a schema that speak of the same value as it does. */
function inPlace(node: JsonSchema): Node[] {
  const members = (value: Json | undefined): Json[] =>
    typeof value === 'object' && value !== null ? Object.values(value) : []
  const lists = [node.allOf, node.anyOf, node.oneOf, node.dependentSchemas, node.dependencies].flatMap(
    members,
  )
  return [...lists, node.not, node.if, node.then, node.else].filter(isNode)
}

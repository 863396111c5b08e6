/** Which parts of a bundled schema an error of Ajv can come from: errors name their part, but not the way to it. */
import type { Json, JsonObject, JsonSchema } from '@/lib/json'
import { at, escapePointer } from './refs'

const isPart = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a reference of a bundle points at. */
const targetOf = (node: JsonSchema, root: JsonSchema): Json | undefined =>
  typeof node.$ref === 'string' ? at(root, node.$ref.slice(1)) : undefined

/** Everything inside a part, and inside what it refers to. */
export function partsOf(start: Json, root: JsonSchema): Set<unknown> {
  const found = new Set<unknown>()
  const waiting: Json[] = [start]
  for (const value of waiting) {
    if (typeof value !== 'object' || value === null || found.has(value)) continue
    found.add(value)
    const target = isPart(value) ? targetOf(value, root) : undefined
    if (target !== undefined) waiting.push(target)
    waiting.push(...Object.values(value))
  }
  return found
}

/** The parts that hold without any condition, with the places in a document that they speak of. */
export function unconditional(root: JsonSchema): Map<unknown, Set<string>> {
  const found = new Map<unknown, Set<string>>()
  const visit = (node: Json | undefined, pointer: string, depth: number): void => {
    if (!isPart(node) || depth > 20) return
    const pointers = found.get(node) ?? new Set()
    if (pointers.has(pointer)) return
    found.set(node, pointers.add(pointer))
    visit(targetOf(node, root), pointer, depth + 1)
    for (const part of Array.isArray(node.allOf) ? node.allOf : []) visit(part, pointer, depth + 1)
    for (const [name, part] of Object.entries(isPart(node.properties) ? node.properties : {}))
      visit(part, `${pointer}/${escapePointer(name)}`, depth + 4)
  }
  visit(root, '', 0)
  return found
}

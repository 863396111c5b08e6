/** Patterns of foreign schemas: run by our own engine in linear time, or not at all. */
import { readPattern } from '@/lib/expr/pattern'
import type { JsonSchema } from '@/lib/json'
import { isNode, type Node, type Refs } from './refs'
import { listsOfSchemas, mapsOfSchemas, oneSchema } from './source'

/** For Ajv in place of `RegExp`. A pattern outside the dialect lets everything pass; the plan names it. */
export const safeRegExp = Object.assign(
  (source: string): { test(text: string): boolean; toString(): string } => {
    const read = readPattern(source)
    return {
      test: (text) => !read.ok || read.pattern.test(text),
      // Ajv tells patterns apart by this.
      toString: () => source,
    }
  },
  // Only generated standalone code would print this.
  { code: 'RegExp' },
)

/** The parts of a schema with the patterns in them that cannot be run safely. */
export function unsafeParts({ places }: Refs): Map<JsonSchema, string[]> {
  const found = new Map<JsonSchema, string[]>()
  for (const node of places.keys()) {
    const unsafe = patternsIn(node).filter((pattern) => !readPattern(pattern).ok)
    if (unsafe.length > 0) found.set(node, unsafe)
  }
  return found
}

const patternsIn = ({ pattern, patternProperties }: JsonSchema): string[] => [
  ...(typeof pattern === 'string' ? [pattern] : []),
  ...(typeof patternProperties === 'object' && patternProperties !== null
    ? Object.keys(patternProperties)
    : []),
]

/** What is looked at for one property; what is further away is told for the whole. */
const near = 300

/** Those of the patterns that speak of a part or of anything inside it; `names`: only those for names of its members. */
export function unsafeIn(
  refs: Refs,
  unsafe: ReadonlyMap<JsonSchema, string[]>,
  start: Node,
  names: boolean,
): string[] {
  if (unsafe.size === 0) return []
  const found = new Set<string>()
  const seen = new Set<JsonSchema>()
  const waiting: Node[] = [start]
  for (const node of waiting) {
    if (typeof node === 'boolean' || seen.has(node) || seen.size >= near) continue
    seen.add(node)
    for (const pattern of unsafe.get(node) ?? []) found.add(pattern)
    const target = typeof node.$ref === 'string' ? refs.resolve(node) : undefined
    if (target && 'node' in target) waiting.push(target.node)
    for (const [word, value] of Object.entries(node)) {
      if (names && word !== 'allOf' && word !== 'anyOf' && word !== 'oneOf') continue
      if (word === '$defs' || word === 'definitions') continue
      if (oneSchema.has(word) && isNode(value)) waiting.push(value)
      else if ((mapsOfSchemas.has(word) || listsOfSchemas.has(word)) && typeof value === 'object')
        waiting.push(...Object.values(value ?? {}).filter(isNode))
    }
  }
  return [...found]
}

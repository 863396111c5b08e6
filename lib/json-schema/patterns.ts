/** Patterns of foreign schemas: run by our own engine in linear time, or not at all. */
import { readPattern } from '@/lib/expr/pattern'
import type { JsonSchema } from '@/lib/json'
import type { Refs } from './refs'

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

/** The patterns of a schema that cannot be run safely. */
export function unsafePatterns({ places }: Refs): string[] {
  const found = new Set<string>()
  for (const node of places.keys())
    for (const pattern of patternsIn(node)) if (!readPattern(pattern).ok) found.add(pattern)
  return [...found]
}

const patternsIn = ({ pattern, patternProperties }: JsonSchema): string[] => [
  ...(typeof pattern === 'string' ? [pattern] : []),
  ...(typeof patternProperties === 'object' && patternProperties !== null
    ? Object.keys(patternProperties)
    : []),
]

/** A part of a schema as a document of its own: what it refers to comes along, addresses of other places go. */
import type { Json, JsonObject, JsonSchema } from '@/lib/json'
import type { Refs } from './refs'
import { listsOfSchemas, mapsOfSchemas, oneSchema, put, type SourceSchema } from './source'

export const dialects = {
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
} as const

/** Words that only give addresses; every reference in a bundle is a pointer. */
const addresses = new Set([
  '$schema',
  '$id',
  'id',
  '$anchor',
  '$dynamicAnchor',
  '$recursiveAnchor',
  '$defs',
  'definitions',
])

/**
 * @param change what stands in a part's place, for parts that are to be another
 */
export function bundle(
  refs: Refs,
  start: JsonSchema,
  change: (node: JsonSchema) => Json | undefined = () => undefined,
): SourceSchema {
  const names = new Map<JsonSchema, string>()
  const waiting: JsonSchema[] = []
  const pointerTo = (target: JsonSchema): string => {
    if (target === start) return '#'
    let name = names.get(target)
    if (name === undefined) {
      name = `d${names.size + 1}`
      names.set(target, name)
      waiting.push(target)
    }
    return `#/$defs/${name}`
  }

  const part = (node: Json): Json => {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return node
    const other = change(node)
    if (other !== undefined) return other
    const copy: JsonObject = {}
    for (const [word, value] of Object.entries(node)) {
      if (addresses.has(word) && typeof value !== 'boolean') continue
      if (word === '$ref' && typeof value === 'string') {
        const found = refs.resolve(node)
        // Nothing is fetched: what lives elsewhere lets everything pass, and the plan says so.
        if ('node' in found) {
          if (typeof found.node === 'object') copy.$ref = pointerTo(found.node)
          else copy.allOf = [...((copy.allOf as Json[] | undefined) ?? []), found.node]
        }
      } else if (word === '$dynamicRef' || word === '$recursiveRef') continue
      else if (mapsOfSchemas.has(word) && typeof value === 'object' && value !== null) {
        const members: JsonObject = {}
        for (const [name, member] of Object.entries(value)) put(members, name, part(member as Json))
        put(copy, word, members)
      } else if (Array.isArray(value) && listsOfSchemas.has(word))
        put(copy, word, [...((copy[word] as Json[] | undefined) ?? []), ...value.map(part)])
      else put(copy, word, oneSchema.has(word) ? part(value) : value)
    }
    return copy
  }

  const schema: JsonSchema = { $schema: dialects[refs.source.draft], ...(part(start) as JsonSchema) }
  const defs: JsonObject = {}
  for (const target of waiting) defs[names.get(target)!] = part(target)
  if (names.size > 0) schema.$defs = defs
  return { schema, draft: refs.source.draft }
}

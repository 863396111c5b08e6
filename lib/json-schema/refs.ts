/** Where the parts of a schema are and what its references mean. Local only: nothing is ever fetched. */
import type { Json, JsonSchema } from '@/lib/json'
import { listsOfSchemas, mapsOfSchemas, oneSchema, type SourceSchema } from './source'

/** A schema: an object, or true and false for anything and nothing. */
export type Node = JsonSchema | boolean
export const isNode = (value: unknown): value is Node =>
  typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value))

interface Place {
  pointer: string
  /** Address of the document or embedded resource that the part belongs to. */
  base: string
}

export interface Refs {
  source: SourceSchema
  root: JsonSchema
  places: Map<JsonSchema, Place>
  /** What a part's `$ref` means: a schema, or why not. */
  resolve(node: JsonSchema): { node: Node } | { problem: 'remote' | 'missing' }
}

export const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
export const pointerParts = (pointer: string): string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

const home = 'tian:/source'

/** The value of `href` seen from `base`; undefined when it is no address. */
function absolute(href: string, base: string): string | undefined {
  if (href === '' || href === '#') return base
  if (!href.includes(':') && base === home) return `${home}/${href.replace(/^\//, '')}`
  return URL.canParse(href, base) ? new URL(href, base).href.replace(/#$/, '') : undefined
}

/** Finds every part of a schema, once. */
export function indexRefs(source: SourceSchema): Refs {
  const { schema } = source
  const places = new Map<JsonSchema, Place>()
  const addressed = new Map<string, JsonSchema>()
  const visit = (value: Json | undefined, pointer: string, base: string): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    const id = typeof value.$id === 'string' ? value.$id : undefined
    const resource = id && !id.startsWith('#') ? (absolute(id, base)?.split('#')[0] ?? base) : base
    const anchor =
      typeof value.$anchor === 'string' ? value.$anchor : id?.startsWith('#') ? id.slice(1) : undefined
    places.set(value, { pointer, base: resource })
    if (resource !== base || pointer === '') addressed.set(resource, value)
    if (anchor) addressed.set(`${resource}#${anchor}`, value)
    for (const [name, part] of Object.entries(value)) {
      const at = `${pointer}/${escapePointer(name)}`
      if (mapsOfSchemas.has(name) && isNode(part) && typeof part === 'object') {
        for (const [key, member] of Object.entries(part))
          visit(member, `${at}/${escapePointer(key)}`, resource)
      } else if (listsOfSchemas.has(name) && Array.isArray(part)) {
        for (const [i, member] of part.entries()) visit(member, `${at}/${i}`, resource)
      } else if (oneSchema.has(name)) visit(part, at, resource)
    }
  }
  visit(schema, '', home)

  const resolve: Refs['resolve'] = (node) => {
    const ref = String(node.$ref)
    const base = places.get(node)?.base ?? home
    const [file, fragment = ''] = [ref.split('#')[0]!, ref.split('#').slice(1).join('#')]
    const address = absolute(file, base)
    const resource = address === undefined ? undefined : addressed.get(address)
    if (!resource) return { problem: 'remote' }
    if (fragment === '') return { node: resource }
    if (!fragment.startsWith('/')) {
      const anchored = addressed.get(`${address}#${fragment}`)
      return anchored ? { node: anchored } : { problem: 'missing' }
    }
    const found = at(resource, decode(fragment))
    if (!isNode(found)) return { problem: 'missing' }
    // A part that stands outside every keyword (`components/schemas`) is met here for the first time.
    const place = places.get(resource)
    if (typeof found === 'object' && !places.has(found))
      visit(found, `${place?.pointer ?? ''}${fragment}`, place?.base ?? home)
    return { node: found }
  }
  return { source, root: schema, places, resolve }
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/** The value that a JSON Pointer leads to. */
export function at(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root
  for (const part of pointerParts(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, Json>)[part]
  }
  return value
}

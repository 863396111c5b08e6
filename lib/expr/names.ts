/** Labels in place of keys: what people read and write for the names of fields and tables, in any language. */
import type { Over } from './ast'
import { nearest } from './parse-nearest'

/** Keys, each with its labels in all languages; the one to be shown comes first. */
export type Labelled = ReadonlyMap<string, readonly string[]>

/** What can be named. It holds only what the reader may see, so that neither problems nor suggestions tell more. */
export interface Names {
  /** Behind the keys of a path: fields of the record itself, or with `over` of a gathered one. None where it ends. */
  fields(before: readonly string[], over?: Over): Labelled
  /** The tables that can be gathered whole. */
  tables(): Labelled
}

/** The key that was meant; or the keys of all that are so called; or, where none is, the nearest name. */
export type Reading = { key: string } | { several: string[] } | { nearest: string | undefined }

/** A key counts before a label; capitals, width and spaces do not count. */
export function readName(written: string, names: Labelled): Reading {
  const name = folded(written)
  if (names.has(written)) return { key: written }
  if (names.has(name)) return { key: name }
  const keys = [...(indexOf(names).get(name) ?? [])]
  if (keys.length > 1) return { several: keys }
  if (keys[0] !== undefined) return { key: keys[0] }
  const known = [...names].flatMap(([key, labels]) => [...labels, key])
  return { nearest: known.length > 0 ? nearest(written.slice(0, 60), known) : undefined }
}

/** The label to write for a key: the first one that reads back as that key, and as no other. */
export function labelOfKey(key: string, names: Labelled): string | undefined {
  return names.get(key)?.find((label) => {
    const read = readName(label, names)
    return 'key' in read && read.key === key
  })
}

const folded = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()

/** Which keys a label stands for; made once for each map of names. */
const indexes = new WeakMap<Labelled, Map<string, Set<string>>>()

function indexOf(names: Labelled): Map<string, Set<string>> {
  const found = indexes.get(names)
  if (found) return found
  const index = new Map<string, Set<string>>()
  for (const [key, labels] of names) {
    for (const label of labels) {
      const name = folded(label)
      if (name !== '') index.set(name, (index.get(name) ?? new Set()).add(key))
    }
  }
  indexes.set(names, index)
  return index
}

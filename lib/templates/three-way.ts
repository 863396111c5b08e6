/**
 * Merging three versions of one thing part by part: what only one side changed is taken from it; where both changed,
 * a person's change stays and the difference is told.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Json } from '@/lib/json'

/** Parts by their place, such as `["label", "en"]` as JSON. */
type Parts = Map<string, Json>

export interface Versions<T> {
  /** As the template brought it; undefined when that is not known: then only what is missing is added. */
  ancestor?: T
  mine: T
  theirs: T
  /** The new version speaks of a part of it only: what it does not mention stays. */
  partial?: boolean
}

export interface Difference {
  path: string[]
  mine?: Json
  theirs?: Json
}

export interface Merged<T> {
  value: T
  /** Parts that are taken from the new version. */
  taken: Difference[]
  /** Parts that both changed: a person's stay. */
  conflicts: Difference[]
}

export const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b))
const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value))

/**
 * @param divides whether the value at a place consists of parts, or is one
 * @param keeps whether a part that the new version no longer has stays all the same
 */
export function merge<T extends object>(
  { ancestor, mine, theirs, partial = false }: Versions<T>,
  divides: (path: string[]) => boolean,
  keeps: (path: string[]) => boolean = () => false,
): Merged<T> {
  const a = ancestor && partsOf(ancestor, divides)
  const m = partsOf(mine, divides)
  const t = partsOf(theirs, divides)
  const taken: Difference[] = []
  const conflicts: Difference[] = []
  for (const place of new Set([...m.keys(), ...t.keys()])) {
    const [was, is, will] = [a?.get(place), m.get(place), t.get(place)]
    const path = JSON.parse(place) as string[]
    const theirsChanged = a
      ? !same(will, was) && !(will === undefined && (partial || keeps(path)))
      : is === undefined
    const mineChanged = a ? !same(is, was) : is !== undefined
    const difference = { path, mine: is, theirs: will }
    if (theirsChanged && !same(is, will)) (mineChanged ? conflicts : taken).push(difference)
  }
  return { value: taken.length === 0 ? mine : changed(mine, taken), taken, conflicts }
}

function partsOf(value: object, divides: (path: string[]) => boolean): Parts {
  const parts: Parts = new Map()
  const visit = (inner: unknown, path: string[]): void => {
    if (inner === undefined) return
    const divided = path.length === 0 || (typeof inner === 'object' && inner !== null && divides(path))
    if (!divided) parts.set(JSON.stringify(path), inner as Json)
    else for (const [key, part] of Object.entries(inner as object)) visit(part, [...path, key])
  }
  visit(value, [])
  return parts
}

function changed<T extends object>(value: T, taken: readonly Difference[]): T {
  const copy = structuredClone(value)
  for (const { path, theirs } of taken) {
    let at = copy as Record<string, unknown>
    for (const key of path.slice(0, -1)) {
      at[key] ??= {}
      at = at[key] as Record<string, unknown>
    }
    if (theirs !== undefined) at[path.at(-1)!] = theirs
    else delete at[path.at(-1)!]
    // Words in no language are no words.
    if (path.length === 2 && path[0] !== 'options' && Object.keys(at).length === 0)
      Reflect.deleteProperty(copy, path[0]!)
  }
  return copy
}

/** The list with a new entry where the new version has it: behind the nearest one before it that is in both. */
export function placeBehind<T>(
  list: readonly T[],
  added: T,
  order: readonly T[],
  nameOf: (one: T) => unknown,
): T[] {
  const names = list.map(nameOf)
  const before = order.slice(
    0,
    order.findIndex((one) => nameOf(one) === nameOf(added)),
  )
  const nearest = before.findLast((one) => names.includes(nameOf(one)))
  const at =
    nearest === undefined ? (before.length === 0 ? 0 : list.length) : names.indexOf(nameOf(nearest)) + 1
  return list.toSpliced(at, 0, added)
}

/** What a token is to be let do: a ready-made choice or one by table, and how ticks hang together. */
import type { TokenRole } from '@/lib/api/contract'
import type { Action, Verb } from '@/lib/meta/model'

export type Right = Verb | Action
export type Extent = Record<string, readonly Right[]>
export const scopes = ['read', 'write', 'all', 'chosen'] as const
export type Scope = (typeof scopes)[number]

/** Changing, deleting and the actions are about records that are read. */
const needsRead = (right: Right): boolean => right !== 'read' && right !== 'create'

/** Of what the role may, everything that `left` lets pass. Tables in which nothing is left are left out. */
const narrowedBy = (may: Extent, left: (right: Right) => boolean): Extent =>
  withoutEmpty(Object.fromEntries(Object.entries(may).map(([table, rights]) => [table, rights.filter(left)])))

const withoutEmpty = (extent: Extent): Extent =>
  Object.fromEntries(Object.entries(extent).filter(([, rights]) => rights.length > 0))

/** What a ready-made choice comes to with this role; undefined for all that the role may, now and later. */
export function extentOf(scope: Scope, { may }: TokenRole, chosen: Extent): Extent | undefined {
  if (scope === 'all') return undefined
  if (scope === 'chosen') return narrowedTo(chosen, may)
  const left: readonly Right[] = scope === 'read' ? ['read'] : ['create', 'read', 'update']
  return narrowedBy(may, (right) => left.includes(right))
}

/** The part of a choice that another role may, too. */
export const narrowedTo = (chosen: Extent, may: Extent): Extent =>
  withoutEmpty(
    Object.fromEntries(
      Object.entries(may).map(([table, rights]) => [
        table,
        rights.filter((right) => chosen[table]?.includes(right)),
      ]),
    ),
  )

/** The choice with one right of these tables on or off, as far as the role may, together with what hangs on it. */
export function withRight(
  chosen: Extent,
  may: Extent,
  tables: readonly string[],
  right: Right,
  on: boolean,
): Extent {
  const changed = { ...chosen }
  for (const table of tables) {
    const [granted, before] = [may[table] ?? [], chosen[table] ?? []]
    if (!granted.includes(right)) continue
    const wanted = on
      ? (one: Right) => before.includes(one) || one === right || (one === 'read' && needsRead(right))
      : (one: Right) => before.includes(one) && one !== right && !(right === 'read' && needsRead(one))
    changed[table] = granted.filter(wanted)
  }
  return withoutEmpty(changed)
}

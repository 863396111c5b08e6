/** What a line of the history did to roles, as the changes that the rights page speaks of: made, gone, or cell by cell. */
import type { GoneTable, RoleChange } from '@/lib/api/contract-design'
import type { Role } from '@/lib/meta/model'
import { type Change, changesOf } from './changes'
import { type Direction, directionOf } from './direction'
import type { RightsTable } from './matrix'

export interface RoleTurn {
  kind: 'made' | 'gone' | 'changed'
  /** As it is afterwards; one that is gone as it was. */
  role: Role
  before: Role
  after: Role
  changes: Change[]
}

/** A role that says nothing of any table. */
const without = (role: Role): Role => ({ ...role, admin: false, tables: {} })

/** The roles of a change, each with what differs; of one that is made or gone, everything does. */
export function turnsOf(roles: readonly RoleChange[], tables: readonly RightsTable[]): RoleTurn[] {
  return roles.flatMap((one): RoleTurn[] => {
    const role = one.after ?? one.before
    if (!role) return []
    const [before, after] = [one.before ?? without(role), one.after ?? without(role)]
    const changes = changesOf([before], [{ ...after, key: before.key }], tables)
    const kind = !one.before ? 'made' : !one.after ? 'gone' : 'changed'
    return [{ kind, role, before, after, changes }]
  })
}

/**
 * The tables that the roles speak of, with those in the trash and their fields. What is gone for good has no name left
 * but its key.
 */
export function tablesOf(
  tables: readonly RightsTable[],
  gone: readonly GoneTable[],
  roles: readonly RoleChange[],
): RightsTable[] {
  const named = new Map<string, Set<string>>()
  for (const { before, after } of roles)
    for (const role of [before, after])
      for (const [key, { fields }] of Object.entries(role?.tables ?? {}))
        named.set(key, new Set([...(named.get(key) ?? []), ...Object.keys(fields)]))
  const labels = new Map(gone.map((one) => [one.key, one]))
  const withFields = (table: RightsTable): RightsTable => {
    const known = new Set(table.fields.map((f) => f.key))
    const lost = [...(named.get(table.key) ?? [])].filter((key) => !known.has(key))
    if (lost.length === 0) return table
    const of = labels.get(table.key)?.fields ?? []
    return {
      ...table,
      fields: [
        ...table.fields,
        ...lost.map((key) => ({ ...nothing, key, label: of.find((f) => f.key === key)?.label ?? {} })),
      ],
    }
  }
  const living = new Set(tables.map((table) => table.key))
  const lost = [...named.keys()].filter((key) => !living.has(key))
  return [
    ...tables.map(withFields),
    ...lost.map((key) =>
      withFields({
        key,
        label: labels.get(key)?.label ?? {},
        gone: true,
        minePaths: [],
        followLinks: [],
        fields: [],
      }),
    ),
  ]
}

const nothing: Omit<RightsTable['fields'][number], 'key' | 'label'> = {
  type: 'text',
  sensitivity: 'normal',
  writable: false,
  masks: [],
  stored: false,
  unique: false,
}

/** How many changes go which way. */
export function tally(changes: readonly Change[]): Record<Direction, number> {
  const counts = { opens: 0, closes: 0, turns: 0 }
  for (const change of changes) {
    const direction = directionOf(change)
    if (direction) counts[direction]++
  }
  return counts
}

/** What a role reaches at all, for a role that is told of in one line. */
export function reachOf(role: Role, tables: readonly RightsTable[]) {
  const open = tables.filter(({ key }) => (role.tables[key]?.rows.read.length ?? 0) > 0)
  const allows = (verb: 'create' | 'update' | 'delete') =>
    tables.filter(({ key }) => (role.tables[key]?.rows[verb].length ?? 0) > 0)
  return {
    sees: open,
    edits: allows('update'),
    exports: tables.filter(({ key }) => role.tables[key]?.actions?.includes('export') ?? false),
  }
}

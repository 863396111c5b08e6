/** Roles with less than they grant, for actions and tokens. What a role denies it goes on denying. */
import type { Action, Definitions, Role, TableRights, Verb } from '@/lib/meta/model'
import { actionsOf, everything } from '@/lib/meta/rights'
import type { Actor } from './actor'

/** What is left by table: verbs and actions. A table that is not listed is left nothing. */
export type Extent = Record<string, readonly (Verb | Action)[]>

/** A role, never an administrator's, with as much of its rights as the extent leaves. */
export function narrowed(role: Role, { tables }: Definitions, extent: Extent | null): Role {
  const rights = [...tables.keys()].flatMap((key): [string, TableRights][] => {
    const granted = role.admin ? everything : role.tables[key]
    return granted ? [[key, extent ? within(granted, extent[key] ?? []) : granted]] : []
  })
  return { ...role, admin: false, tables: Object.fromEntries(rights) }
}

function within(rights: TableRights, left: readonly (Verb | Action)[]): TableRights {
  const { rows } = rights
  const rule = (verb: Verb) => (left.includes(verb) ? rows[verb] : [])
  return {
    ...rights,
    rows: { create: rule('create'), read: rule('read'), update: rule('update'), delete: rule('delete') },
    actions: actionsOf(rights).filter((action) => left.includes(action)),
  }
}

/** A role that grants nothing on a table any more. */
export const without = (role: Role, table: string): Role => {
  const rights = role.tables[table]
  return rights ? { ...role, tables: { ...role.tables, [table]: within(rights, []) } } : role
}

/** A role that grants nothing at all any more, an administrator's neither. */
export const silenced = (role: Role): Role => ({
  ...role,
  admin: false,
  tables: Object.fromEntries(Object.entries(role.tables).map(([key, rights]) => [key, within(rights, [])])),
})

/** Whether no role lets the actor change a record of any table. */
export const changesNothing = ({ roles }: Actor): boolean =>
  roles.every(
    (role) =>
      !role.admin &&
      Object.values(role.tables).every(
        (rights) =>
          changing.every((verb) => rights.rows[verb].length === 0) && !actionsOf(rights).includes('share'),
      ),
  )
const changing = ['create', 'update', 'delete'] as const

const variants = new WeakMap<readonly Role[], Map<string, Role[]>>()

/** The actor with each role changed; the same roles for the same name, so that what was decided for them is kept. */
export function withRoles(actor: Actor, name: string, change: (role: Role) => Role): Actor {
  const known = variants.get(actor.roles) ?? new Map<string, Role[]>()
  variants.set(actor.roles, known)
  const roles = known.get(name) ?? actor.roles.map(change)
  known.set(name, roles)
  return { ...actor, roles }
}

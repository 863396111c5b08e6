/** Use cases: the roles of a base, read and changed by its administrators. */
import { randomUUID } from 'node:crypto'
import type { RolesAnswer } from '@/lib/api/contract'
import { appSql, run } from '@/lib/db/connection'
import { arrayParam, param, sql } from '@/lib/db/sql'
import { changeDefinitions } from '@/lib/ddl/apply'
import { appError } from '@/lib/errors'
import type { Labels } from '@/lib/i18n/labels'
import { labelOf } from '@/lib/i18n/labels'
import { columnOf, isInput, isPeople, isToOne, targetOf, typeOf } from '@/lib/meta/fields'
import { suggestKey } from '@/lib/meta/keys'
import type { Definitions, Role, Table } from '@/lib/meta/model'
import { takenKeys } from '@/lib/meta/store'
import type { Actor } from './actor'
import { checkRole } from './check-role'

/** Roles with how many people act in them, and per table what a rule or a field's right can say. */
export async function describeRoles(actor: Actor): Promise<RolesAnswer> {
  const { definitions } = actor
  const members = await run<{ role: string; count: number }>(
    appSql(),
    sql`select r as role, count(*)::int as count from tian.memberships m, unnest(m.roles) r
        where m.base_id = ${param(definitions.baseId, 'uuid')} and exists (
          select 1 from tian.users u where u.id = m.user_id and u.active and not u.placeholder)
        group by r`,
  )
  return {
    roles: [...definitions.roles.values()],
    tables: [...definitions.tables.values()].map((table) => ({
      key: table.key,
      label: table.label,
      icon: table.icon,
      minePaths: minePaths(definitions, table),
      followLinks: table.fields.filter(isToOne).map((f) => ({ link: f.key, label: f.label })),
      fields: table.fields.map((f) => ({
        key: f.key,
        label: f.label,
        section: table.sections.find((s) => s.fields.includes(f.key))?.label,
        type: f.type,
        sensitivity: f.sensitivity,
        writable: isInput(f),
        masks: columnOf(f) === undefined ? [] : [...typeOf(f).masks],
      })),
    })),
    members,
  }
}

const maxMineHops = 2

/** User fields here, and behind to-one links: the ways to say "mine". */
function minePaths(definitions: Definitions, table: Table, hops = 0): { path: string[]; label: Labels }[] {
  const own = table.fields.filter(isPeople).map((f) => ({ path: [f.key], label: f.label }))
  if (hops === maxMineHops) return own
  const linked = table.fields.filter(isToOne).flatMap((f) => {
    const target = definitions.tables.get(targetOf(f)!)
    if (!target) return []
    return minePaths(definitions, target, hops + 1).map(({ path, label }) => ({
      path: [f.key, ...path],
      label: {
        'zh-CN': `${labelOf(f.label, 'zh-CN', f.key)} › ${labelOf(label, 'zh-CN')}`,
        en: `${labelOf(f.label, 'en', f.key)} › ${labelOf(label, 'en')}`,
      },
    }))
  })
  return [...own, ...linked]
}

/** Saves a role whole. Its id, key and whether it is the administrator cannot change. */
export async function saveRole(actor: Actor, key: string, given: Role): Promise<Role> {
  const definitions = await changeDefinitions(
    { base: actor.definitions.base, actor: actor.userId, door: actor.door },
    async ({ definitions }) => {
      const before = definitions.roles.get(key)
      if (!before) throw appError('NOT_FOUND')
      const after: Role = {
        ...given,
        id: before.id,
        key: before.key,
        admin: before.admin,
        origin: before.origin,
        notes: before.notes,
      }
      return [{ kind: 'role', before, after: checkRole(definitions, after, before) }]
    },
  )
  return definitions.roles.get(key)!
}

/** A new role: nothing is visible to it, unless it begins as a copy. */
export async function createRole(actor: Actor, label: Labels, copyOf?: string): Promise<Role> {
  const id = randomUUID()
  const definitions = await changeDefinitions(
    { base: actor.definitions.base, actor: actor.userId, door: actor.door },
    async ({ tx, definitions }) => {
      const source = copyOf === undefined ? undefined : definitions.roles.get(copyOf)
      if (copyOf !== undefined && !source) throw appError('NOT_FOUND')
      const taken = await takenKeys(tx, definitions.baseId, 'role')
      const key = suggestKey(label.en || label['zh-CN'] || '', 'role', taken)
      return [
        {
          kind: 'role',
          after: {
            id,
            key,
            label,
            admin: source?.admin ?? false,
            tables: structuredClone(source?.tables ?? {}),
          },
        },
      ]
    },
  )
  return [...definitions.roles.values()].find((r) => r.id === id)!
}

/** Deletes a role that nobody has. */
export async function deleteRole(actor: Actor, key: string): Promise<void> {
  await changeDefinitions(
    { base: actor.definitions.base, actor: actor.userId, door: actor.door },
    async ({ tx, definitions }) => {
      const before = definitions.roles.get(key)
      if (!before) throw appError('NOT_FOUND')
      const admins = [...definitions.roles.values()].filter((r) => r.admin)
      if (before.admin && admins.length === 1) throw appError('LAST_ADMIN')
      const used = await run(
        tx,
        sql`select 1 from tian.memberships where base_id = ${param(definitions.baseId, 'uuid')} and roles && ${arrayParam([key])} limit 1`,
      )
      if (used.length > 0) throw appError('ROLE_IN_USE')
      return [{ kind: 'role', before }]
    },
  )
}

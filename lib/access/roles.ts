/** Use cases: the roles of a base, read and changed by its administrators. */
import { randomUUID } from 'node:crypto'
import type { RolesAnswer } from '@/lib/api/contract'
import { appSql, run } from '@/lib/db/connection'
import { arrayParam, param, sql } from '@/lib/db/sql'
import { changeDefinitions } from '@/lib/ddl/apply'
import { appError } from '@/lib/errors'
import { lengthOf } from '@/lib/fields/characters'
import { type Labels, labelOf, locales } from '@/lib/i18n/labels'
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
        stored: columnOf(f) !== undefined,
        unique: f.unique || table.uniques.some((rule) => rule.fields.includes(f.key)),
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

/** What a person may change of a role: not what it is, nor where it comes from. */
export const asEdited = ({ id, key, admin, origin, notes }: Role, given: Role): Role => ({
  ...given,
  id,
  key,
  admin,
  origin,
  notes,
})

/** Controls, line breaks, and what turns the direction of the text around it. */
const unwanted = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u
const longestName = 100

/** A name that a role is given must be readable, and tell it from the others. */
export function checkName({ roles }: Definitions, role: Pick<Role, 'id' | 'label'>, before?: Role): void {
  for (const locale of locales) {
    const name = role.label[locale]
    if (name === undefined || name === before?.label[locale]) continue
    const taken = [...roles.values()].some((r) => r.id !== role.id && r.label[locale] === name.trim())
    const problem =
      name.trim() === ''
        ? 'nameEmpty'
        : lengthOf(name) > longestName
          ? 'nameLong'
          : unwanted.test(name)
            ? 'nameCharacters'
            : taken && 'nameTaken'
    if (problem)
      throw appError('DEFINITION_INVALID', { pointer: `/label/${locale}`, problem: `rights.${problem}` })
  }
}

/** Saves a role whole. Its id, key and whether it is the administrator cannot change. */
export async function saveRole(actor: Actor, key: string, given: Role): Promise<Role> {
  const definitions = await changeDefinitions(
    { base: actor.definitions.base, actor: actor.userId, door: actor.door },
    async ({ definitions }) => {
      const before = definitions.roles.get(key)
      if (!before) throw appError('NOT_FOUND')
      const after = checkRole(definitions, asEdited(before, given), before)
      checkName(definitions, after, before)
      return [{ kind: 'role', before, after }]
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
      checkName(definitions, { id, label })
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
      const used = await run<{ name: string }>(
        tx,
        sql`select u.name from tian.memberships m join tian.users u on u.id = m.user_id
            where m.base_id = ${param(definitions.baseId, 'uuid')} and m.roles && ${arrayParam([key])}
            order by u.placeholder, u.name, u.id`,
      )
      if (used.length > 0) throw roleInUse(used.map((u) => u.name))
      return [{ kind: 'role', before }]
    },
  )
}

/** How many of the people who still have a role the refusal names. */
const namedUsers = 3

const roleInUse = (people: readonly string[]) =>
  appError('ROLE_IN_USE', {
    problem: 'rights.usedBy',
    named: {
      people: {
        'zh-CN': people.slice(0, namedUsers).join('、'),
        en: people.slice(0, namedUsers).join(', '),
      },
    },
    params: { count: people.length, more: Math.max(0, people.length - namedUsers) },
  })

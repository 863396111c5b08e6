/** What a token can be made of: roles with what each may do, by table, in the words of an extent. */
import { type Actor, isAdmin } from '@/lib/access/actor'
import { knows } from '@/lib/access/decide'
import type { TokenRole, TokensAnswer } from '@/lib/api/contract'
import { type Role, type Table, verbs } from '@/lib/meta/model'
import { actionsOf, everything } from '@/lib/meta/rights'

/** One's own roles, for administrators all of them, on the tables that the actor knows. */
export function tokenRoles(actor: Actor): Pick<TokensAnswer, 'roles' | 'tables'> {
  const { definitions } = actor
  const tables = [...definitions.tables.values()].filter((table) => knows(actor, table))
  const roles = isAdmin(actor) ? [...definitions.roles.values()] : actor.roles
  const own = new Set(actor.roles.map((role) => role.key))
  return {
    roles: roles.map((role) => ({
      key: role.key,
      label: role.label,
      own: own.has(role.key),
      admin: role.admin,
      may: mayOf(role, tables),
    })),
    tables: tables.map(({ key, label }) => ({ key, label })),
  }
}

function mayOf(role: Role, tables: readonly Table[]): TokenRole['may'] {
  return Object.fromEntries(
    tables.flatMap(({ key }): [string, TokenRole['may'][string]][] => {
      const rights = role.admin ? everything : role.tables[key]
      const granted = rights ? verbs.filter((verb) => rights.rows[verb].length > 0) : []
      if (!rights || granted.length === 0) return []
      // Every action is one on records that are read.
      return [[key, granted.includes('read') ? [...granted, ...actionsOf(rights)] : granted]]
    }),
  )
}

/**
 * The rights to do something with records beside reading and writing them (export, history, …). Whoever does it acts
 * with those of their roles alone that allow it, so that one role's rows never leave by another role's right.
 */
import { appError } from '@/lib/errors'
import { type Action, actions, type Table } from '@/lib/meta/model'
import type { Actor } from './actor'
import { effectiveRoles } from './granted'
import { without, withRoles } from './narrow'

const allows = (actor: Actor, table: string, action: Action): boolean[] =>
  effectiveRoles(actor.roles).map((role) => role.on(table)?.actions.has(action) ?? false)

/** What somebody may do with a table. */
export const actionsFor = (actor: Actor, table: Table): Action[] =>
  actions.filter((action) => allows(actor, table.key, action).includes(true))

/** The same person with the roles alone that allow it here; throws ACTION_REFUSED where none does. */
export function forAction(actor: Actor, table: string, action: Action): Actor {
  const allowed = allows(actor, table, action)
  if (!allowed.includes(true)) throw appError('ACTION_REFUSED', { params: { action } })
  if (!allowed.includes(false)) return actor
  const silent = new Set(actor.roles.filter((_, i) => !allowed[i]))
  return withRoles(actor, `${action} ${table}`, (role) => (silent.has(role) ? without(role, table) : role))
}

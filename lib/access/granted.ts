/**
 * What the roles of an actor grant, once what any of them denies is taken from all of them. Every question about rights
 * asks these, never the documents, so a denial holds for computed values and linked records as well. Administrators are
 * denied nothing.
 */
import { type Action, type FieldModes, type Role, type Rule, type Verb, verbs } from '@/lib/meta/model'
import { actionsOf, everything, fieldRight, modesOf } from '@/lib/meta/rights'
import type { Clause } from './clause'

export interface Granted {
  role: Role
  rows: Record<Verb, Clause[]>
  modes(field: string): FieldModes
  actions: ReadonlySet<Action>
}

/** A role as it counts for one actor. */
export interface EffectiveRole {
  role: Role
  on(table: string): Granted | undefined
}

const hidden = modesOf('hidden')

const effective = new WeakMap<readonly Role[], EffectiveRole[]>()

/** The roles as they count together; the same objects for the same copy of roles. */
export function effectiveRoles(roles: readonly Role[]): EffectiveRole[] {
  const known = effective.get(roles)
  if (known) return known
  const made = roles.map((role) => effectiveRole(role, roles))
  effective.set(roles, made)
  return made
}

function effectiveRole(role: Role, roles: readonly Role[]): EffectiveRole {
  const tables = new Map<string, Granted | undefined>()
  return {
    role,
    on(table) {
      if (!tables.has(table)) tables.set(table, grantedOn(role, roles, table))
      return tables.get(table)
    },
  }
}

function grantedOn(role: Role, roles: readonly Role[], table: string): Granted | undefined {
  const rights = role.admin ? everything : role.tables[table]
  if (!rights) return undefined
  const denials = roles.some((r) => r.admin) ? [] : roles.flatMap((r) => r.tables[table] ?? [])
  const denied = (field: string): boolean => denials.some((d) => fieldRight(d, field) === 'denied')
  const rule: Clause[] = denials.flatMap((d) => d.deny ?? [])
  return {
    role,
    rows: Object.fromEntries(
      verbs.map((verb) => [verb, spared(shares(rights.rows[verb], verb), rule)]),
    ) as Granted['rows'],
    modes: (field) => (denied(field) ? hidden : modesOf(fieldRight(rights, field))),
    actions: new Set(actionsOf(rights)),
  }
}

/** What a share is good for depends on what is done: nobody deletes or creates by one. */
const shares = (rule: Rule, verb: Verb): Clause[] =>
  rule.flatMap((one): Clause[] => {
    if (one.kind !== 'shared' || verb === 'read') return [one]
    return verb === 'update' ? [{ ...one, edit: true }] : []
  })

/** The rule without the denied rows, alternative by alternative, so that each can still be read by its own index. */
function spared(rule: Clause[], denied: Clause[]): Clause[] {
  if (denied.length === 0) return rule
  const not: Clause = { kind: 'not', rule: denied }
  return rule.map((one): Clause => (one.kind === 'all' ? not : { kind: 'both', rules: [[one], [not]] }))
}

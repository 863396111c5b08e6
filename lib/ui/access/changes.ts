/** What differs between roles as they hold and as they would be, cell by cell; and doing such a change, or its opposite. */
import type { Labels } from '@/lib/i18n/labels'
import { type Action, type FieldRight, type Role, type Rule, type Verb, verbs } from '@/lib/meta/model'
import {
  actionsIn,
  denialOf,
  newFields,
  type RightsTable,
  rightOf,
  ruleOf,
  withDenial,
  withTable,
  written,
} from './matrix'
import { sameRule } from './rules'
import { same } from './same'

export type Change =
  | { kind: 'field'; role: string; table: string; field: string; before: FieldRight; after: FieldRight }
  | { kind: 'rule'; role: string; table: string; verb: Verb | 'deny'; before: Rule; after: Rule }
  | { kind: 'actions'; role: string; table: string; before: readonly Action[]; after: readonly Action[] }
  | { kind: 'name'; role: string; before: Labels; after: Labels }

/** What a change is about: two changes of the same place have the same one. */
export function placeOf(change: Change): string {
  const { kind, role } = change
  if (kind === 'name') return `name ${role}`
  const what = kind === 'field' ? change.field : kind === 'rule' ? change.verb : ''
  return `${kind} ${role} ${change.table} ${what}`
}

/** What would change, in effect: a right that is written out anew but means the same is no change. */
export function changesOf(
  saved: readonly Role[],
  draft: readonly Role[],
  tables: readonly RightsTable[],
): Change[] {
  const known = new Map(saved.map((role) => [role.key, role]))
  return draft.flatMap((after): Change[] => {
    const before = known.get(after.key)
    if (!before || before === after) return []
    const changes: Change[] = []
    if (!same(before.label, after.label))
      changes.push({ kind: 'name', role: after.key, before: before.label, after: after.label })
    for (const table of tables)
      if (before.tables[table.key] !== after.tables[table.key])
        changes.push(...tableChanges(before, after, table))
    return changes
  })
}

function tableChanges(before: Role, after: Role, table: RightsTable): Change[] {
  const at = { role: after.key, table: table.key }
  const changes: Change[] = []
  const rule = (verb: Verb | 'deny', x: Rule, y: Rule) => {
    if (!sameRule(x, y)) changes.push({ kind: 'rule', ...at, verb, before: x, after: y })
  }
  for (const verb of verbs) rule(verb, ruleOf(before, table.key, verb), ruleOf(after, table.key, verb))
  rule('deny', denialOf(before, table.key), denialOf(after, table.key))
  const [x, y] = [actionsIn(before, table.key), actionsIn(after, table.key)]
  if (!same([...x].sort(), [...y].sort())) changes.push({ kind: 'actions', ...at, before: x, after: y })
  for (const field of [...table.fields.map((f) => f.key), newFields]) {
    const [x, y] = [rightOf(before, table.key, field), rightOf(after, table.key, field)]
    if (!same(x, y)) changes.push({ kind: 'field', ...at, field, before: x, after: y })
  }
  return changes
}

/** The role with the change done. */
export function withChange(role: Role, tables: readonly RightsTable[], change: Change): Role {
  if (change.kind === 'name') return { ...role, label: change.after }
  const table = tables.find((one) => one.key === change.table)
  if (!table || role.admin) return role
  if (change.kind === 'rule' && change.verb === 'deny') return withDenial(role, table, change.after)
  const rights = written(role, table)
  if (change.kind === 'actions') return withTable(role, table.key, { ...rights, actions: [...change.after] })
  if (change.kind === 'rule')
    return withTable(role, table.key, {
      ...rights,
      rows: { ...rights.rows, [change.verb]: change.after },
    })
  if (change.field !== newFields)
    return withTable(role, table.key, {
      ...rights,
      fields: { ...rights.fields, [change.field]: change.after },
    })
  const { after } = change
  return typeof after === 'object' || after === 'denied'
    ? role
    : withTable(role, table.key, { ...rights, otherFields: after })
}

/** The change that takes this one back. */
export const opposite = (change: Change): Change =>
  ({ ...change, before: change.after, after: change.before }) as Change

/** Roles with changes done to them; roles that are gone lose theirs. */
export function withChanges(
  roles: readonly Role[],
  tables: readonly RightsTable[],
  changes: readonly Change[],
): Role[] {
  const byRole = new Map<string, Change[]>()
  for (const change of changes) byRole.set(change.role, [...(byRole.get(change.role) ?? []), change])
  return roles.map((role) =>
    (byRole.get(role.key) ?? []).reduce((made, change) => withChange(made, tables, change), role),
  )
}

export interface Rebased {
  roles: Role[]
  /** How many changes are mine. */
  own: number
  /** What somebody else has changed meanwhile. */
  theirs: Change[]
  /** What both have changed, and not alike: `before` is theirs, `after` is mine, which stands for now. */
  conflicts: Change[]
}

/** My changes on top of theirs, cell by cell. */
export function rebased(
  base: readonly Role[],
  mine: readonly Role[],
  now: readonly Role[],
  tables: readonly RightsTable[],
): Rebased {
  const own = changesOf(base, mine, tables)
  const theirs = changesOf(base, now, tables)
  const places = new Map(theirs.map((change) => [placeOf(change), change]))
  const conflicts = own.flatMap((change): Change[] => {
    const other = places.get(placeOf(change))
    if (!other || same(other.after, change.after)) return []
    return [{ ...change, before: other.after } as Change]
  })
  return { roles: withChanges(now, tables, own), own: own.length, theirs, conflicts }
}

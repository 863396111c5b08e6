/** Ready-made rights of a role on a table: rows, fields and actions by one click. What is denied stays denied. */
import {
  type Action,
  type Alternative,
  actions,
  type FieldRight,
  type Role,
  type Rule,
  verbs,
} from '@/lib/meta/model'
import { rightOfModes } from '@/lib/meta/rights'
import {
  actionsIn,
  onlyNew,
  type RightsField,
  type RightsTable,
  readNew,
  rightOf,
  ruleOf,
  startingRight,
  withTable,
  written,
} from './matrix'
import { sameRule } from './rules'
import { same } from './same'

export const setNames = ['submit', 'mine', 'addViewAll', 'manageAll', 'viewAll', 'nothing'] as const
export type SetName = (typeof setNames)[number]

interface ReadySet {
  rows: Record<(typeof verbs)[number], Rule>
  field(field: RightsField): FieldRight
  actions: readonly Action[]
}

const all: Rule = [{ kind: 'all' }]

/** How the table says whose a record is: by its first field for a person, else by who created it. */
export function mineOf(table: RightsTable): Alternative {
  const own = table.minePaths.find(({ path }) => path.length === 1)
  return own ? { kind: 'mine', path: own.path } : { kind: 'created' }
}

const submitted = (field: RightsField): FieldRight => {
  if (!field.writable || field.sensitivity === 'confidential') return 'hidden'
  // Whoever gives a unique value is told whether it is taken, and so must be allowed to read it.
  return rightOfModes(field.unique ? readNew : onlyNew)
}

const viewed = (field: RightsField): FieldRight => {
  const right = startingRight(field)
  return right === 'edit' ? 'read' : right
}

function setOf(name: SetName, mine: Alternative): ReadySet {
  switch (name) {
    case 'submit':
      return { rows: { create: all, read: [], update: [], delete: [] }, field: submitted, actions: [] }
    case 'mine':
      return {
        rows: { create: all, read: [mine], update: [mine], delete: [mine] },
        field: startingRight,
        actions: ['bulk', 'print', 'share', 'history', 'handOver'],
      }
    case 'addViewAll':
      return {
        rows: { create: all, read: all, update: [], delete: [] },
        field: startingRight,
        actions: ['print', 'history'],
      }
    case 'manageAll':
      return { rows: { create: all, read: all, update: all, delete: all }, field: startingRight, actions }
    case 'viewAll':
      return {
        rows: { create: [], read: all, update: [], delete: [] },
        field: viewed,
        actions: ['print', 'history'],
      }
    case 'nothing':
      return { rows: { create: [], read: [], update: [], delete: [] }, field: () => 'hidden', actions: [] }
  }
}

const isDenied = (role: Role, table: RightsTable, field: RightsField): boolean =>
  rightOf(role, table.key, field.key) === 'denied'

export function withSet(role: Role, table: RightsTable, name: SetName): Role {
  if (role.admin) return role
  const denies =
    role.tables[table.key]?.deny !== undefined || table.fields.some((f) => isDenied(role, table, f))
  if (name === 'nothing' && !denies) {
    const { [table.key]: _, ...tables } = role.tables
    return { ...role, tables }
  }
  const set = setOf(name, mineOf(table))
  const rights = written(role, table)
  for (const field of table.fields)
    if (!isDenied(role, table, field)) rights.fields[field.key] = set.field(field)
  return withTable(role, table.key, { ...rights, rows: set.rows, actions: [...set.actions] })
}

/** The set that the rights are, if they are one. "Mine" may be by any field that names a person. */
export function currentSet(role: Role, table: RightsTable): SetName | undefined {
  if (role.admin) return undefined
  const [read] = ruleOf(role, table.key, 'read')
  const mine = read?.kind === 'mine' || read?.kind === 'created' ? read : mineOf(table)
  return setNames.find((name) => {
    const set = setOf(name, mine)
    if (!verbs.every((verb) => sameRule(ruleOf(role, table.key, verb), set.rows[verb]))) return false
    // Without any row there is nothing that fields or actions could be about.
    if (name === 'nothing') return true
    return (
      same([...actionsIn(role, table.key)].sort(), [...set.actions].sort()) &&
      table.fields.every(
        (f) => isDenied(role, table, f) || same(rightOf(role, table.key, f.key), set.field(f)),
      )
    )
  })
}

/**
 * What an actor may do with a table (law L4): pure, from roles and definitions to decisions, never per row in JS.
 * A decision is true, false, or a rule: a union of alternatives that the relation prints as a condition.
 * Rights are joined per cell: a cell is open only where some one role opens that very cell.
 */
import type { MaskName } from '@/lib/fields/masks'
import { isInput } from '@/lib/meta/fields'
import type { Alternative, Field, FieldRight, Role, Rule, Table, TableRights, Verb } from '@/lib/meta/model'
import type { Actor } from './actor'

export type Decision = true | false | Rule

export interface FieldAccess {
  /** Where the value itself is readable, within the readable rows. */
  read: Decision
  /** Where only the mask is; looked at after `read`. */
  mask?: { name: MaskName; where: Decision }
  /** Where it may be changed; implies `read`. */
  write: Decision
  /** Whether it may be given when a record is created. */
  create: boolean
}

export interface Access {
  table: Table
  rows: Record<Verb, Decision>
  /** Of every field that is not hidden everywhere. */
  fields: Map<string, FieldAccess>
}

const everything: TableRights = {
  rows: {
    create: [{ kind: 'all' }],
    read: [{ kind: 'all' }],
    update: [{ kind: 'all' }],
    delete: [{ kind: 'all' }],
  },
  fields: {},
  otherFields: 'edit',
}

const rightsOf = (role: Role, table: string): TableRights | undefined =>
  role.admin ? everything : role.tables[table]

/** The right a role states for a field. */
export const fieldRight = (rights: TableRights, key: string): FieldRight =>
  rights.fields[key] ?? rights.otherFields

/** The union of rules: all beats every other alternative, none is false, equal alternatives count once. */
export function union(rules: readonly Rule[]): Decision {
  const seen = new Map<string, Alternative>()
  for (const alternative of rules.flat()) {
    if (alternative.kind === 'all') return true
    seen.set(JSON.stringify(alternative), alternative)
  }
  return seen.size === 0 ? false : [...seen.values()]
}

const same = (a: Decision, b: Decision): boolean => JSON.stringify(a) === JSON.stringify(b)

/** `decision` within rows that `rows` lets through: where both say the same, nothing is left to ask. */
const within = (rows: Decision, decision: Decision): Decision => (same(rows, decision) ? true : decision)

const decided = new WeakMap<object, Map<string, Access>>()

/** The access of an actor to a table; the same object for the same copy of roles. */
export function decide(actor: Actor, table: Table): Access {
  const tables = decided.get(actor.roles) ?? new Map<string, Access>()
  decided.set(actor.roles, tables)
  const access = tables.get(table.key) ?? decideTable(actor.roles, table)
  tables.set(table.key, access)
  return access
}

function decideTable(roles: readonly Role[], table: Table): Access {
  const grants = roles
    .map((role) => rightsOf(role, table.key))
    .filter((r): r is TableRights => r !== undefined)
  const verb = (v: Verb): Decision => union(grants.map((g) => g.rows[v]))
  const rows = { create: verb('create'), read: verb('read'), update: verb('update'), delete: verb('delete') }
  const fields = new Map<string, FieldAccess>()
  if (rows.read !== false) {
    for (const field of table.fields) {
      const access = decideField(grants, rows, field)
      if (access) fields.set(field.key, access)
    }
  }
  return { table, rows, fields }
}

function decideField(
  grants: readonly TableRights[],
  rows: Access['rows'],
  field: Field,
): FieldAccess | undefined {
  const open = grants.filter((g) => ['read', 'edit'].includes(String(fieldRight(g, field.key))))
  const editing = grants.filter((g) => fieldRight(g, field.key) === 'edit')
  const masking = grants.filter((g) => typeof fieldRight(g, field.key) === 'object')
  const read = within(rows.read, union(open.map((g) => g.rows.read)))
  const first = masking[0] && (fieldRight(masking[0], field.key) as { mask: MaskName })
  // Two roles with different masks: the fuller cover wins, because neither role opens what the other covers.
  const name =
    first && masking.every((g) => same(fieldRight(g, field.key) as never, first as never))
      ? first.mask
      : 'all'
  const where = read === true ? false : within(rows.read, union(masking.map((g) => g.rows.read)))
  if (read === false && where === false) return undefined
  const canInput = isInput(field)
  return {
    read,
    ...(where === false ? {} : { mask: { name, where } }),
    write: canInput ? within(rows.update, union(editing.map((g) => g.rows.update))) : false,
    create: canInput && union(editing.map((g) => g.rows.create)) !== false,
  }
}

/** Whether values of the field arrive as masked text for every row of this actor. */
export const alwaysMasked = (access: FieldAccess): boolean => access.read === false

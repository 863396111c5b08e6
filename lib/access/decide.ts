/**
 * What an actor may do with a table (law L4): pure, from roles and definitions to decisions, never per row in JS.
 * A decision is true, false, or a rule: a union of alternatives that the relation prints as a condition.
 * Rights are joined per cell: a cell is open only where some one role opens that very cell.
 */
import type { MaskName } from '@/lib/fields/masks'
import { isInput } from '@/lib/meta/fields'
import type { Field, Table, Verb } from '@/lib/meta/model'
import type { Actor } from './actor'
import { both, type Clause, type Decision, together, union, when, within } from './clause'
import { readableWhere, showsWatched } from './computed'
import { effectiveRoles, type Granted } from './granted'

export interface FieldAccess {
  /** Where the value itself is readable, within the readable rows. */
  read: Decision
  /** Where only the mask is; looked at after `read`. */
  mask?: {
    name: MaskName
    where: Decision
    /** Where the value behind it may be asked for, with a reason. */
    reveal?: Decision
  }
  /** Where it may be changed; implies `read`. */
  write: Decision
  /** In which new records it may be given. */
  create: Decision
}

export interface Access {
  table: Table
  rows: Record<Verb, Decision>
  /** Of every field that is not hidden everywhere; some are only given in new records and read nowhere. */
  fields: Map<string, FieldAccess>
}

/** Whether anything of the field is ever shown: its value or its mask. */
export const shows = (right: FieldAccess | undefined): right is FieldAccess =>
  right !== undefined && (right.read !== false || right.mask !== undefined)

/** Whether the actor may know that there is such a table: who reads or adds anything there. */
export function knows(actor: Actor, table: Table): boolean {
  const { read, create } = decide(actor, table).rows
  return read !== false || create !== false
}

/** The grant of one role as it counts on rows: it changes and deletes only rows that it reads itself. */
const reading = (grant: Granted): Granted => {
  const { read, update, delete: remove } = grant.rows
  return { ...grant, rows: { ...grant.rows, update: both(read, update), delete: both(read, remove) } }
}

const decided = new WeakMap<object, Map<string, Access>>()

/** The access of an actor to a table; the same object for the same copy of roles. */
export function decide(actor: Actor, table: Table): Access {
  const tables = decided.get(actor.roles) ?? new Map<string, Access>()
  decided.set(actor.roles, tables)
  const access = tables.get(table.key) ?? decideTable(actor, table)
  tables.set(table.key, access)
  return access
}

function decideTable({ roles, definitions }: Actor, table: Table): Access {
  const grants = effectiveRoles(roles).flatMap((role) => {
    const granted = role.on(table.key)
    return granted ? [{ ...reading(granted), effective: role }] : []
  })
  const verb = (v: Verb): Decision => union(grants.map((g) => g.rows[v]))
  const rows = { create: verb('create'), read: verb('read'), update: verb('update'), delete: verb('delete') }
  const fields = new Map<string, FieldAccess>()
  for (const field of table.fields) {
    const telling = grants.flatMap(({ effective, ...grant }): Granted[] => {
      if (!showsWatched(effective, table, field)) return []
      if (field.source.kind !== 'formula' || field.declassified) return [grant]
      // A computed value tells of everything it draws on: a role that may not read all of that is not told, or only in
      // the rows where it may.
      const where = readableWhere(definitions, effective, table.key, field.key)
      if (!where) return []
      return where.length === 0
        ? [grant]
        : [{ ...grant, rows: { ...grant.rows, read: together(grant.rows.read, where) } }]
    })
    const access = decideField(telling, rows, field)
    if (access) fields.set(field.key, access)
  }
  return { table, rows, fields }
}

function decideField(
  grants: readonly Granted[],
  rows: Access['rows'],
  field: Field,
): FieldAccess | undefined {
  const modes = grants.map((grant) => ({ ...grant.modes(field.key), rows: grant.rows }))
  const read = within(rows.read, union(modes.map((m) => when(m.rows.read, m.read))))
  const masking = read === true ? [] : modes.filter((m) => m.mask !== undefined)
  const where = within(rows.read, union(masking.map((m) => m.rows.read)))
  // Two roles with different masks: the fuller cover wins, because neither role opens what the other covers.
  const [first, ...others] = new Set(masking.map((m) => m.mask))
  const name = first && others.length === 0 ? first : 'all'
  const canInput = isInput(field)
  const edited = (m: (typeof modes)[number]): Clause[] => when(when(m.rows.update, m.read), m.edit)
  const write = canInput ? within(rows.update, union(modes.map(edited))) : false
  const create = canInput
    ? within(rows.create, union(modes.map((m) => when(m.rows.create, m.create))))
    : false
  if (read === false && where === false && create === false) return undefined
  const reveal = union(masking.filter((m) => m.reveal).map((m) => m.rows.read))
  return {
    read,
    ...(where === false ? {} : { mask: { name, where, ...(reveal === false ? {} : { reveal }) } }),
    write,
    create,
  }
}

/**
 * What an actor may do with a table (law L4): pure, from roles and definitions to decisions, never per row in JS.
 * A decision is true, false, or a rule: a union of alternatives that the relation prints as a condition.
 * Rights are joined per cell: a cell is open only where some one role opens that very cell.
 */
import type { MaskName } from '@/lib/fields/masks'
import { isInput } from '@/lib/meta/fields'
import type {
  Alternative,
  Definitions,
  Field,
  FieldRight,
  Role,
  Rule,
  Table,
  TableRights,
  Verb,
} from '@/lib/meta/model'
import type { Actor } from './actor'
import { readableWhere, showsWatched, together } from './computed'

/**
 * What a rule says, or within one role: what several of its rules say together, and where the record behind a to-one
 * link, if there is one, is one that its rule for that table lets through.
 */
export type Clause =
  | Alternative
  | { kind: 'both'; rules: Clause[][] }
  | { kind: 'sees'; link: string; where: Clause[] }
export type Decision = true | false | Clause[]

export interface FieldAccess {
  /** Where the value itself is readable, within the readable rows. */
  read: Decision
  /** Where only the mask is; looked at after `read`. */
  mask?: { name: MaskName; where: Decision }
  /** Where it may be changed; implies `read`. */
  write: Decision
  /** In which new records it may be given. */
  create: Decision
}

export interface Access {
  table: Table
  rows: Record<Verb, Decision>
  /** Of every field that is not hidden everywhere. */
  fields: Map<string, FieldAccess>
}

/** The rights of one role on the table: it changes and deletes only rows that it reads itself. */
type Grant = Pick<TableRights, 'fields' | 'otherFields'> & { role: Role; rows: Record<Verb, Clause[]> }

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

export const rightsOf = (role: Role, table: string): TableRights | undefined =>
  role.admin ? everything : role.tables[table]

function grantOf(role: Role, { rows, ...rights }: TableRights): Grant {
  const { read, update, delete: remove } = rows
  return { ...rights, role, rows: { ...rows, update: both(read, update), delete: both(read, remove) } }
}

/** Where both rules hold. Mostly one is part of the other, and then it is simply that one. */
function both(read: Rule, rule: Rule): Clause[] {
  if (read.some((a) => a.kind === 'all')) return rule
  if (read.length === 0 || rule.some((a) => a.kind === 'all')) return read
  const reads = new Set(read.map((a) => JSON.stringify(a)))
  const more = rule.filter((a) => !reads.has(JSON.stringify(a)))
  const inBoth: Clause[] = more.length === 0 ? [] : [{ kind: 'both', rules: [more, read] }]
  return [...rule.filter((a) => !more.includes(a)), ...inBoth]
}

/** The right a role states for a field. */
export const fieldRight = (rights: Pick<TableRights, 'fields' | 'otherFields'>, key: string): FieldRight =>
  rights.fields[key] ?? rights.otherFields

/** Whether a role shows the value of a field, rather than its mask or nothing. */
export const opens = (rights: Pick<TableRights, 'fields' | 'otherFields'>, key: string): boolean =>
  ['read', 'edit'].includes(String(fieldRight(rights, key)))

/** The union of rules: all beats every other alternative, none is false, equal alternatives count once. */
export function union(rules: readonly Clause[][]): Decision {
  const seen = new Map<string, Clause>()
  for (const alternative of rules.flat()) {
    if (alternative.kind === 'all') return true
    seen.set(JSON.stringify(alternative), alternative)
  }
  return seen.size === 0 ? false : [...seen.values()]
}

const same = (a: Decision, b: Decision): boolean => JSON.stringify(a) === JSON.stringify(b)

/** `decision` within rows that `rows` lets through: where both say the same, nothing is left to ask; never stays never. */
const within = (rows: Decision, decision: Decision): Decision =>
  decision !== false && same(rows, decision) ? true : decision

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
  const grants = roles.flatMap((role) => {
    const rights = rightsOf(role, table.key)
    return rights ? [grantOf(role, rights)] : []
  })
  const verb = (v: Verb): Decision => union(grants.map((g) => g.rows[v]))
  const rows = { create: verb('create'), read: verb('read'), update: verb('update'), delete: verb('delete') }
  const fields = new Map<string, FieldAccess>()
  if (rows.read !== false) {
    for (const field of table.fields) {
      const telling = grants.flatMap((g) => tellingOf(definitions, g, table, field))
      const access = decideField(telling, rows, field)
      if (access) fields.set(field.key, access)
    }
  }
  return { table, rows, fields }
}

/**
 * The grant as far as it goes for this field. A computed value tells of everything it draws on: a role that may not
 * read all of that is not told, or only in the rows where it may.
 */
function tellingOf(definitions: Definitions, grant: Grant, table: Table, field: Field): Grant[] {
  if (!showsWatched(grant, table, field)) return []
  if (field.source.kind !== 'formula' || field.declassified) return [grant]
  const where = readableWhere(definitions, grant.role, table.key, field.key)
  if (!where) return []
  if (where.length === 0) return [grant]
  return [{ ...grant, rows: { ...grant.rows, read: together(grant.rows.read, where) } }]
}

function decideField(grants: readonly Grant[], rows: Access['rows'], field: Field): FieldAccess | undefined {
  const open = grants.filter((g) => opens(g, field.key))
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
    create: canInput ? within(rows.create, union(editing.map((g) => g.rows.create))) : false,
  }
}

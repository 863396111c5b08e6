/**
 * What decides about a table, one record of it, and one of its cells, for somebody: the very decisions that the relation
 * prints, the share that each role has in them, and what each of their rules says of that very record. Pure up to
 * `evaluate`, which asks the database all of it in one statement.
 */

import { appSql, run } from '@/lib/db/connection'
import { alias, fill, ident, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { checkStored } from '@/lib/expr/check'
import { references } from '@/lib/expr/references'
import type { CellValue } from '@/lib/fields/type'
import { columnOf, fieldOf, plainType, typeOf, watchedBy } from '@/lib/meta/fields'
import type { Input } from '@/lib/meta/inputs'
import type { Field, FieldModes, Role, Table, TableRights, When } from '@/lib/meta/model'
import { everything, fieldRight, modesOf } from '@/lib/meta/rights'
import { type Actor, isAdmin } from './actor'
import type { Clause, Decision } from './clause'
import { readableWhere, showsWatched, stoppedBy } from './computed'
import { type Access, decide } from './decide'
import { assertGuard, guardOf } from './enter'
import { effectiveRoles } from './granted'
import { silenced, withRoles } from './narrow'
import { decisionSql } from './relation'
import { cellsOf, plainCell } from './stored-rows'

/** A decision, and what it says of the record once the database was asked; null where it cannot be told. */
export interface Probe {
  decision: Decision
  /** It is what a role denies: what cannot be told is NULL then. */
  denying?: boolean
  holds?: boolean | null
}
export type RowVerb = 'read' | 'update' | 'delete'
export const rowVerbs: readonly RowVerb[] = ['read', 'update', 'delete']

/** One alternative of a rule. */
export interface Part {
  clause: Clause
  probe: Probe
}

interface CellProbes {
  value: Probe
  mask: Probe
  write: Probe
}

/** What a role says of a field. */
export interface FieldShare extends CellProbes {
  denied: boolean
  modes: FieldModes
  /** Where it says "while …". */
  conditions: { mode: 'read' | 'edit'; expr: Exclude<When, boolean>; probe: Probe }[]
  /** For a computed field: what the record must be beside, and what can be read in no record. */
  needs: Part[]
  stopped?: Input
}

/** What a role alone gives of what its holder has. */
export interface RoleShare {
  role: Role
  /** Absent: it says nothing of the table. */
  rights?: TableRights
  rows: Record<RowVerb, Probe>
  alternatives: Record<RowVerb, Part[]>
  denied: Part[]
  field?: FieldShare
}

export interface Examination {
  table: Table
  field?: Field
  access: Access
  rows: Record<RowVerb, Probe>
  cell?: CellProbes
  roles: RoleShare[]
  probes: Probe[]
  /** Of the record, once it was asked. */
  record?: { deleted: boolean; values: Map<string, CellValue | null> }
}

/** Everything that is to be asked, from the decisions of the actor and of each of their roles alone. */
export function examine(actor: Actor, table: Table, field?: Field): Examination {
  const probes: Probe[] = []
  const probe = (decision: Decision, denying = false): Probe => {
    const made = { decision, denying }
    probes.push(made)
    return made
  }
  const parts = (clauses: readonly Clause[], denying = false): Part[] =>
    clauses.map((clause) => ({ clause, probe: probe([clause], denying) }))
  const byVerb = <T>(make: (verb: RowVerb) => T): Record<RowVerb, T> => ({
    read: make('read'),
    update: make('update'),
    delete: make('delete'),
  })
  const cellOf = (access: Access, key: string): CellProbes => {
    const right = access.fields.get(key)
    return {
      value: probe(right?.read ?? false),
      mask: probe(right?.mask?.where ?? false),
      write: probe(right?.write ?? false),
    }
  }
  const shareOf = (role: Role): RoleShare => {
    const access = decide(alone(actor, role), table)
    const rights = role.admin ? everything : role.tables[table.key]
    return {
      role,
      rights,
      rows: byVerb((verb) => probe(access.rows[verb])),
      alternatives: byVerb((verb) => parts(stated(rights, verb))),
      denied: parts(isAdmin(actor) ? [] : (rights?.deny ?? []), true),
      ...(field && rights ? { field: fieldShare(role, rights, access, field) } : {}),
    }
  }
  const fieldShare = (role: Role, rights: TableRights, access: Access, { key }: Field): FieldShare => {
    const right = fieldRight(rights, key)
    const modes = modesOf(right)
    const condition = (mode: 'read' | 'edit') => {
      const expr = modes[mode]
      return typeof expr === 'boolean' ? [] : [{ mode, expr, probe: probe([{ kind: 'when', expr }]) }]
    }
    return {
      ...cellOf(access, key),
      denied: right === 'denied' && !isAdmin(actor),
      modes,
      conditions: [...condition('read'), ...condition('edit')],
      ...drawnOn(actor, role, table, field!, parts),
    }
  }
  const access = decide(actor, table)
  return {
    table,
    field,
    access,
    rows: byVerb((verb) => probe(access.rows[verb])),
    ...(field ? { cell: cellOf(access, field.key) } : {}),
    roles: actor.roles.map(shareOf),
    probes,
  }
}

/** The actor with what one role gives, under what all of them deny. */
export const alone = (actor: Actor, role: Role): Actor =>
  withRoles(actor, `alone ${role.key}`, (r) => (r === role ? r : { ...silenced(r), admin: false }))

/** What a share is good for depends on the verb, as it does where rights are granted. */
function stated(rights: TableRights | undefined, verb: RowVerb): Clause[] {
  return (rights?.rows[verb] ?? []).flatMap((one): Clause[] => {
    if (one.kind !== 'shared' || verb === 'read') return [one]
    return verb === 'update' ? [{ ...one, edit: true }] : []
  })
}

/** What a value tells of others that the role may not read. */
function drawnOn(
  { roles, definitions }: Actor,
  role: Role,
  table: Table,
  field: Field,
  parts: (clauses: readonly Clause[]) => Part[],
): Pick<FieldShare, 'needs' | 'stopped'> {
  const effective = effectiveRoles(roles).find((r) => r.role === role)
  const granted = effective?.on(table.key)
  if (!effective || !granted || role.admin) return { needs: [] }
  if (!showsWatched(effective, table, field)) {
    const { source } = field
    const watched = source.kind === 'auto' && source.of === 'updated' ? watchedBy(table, source) : []
    const stopped = watched.find((key) => granted.modes(key).read !== true) ?? field.key
    return { needs: [], stopped: { table: table.key, field: stopped, via: [] } }
  }
  if (field.source.kind !== 'formula' || field.declassified) return { needs: [] }
  const where = readableWhere(definitions, effective, table.key, field.key)
  if (where) return { needs: parts(where) }
  const stopped = stoppedBy(definitions, effective, table.key, field.key)
  return { needs: [], ...(stopped ? { stopped } : {}) }
}

/** Asks one statement what every rule says of a record, whether or not the actor sees it; NOT_FOUND where there is none. */
export async function evaluate(actor: Actor, examined: Examination, record: string): Promise<Examination> {
  const { table, probes } = examined
  const t = alias()
  const asked: { probe: Probe; as: string; condition: SQL }[] = []
  for (const probe of probes) {
    const condition = decisionSql(actor, table, t, probe.decision, 0, probe.denying)
    if (typeof condition === 'boolean') probe.holds = condition
    else asked.push({ probe, as: `p${asked.length}`, condition })
  }
  const read = fieldsIn(examined)
  const columns = [
    ...asked.map(({ as, condition }) => sql`${condition} as ${ident(as)}`),
    ...read.map((field, i) => {
      const cell = plainCell(actor.definitions, table, cellsOf(t), field)
      return sql`to_json(${fill(typeOf(field).json, { c: cell })}) as ${ident(`v${i}`)}`
    }),
  ]
  const [row] = await run<Record<string, unknown>>(
    appSql(),
    sql`select g.guard, r.* from (select ${guardOf(actor)} as guard) g left join lateral (
          select ${joinSql([sql`${t}._deleted_at is not null as deleted`, ...columns], sql`, `)}
          from ${qualified(actor.definitions.schema, table.key)} ${t} where ${t}.id = ${param(record, 'uuid')}) r on true`,
  )
  assertGuard(actor, (row?.guard ?? null) as string | null)
  if (typeof row?.deleted !== 'boolean') throw appError('NOT_FOUND')
  for (const { probe, as } of asked) probe.holds = row[as] as boolean | null
  const values = new Map(read.map((field, i) => [field.key, (row[`v${i}`] ?? null) as CellValue | null]))
  return { ...examined, record: { deleted: row.deleted, values } }
}

/** The fields that conditions read, so that one can say what they hold. */
function fieldsIn({ table, roles }: Examination): Field[] {
  const clauses = roles.flatMap((r) => [
    ...Object.values(r.alternatives).flatMap((parts) => parts.map((p) => p.clause)),
    ...r.denied.map((p) => p.clause),
    ...(r.field?.conditions ?? []).map(({ expr }): Clause => ({ kind: 'when', expr })),
  ])
  const keys = new Set(clauses.flatMap((c) => (c.kind === 'when' ? readBy(table, c.expr) : [])))
  return table.fields.filter((f) => keys.has(f.key))
}

/** The own fields of the record that a condition of rights names. */
export function readBy(table: Table, expr: Exclude<When, boolean>): string[] {
  const checked = checkStored(expr, {
    field: ([key, ...more]) => {
      const field = key && more.length === 0 ? fieldOf(table, key) : undefined
      return field && columnOf(field) ? plainType(field) : undefined
    },
  })
  return checked.ok ? references(checked.expr).flatMap(([key]) => key ?? []) : []
}

export type Truth = 'yes' | 'no' | 'partly'

/** Of the record that was asked; else of all of them. */
export function truth({ decision, holds }: Probe): Truth {
  if (typeof decision === 'boolean') return decision ? 'yes' : 'no'
  if (holds === undefined) return 'partly'
  return holds === true ? 'yes' : 'no'
}

export const bothTrue = (a: Truth, b: Truth): Truth =>
  a === 'no' || b === 'no' ? 'no' : a === 'yes' && b === 'yes' ? 'yes' : 'partly'

/** Whether a cell shows its value, its mask or nothing; where no record was asked, in the rows that are seen. */
export function sight(
  { rows, record }: Pick<Examination, 'record'> & { rows: Record<RowVerb, Probe> },
  { value, mask }: CellProbes,
): Truth | 'mask' {
  const row = truth(rows.read)
  if (row === 'no') return 'no'
  const [shown, masked] = [truth(value), truth(mask)]
  if (shown === 'yes') return 'yes'
  if (shown === 'no' && masked !== 'partly') return masked === 'yes' ? 'mask' : 'no'
  return record && shown === 'no' ? 'no' : 'partly'
}

/** Whether a cell may be changed: the record may, and there the field. */
export const editing = (rows: Record<RowVerb, Probe>, { write }: CellProbes): Truth =>
  bothTrue(truth(rows.update), truth(write))

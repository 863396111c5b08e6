/** Use case: a base and its tables as this actor may see them. What is hidden from the actor is not in the answer at all. */
import { type Actor, isAdmin } from '@/lib/access/actor'
import { type Access, decide, type FieldAccess } from '@/lib/access/decide'
import type {
  BaseAnswer,
  BaseSummary,
  FieldAnswer,
  TableAnswer,
  ViewAnswer,
  ViewSettings,
} from '@/lib/api/contract'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import type { StoredExpr } from '@/lib/expr/ast'
import { references } from '@/lib/expr/references'
import { isToMany, isToOne, optionsOf, tableOf, targetOf, typeOf } from '@/lib/meta/fields'
import type { Field, Table, View } from '@/lib/meta/model'
import { sortTerm } from '@/lib/query/plan'
import { visibleTable } from './list'

export const summaryOf = (actor: Actor): BaseSummary => ({
  key: actor.definitions.base,
  label: actor.definitions.label,
  admin: isAdmin(actor),
  roles: actor.roles.map((r) => r.key),
})

/** The base: its tables that the actor may read. */
export function describeBase(actor: Actor, sample: boolean | undefined): BaseAnswer {
  const tables = [...actor.definitions.tables.values()].filter((t) => decide(actor, t).rows.read !== false)
  return {
    base: summaryOf(actor),
    version: actor.definitions.version,
    tables: tables.map((t) => ({
      key: t.key,
      label: t.label,
      icon: t.icon,
      can: { create: decide(actor, t).rows.create !== false },
    })),
    ...(sample === undefined ? {} : { sample }),
  }
}

/** The table's schema, views and possibilities for this actor. */
export async function describeTable(actor: Actor, key: string): Promise<TableAnswer> {
  const table = visibleTable(actor, key)
  const access = decide(actor, table)
  const fields = table.fields.filter((f) => access.fields.has(f.key))
  const known = new Set(fields.map((f) => f.key))
  // A view that filters by what the actor may not know would tell of it: it is not there.
  const views = [...actor.definitions.views.values()].filter(
    (v) => v.table === key && (!v.filter || refersOnlyTo(known, v.filter)),
  )
  const mine = await settingsOf(actor, views)
  const sets = new Set(fields.map((f) => (f.options as { set?: string }).set).filter((s) => s !== undefined))
  return {
    key,
    label: table.label,
    description: table.description,
    icon: table.icon,
    ...(known.has(table.title) ? { title: table.title } : {}),
    sections: table.sections
      .map((s) => ({ ...s, fields: s.fields.filter((f) => known.has(f)) }))
      .filter((s) => s.fields.length > 0),
    fields: fields.map((f) => describeField(actor, access, f, known)),
    optionSets: Object.fromEntries(
      [...sets].map((set) => [set, actor.definitions.optionSets.get(set)?.options ?? []]),
    ),
    views: views.map((view) => describeView(view, known, mine.get(view.id))),
    can: {
      create: access.rows.create !== false,
      update: access.rows.update !== false,
      delete: access.rows.delete !== false,
    },
    version: actor.definitions.version,
  }
}

const refersOnlyTo = (known: ReadonlySet<string>, condition: StoredExpr | undefined): boolean =>
  condition !== undefined && references(condition.expr).every(([key]) => known.has(key!))

function describeField(actor: Actor, access: Access, field: Field, known: ReadonlySet<string>): FieldAnswer {
  const right = access.fields.get(field.key)!
  const masked = right.mask !== undefined
  const keep = (condition: StoredExpr | undefined) => (refersOnlyTo(known, condition) ? condition : undefined)
  return {
    key: field.key,
    type: field.type,
    options: field.options,
    source: field.source.kind,
    label: field.label,
    help: field.help,
    required: field.required,
    unique: field.unique,
    sensitivity: field.sensitivity,
    showIf: keep(field.showIf),
    requiredIf: keep(field.requiredIf),
    // A default that reads other records is the server's to fill in.
    default: field.default && references(field.default.expr).length === 0 ? field.default : undefined,
    right: rightOf(right),
    creatable: right.create,
    ...(right.mask ? { mask: right.mask.name } : {}),
    ...targetAnswer(actor, field),
    sortable: sortTerm(actor, field, masked) !== undefined,
    operators: masked ? [...maskedOperators] : operatorsOf(actor, field),
  }
}

const rightOf = (right: FieldAccess): FieldAnswer['right'] => {
  if (right.write !== false) return 'edit'
  return right.mask ? 'mask' : 'read'
}

/** A mask is a text. */
const maskedOperators = ['is', 'isNot', 'contains', 'notContains', 'isEmpty', 'isNotEmpty'] as const
const toManyOperators = ['hasAnyOf', 'hasAllOf', 'hasNoneOf', 'isEmpty', 'isNotEmpty'] as const

const operatorsOf = (actor: Actor, field: Field): string[] => {
  if (isToMany(field)) return [...toManyOperators]
  const hasOptions = (optionsOf(field, actor.definitions) ?? []).length > 0
  const operators = [...typeOf(field).operators]
  return hasOptions ? operators.filter((o) => o !== 'contains' && o !== 'notContains') : operators
}

function targetAnswer(actor: Actor, field: Field): Pick<FieldAnswer, 'target'> {
  if (!isToOne(field) && !isToMany(field)) return {}
  const target = tableOf(actor.definitions, targetOf(field)!)
  const access = decide(actor, target)
  if (access.rows.read === false) return { target: { table: '', label: {}, create: false, open: false } }
  return {
    target: { table: target.key, label: target.label, create: access.rows.create !== false, open: true },
  }
}

function describeView(view: View, known: ReadonlySet<string>, mine: ViewSettings | undefined): ViewAnswer {
  const { origin: _origin, ...rest } = view
  return { ...rest, ...withKnown(view, known), ...(mine ? { mine: withKnown(mine, known) } : {}) }
}

/** A view's columns, order and filter without the names this actor may not know. */
function withKnown<V extends ViewSettings>(view: V, known: ReadonlySet<string>): ViewSettings {
  return {
    ...(view.columns ? { columns: view.columns.filter((c) => known.has(c.field)) } : {}),
    ...(view.frozen === undefined ? {} : { frozen: view.frozen }),
    ...(view.sort ? { sort: view.sort.filter((s) => known.has(s.field)) } : {}),
    filter: refersOnlyTo(known, view.filter) ? view.filter : undefined,
  }
}

async function settingsOf(actor: Actor, views: readonly View[]): Promise<Map<string, ViewSettings>> {
  if (views.length === 0) return new Map()
  const rows = await run<{ view_id: string; body: ViewSettings }>(
    appSql(),
    sql`select view_id, body from tian.view_settings where user_id = ${param(actor.userId, 'uuid')}`,
  )
  return new Map(rows.map((r) => [r.view_id, r.body]))
}

export type { Table }

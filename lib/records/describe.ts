/** Use case: a base and its tables as this actor may see them. What is hidden from the actor is not in the answer at all. */

import { actionsFor } from '@/lib/access/actions'
import { type Actor, isAdmin } from '@/lib/access/actor'
import { type Access, decide, type FieldAccess, knows, shows } from '@/lib/access/decide'
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
import { checkStored } from '@/lib/expr/check'
import { references } from '@/lib/expr/references'
import {
  fieldOf,
  isToMany,
  isToOne,
  optionsOf,
  plainType,
  tableOf,
  targetOf,
  typeOf,
} from '@/lib/meta/fields'
import type { Field, View } from '@/lib/meta/model'
import { sortTerm, understands } from '@/lib/query/plan'
import { visibleTable } from './list'
import { visibleViews } from './views'

export const summaryOf = (actor: Actor): BaseSummary => ({
  key: actor.definitions.base,
  label: actor.definitions.label,
  admin: isAdmin(actor),
  roles: actor.roles.map((r) => r.key),
})

/** The base: its tables that the actor may read or add to. */
export function describeBase(actor: Actor, sample: boolean | undefined): BaseAnswer {
  const tables = [...actor.definitions.tables.values()].filter((t) => knows(actor, t))
  return {
    base: summaryOf(actor),
    version: actor.definitions.version,
    tables: tables.map((t) => ({
      key: t.key,
      label: t.label,
      icon: t.icon,
      can: { create: decide(actor, t).rows.create !== false, read: decide(actor, t).rows.read !== false },
    })),
    ...(sample === undefined ? {} : { sample }),
  }
}

/** The table's schema, views and possibilities for this actor. */
export async function describeTable(actor: Actor, key: string): Promise<TableAnswer> {
  const table = visibleTable(actor, key)
  const access = decide(actor, table)
  const fields = table.fields.filter((f) => shows(access.fields.get(f.key)))
  const onlyNew = table.fields.filter((f) => access.fields.has(f.key) && !fields.includes(f))
  const known = new Set([...fields, ...onlyNew].map((f) => f.key))
  const views = visibleViews(actor, table)
  const mine = await settingsOf(actor, views)
  const sets = new Set(
    [...fields, ...onlyNew].map((f) => (f.options as { set?: string }).set).filter((s) => s !== undefined),
  )
  return {
    key,
    label: table.label,
    description: table.description,
    icon: table.icon,
    ...(shows(access.fields.get(table.title)) ? { title: table.title } : {}),
    sections: table.sections
      .map((s) => ({ ...s, fields: s.fields.filter((f) => known.has(f)) }))
      .filter((s) => s.fields.length > 0),
    fields: fields.map((f) => describeField(actor, access, f)),
    ...(onlyNew.length === 0 ? {} : { onlyNew: onlyNew.map((f) => describeField(actor, access, f)) }),
    optionSets: Object.fromEntries(
      [...sets].map((set) => [set, actor.definitions.optionSets.get(set)?.options ?? []]),
    ),
    views: views.map((view) => describeView(actor, access, view, mine.get(view.id))),
    can: {
      read: access.rows.read !== false,
      create: access.rows.create !== false,
      update: access.rows.update !== false,
      delete: access.rows.delete !== false,
    },
    ...(access.rows.read === true || access.rows.read === false ? {} : { partly: true as const }),
    actions: actionsFor(actor, table),
    version: actor.definitions.version,
  }
}

export function describeField(actor: Actor, access: Access, field: Field): FieldAnswer {
  const right = access.fields.get(field.key)!
  const masked = right.mask !== undefined
  const creatable = right.create !== false
  const keep = (condition: StoredExpr | undefined) =>
    condition && (understands(actor, access, condition) || (creatable && isOfNew(access, condition)))
      ? condition
      : undefined
  return {
    key: field.key,
    type: field.type,
    source: field.source.kind,
    label: field.label,
    help: field.help,
    required: field.required,
    unique: field.unique,
    sensitivity: field.sensitivity,
    showIf: keep(field.showIf),
    requiredIf: keep(field.requiredIf),
    message: field.message,
    // A default that reads other records is the server's to fill in, and so is one that the actor cannot change.
    default:
      creatable && field.default && references(field.default.expr).length === 0 ? field.default : undefined,
    right: rightOf(right),
    creatable,
    ...(right.mask ? { mask: right.mask.name } : {}),
    ...(right.mask?.reveal ? { reveal: true } : {}),
    ...targetAnswer(actor, field),
    sortable: sortTerm(actor, field, masked) !== undefined,
    operators: masked ? [...maskedOperators] : operatorsOf(actor, field),
  }
}

/** Whether whoever makes a new record gives all that the condition asks for, read or not. */
const isOfNew = ({ table, fields }: Access, condition: StoredExpr): boolean =>
  checkStored(condition, {
    field([key, ...rest]) {
      const field = key !== undefined && rest.length === 0 ? fieldOf(table, key) : undefined
      return field && (fields.get(field.key)?.create ?? false) !== false ? plainType(field) : undefined
    },
  }).ok

const rightOf = (right: FieldAccess): FieldAnswer['right'] => {
  if (right.write !== false) return 'edit'
  return right.mask && right.read === false ? 'mask' : 'read'
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

/** The options, and what a link leads to: a table out of sight has no name in either. */
function targetAnswer(actor: Actor, field: Field): Pick<FieldAnswer, 'options' | 'target'> {
  const { options } = field
  if (!isToOne(field) && !isToMany(field)) return { options }
  const target = tableOf(actor.definitions, targetOf(field)!)
  const access = decide(actor, target)
  if (access.rows.read === false)
    return {
      options: { ...options, table: '' },
      target: { table: '', label: {}, create: false, open: false },
    }
  return {
    options,
    target: { table: target.key, label: target.label, create: access.rows.create !== false, open: true },
  }
}

function describeView(actor: Actor, access: Access, view: View, mine: ViewSettings | undefined): ViewAnswer {
  const { origin: _origin, ...rest } = view
  const known = (settings: ViewSettings) => withKnown(actor, access, settings)
  return { ...rest, ...known(view), ...(mine ? { mine: known(mine) } : {}) }
}

/** Columns, order and filter of a view without the names this actor may not know. */
function withKnown(
  actor: Actor,
  access: Access,
  { columns, frozen, sort, filter }: ViewSettings,
): ViewSettings {
  return {
    ...(columns ? { columns: columns.filter((c) => shows(access.fields.get(c.field))) } : {}),
    ...(frozen === undefined ? {} : { frozen }),
    ...(sort ? { sort: sort.filter((s) => shows(access.fields.get(s.field))) } : {}),
    filter: filter && understands(actor, access, filter) ? filter : undefined,
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

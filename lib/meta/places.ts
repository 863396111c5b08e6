/** Every place in the definitions where an expression stands, with whose records it speaks of and what it must yield. */
import type { StoredExpr } from '@/lib/expr/ast'
import type { Labels } from '@/lib/i18n/labels'
import type { Definitions, Field, Table } from './model'
import { conditionsOf, rulesOf } from './rights'

export interface Place {
  /** The document that it belongs to; `field` when it is a field's own. */
  kind: 'table' | 'field' | 'view' | 'form' | 'role'
  table: string
  key: string
  label: Labels
  /** Message key under `design.*`. */
  how:
    | 'useFormula'
    | 'useDefault'
    | 'useShowIf'
    | 'useRequiredIf'
    | 'useCheck'
    | 'useFilter'
    | 'useForm'
    | 'useRule'
  /** Whose records the expression is about. */
  over: Table
  expr: StoredExpr
  /** The field whose value it yields; a condition otherwise. */
  yields?: Field
  /** Fields may also be asked whether they hold any of some records or people. */
  filters: boolean
}

/** All places, in the order of the definitions. */
export function* placesOf(definitions: Definitions): Generator<Place> {
  for (const table of definitions.tables.values()) yield* placesInTable(table)
  for (const view of definitions.views.values()) {
    const over = definitions.tables.get(view.table)
    const { table, key, label, filter } = view
    if (over && filter)
      yield { kind: 'view', table, key, label, how: 'useFilter', over, expr: filter, filters: true }
  }
  for (const form of definitions.forms.values()) {
    const over = definitions.tables.get(form.table)
    if (!over) continue
    const { table, key, label } = form
    const base = { kind: 'form', table, key, label, how: 'useForm', over, filters: false } as const
    for (const step of form.steps) {
      if (step.showIf) yield { ...base, expr: step.showIf }
      for (const block of step.blocks) {
        if (block.showIf) yield { ...base, expr: block.showIf }
        if (block.kind !== 'field') continue
        if (block.requiredIf) yield { ...base, expr: block.requiredIf }
        const field = over.fields.find((f) => f.key === block.field)
        if (block.default && field) yield { ...base, expr: block.default, yields: field }
      }
    }
  }
  for (const role of definitions.roles.values()) {
    for (const [table, rights] of Object.entries(role.tables)) {
      const over = definitions.tables.get(table)
      if (!over) continue
      const { key, label } = role
      const conditions = [
        ...rulesOf(rights).flatMap(({ rule }) => rule.flatMap((a) => (a.kind === 'when' ? [a.expr] : []))),
        ...Object.values(rights.fields).flatMap((right) => conditionsOf(right).map((c) => c.expr)),
      ]
      for (const expr of conditions)
        yield { kind: 'role', table, key, label, how: 'useRule', over, expr, filters: false }
    }
  }
}

function* placesInTable(table: Table): Generator<Place> {
  for (const field of table.fields) {
    const { key, label } = field
    const base = { kind: 'field', table: table.key, key, label, over: table, filters: false } as const
    const { source } = field
    if (source.kind === 'formula') yield { ...base, how: 'useFormula', expr: source.expr, yields: field }
    if (field.default) yield { ...base, how: 'useDefault', expr: field.default, yields: field }
    if (field.showIf) yield { ...base, how: 'useShowIf', expr: field.showIf }
    if (field.requiredIf) yield { ...base, how: 'useRequiredIf', expr: field.requiredIf }
  }
  const { key, label } = table
  for (const { expr } of table.checks)
    yield { kind: 'table', table: key, key, label, how: 'useCheck', over: table, expr, filters: false }
}

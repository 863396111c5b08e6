/** The one reference finder: which definitions mention a table or a field, before it is changed or deleted. */
import type { StoredExpr } from '@/lib/expr/ast'
import { references } from '@/lib/expr/references'
import { fieldOf, targetOf } from './fields'
import type { Definitions, DocumentKind, Rule, Table } from './model'

export interface Reference {
  kind: DocumentKind
  /** Key of the document. */
  key: string
  /** The field of that table, when it is one that mentions it. */
  field?: string
}

/** Definitions outside a table that would be broken without it. */
export function tableReferences(definitions: Definitions, table: string): Reference[] {
  const found: Reference[] = []
  for (const other of definitions.tables.values()) {
    if (other.key === table) continue
    for (const field of other.fields) {
      if (targetOf(field) === table) found.push({ kind: 'table', key: other.key, field: field.key })
    }
  }
  return found
}

/** Whether one of the paths of an expression over `table` passes through the field. */
function mentions(
  definitions: Definitions,
  table: Table,
  condition: StoredExpr | undefined,
  owner: string,
  key: string,
): boolean {
  return (
    condition !== undefined &&
    references(condition.expr).some((path) => passes(definitions, table, path, owner, key))
  )
}

function passes(
  definitions: Definitions,
  table: Table,
  [first, ...rest]: readonly string[],
  owner: string,
  key: string,
): boolean {
  if (first === undefined) return false
  if (table.key === owner && first === key) return true
  const field = fieldOf(table, first)
  const target = field && definitions.tables.get(targetOf(field) ?? '')
  return target !== undefined && passes(definitions, target, rest, owner, key)
}

/** Definitions that would be broken without a field: conditions, row rules, other sides of links, titles. */
export function fieldReferences(definitions: Definitions, table: string, key: string): Reference[] {
  const found: Reference[] = []
  for (const other of definitions.tables.values()) {
    if (other.key === table && other.title === key) found.push({ kind: 'table', key: table })
    for (const field of other.fields) {
      if (other.key === table && field.key === key) continue
      const inverse =
        field.source.kind === 'inverse' && field.source.table === table && field.source.field === key
      const conditions = [field.default, field.showIf, field.requiredIf]
      const watched =
        other.key === table &&
        field.source.kind === 'auto' &&
        field.source.of === 'updated' &&
        field.source.watch?.includes(key)
      if (inverse || watched || conditions.some((c) => mentions(definitions, other, c, table, key)))
        found.push({ kind: 'table', key: other.key, field: field.key })
    }
  }
  for (const view of definitions.views.values()) {
    const over = definitions.tables.get(view.table)
    if (over && mentions(definitions, over, view.filter, table, key))
      found.push({ kind: 'view', key: view.key })
  }
  for (const role of definitions.roles.values()) {
    for (const [name, rights] of Object.entries(role.tables)) {
      const over = definitions.tables.get(name)
      if (
        over &&
        Object.values(rights.rows).some((rule) => ruleMentions(definitions, over, rule, table, key))
      )
        found.push({ kind: 'role', key: role.key })
    }
  }
  return found
}

function ruleMentions(
  definitions: Definitions,
  over: Table,
  rule: Rule,
  owner: string,
  key: string,
): boolean {
  return rule.some((a) => {
    if (a.kind === 'mine') return passes(definitions, over, a.path, owner, key)
    if (a.kind === 'follows') return over.key === owner && a.link === key
    return a.kind === 'when' && mentions(definitions, over, a.expr, owner, key)
  })
}

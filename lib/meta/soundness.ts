/** Whether definitions agree with each other as a whole: what of them does not work, before anything happens to them. */
import type { Use } from '@/lib/api/contract-design'
import type { Expr } from '@/lib/expr/ast'
import { checkStored, type Scope } from '@/lib/expr/check'
import { functions } from '@/lib/expr/functions'
import {
  columnOf,
  fieldOf,
  isInput,
  isPeople,
  isToMany,
  isToOne,
  optionsOf,
  plainType,
  targetOf,
  typeOf,
} from './fields'
import { graphOf } from './graph'
import type { Definitions, Field, Rule, Table, View } from './model'
import { type Place, placesOf } from './places'
import { namesIn } from './references'
import { storedScope, tableAt } from './stored-scope'

/** A place that does not work, as the use of what is missing there. */
export type Fault = Use & { pointer?: string; problem?: string; params?: Record<string, string | number> }

/** Everything that does not work; a change may add nothing to it. */
export function* faultsOf(definitions: Definitions): Generator<Fault> {
  for (const { kind, of } of [
    { kind: 'view' as const, of: definitions.views },
    { kind: 'form' as const, of: definitions.forms },
  ])
    for (const { key, label, table } of of.values())
      if (!definitions.tables.has(table)) yield { kind, table, key, label, how: 'useTable', breaks: true }
  for (const place of placesOf(definitions)) {
    if (place.how === 'useFormula' || place.kind === 'view') continue
    const fault = faultOf(definitions, place)
    if (fault) yield fault
  }
  for (const { table: key, field, code, params, path } of graphOf(definitions).problems) {
    const found = fieldOf(definitions.tables.get(key)!, field)!
    const { label } = found
    yield {
      kind: 'field',
      table: key,
      key: field,
      label,
      how: 'useFormula',
      breaks: true,
      problem: code,
      params,
      pointer: path,
    }
  }
  for (const table of definitions.tables.values()) yield* faultsOfTable(definitions, table)
  for (const { table: key, key: form, label, steps } of definitions.forms.values()) {
    const table = definitions.tables.get(key)
    const asked = steps.flatMap((s) => s.blocks).flatMap((b) => ('field' in b ? [b.field] : []))
    if (table && !asked.every((name) => fieldOf(table, name)))
      yield { kind: 'form', table: key, key: form, label, how: 'useForm', breaks: true }
  }
  for (const role of definitions.roles.values()) {
    for (const [key, { rows }] of Object.entries(role.tables)) {
      const table = definitions.tables.get(key)
      if (table && !Object.values(rows).every((rule) => ruleWorks(definitions, table, rule)))
        yield { kind: 'role', table: key, key: role.key, label: role.label, how: 'useRule', breaks: true }
    }
  }
}

/** The identity of a fault, to tell new ones from those that were there before. */
export const faultName = ({ kind, table, key, how }: Fault): string => JSON.stringify([kind, table, key, how])

/** What would not work any more: the faults of `after` that `before` does not have. */
export function newFaults(before: Definitions, after: Definitions): Fault[] {
  const found = [...faultsOf(after)]
  if (found.length === 0) return []
  const known = new Set([...faultsOf(before)].map(faultName))
  return found.filter((fault) => !known.has(faultName(fault)))
}

/** What is wrong with the expression of a place. */
export function faultOf(definitions: Definitions, place: Place): Fault | undefined {
  const { kind, table, key, label, how, over, expr, yields, filters } = place
  const scope = filters ? filterScope(definitions, over) : cellScope(definitions, over)
  const checked = yields ? checkStored(expr, scope, plainType(yields)) : checkStored(expr, scope)
  if (checked.ok) return undefined
  const { code, path, params } = checked.problem
  return { kind, table, key, label, how, breaks: true, problem: code, params, pointer: path }
}

/** What is asked of one record while it is written gathers no others. */
const cellScope = (definitions: Definitions, table: Table): Scope => {
  const { field } = storedScope(definitions, table)
  return { field }
}

/** Conditions may also ask what a field holds many of. */
export function filterScope(definitions: Definitions, table: Table): Scope {
  const stored = storedScope(definitions, table)
  return {
    field(path) {
      const owner = tableAt(definitions, table, path.slice(0, -1))
      const field = owner && fieldOf(owner, path.at(-1)!)
      return field && isToMany(field) ? plainType(field) : stored.field(path)
    },
  }
}

function* faultsOfTable(definitions: Definitions, table: Table): Generator<Fault> {
  const own = { kind: 'table', table: table.key, key: table.key, label: table.label, breaks: true } as const
  const title = fieldOf(table, table.title)
  if (!title || columnOf(title) === undefined) yield { ...own, how: 'useTitle' }
  if (table.uniques.some((rule) => !canHold(rule.fields.map((key) => fieldOf(table, key)))))
    yield { ...own, how: 'useUnique' }
  for (const field of table.fields) {
    const how = faultOfField(definitions, table, field)
    if (how) yield { kind: 'field', table: table.key, key: field.key, label: field.label, how, breaks: true }
  }
}

/** Whether an index can hold the values next to those of other fields. */
export const isComparable = (field: Field | undefined): boolean =>
  field !== undefined &&
  columnOf(field) !== undefined &&
  typeOf(field).kind !== 'list' &&
  typeOf(field).kind !== 'json'

/** An entry of an index holds 2,704 bytes, and a character is up to four of them. */
const longestTogether = 600

/** Whether one unique index can hold the values of these fields: given ones, that compare, and short enough. */
function canHold(fields: readonly (Field | undefined)[]): boolean {
  const lengths = fields.map((field) => {
    if (!field || !isComparable(field) || field.source.kind === 'formula') return Infinity
    return Number(typeOf(field).valueSchema(field.options).maxLength ?? 0)
  })
  return lengths.reduce((a, b) => a + b, 0) <= longestTogether
}

function faultOfField(definitions: Definitions, table: Table, field: Field): string | undefined {
  const { source } = field
  if (source.kind === 'inverse') {
    const far = definitions.tables.get(source.table)?.fields.find((f) => f.key === source.field)
    return far && isInput(far) && targetOf(far) === table.key ? undefined : 'useInverse'
  }
  const target = targetOf(field)
  if (target !== undefined && !definitions.tables.has(target)) return 'useLink'
  const { set } = field.options as { set?: string }
  if (set !== undefined && !definitions.optionSets.has(set)) return 'useOptions'
  const watch = source.kind === 'auto' && source.of === 'updated' ? (source.watch ?? []) : []
  return watch.every((key) => fieldOf(table, key)) ? undefined : 'useWatch'
}

function ruleWorks(definitions: Definitions, table: Table, rule: Rule): boolean {
  return rule.every((a) => {
    if (a.kind === 'mine') {
      const owner = tableAt(definitions, table, a.path.slice(0, -1))
      const field = owner && fieldOf(owner, a.path.at(-1)!)
      return field !== undefined && isPeople(field)
    }
    const link = a.kind === 'follows' ? fieldOf(table, a.link) : undefined
    return a.kind !== 'follows' || (link !== undefined && isToOne(link))
  })
}

/**
 * A view without the conditions, sort keys and columns that do not work any more; the same view when all do.
 * @param field only conditions that name this one are judged, `table.field`; all when absent
 */
export function fittingView(definitions: Definitions, view: View, field?: string): View {
  const table = definitions.tables.get(view.table)
  if (!table) return view
  const columns = view.columns.filter((c) => fieldOf(table, c.field))
  const sort = view.sort.filter((s) => isSortable(definitions, fieldOf(table, s.field)))
  const scope = filterScope(definitions, table)
  const expr = view.filter && fittingCondition(definitions, table, view.filter.expr, scope, field)
  if (
    columns.length === view.columns.length &&
    sort.length === view.sort.length &&
    expr === view.filter?.expr
  )
    return view
  const { filter: _filter, ...rest } = view
  return { ...rest, columns, sort, ...(expr ? { filter: { version: 1, expr } } : {}) }
}

function isSortable(definitions: Definitions, field: Field | undefined): boolean {
  if (!field || isToMany(field)) return false
  const type = typeOf(field)
  if (type.kind === 'list') return false
  return type.kind === 'ref' || type.sort !== undefined || optionsOf(field, definitions) !== undefined
}

const joints: readonly string[] = ['and', 'or']

/** The condition as far as it works: what is left of "and" and "or" without the parts that do not. */
function fittingCondition(
  definitions: Definitions,
  table: Table,
  expr: Expr,
  scope: Scope,
  field?: string,
): Expr | undefined {
  if (field !== undefined && !namesIn(definitions, table, expr).has(field)) return expr
  if (expr.op === 'call' && joints.includes(expr.fn)) {
    const args = expr.args.map((arg) => fittingCondition(definitions, table, arg, scope, field))
    if (args.every((arg, i) => arg === expr.args[i])) return expr
    const left = args.filter((arg) => arg !== undefined)
    return left.length > 1 ? { ...expr, args: left } : left[0]
  }
  const works = checkStored({ version: 1, expr }, scope).ok && isOffered(definitions, table, expr)
  return works ? expr : undefined
}

/** A condition that a person fills in is one that the field's type offers. */
function isOffered(definitions: Definitions, table: Table, expr: Expr): boolean {
  if (expr.op !== 'call' || functions.get(expr.fn)?.filter === undefined) return true
  const subject = expr.args[0]
  if (subject?.op !== 'field') return true
  const owner = tableAt(definitions, table, subject.path.slice(0, -1))
  const field = owner && fieldOf(owner, subject.path.at(-1)!)
  return !field || typeOf(field).operators.includes(expr.fn)
}

/** The one reference finder: which definitions name a table, a field, an option set or one option, and whether they could do without. */
import type { Use } from '@/lib/api/contract-design'
import type { Expr } from '@/lib/expr/ast'
import { walk } from '@/lib/expr/references'
import type { Json } from '@/lib/json'
import { fieldOf, optionsOf, targetOf } from './fields'
import type { Definitions, Field, Rule, Table } from './model'
import { type Place, placesOf } from './places'
import { rulesOf } from './rights'
import { gatheredTable, tableAt } from './stored-scope'

/** What is about to be changed or deleted. */
export type Target = { table: string; field?: string; option?: string } | { set: string; option?: string }

/** A use with the names that it mentions, in the form that `nameOf` gives to targets. */
type Mention = Use & { names: Iterable<string> }

const nameOf = (target: Target): string =>
  'set' in target
    ? target.option === undefined
      ? `#${target.set}`
      : `#${target.set}=${target.option}`
    : [target.table, target.field].filter((part) => part !== undefined).join('.') +
      (target.option === undefined ? '' : `=${target.option}`)

/** Everything that uses the target, each use once. What the target says of itself is no use of it. */
export function uses(definitions: Definitions, target: Target): Use[] {
  const name = nameOf(target)
  const own = (use: Use): boolean =>
    'table' in target &&
    use.how !== 'useTitle' &&
    use.how !== 'useTemplate' &&
    (target.field === undefined
      ? use.table === target.table && (use.kind === 'table' || use.kind === 'field')
      : use.kind === 'field' && use.table === target.table && use.key === target.field)
  const found = new Map<string, Use>()
  for (const { names, ...use } of mentions(definitions)) {
    if (own(use) || ![...names].includes(name)) continue
    found.set(JSON.stringify([use.kind, use.table, use.key, use.how]), use)
  }
  return [...found.values()]
}

function* mentions(definitions: Definitions): Generator<Mention> {
  for (const place of placesOf(definitions)) yield ofPlace(definitions, place)
  for (const table of definitions.tables.values()) yield* ofTable(table)
  for (const set of definitions.optionSets.values()) {
    const { key, label, origin } = set
    if (origin)
      yield {
        kind: 'template',
        key: origin.template,
        label,
        how: 'useTemplate',
        breaks: false,
        names: [`#${key}`],
      }
  }
  for (const { key, label, table, columns, sort } of definitions.views.values()) {
    const base = { kind: 'view', table, key, label, breaks: false } as const
    yield { ...base, how: 'useColumn', names: [table, ...columns.map((c) => `${table}.${c.field}`)] }
    yield { ...base, how: 'useSort', names: sort.map((s) => `${table}.${s.field}`) }
  }
  for (const { key, label, table, steps } of definitions.forms.values()) {
    const named = steps.flatMap((s) => s.blocks).flatMap((b) => namesOfBlock(definitions, table, b))
    yield { kind: 'form', table, key, label, how: 'useForm', breaks: false, names: [table, ...named] }
  }
  for (const role of definitions.roles.values()) {
    for (const [table, rights] of Object.entries(role.tables)) {
      const base = { kind: 'role', table, key: role.key, label: role.label } as const
      const named = Object.keys(rights.fields).map((key) => `${table}.${key}`)
      yield { ...base, how: 'useRight', breaks: false, names: [table, ...named] }
      const over = definitions.tables.get(table)
      const rules = rulesOf(rights).flatMap(({ rule }) => (over ? namesOfRule(definitions, over, rule) : []))
      yield { ...base, how: 'useRule', breaks: true, names: rules }
    }
  }
}

/** A view can do without one of its conditions; what computes, decides or requires cannot. */
function ofPlace(definitions: Definitions, place: Place): Mention {
  const { kind, table, key, label, how, over, expr } = place
  return {
    kind,
    table,
    key,
    label,
    how,
    breaks: kind !== 'view',
    names: namesIn(definitions, over, expr.expr),
  }
}

function* ofTable(table: Table): Generator<Mention> {
  const { key, label } = table
  const here = (field: string): string => `${key}.${field}`
  const own = { kind: 'table', table: key, key, label } as const
  yield { ...own, how: 'useTitle', breaks: true, names: [here(table.title)] }
  for (const rule of table.uniques)
    yield { ...own, how: 'useUnique', breaks: false, names: rule.fields.map(here) }
  if (table.origin)
    yield {
      ...own,
      kind: 'template',
      key: table.origin.template,
      how: 'useTemplate',
      breaks: false,
      names: [key],
    }
  for (const field of table.fields) {
    const base = { kind: 'field', table: key, key: field.key, label: field.label } as const
    const { source, origin } = field
    if (origin)
      yield {
        ...base,
        kind: 'template',
        key: origin.template,
        how: 'useTemplate',
        breaks: false,
        names: [here(field.key)],
      }
    if (source.kind === 'inverse')
      yield {
        ...base,
        how: 'useInverse',
        breaks: true,
        names: [source.table, `${source.table}.${source.field}`],
      }
    else {
      const target = targetOf(field)
      if (target !== undefined) yield { ...base, how: 'useLink', breaks: true, names: [target] }
    }
    if (source.kind === 'auto' && source.of === 'updated')
      yield { ...base, how: 'useWatch', breaks: true, names: (source.watch ?? []).map(here) }
    const { set } = field.options as { set?: string }
    if (set !== undefined) yield { ...base, how: 'useOptions', breaks: false, names: [`#${set}`] }
  }
}

function namesOfBlock(
  definitions: Definitions,
  table: string,
  block: { kind: string; field?: string; columns?: string[] },
): string[] {
  if (block.field === undefined) return []
  const over = definitions.tables.get(table)
  const field = over && fieldOf(over, block.field)
  const rows = field && targetOf(field)
  return [`${table}.${block.field}`, ...(block.columns ?? []).map((column) => `${rows}.${column}`)]
}

function namesOfRule(definitions: Definitions, over: Table, rule: Rule): string[] {
  return rule.flatMap((a) => {
    if (a.kind === 'mine' || a.kind === 'team') return alongPath(definitions, over, a.path)
    return a.kind === 'follows' ? [`${over.key}.${a.link}`] : []
  })
}

/** Names of the tables, fields and options in an expression about records of `table`. */
export function namesIn(definitions: Definitions, table: Table, expr: Expr): Set<string> {
  const names = new Set<string>()
  for (const named of walk(expr)) {
    if (named.kind === 'var') continue
    if (named.kind === 'each' && 'table' in named.over) names.add(named.over.table)
    const from = named.kind === 'field' && named.over ? gatheredTable(definitions, table, named.over) : table
    const path = named.kind === 'field' ? named.path : 'path' in named.over ? named.over.path : []
    if (from) for (const name of alongPath(definitions, from, path)) names.add(name)
  }
  mapOptions(definitions, table, expr, (owner, value) => {
    names.add(`${owner}=${value}`)
    return value
  })
  return names
}

/** The fields that a path passes through. */
const alongPath = (definitions: Definitions, table: Table, path: readonly string[]): string[] =>
  path.flatMap((key, i) => {
    const at = tableAt(definitions, table, path.slice(0, i))
    return at ? [`${at.key}.${key}`] : []
  })

/**
 * The expression with other options: a constant beside a field with options is one of them.
 * @param change is given whose option it is, `#set` or `table.field`, and its value
 */
export function mapOptions(
  definitions: Definitions,
  table: Table,
  expr: Expr,
  change: (owner: string, value: string) => string,
  outer?: Table,
): Expr {
  const inside = (part: Expr): Expr => mapOptions(definitions, table, part, change, outer)
  if (expr.op === 'call') {
    const owners = expr.args.flatMap((arg) =>
      arg.op === 'field' ? ownerOf(definitions, arg.outer ? (outer ?? table) : table, arg.path) : [],
    )
    const swap = (value: string): string => owners.reduce((v, owner) => change(owner, v), value)
    return {
      ...expr,
      args: expr.args.map((arg) => (arg.op === 'value' ? swapped(arg.value, swap) : inside(arg))),
    }
  }
  if (expr.op !== 'each') return expr
  const gathered = gatheredTable(definitions, table, expr.over)
  if (!gathered) return expr
  const there = (part: Expr): Expr => mapOptions(definitions, gathered, part, change, table)
  return {
    ...expr,
    args: expr.args.map(there),
    ...(expr.where ? { where: there(expr.where) } : {}),
    ...(expr.by ? { by: expr.by.map((term) => ({ ...term, expr: there(term.expr) })) } : {}),
  }
}

/** Whose options the field at the end of the path has: none, or one name. */
function ownerOf(definitions: Definitions, table: Table, path: readonly string[]): string[] {
  const at = tableAt(definitions, table, path.slice(0, -1))
  const field = at && fieldOf(at, path.at(-1)!)
  return field && optionsOf(field, definitions) ? [optionOwner(at, field)] : []
}

/** The name of what a field chooses from. */
export function optionOwner(table: Table, field: Field): string {
  const { set } = field.options as { set?: string }
  return set === undefined ? `${table.key}.${field.key}` : `#${set}`
}

function swapped(value: Json, swap: (value: string) => string): Expr {
  const change = (part: Json): Json => (typeof part === 'string' ? swap(part) : part)
  return { op: 'value', value: Array.isArray(value) ? [...new Set(value.map(change))] : change(value) }
}

/** Use case: merge one option into another, in records and in definitions, as one change that the log tells whole. */
import type { Actor } from '@/lib/access/actor'
import { ownerTransaction, type Tx } from '@/lib/db/connection'
import { ident, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Expr, StoredExpr } from '@/lib/expr/ast'
import type { Option } from '@/lib/fields/type'
import type { Json } from '@/lib/json'
import { fieldOf, isInput, optionsOf, ownsColumn, typeOf } from '@/lib/meta/fields'
import type { Form } from '@/lib/meta/form'
import { columnName } from '@/lib/meta/kept'
import type { Definitions, Field, Role, Table } from '@/lib/meta/model'
import { mapOptions, optionOwner } from '@/lib/meta/references'
import { type DocumentChange, findBase, keepDefinitions, readDefinitions } from '@/lib/meta/store'
import { applyChanges, lockBase } from './apply'
import { fieldIn, tableIn } from './edit-field'
import { changeOf } from './edit-table'
import { fieldsOfSet, holdsOption } from './impact'
import { refreshReaders } from './refresh'
import { type RewrittenCells, rewriteCells } from './rewrite-cells'

/** Whose options they are: a shared set's, or a field's own. */
export type Owner = { set: string } | { table: string; field: string }

/** @returns how many records changed; the option that is merged away stays as a retired one, for the history. */
export async function mergeOptions(actor: Actor, owner: Owner, from: string, to: string): Promise<number> {
  const { changed, committed } = await ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, actor.definitions.base)
    const options = optionsIn(definitions, owner)
    if (from === to || ![from, to].every((value) => options.some((o) => o.value === value)))
      throw appError('DEFINITION_INVALID', { pointer: '/from' })
    const fields = fieldsOf(definitions, owner)
    const cells: RewrittenCells[] = []
    for (const { table, field } of fields)
      cells.push(...(await mergeCells(tx, actor, definitions, table, field, from, to)))
    const changes = rewritten(definitions, owner, from, to)
    const change = { ...changeOf(actor), cells: cells.map((c) => c.line) }
    await applyChanges(tx, definitions, change, changes)
    const committed = await readDefinitions(tx, (await findBase(tx, definitions.base))!)
    await refreshReaders(
      tx,
      committed,
      fields.map(({ table, field }) => ({ table, field: field.key })),
    )
    return { changed: cells.reduce((sum, { count }) => sum + count, 0), committed }
  })
  keepDefinitions(committed)
  return changed
}

function optionsIn(definitions: Definitions, owner: Owner): readonly Option[] {
  const options =
    'set' in owner
      ? definitions.optionSets.get(owner.set)?.options
      : (fieldIn(tableIn(definitions, owner.table), owner.field).options as { options?: Option[] }).options
  if (!options) throw appError('NOT_FOUND')
  return options
}

const fieldsOf = (definitions: Definitions, owner: Owner): { table: string; field: Field }[] =>
  'set' in owner
    ? fieldsOfSet(definitions, owner.set)
    : [{ table: owner.table, field: fieldIn(tableIn(definitions, owner.table), owner.field) }]

/** The cells with the one option get the other. */
async function mergeCells(
  tx: Tx,
  actor: Actor,
  definitions: Definitions,
  tableKey: string,
  field: Field,
  from: string,
  to: string,
): Promise<RewrittenCells[]> {
  // What is computed is computed anew.
  if (!ownsColumn(field) || !isInput(field)) return []
  const table = definitions.tables.get(tableKey)!
  const column = ident(columnName(table, field))
  const rows = sql`${qualified(definitions.schema, tableKey)} t where ${holdsOption(field, from)}`
  return rewriteCells(
    tx,
    definitions.schema,
    changeOf(actor),
    { table, field },
    rows,
    mergedSql(field, column, from, to),
  )
}

/** A list keeps its order and names nothing twice. */
const mergedSql = (field: Field, column: SQL, from: string, to: string): SQL =>
  typeOf(field).kind === 'list'
    ? sql`(select array_agg(u.v order by u.i) from (select case e.v when ${param(from)} then ${param(to)} else e.v end as v, min(e.i) as i
        from unnest(t.${column}) with ordinality as e(v, i) group by 1) u)`
    : param(to)

/** The documents with the other option wherever the one was meant; the set or the field keeps it as a retired one. */
function rewritten(definitions: Definitions, owner: Owner, from: string, to: string): DocumentChange[] {
  const name = 'set' in owner ? `#${owner.set}` : `${owner.table}.${owner.field}`
  const swap = (over: Table): Swap => {
    const change = (whose: string, value: string) => (whose === name && value === from ? to : value)
    return ({ expr, ...rest }) => ({ ...rest, expr: mapOptions(definitions, over, expr, change) })
  }
  const changes: DocumentChange[] = []
  if ('set' in owner) {
    const before = definitions.optionSets.get(owner.set)!
    changes.push({ kind: 'options', before, after: { ...before, options: retired(before.options, from) } })
  }
  for (const before of definitions.tables.values()) {
    const fields = before.fields.map((field) => {
      const next = mapConditions(field, swap(before))
      return optionOwner(before, field) === name && optionsOf(field, definitions)
        ? chooser(next, from, to)
        : next
    })
    const after = { ...before, fields, checks: mapConditions(before.checks, swap(before)) }
    if (differ(before, after)) changes.push({ kind: 'table', before, after })
  }
  for (const before of definitions.views.values()) {
    const after = swappedIn(definitions, before, swap)
    if (differ(before, after)) changes.push({ kind: 'view', before, after })
  }
  for (const before of definitions.forms.values()) {
    const over = definitions.tables.get(before.table)
    const after = withDefaults(swappedIn(definitions, before, swap), (key) => {
      const field = over && fieldOf(over, key)
      return field && optionOwner(over, field) === name ? otherResult(from, to) : same
    })
    if (differ(before, after)) changes.push({ kind: 'form', before, after })
  }
  for (const before of definitions.roles.values()) {
    const tables = Object.entries(before.tables).map(([key, rights]) => {
      const over = definitions.tables.get(key)
      return [key, over ? mapConditions(rights, swap(over)) : rights]
    })
    const after: Role = { ...before, tables: Object.fromEntries(tables) as Role['tables'] }
    if (differ(before, after)) changes.push({ kind: 'role', before, after })
  }
  return changes
}

type Swap = (condition: StoredExpr) => StoredExpr

const differ = (a: object, b: object): boolean => JSON.stringify(a) !== JSON.stringify(b)

const retired = (options: readonly Option[], value: string): Option[] =>
  options.map((o) => (o.value === value ? { ...o, retired: true } : o))

function swappedIn<D extends { table: string }>(
  definitions: Definitions,
  document: D,
  swap: (over: Table) => Swap,
): D {
  const over = definitions.tables.get(document.table)
  return over ? mapConditions(document, swap(over)) : document
}

type Default = StoredExpr | undefined
const same = (given: Default): Default => given

/** What comes out of these calls is one of their arguments: those at the places that say so. */
const branches = new Map<string, (at: number, count: number) => boolean>([
  ['if', (at) => at > 0],
  ['ifs', (at, count) => at % 2 === 1 || at === count - 1],
  ['coalesce', () => true],
])

/** An expression that comes to options, with the other one wherever it would come to the one. */
function comingTo(expr: Expr, from: string, to: string): Expr {
  if (expr.op === 'value') {
    const other = (value: Json): Json => (value === from ? to : value)
    return {
      op: 'value',
      value: Array.isArray(expr.value) ? [...new Set(expr.value.map(other))] : other(expr.value),
    }
  }
  const comesOut = expr.op === 'call' ? branches.get(expr.fn) : undefined
  if (expr.op !== 'call' || !comesOut) return expr
  const { args } = expr
  return { ...expr, args: args.map((arg, i) => (comesOut(i, args.length) ? comingTo(arg, from, to) : arg)) }
}

/** The same for a stored expression. */
const otherResult =
  (from: string, to: string) =>
  (given: Default): Default =>
    given && { ...given, expr: comingTo(given.expr, from, to) }

/** A form whose fields begin with something else. */
const withDefaults = (form: Form, change: (field: string) => (given: Default) => Default): Form => ({
  ...form,
  steps: form.steps.map((step) => ({
    ...step,
    blocks: step.blocks.map((block) =>
      block.kind === 'field' && block.default
        ? { ...block, default: change(block.field)(block.default) }
        : block,
    ),
  })),
})

/** The field that chooses: its own option retires, and a default or a formula that comes to it comes to the other. */
function chooser(field: Field, from: string, to: string): Field {
  const { options } = field.options as { options?: Option[] }
  const { source } = field
  return {
    ...field,
    ...(options ? { options: { ...field.options, options: retired(options, from) } } : {}),
    ...(field.default ? { default: otherResult(from, to)(field.default) } : {}),
    ...(source.kind === 'formula'
      ? { source: { ...source, expr: otherResult(from, to)(source.expr)! } }
      : {}),
  }
}

/** A copy in which every stored expression has become another. */
function mapConditions<T>(value: T, swap: Swap): T {
  if (Array.isArray(value)) return value.map((part: unknown) => mapConditions(part, swap)) as T
  if (typeof value !== 'object' || value === null) return value
  if ('version' in value && 'expr' in value) return swap(value as unknown as StoredExpr) as T
  return Object.fromEntries(
    Object.entries(value).map(([k, v]) => [k, mapConditions(v as unknown, swap)]),
  ) as T
}

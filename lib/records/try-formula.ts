/**
 * Use case: what a formula comes to while it is being written: its kind, when it is worked out, what is wrong and where,
 * and its results on real records. Nothing is saved. For administrators, who read everything.
 */
import type { Actor } from '@/lib/access/actor'
import { envOf } from '@/lib/access/env'
import { cellsOf, storedEnv } from '@/lib/access/stored-rows'
import type { FormulaAnswer, FormulaAsk } from '@/lib/api/contract-design'
import { noteTitles, noteValues } from '@/lib/audit/looks'
import { run, transaction } from '@/lib/db/connection'
import { ident, qualified, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { type Expr, stored } from '@/lib/expr/ast'
import { check, type Scope } from '@/lib/expr/check'
import { type Parsed, parse } from '@/lib/expr/parse'
import { printText } from '@/lib/expr/print-text'
import { toSql } from '@/lib/expr/to-sql'
import type { Type, Typed } from '@/lib/expr/typed'
import { fieldType, fieldTypes, type TypeName } from '@/lib/fields/index'
import type { FieldContext } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import { fieldOf, isInput, optionsOf, plainType } from '@/lib/meta/fields'
import { type FormulaProblem, graphOf } from '@/lib/meta/graph'
import { inputsOf } from '@/lib/meta/inputs'
import type { Definitions, Field, Table } from '@/lib/meta/model'
import { linkedTable, namesIn } from '@/lib/meta/naming'
import { withChanges } from '@/lib/meta/store'
import { gatheredTable, storedScope, tableAt } from '@/lib/meta/stored-scope'
import { titleSql } from '@/lib/query/links'
import { visibleTable } from './list'

/** Of the newest records those first that have a result. */
const looked = 50
const shown = 5
const condition: Type = { kind: 'boolean' }

/** @throws FIELD_UNKNOWN for a field that is not there; a formula that is wrong is an answer. */
export async function tryFormula(actor: Actor, tableKey: string, ask: FormulaAsk): Promise<FormulaAnswer> {
  const table = visibleTable(actor, tableKey)
  const { definitions } = actor
  const field = ask.field === undefined ? undefined : fieldOf(table, ask.field)
  if (ask.field !== undefined && !field) throw appError('FIELD_UNKNOWN', { pointer: '/field' })
  const names = namesIn(definitions, table, ask.locale)
  const parsed: Parsed =
    ask.text === undefined
      ? { ok: true, expr: (ask.expr?.expr ?? null) as Expr, place: () => ({ at: 0, length: 0 }) }
      : parse(ask.text, names)
  const failed = (problem: Told, at = 0, length = 0): FormulaAnswer => ({
    text: ask.text ?? '',
    problem: { message: messageOf(ask.locale, problem), at, length },
  })
  if (!parsed.ok) return failed(parsed.problem, parsed.problem.at, parsed.problem.length)
  const wanted = { formula: undefined, condition, default: field && plainType(field) }[ask.purpose]
  const checked = check(parsed.expr, scopeFor(actor, table, ask.purpose), wanted)
  if (!checked.ok) {
    const { at, length } = parsed.place(checked.problem.path)
    return failed(checked.problem, at, length)
  }
  const { expr: typed } = checked
  const target = typed.kind === 'ref' ? refTarget(actor, table, typed) : undefined
  const source = sourceOf(definitions, table, typed)
  const types = typesFor(typed, target, source)
  const answer: FormulaAnswer = {
    expr: stored(parsed.expr),
    text: printText(parsed.expr, names),
    kind: typed.kind,
    types,
    ...(target ? { target } : {}),
    ...(source && source.type === types[0] ? { options: settingsOf(source) } : {}),
  }
  if (ask.purpose !== 'formula')
    return { ...answer, samples: await results(actor, table, typed, types[0], target) }
  const placed = place(actor, table, parsed.expr, types[0], target, field)
  if (!placed) return failed({ code: 'problemFormula.kind' })
  if ('code' in placed) {
    const { at, length } = parsed.place(placed.path ?? '')
    return { ...answer, ...failed(placed, at, length) }
  }
  return {
    ...answer,
    timing: placed.timing,
    samples: await results(actor, table, placed.typed, types[0], target),
  }
}

type Told = Pick<FormulaProblem, 'params' | 'way'> & { code: string }

function messageOf(locale: FormulaAsk['locale'], { code, params, way }: Told): string {
  const key = code === 'field_unknown' ? 'problemFormula.fieldUnknown' : code
  const stations = (way ?? []).map((w) => w.field.label[locale] ?? w.field.key)
  return translator(locale).any(key, { ...params, way: stations.join(' → ') })
}

/** Conditions are about the record at hand; defaults may walk links; formulas may gather records too. */
function scopeFor({ definitions }: Actor, table: Table, purpose: FormulaAsk['purpose']): Scope {
  const scope = storedScope(definitions, table)
  if (purpose === 'formula') return scope
  return { field: (path) => (purpose === 'default' || path.length === 1 ? scope.field(path) : undefined) }
}

/** The types that a computed field of this kind can have: that of the field it comes from, then in menu order. */
function typesFor({ kind, item }: Type, target: string | undefined, source: Field | undefined): TypeName[] {
  const first = source ? [source.type] : []
  return [...new Set([...first, ...(Object.keys(fieldTypes) as TypeName[])])].filter((name) => {
    const type = fieldType(name)
    if (type.kind !== kind || kind === 'json' || !('column' in type.storage) || type.fileIds) return false
    const people = type.operators.some((o) => o === 'isMe' || o === 'hasMe')
    if (kind === 'ref') return people === (target === undefined)
    return kind !== 'list' || people === (item === 'ref')
  })
}

/** The table that a computed reference points into; undefined for people. */
function refTarget({ definitions }: Actor, table: Table, node: Typed): string | undefined {
  if (node.op === 'field') return linkedTable(definitions, table, node.path)
  if (node.op === 'each') {
    const gathered = gatheredTable(definitions, table, node.over)
    const [what] = node.args
    return gathered && what?.op === 'field' ? linkedTable(definitions, gathered, what.path) : undefined
  }
  if (node.op !== 'call') return undefined
  const refs = node.args.filter((arg) => arg.kind === 'ref')
  return refs.map((arg) => refTarget({ definitions } as Actor, table, arg)).find((t) => t !== undefined)
}

/** The formula in the graph, as if it were saved: a cycle shows only there. */
function place(
  { definitions }: Actor,
  table: Table,
  expr: Expr,
  type: TypeName | undefined,
  target: string | undefined,
  field: Field | undefined,
) {
  if (!type) return undefined
  const source = { kind: 'formula' as const, expr: stored(expr), stored: true }
  const options = { ...fieldType(type).defaultOptions, ...(target ? { table: target } : {}) }
  const own = field && !isInput(field) && fieldType(field.type).kind === fieldType(type).kind
  const tried: Field = own
    ? { ...field, source }
    : {
        id: '00000000-0000-0000-0000-000000000000',
        key: field?.key ?? '_tried',
        type,
        options,
        source,
        label: field?.label ?? {},
        required: false,
        unique: false,
        sensitivity: 'normal',
        number: 0,
      }
  const others = table.fields.filter((f) => f.key !== tried.key)
  const after = withChanges(definitions, [
    { kind: 'table', before: table, after: { ...table, fields: [...others, tried] } },
  ])
  const graph = graphOf(after)
  const problem =
    graph.problems.find((p) => p.table === table.key && p.field === tried.key) ??
    graph.problems.find((p) => p.code === 'problemFormula.cycle')
  return problem ?? graph.computed(table.key, tried.key)
}

/** The results on the newest records, as a person reads them; a formula that takes too long shows none. */
async function results(
  actor: Actor,
  table: Table,
  typed: Typed,
  type: TypeName | undefined,
  target: string | undefined,
): Promise<FormulaAnswer['samples']> {
  const { definitions } = actor
  const [t, v] = [ident('t'), ident('v')]
  const value = toSql(typed, storedEnv(definitions, table, cellsOf(t), envOf(actor)))
  const linked = target ? definitions.tables.get(target) : undefined
  const people = typed.kind === 'ref' && !target
  const title = linked
    ? titleSql(actor, linked, sql`${v}.value`)
    : people
      ? sql`(select u.name from tian.users u where u.id = ${v}.value)`
      : sql`null::text`
  try {
    const rows = await transaction(async (tx) => {
      await run(tx, sql`set local statement_timeout = '2s'`)
      return run<{ id: string; title: string | null; value: unknown; named: string | null }>(
        tx,
        sql`select v.id, ${titleSql(actor, table, sql`${v}.id`)} as title, to_json(v.value) as value, ${title} as named
            from (select * from (select t.id, ${value} as value from ${qualified(definitions.schema, table.key)} t
                  where t._deleted_at is null order by t.id desc limit ${looked}) n
              order by n.value is null, n.id desc limit ${shown}) v`,
      )
    })
    noteResults(
      actor,
      table,
      typed,
      rows.map((row) => row.id),
    )
    const context = contextOf(actor)
    const chosen = choicesOf(actor, sourceOf(definitions, table, typed))
    return rows.map((row) => ({
      id: row.id,
      title: row.title ?? '',
      value:
        row.named ??
        chosen.get(String(row.value)) ??
        (row.value === null ? '' : spoken(row.value, type, context)),
    }))
  } catch (error) {
    if ((error as { code?: string }).code === 'BUSY') return []
    throw error
  }
}

/** For the access log: what the formula draws on, and the names beside its results. */
function noteResults(actor: Actor, table: Table, typed: Typed, ids: readonly string[]): void {
  noteTitles(actor, table, ids)
  if (ids.length === 0) return
  for (const { table: key, field, via } of inputsOf(actor.definitions, table, typed)) {
    const drawnOn = actor.definitions.tables.get(key)
    if (drawnOn) noteValues(actor, drawnOn, 'design', [field], via.length === 0 ? ids : undefined)
  }
}

/** Aggregates whose result is one of what they gather, or of its kind. */
const keeping = ['first', 'last', 'min', 'max', 'mode', 'most', 'sum', 'average']

/** The field whose values the result is made of, where it is plainly one. */
function sourceOf(definitions: Definitions, table: Table, node: Typed): Field | undefined {
  const over = node.op === 'each' ? gatheredTable(definitions, table, node.over) : table
  const leaf = node.op === 'each' && keeping.includes(node.fn) ? node.args[0] : node
  if (leaf?.op !== 'field' || !over) return undefined
  const owner = tableAt(definitions, leaf.outer ? table : over, leaf.path.slice(0, -1))
  return owner && fieldOf(owner, leaf.path.at(-1)!)
}

/** Its settings without the limits of what people may give. */
function settingsOf({ options }: Field): object {
  const limits = ['min', 'max', 'minLength', 'maxLength', 'pattern']
  return Object.fromEntries(Object.entries(options).filter(([key]) => !limits.includes(key)))
}

/** The labels of the options, where the result is the choice of some field. */
function choicesOf({ definitions, locale }: Actor, source: Field | undefined): ReadonlyMap<string, string> {
  const options = (source && optionsOf(source, definitions)) ?? []
  return new Map(options.map((o) => [o.value, labelOf(o.label, locale, o.value)]))
}

function spoken(value: unknown, type: TypeName | undefined, context: FieldContext): string {
  if (!type) return typeof value === 'string' ? value : JSON.stringify(value)
  const { format, kind, defaultOptions } = fieldType(type)
  // A draft of a number has no decimals chosen yet: it is shown with all it has.
  if (kind === 'number') return String(value)
  return format(value, defaultOptions, context)
}

const contextOf = (actor: Actor): FieldContext => ({
  locale: actor.locale,
  zone: actor.definitions.zone,
  today: envOf(actor).today,
  optionSet: (key) => actor.definitions.optionSets.get(key)?.options ?? [],
  title: () => undefined,
})

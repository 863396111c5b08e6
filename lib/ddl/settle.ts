/**
 * What a change of definitions means for computed fields: formulas that cannot be are refused, those whose place in the
 * graph changed get or lose their column, and those whose values may be others now are named, to be filled anew. Here,
 * where every change passes, it is refused too that a unique field comes to be written by who does not read it.
 */
import { refuseBlind } from '@/lib/access/blind'
import { inSteps } from '@/lib/compute/reach'
import { appError } from '@/lib/errors'
import { columnType, fieldOf, ownsColumn } from '@/lib/meta/fields'
import { type Computed, type FormulaProblem, type Graph, graphOf } from '@/lib/meta/graph'
import type { Definitions, Field, Table } from '@/lib/meta/model'
import { type DocumentChange, withChanges } from '@/lib/meta/store'

export interface Settled {
  changes: readonly DocumentChange[]
  /** The definitions as they will be. */
  after: Definitions
  /** Stored computed fields whose values have to be computed anew, in the order in which that works. */
  stale: Computed[][]
}

const nameOf = ({ table, field }: { table: string; field: string }): string => `${table}.${field}`

/** @param freshNumber takes a field number, for columns that stand aside for a formula's */
export async function settle(
  definitions: Definitions,
  given: readonly DocumentChange[],
  freshNumber: () => Promise<number>,
  actor: string | null,
): Promise<Settled> {
  const asked = await withColumnsAside(given, freshNumber, actor)
  const first = withChanges(definitions, asked)
  refuseBlind(definitions, first)
  if (asked.every(onlyAdds) || (!hasFormulas(definitions) && !hasFormulas(first)))
    return { changes: asked, after: first, stale: [] }
  const before = graphOf(definitions)
  refuseNew(first, before, graphOf(first))
  const changes = withColumns(definitions, asked, graphOf(first))
  const after = changes === asked ? first : withChanges(definitions, changes)
  return { changes, after, stale: inSteps(staleIn(definitions, after)) }
}

const hasFormulas = ({ tables }: Definitions): boolean =>
  [...tables.values()].some((t) => t.fields.some((f) => f.source.kind === 'formula'))

/** A field that people fill in is new in no formula, and changes none: the graph need not be asked. */
function onlyAdds(change: DocumentChange): boolean {
  if (change.kind !== 'table') return change.kind !== 'options'
  const { before, after } = change
  if (!before || !after) return false
  const kept = new Set(after.fields)
  const known = new Set(before.fields)
  return (
    before.fields.every((field) => kept.has(field)) &&
    after.fields.every((field) => known.has(field) || field.source.kind !== 'formula')
  )
}

/** Nothing is lost: what people had typed into a field that now computes stands aside, as after a change of type. */
async function withColumnsAside(
  given: readonly DocumentChange[],
  freshNumber: () => Promise<number>,
  actor: string | null,
): Promise<readonly DocumentChange[]> {
  const changes: DocumentChange[] = []
  for (const change of given) {
    if (change.kind !== 'table' || !change.before || !change.after) {
      changes.push(change)
      continue
    }
    const { before, after } = change
    const aside: Table['trash'] = []
    const fields: Field[] = []
    for (const field of after.fields) {
      const was = before.fields.find((f) => f.number === field.number)
      const typed = field.source.kind === 'formula' && was && was.source.kind !== 'formula' && ownsColumn(was)
      if (typed) aside.push({ field: was, at: new Date().toISOString(), by: actor ?? was.id })
      fields.push(typed ? { ...field, number: await freshNumber() } : field)
    }
    changes.push(
      aside.length === 0
        ? change
        : { ...change, after: { ...after, fields, trash: [...after.trash, ...aside] } },
    )
  }
  return changes
}

/** A formula that was broken before may stay so: the change at hand has not done it. */
function refuseNew(definitions: Definitions, before: Graph, after: Graph): void {
  const known = new Set(before.problems.map(nameOf))
  const fresh = after.problems.filter((p) => !known.has(nameOf(p)))
  // The root of a chain of them says what is wrong.
  const problem = fresh.find((p) => p.code !== 'problemFormula.drawsOn') ?? fresh[0]
  if (problem) throw formulaError(definitions, problem)
}

/** A formula's problem as the error that is told. */
export function formulaError(definitions: Definitions, problem: FormulaProblem): Error {
  const { table, field, code, params, path, way } = problem
  const owner = definitions.tables.get(table)
  return appError('DEFINITION_INVALID', {
    field,
    pointer: `/source/expr${path ?? ''}`,
    problem: code === 'field_unknown' ? 'problemFormula.fieldUnknown' : code,
    params,
    named: {
      ...(owner ? { table: owner.label, formula: fieldOf(owner, field)?.label ?? {} } : {}),
      ...(way ? { way: way.map((w) => w.field.label) } : {}),
    },
  })
}

/** The changes with every formula's `stored` as the graph has it. */
function withColumns(
  definitions: Definitions,
  changes: readonly DocumentChange[],
  graph: Graph,
): readonly DocumentChange[] {
  const turned = graph.order.filter(
    (c) => c.field.source.kind === 'formula' && c.field.source.stored !== c.stored,
  )
  if (turned.length === 0) return changes
  const result = [...changes]
  for (const key of new Set(turned.map((c) => c.table.key))) {
    const at = result.findIndex((c) => c.kind === 'table' && c.after?.key === key)
    const change = result[at]
    const table = change?.kind === 'table' ? change.after! : definitions.tables.get(key)!
    const fields = table.fields.map((field): Field => {
      const computed = turned.find((c) => c.table.key === key && c.field.key === field.key)
      if (!computed || field.source.kind !== 'formula') return field
      return { ...field, source: { ...field.source, stored: computed.stored } }
    })
    const before = change?.kind === 'table' ? change.before : table
    const settled = { kind: 'table', before, after: { ...table, fields } } as const
    if (at >= 0) result[at] = settled
    else result.push(settled)
  }
  return result
}

/** Stored fields that are computed otherwise than before, and all that draw on them. */
function staleIn(before: Definitions, after: Definitions): Computed[] {
  const [old, graph] = [graphOf(before), graphOf(after)]
  const stale = new Set<Computed>()
  const add = (computed: Computed): void => {
    if (stale.has(computed)) return
    stale.add(computed)
    for (const { of } of graph.readers(computed.table.key, computed.field.key)) add(of)
  }
  for (const computed of graph.order) {
    if (!computed.stored) continue
    const was = old.computed(computed.table.key, computed.field.key)
    if (!was?.stored || fingerprint(was) !== fingerprint(computed)) add(computed)
  }
  return graph.order.filter((c) => stale.has(c))
}

const fingerprint = ({ typed, field }: Computed): string =>
  JSON.stringify([typed, field.number, field.options, columnType(field)])

/**
 * The dependency graph of computed fields (law L6): data derived from the definitions alone, and the one place that
 * impact lists, recomputation and rights ask what depends on what. A computed field is
 * - `stored`: neither the day nor a figure of a whole table is in it; kept in a column, right at commit;
 * - `dated`: it asks for today. What the row alone decides is printed into every read; a window over other records is
 *   kept in a column, and a sweep after midnight writes the rows that differ;
 * - `read`: it asks for this instant or for a figure of a whole table; computed in the read.
 */
import { check } from '@/lib/expr/check'
import type { ExprProblem } from '@/lib/expr/problem'
import type { Typed } from '@/lib/expr/typed'
import { expand, NotHere, nodesOf } from './expand'
import { fieldOf, plainType } from './fields'
import { type Hop, type Input, inputsOf } from './inputs'
import type { Definitions, Field, Source, Table } from './model'
import { gatheredTable, storedScope, tableAt } from './stored-scope'

export type { Hop, Input } from './inputs'

export type Timing = 'stored' | 'dated' | 'read'

export interface Computed {
  table: Table
  field: Field
  /** The expression over stored columns only. */
  typed: Typed
  /** As it is written, with the fields that have no column by their names. */
  written: Typed
  timing: Timing
  /** Kept in a column. */
  stored: boolean
  /** What the column or the printed expression draws on: stored columns only. */
  inputs: Input[]
  /**
   * Stored fields of level 1 draw on no stored computed field of another record, those of level 2 on such of level 1 …
   * What draws on its own record alone is of one level with it: a statement can compute both.
   */
  level: number
}

/** Why a formula cannot be: a problem of the expression, or of what it draws on. */
export interface FormulaProblem {
  table: string
  field: string
  code:
    | ExprProblem['code']
    | `problemFormula.${'cycle' | 'me' | 'nested' | 'tooLarge' | 'drawsOn' | 'leadsOn'}`
  params?: Record<string, string | number>
  /** JSON pointer into the expression. */
  path?: string
  /** The way round a cycle, from the field back to itself. */
  way?: { table: Table; field: Field }[]
}

export interface Graph {
  /** Every computed field that can be computed, those it draws on before it. */
  order: readonly Computed[]
  problems: readonly FormulaProblem[]
  computed(table: string, field: string): Computed | undefined
  /** The stored computed fields that draw on a field, and the way from their record to it. */
  readers(table: string, field: string): readonly { of: Computed; via: Hop[] }[]
  /** Tables that some stored field reads whole: who writes them, and who reads them, take turns. */
  wholeTables: ReadonlySet<string>
}

const graphs = new WeakMap<Definitions, Graph>()

/** The graph of one version of the definitions. */
export function graphOf(definitions: Definitions): Graph {
  const graph = graphs.get(definitions) ?? new Builder(definitions).build()
  graphs.set(definitions, graph)
  return graph
}

type Formula = Extract<Source, { kind: 'formula' }>
const nameOf = (table: string, field: string): string => `${table}.${field}`

class Builder {
  private readonly done = new Map<string, Computed>()
  private readonly problems = new Map<string, FormulaProblem>()
  /** The fields being looked at, each drawing on the next. */
  private readonly stack: { table: Table; field: Field }[] = []
  constructor(private readonly definitions: Definitions) {}

  build(): Graph {
    for (const table of this.definitions.tables.values())
      for (const field of table.fields) if (field.source.kind === 'formula') this.visit(table, field)
    const order = [...this.done.values()]
    const readers = new Map<string, { of: Computed; via: Hop[] }[]>()
    const wholeTables = new Set<string>()
    for (const of of order) {
      if (!of.stored) continue
      for (const { table, field, via } of of.inputs) {
        const name = nameOf(table, field)
        readers.set(name, [...(readers.get(name) ?? []), { of, via }])
        for (const hop of via) if (hop.along === 'all') wholeTables.add(hop.table)
      }
    }
    return {
      order,
      problems: [...this.problems.values()],
      computed: (table, field) => this.done.get(nameOf(table, field)),
      readers: (table, field) => readers.get(nameOf(table, field)) ?? [],
      wholeTables,
    }
  }

  /** Computes the field after everything it draws on; false when it cannot be. */
  private visit(table: Table, field: Field): boolean {
    const name = nameOf(table.key, field.key)
    if (this.done.has(name)) return true
    if (this.problems.has(name)) return false
    const at = this.stack.findIndex((s) => s.table.key === table.key && s.field.key === field.key)
    if (at >= 0) {
      const way = [...this.stack.slice(at), { table, field }]
      return this.refuse(table, field, { code: 'problemFormula.cycle', way })
    }
    this.stack.push({ table, field })
    const computed = this.compute(table, field)
    this.stack.pop()
    if (computed && !this.problems.has(name)) this.done.set(name, computed)
    return this.done.has(name)
  }

  private compute(table: Table, field: Field): Computed | undefined {
    const { definitions } = this
    const { expr } = (field.source as Formula).expr
    const checked = check(expr, storedScope(definitions, table), plainType(field))
    if (!checked.ok) return this.refused(table, field, checked.problem)
    const written = checked.expr
    for (const input of inputsOf(definitions, table, written)) {
      const source = this.definitions.tables.get(input.table)!
      const drawn = fieldOf(source, input.field)
      if (drawn?.source.kind !== 'formula' || this.visit(source, drawn)) continue
      const params = { field: drawn.key, table: source.key }
      return this.refused(table, field, { code: 'problemFormula.drawsOn', params })
    }
    if (asksForMe(written)) return this.refused(table, field, { code: 'problemFormula.me' })
    try {
      const typed = this.expanded(table, written)
      const timing = timingOf(typed)
      const stored = timing === 'stored' || (timing === 'dated' && gathers(typed))
      const inputs = inputsOf(definitions, table, typed)
      const passed = inputs.flatMap(({ via }) => via).find((hop) => this.isFleeting(hop))
      if (passed) return this.refused(table, field, { code: 'problemFormula.leadsOn' })
      const level = Math.max(1, ...inputs.map((input) => this.levelAfter(input)))
      return { table, field, typed, written, timing, stored, inputs, level }
    } catch (error) {
      if (error instanceof NotHere) return this.refused(table, field, { code: error.code })
      throw error
    }
  }

  /** A computed link without a column: nothing could tell which records depend on what is behind it. */
  private isFleeting(hop: Hop): boolean {
    return hop.along === 'one' && this.done.get(nameOf(hop.table, hop.link))?.stored === false
  }

  private expanded(table: Table, written: Typed): Typed {
    const { definitions } = this
    return expand(written, (path, each) => {
      const from = each ? gatheredTable(definitions, table, each.over) : table
      const owner = from && tableAt(definitions, from, path.slice(0, -1))
      const computed = owner && this.done.get(nameOf(owner.key, path.at(-1)!))
      return computed && !computed.stored ? computed.typed : undefined
    })
  }

  private levelAfter({ table, field, via }: Input): number {
    const drawn = this.done.get(nameOf(table, field))
    return drawn ? drawn.level + (via.length > 0 ? 1 : 0) : 1
  }

  private refused(table: Table, field: Field, problem: Omit<FormulaProblem, 'table' | 'field'>): undefined {
    this.refuse(table, field, problem)
  }
  private refuse(table: Table, field: Field, problem: Omit<FormulaProblem, 'table' | 'field'>): false {
    // The cycle that was found on the way says more than that the field draws on itself.
    const name = nameOf(table.key, field.key)
    if (!this.problems.has(name)) this.problems.set(name, { ...problem, table: table.key, field: field.key })
    return false
  }
}

const gathers = (node: Typed): boolean => [...nodesOf(node)].some((n) => n.op === 'each')

/** What is different for everyone who looks cannot be a value of the record. */
const asksForMe = (node: Typed): boolean =>
  [...nodesOf(node)].some(
    (n) => (n.op === 'var' && n.name === 'me') || (n.op === 'call' && (n.fn === 'isMe' || n.fn === 'hasMe')),
  )

/** The first record of a table by a condition is a rule that was looked up; anything else is a figure of the whole table. */
const lookups: readonly string[] = ['first', 'last']

function timingOf(node: Typed): Timing {
  let dated = false
  for (const n of nodesOf(node)) {
    if (n.op === 'var' && n.name === 'now') return 'read'
    if (n.op === 'each' && 'table' in n.over && !lookups.includes(n.fn)) return 'read'
    dated ||= (n.op === 'var' && n.name === 'today') || (n.op === 'call' && n.fn === 'withinPeriod')
  }
  return dated ? 'dated' : 'stored'
}

/** The shape of one aggregate: what it takes of every gathered record, and the one value that it makes of them. */
import type { Labels } from '@/lib/i18n/labels'
import type { Json } from '@/lib/json'
import type { Each, Expr, Kind } from '../ast'
import type { Value } from '../typed'

/** What was computed of one gathered record. */
export interface Item {
  args: readonly Value[]
  /** What it is ordered by, one value a term. */
  by: readonly Value[]
}

export interface AggregateRow {
  name: string
  /** As it reads in a menu: 合计 / sum. */
  label: Labels
  /** As it reads in a sentence, with {over} for the records, {a} and {b} for the arguments. */
  phrase: Labels
  help: Labels
  /** `same` stands in the first place only, and binds what `result: 'same'` is. */
  args: readonly ('same' | 'text' | 'number' | 'boolean')[]
  /** The last argument is a text written in place; left out, it is this one. */
  otherwise?: string
  result: Kind | 'same'
  /** The kinds that `same` may stand for. */
  same?: readonly Kind[]
  /** Whether the order of the records matters; where it does not, terms of order are refused. */
  ordered: boolean
  /**
   * A whole sub-select with holes: {from} is `from … where …` with all conditions, {a} {b} the arguments, {order} the
   * terms of `order by` down to the record's age and {back} the same from the end. {values} is a derived table g of
   * the arguments and terms, by which {ties} orders groups. A function such as sum() takes its argument from there: of
   * outer fields alone it would be taken for a function of the outer query. Nothing in it raises.
   */
  sql: string
  /** Runs over the records, oldest first; null is empty. */
  js(items: readonly Item[], desc: readonly boolean[]): Value
  /** Over the records of `sample.ts`; both printers are tested with it. */
  example: { expr: Expr; result: Json }
}

/** A row without its name, which is its key in the registry. */
export type Unnamed = Omit<AggregateRow, 'name'>

/** An example over the sample's orders. */
export const ofOrders = (fn: string, args: Expr[], more: Pick<Each, 'where' | 'by'> = {}): Expr => ({
  op: 'each',
  fn,
  over: { path: ['orders'] },
  args,
  ...more,
})

/** The values of an argument that are not empty, oldest first. */
export const filled = <V extends Value>(items: readonly Item[], i = 0): NonNullable<V>[] =>
  items.flatMap(({ args }) => (args[i] === null || args[i] === undefined ? [] : [args[i] as NonNullable<V>]))

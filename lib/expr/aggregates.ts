/** The registry of what many records can be gathered to: one row per aggregate, for both printers, menus and help. */
import { choices } from './aggregates/choices'
import { figures } from './aggregates/figures'
import type { AggregateRow, Unnamed } from './aggregates/row'

export type { AggregateRow } from './aggregates/row'

const rows = { ...figures, ...choices } satisfies Record<string, Unnamed>

export type AggregateName = keyof typeof rows

/** Every aggregate by name, in the order of the menus. */
export const aggregates: ReadonlyMap<string, AggregateRow> = new Map(
  Object.entries<Unnamed>(rows).map(([name, row]) => [name, { name, ...row }]),
)

/** The row of an aggregate that is known to exist. */
export function aggregateOf(name: string): AggregateRow {
  const row = aggregates.get(name)
  if (!row) throw new Error(`no aggregate ${name}`)
  return row
}

/** What spreadsheets and databases call a row; in lower case, as every name may be written. */
export const aliases: ReadonlyMap<string, AggregateName> = new Map<string, AggregateName>([
  ['avg', 'average'],
  ['mean', 'average'],
  ['countunique', 'countDistinct'],
  ['all', 'every'],
  ['some', 'any'],
  ['textjoin', 'join'],
  ['countif', 'count'],
  ['sumif', 'sum'],
  ['averageif', 'average'],
])

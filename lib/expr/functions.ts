/** The registry of the expression language: one row per function or operator, for both printers, menus and help. */
import { arithmetic } from './functions/arithmetic'
import { compare } from './functions/compare'
import { dates } from './functions/dates'
import { lists } from './functions/lists'
import { logic } from './functions/logic'
import type { FunctionRow, Unnamed } from './functions/row'
import { texts } from './functions/texts'

export type { FunctionRow, Operand } from './functions/row'

const rows = { ...logic, ...compare, ...texts, ...lists, ...arithmetic, ...dates } satisfies Record<
  string,
  Unnamed
>

export type FunctionName = keyof typeof rows

/** Every function by name, in the order of the menus. */
export const functions: ReadonlyMap<string, FunctionRow> = new Map(
  Object.entries<Unnamed>(rows).map(([name, row]) => [name, { name, ...row }]),
)

/** The row of a function that is known to exist: its name comes from checked expressions or from our own code. */
export function functionOf(name: string): FunctionRow {
  const row = functions.get(name)
  if (!row) throw new Error(`no function ${name}`)
  return row
}

/** The registry of the expression language: one row per function or operator, for both printers, menus and help. */
import { arithmetic } from './functions/arithmetic'
import { compare } from './functions/compare'
import { conversions } from './functions/conversions'
import { dates } from './functions/dates'
import { days } from './functions/days'
import { figures } from './functions/figures'
import { lists } from './functions/lists'
import { logic } from './functions/logic'
import { moments } from './functions/moments'
import { patterns } from './functions/patterns'
import { pieces } from './functions/pieces'
import { rounding } from './functions/rounding'
import type { FunctionRow, Unnamed } from './functions/row'
import { texts } from './functions/texts'
import { workdays } from './functions/workdays'

export type { FunctionRow, Operand } from './functions/row'

const rows = {
  ...logic,
  ...compare,
  ...texts,
  ...pieces,
  ...patterns,
  ...conversions,
  ...lists,
  ...arithmetic,
  ...rounding,
  ...figures,
  ...dates,
  ...days,
  ...workdays,
  ...moments,
} satisfies Record<string, Unnamed>

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

/** What spreadsheets call a row whose arguments are the same; in lower case, as every name may be written. */
export const aliases: ReadonlyMap<string, FunctionName> = new Map<string, FunctionName>([
  ['len', 'length'],
  ['concatenate', 'concat'],
  ['ifempty', 'coalesce'],
  ['ifblank', 'coalesce'],
  ['isblank', 'isEmpty'],
  ['counta', 'countFilled'],
  ['avg', 'average'],
  ['int', 'floor'],
  ['ceiling', 'ceil'],
  ['trunc', 'roundDown'],
  ['pow', 'power'],
  ['value', 'toNumber'],
  ['substitute', 'replace'],
  ['datevalue', 'parseDate'],
  ['edate', 'addMonths'],
  ['isoweeknum', 'isoWeek'],
  ['regexmatch', 'matches'],
  ['regexextract', 'extract'],
])

/** Order of values, as PostgreSQL has it for numbers, instants, days and text of `collate "C"`. */
import type { Kind } from '../ast'
import { Decimal } from '../numbers'
import { compareText } from '../text'
import type { Value } from '../typed'

export const orderable: readonly Kind[] = ['text', 'number', 'date', 'datetime']

/** Order of two values of one kind; booleans only as equal or not. */
export function order(a: Value, b: Value): number {
  if (a instanceof Decimal && b instanceof Decimal) return a.cmp(b)
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return Number(a) - Number(b)
}

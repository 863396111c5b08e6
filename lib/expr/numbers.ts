/** Exact decimals, with the same rules as PostgreSQL's numeric. */
import { Decimal as Base } from 'decimal.js'

/** Wide enough that no sum or product within the limits of an expression is ever rounded. */
export const Decimal = Base.clone({
  precision: 20_000,
  rounding: Base.ROUND_HALF_UP,
  toExpPos: 9e15,
  toExpNeg: -9e15,
})
export type Decimal = Base

const Quotient = Decimal.clone({ precision: 16 })

/** PostgreSQL keeps this many decimals of a quotient at most. */
const mostDecimals = 1000

/** a / b to 16 significant digits, half away from zero; division by zero is empty. */
export function divide(a: Decimal, b: Decimal): Decimal | null {
  return b.isZero() ? null : new Decimal(new Quotient(a).div(b)).toDecimalPlaces(mostDecimals)
}

/** Half away from zero; negative digits round to tens, hundreds … */
export function roundTo(a: Decimal, digits: number): Decimal {
  if (digits >= 0) return a.toDecimalPlaces(digits)
  return a.toNearest(new Decimal(10).pow(-digits))
}

/** Plain decimal text without an exponent, superfluous zeros or a negative zero. */
export const decimalText = (a: Decimal): string => (a.isZero() ? '0' : a.toFixed())

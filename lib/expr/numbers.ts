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

const Sixteen = Decimal.clone({ precision: 16 })

/** PostgreSQL keeps this many decimals of a quotient at most. */
const mostDecimals = 1000

/** 16 significant digits, half away from zero. */
const sixteen = (a: Decimal): Decimal => new Decimal(a.toSignificantDigits(16)).toDecimalPlaces(mostDecimals)

/**
 * SQL: a number, or a quotient, to 16 significant digits. A quotient gets 100 more decimals first, so that it is
 * rounded once; EEEE prints the digits.
 */
export function sixteenSql(number: string, divisor?: string): string {
  const exact = divisor === undefined ? number : `(${number} + round(0, 100)) / ${divisor}`
  return `to_char(${exact}, '9.999999999999999EEEE')::numeric`
}

/** a / b to 16 significant digits, half away from zero; division by zero is empty. */
export function divide(a: Decimal, b: Decimal): Decimal | null {
  return b.isZero() ? null : new Decimal(new Sixteen(a).div(b)).toDecimalPlaces(mostDecimals)
}

/** To 16 significant digits; empty below zero. */
export function sqrtOf(a: Decimal): Decimal | null {
  return a.lt(0) ? null : new Decimal(new Sixteen(a).sqrt()).toDecimalPlaces(mostDecimals)
}

/** A whole power of a number of 16 digits, to 16 digits; empty where it could grow out of hand. */
export function powerOf(a: Decimal, n: Decimal): Decimal | null {
  const base = sixteen(a)
  if (!n.isInteger() || n.abs().gt(400)) return null
  if (!base.isZero() && (base.abs().lt('1e-15') || base.abs().gt('1e15'))) return null
  let power = new Decimal(1)
  for (let i = n.abs().toNumber(); i > 0; i--) power = power.times(base)
  power = sixteen(power)
  if (power.abs().gte('1e30')) return null
  return n.isNegative() && !n.isZero() ? divide(new Decimal(1), power) : power
}

/** Half away from zero unless said otherwise; negative digits round to tens, hundreds … */
export function roundTo(a: Decimal, digits: number, how: Base.Rounding = Base.ROUND_HALF_UP): Decimal {
  if (digits >= 0) return a.toDecimalPlaces(digits, how)
  return a.toNearest(new Decimal(10).pow(-digits), how)
}

/** Whole numbers up to a million either way, from a number cut at its point; others are empty. */
export function wholeOf(a: Decimal): number | null {
  const whole = a.trunc()
  return whole.abs().gt(999_999) ? null : whole.toNumber()
}

/** SQL: the same. The pattern is the totality: too large a number is NULL instead of an overflow. */
export const wholeSql = (number: string): string =>
  `substring(trunc(${number})::text from '^-?[0-9]{1,6}$')::int`

/** Plain decimal text without an exponent, superfluous zeros or a negative zero. */
export const decimalText = (a: Decimal): string => (a.isZero() ? '0' : a.toFixed())

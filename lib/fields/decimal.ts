/** Decimal numbers that travel as JSON numbers: exact through a double up to 15 digits, judged on their decimal text. */

/** The shortest decimal text that reads back as `n`, without an exponent: `0.0000001`, never `1e-7`. */
export function decimalText(n: number): string {
  const text = String(n)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (!match) return text
  const [, sign, first, rest = '', exponent] = match
  const digits = `${first}${rest}`
  const point = 1 + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0')}`
}

/** How many digits stand behind the point; Infinity for what is no number. The judge of the keyword `x-scale`. */
export function scaleOf(n: number): number {
  if (!Number.isFinite(n)) return Number.POSITIVE_INFINITY
  const text = decimalText(n)
  const point = text.indexOf('.')
  return point < 0 ? 0 : text.length - point - 1
}

/** `n × 10^places`, by moving the point in the text: `shift(0.07, 2)` is 7, not 7.000000000000001. */
export function shift(n: number, places: number): number {
  const [mantissa, exponent = '0'] = String(n).split('e')
  return Number(`${mantissa}e${Number(exponent) + places}`)
}

/** The largest magnitude of `numeric(precision, scale)`. */
export const largest = (precision: number, scale: number): number =>
  Number(`${'9'.repeat(precision - scale)}.${'9'.repeat(scale) || '0'}`)

/** `1234.5` as `1,234.5`, for messages. */
export function grouped(n: number): string {
  const [whole = '', fraction] = decimalText(n).split('.')
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '')
}

/** What number, currency and percent share: limits and scale of a decimal, as schema, in words, as sample. */
import type { JsonSchema } from '@/lib/json'
import { grouped, scaleOf, shift } from './decimal'
import { between } from './samples'
import type { Problem } from './type'

/** Filter words of everything that is a number. */
export const numberOperators = ['is', 'isNot', 'gt', 'gte', 'lt', 'lte', 'between', 'isEmpty', 'isNotEmpty']

/** Limits of a decimal column: the person's, but never beyond what the column holds. */
export interface DecimalRule {
  scale: number
  min: number
  max: number
}

/** The JSON Schema of a decimal; `x-scale` because `multipleOf` is wrong about floats. */
export const decimalSchema = ({ scale, min, max }: DecimalRule): JsonSchema => ({
  type: 'number',
  minimum: min,
  maximum: max,
  'x-scale': scale,
})

/** The same judgement in words; `show` prints a limit as people write it. */
export function checkDecimal(
  value: unknown,
  rule: DecimalRule,
  show = grouped,
  scale = rule.scale,
): Problem | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'problemText.notNumber' }
  if (value < rule.min) return { code: 'problemText.tooSmall', params: { min: show(rule.min) } }
  if (value > rule.max) return { code: 'problemText.tooLarge', params: { max: show(rule.max) } }
  if (scaleOf(value) > rule.scale) return { code: 'problemText.tooManyDecimals', params: { scale } }
  return undefined
}

/** A random decimal inside the limits, mostly of everyday size. */
export function sampleDecimal({ scale, min, max }: DecimalRule, random: () => number): number {
  const low = Math.ceil(shift(Math.max(min, -1_000_000), scale))
  const high = Math.floor(shift(Math.min(max, Math.max(min, 0) + 1_000_000), scale))
  return shift(between(random, low, high), -scale) || 0
}

/** Reads `minimum` and `maximum` back, unless they are only the column's own limit. */
export function limitsFromSchema(schema: Record<string, unknown>, natural: { min: number; max: number }) {
  const { minimum, maximum } = schema
  return {
    ...(typeof minimum === 'number' && minimum > natural.min ? { min: minimum } : {}),
    ...(typeof maximum === 'number' && maximum < natural.max ? { max: maximum } : {}),
  }
}

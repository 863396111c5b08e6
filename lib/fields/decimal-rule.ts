/** What number, currency and percent share: limits and scale of a decimal, as schema, in words, as sample. */
import type { JsonSchema } from '@/lib/json'
import { decimalText, grouped, scaleOf, shift } from './decimal'
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

/** Scale and limits of a decimal that holds what a plain schema describes; a number without limits leaves room for both sides. */
export function inferDecimal(schema: JsonSchema): { precision: number; min: number; max: number } {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema
  const bound = (all: unknown[], pick: (...n: number[]) => number, none: number): number => {
    const given = all.filter((n): n is number => typeof n === 'number')
    return given.length > 0 ? pick(...given) : none
  }
  // The limit itself may be excluded: the schema, which is kept, says so.
  const min = bound([minimum, exclusiveMinimum], Math.max, Number.NEGATIVE_INFINITY)
  const max = bound([maximum, exclusiveMaximum], Math.min, Number.POSITIVE_INFINITY)
  const size = Math.max(Math.abs(min), Math.abs(max))
  const room = Number.isFinite(size) ? Math.min(6, 15 - decimalText(Math.floor(size)).length) : 4
  const scale = typeof multipleOf === 'number' ? scaleOf(multipleOf) : room
  return { precision: schema.type === 'integer' ? 0 : Math.max(0, Math.min(8, scale)), min, max }
}

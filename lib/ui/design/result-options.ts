/** The settings that a computed field begins with: they follow from what its formula yields. */
import type { FormulaAnswer } from '@/lib/api/contract-design'
import type { Expr } from '@/lib/expr/ast'
import { fieldType, type TypeName } from '@/lib/fields/index'
import type { JsonObject } from '@/lib/json'
import { settingsIn } from './controls'
import { startingOptions } from './form'

type Result = Pick<FormulaAnswer, 'target' | 'samples' | 'expr' | 'types' | 'options'>

/** Of a quotient, which hardly ever is whole. */
const usualDecimals = 2

/** Links go to the table that the formula's records are of; numbers keep the decimals that the results have. */
export function resultOptions(type: TypeName, result: Result | undefined): JsonObject {
  const known = result?.types?.[0] === type ? result.options : undefined
  const options: JsonObject = { ...startingOptions(type), ...(known as JsonObject | undefined) }
  // A shared list of options takes the place of options of its own.
  if (options.set !== undefined) delete options.options
  for (const { key, control } of settingsIn(fieldType(type).optionsSchema)) {
    if (control.kind === 'reference' && control.to === 'table' && result?.target !== undefined)
      options[key] = result.target
    // Every type that fixes its decimals calls them so.
    if (control.kind === 'number' && key === 'precision')
      options[key] = Math.max(Number(options[key] ?? 0), decimalsOf(result))
  }
  return options
}

function decimalsOf(result: Result | undefined): number {
  const shown = (result?.samples ?? []).map(({ value }) => /\.(\d+)\D*$/.exec(value)?.[1]?.length ?? 0)
  const least = result?.expr && divides(result.expr.expr) ? usualDecimals : 0
  return Math.max(least, ...shown.map((count) => Math.min(count, usualDecimals)))
}

function divides(expr: Expr): boolean {
  if (expr.op === 'call') return expr.fn === 'div' || expr.args.some(divides)
  return expr.op === 'each' && (expr.fn === 'average' || expr.args.some(divides))
}

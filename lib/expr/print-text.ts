/** Writes an expression as text in its normal form, with no parentheses that are not needed: `parse` gives it back. */
import type { Json } from '@/lib/json'
import type { Expr } from './ast'
import { infix, isKeyword, prefix } from './lex'

const infixOf = new Map([...infix].map(([sign, row]) => [row.fn, { sign, ...row }]))
const prefixOf = new Map([...prefix].map(([sign, row]) => [row.fn, { sign, ...row }]))

/** The text of an expression that is within its limits. */
export const printText = (expr: Expr): string => print(expr, 0)

/** In parentheses when it binds less tightly than what stands beside it. */
function print(expr: Expr, least: number): string {
  if (expr.op === 'value') return constant(expr.value)
  if (expr.op === 'field') return expr.path.map(key).join('.')
  if (expr.op === 'var') return `${expr.name}()`
  const { text, binds } = printCall(expr.fn, expr.args)
  return binds < least ? `(${text})` : text
}

function printCall(fn: string, args: Expr[]): { text: string; binds: number } {
  const before = prefixOf.get(fn)
  if (before && args.length === 1) {
    const [arg] = args as [Expr]
    const operand = print(arg, before.binds)
    if (before.sign !== '-') return { ...before, text: `${before.sign} ${operand}` }
    // -5 is a number, -(5) is a number negated.
    return { ...before, text: arg.op === 'value' ? `-(${operand})` : `-${operand}` }
  }
  const between = infixOf.get(fn)
  if (between && (args.length === 2 || (args.length > 2 && between.repeats === 'joined'))) {
    const { binds, repeats, sign } = between
    const operands = args.map((arg, i) => print(arg, repeats === 'left' && i === 0 ? binds : binds + 1))
    return { binds, text: operands.join(` ${sign} `) }
  }
  return { binds: Number.POSITIVE_INFINITY, text: `${fn}(${args.map((arg) => print(arg, 0)).join(', ')})` }
}

function constant(value: Json): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return `[${value.map(constant).join(', ')}]`
  return typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value)
}

const key = (name: string): string =>
  /^[a-z][a-z0-9_]*$/.test(name) && !isKeyword(name) ? name : `{${name.replaceAll('}', '}}')}}`

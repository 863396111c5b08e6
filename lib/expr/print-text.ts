/** Writes an expression as text in its normal form, with no parentheses that are not needed: `parse` gives it back. */
import type { Json } from '@/lib/json'
import type { Each, Expr, Over } from './ast'
import { infix, isKeyword, outerWord, prefix } from './lex'
import { type Labelled, labelOfKey, type Names } from './names'

const infixOf = new Map([...infix].map(([sign, row]) => [row.fn, { sign, ...row }]))
const prefixOf = new Map([...prefix].map(([sign, row]) => [row.fn, { sign, ...row }]))

/** The text of an expression that is within its limits; with `names`, labels stand for keys where they are clear. */
export const printText = (expr: Expr, names?: Names): string => new Printer(names).print(expr, 0)

class Printer {
  constructor(
    private readonly names: Names | undefined,
    private readonly over?: Over,
  ) {}

  /** In parentheses when it binds less tightly than what stands beside it. */
  print(expr: Expr, least: number): string {
    if (expr.op === 'value') return constant(expr.value)
    if (expr.op === 'field')
      return expr.outer ? `${outerWord}.${this.path(expr.path)}` : this.path(expr.path, this.over)
    if (expr.op === 'var') return `${expr.name}()`
    if (expr.op === 'each') return this.each(expr)
    const { text, binds } = this.call(expr.fn, expr.args)
    return binds < least ? `(${text})` : text
  }

  private call(fn: string, args: Expr[]): { text: string; binds: number } {
    const before = prefixOf.get(fn)
    if (before && args.length === 1) {
      const [arg] = args as [Expr]
      const operand = this.print(arg, before.binds)
      if (before.sign !== '-') return { ...before, text: `${before.sign} ${operand}` }
      // -5 is a number, -(5) is a number negated.
      return { ...before, text: arg.op === 'value' ? `-(${operand})` : `-${operand}` }
    }
    const between = infixOf.get(fn)
    if (between && (args.length === 2 || (args.length > 2 && between.repeats === 'joined'))) {
      const { binds, repeats, sign } = between
      const operands = args.map((arg, i) =>
        this.print(arg, repeats === 'left' && i === 0 ? binds : binds + 1),
      )
      return { binds, text: operands.join(` ${sign} `) }
    }
    return {
      binds: Number.POSITIVE_INFINITY,
      text: `${fn}(${args.map((arg) => this.print(arg, 0)).join(', ')})`,
    }
  }

  /** What is gathered, then the condition, then the order. */
  private each({ fn, over, args, where, by = [] }: Each): string {
    const inside = new Printer(this.names, over)
    const parts = [
      ...[...args, ...(where ? [where] : [])].map((part) => inside.print(part, 0)),
      ...by.map(({ expr, desc }) => `${desc ? 'desc' : 'asc'}(${inside.print(expr, 0)})`),
    ]
    const records = 'path' in over ? this.path(over.path) : `@${name(over.table, this.names?.tables())}`
    return `${records}.${fn}(${parts.join(', ')})`
  }

  private path(keys: readonly string[], over?: Over): string {
    return keys.map((key, i) => name(key, this.names?.fields(keys.slice(0, i), over))).join('.')
  }
}

function constant(value: Json): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return `[${value.map(constant).join(', ')}]`
  return typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value)
}

/** The label, where there is one that stands for this key alone; else the key, in braces if it could not stand bare. */
function name(key: string, known: Labelled | undefined): string {
  const label = known && labelOfKey(key, known)
  if (label === undefined && /^[a-z][a-z0-9_]*$/.test(key) && !isKeyword(key)) return key
  return `{${(label ?? key).replaceAll('}', '}}')}}`
}

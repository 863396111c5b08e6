/** A filter in the address: shows some records for a while, in place of the view's own filter, and is kept nowhere. */
import type { StoredExpr } from '@/lib/expr/ast'
import { Refused } from '@/lib/expr/problem'
import { readShape } from '@/lib/expr/shape'

export const filterToText = (filter: StoredExpr): string => JSON.stringify(filter)

/** The filter that a link brought; one that is none counts as absent. */
export function filterFromText(text: string | null): StoredExpr | undefined {
  if (!text) return undefined
  try {
    const { version, expr } = (JSON.parse(text) ?? {}) as { version?: unknown; expr?: unknown }
    return version === 1 ? { version, expr: readShape(expr) } : undefined
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof Refused) return undefined
    throw thrown
  }
}

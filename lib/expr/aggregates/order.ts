/** The order of gathered records. */
import { order } from '../functions/order'
import type { Value } from '../typed'

/** Compares by several terms, each up or down; empty values come last either way (`nulls last`). */
export function compareBy(a: readonly Value[], b: readonly Value[], desc: readonly boolean[]): number {
  for (const [i, down] of desc.entries()) {
    const [x, y] = [a[i] ?? null, b[i] ?? null]
    const sign = down ? -1 : 1
    const found = x === null || y === null ? Number(x === null) - Number(y === null) : sign * order(x, y)
    if (found !== 0) return found
  }
  return 0
}

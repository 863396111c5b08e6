/** Whether two pieces of rights say the same: the order of members means nothing, nor does a member that is undefined. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, i) => same(one, b[i]))
    )
  const [x, y] = [a, b] as Record<string, unknown>[]
  return [...new Set([...Object.keys(x!), ...Object.keys(y!)])].every((key) => same(x![key], y![key]))
}

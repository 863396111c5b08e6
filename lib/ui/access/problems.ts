/** Where on the page something that does not work is said: the pointers of the server as cells and rules of a table. */
import type { RightsProblem } from '@/lib/api/contract-rights'

export interface Places {
  /** By `role field`. */
  cells: Map<string, string>
  /** By role, then by place: `rows/read/0`, `deny/0`. */
  rules: Map<string, Map<string, string>>
}

export function placesIn(problems: readonly RightsProblem[], table: string): Places {
  const places: Places = { cells: new Map(), rules: new Map() }
  const prefix = `/tables/${table}/`
  for (const { role, pointer, message } of problems) {
    if (!pointer.startsWith(prefix)) continue
    const at = pointer.slice(prefix.length)
    const field = /^fields\/([^/]+)/.exec(at)?.[1]
    if (field !== undefined) places.cells.set(`${role} ${field}`, message)
    else places.rules.set(role, new Map([...(places.rules.get(role) ?? []), [at, message]]))
  }
  return places
}

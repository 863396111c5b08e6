/** Which records a person has gone through in the panel: a link opens the next one, back returns. */
import type { StoredExpr } from '@/lib/expr/ast'
import { filterToText } from '@/lib/ui/data/address-filter'

export interface OpenRecord {
  table: string
  id: string
}

/** The address of a record: its table's page with the panel open. */
export const recordHref = (base: string, { table, id }: OpenRecord): string =>
  `/${base}/${table}?record=${id}`

/** The address of a table's page that shows just these records. */
export const linkedHref = (base: string, table: string, filter: StoredExpr): string =>
  `/${base}/${table}?filter=${encodeURIComponent(filterToText(filter))}`

/** Opens a record; one that is already in the stack is gone back to, so a circle of links does not grow. */
export function opened(stack: readonly OpenRecord[], next: OpenRecord): OpenRecord[] {
  const at = stack.findIndex((r) => r.table === next.table && r.id === next.id)
  return at >= 0 ? stack.slice(0, at + 1) : [...stack, next]
}

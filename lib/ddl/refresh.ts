/** Computed values after a change of definitions that has rewritten what people typed in. */

import { fill } from '@/lib/compute/fill'
import { inSteps } from '@/lib/compute/reach'
import type { Tx } from '@/lib/db/connection'
import { type Computed, graphOf } from '@/lib/meta/graph'
import type { Definitions } from '@/lib/meta/model'

/** Computes everything that draws on the values of these fields, for all records. */
export async function refreshReaders(
  tx: Tx,
  definitions: Definitions,
  fields: readonly { table: string; field: string }[],
): Promise<void> {
  const graph = graphOf(definitions)
  const found = new Set<Computed>()
  const add = (table: string, field: string): void => {
    for (const { of } of graph.readers(table, field)) {
      if (found.has(of)) continue
      found.add(of)
      add(of.table.key, of.field.key)
    }
  }
  for (const { table, field } of fields) add(table, field)
  if (found.size > 0) await fill(tx, definitions, inSteps([...found]))
}

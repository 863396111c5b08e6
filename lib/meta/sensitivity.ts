/** Which fields are personal or confidential: those marked so, and what is computed from them. */
import { graphOf } from './graph'
import type { Definitions } from './model'

export type SensitiveFields = ReadonlyMap<string, ReadonlySet<string>>

const known = new WeakMap<Definitions, SensitiveFields>()

/** Keys of the sensitive fields by table. A formula that an administrator declassified tells of itself alone. */
export function sensitiveFields(definitions: Definitions): SensitiveFields {
  const kept = known.get(definitions)
  if (kept) return kept
  const found = new Map<string, Set<string>>()
  for (const { key, fields } of definitions.tables.values())
    found.set(key, new Set(fields.filter((f) => f.sensitivity !== 'normal').map((f) => f.key)))
  // In the graph's order whatever a formula draws on has been judged before it.
  for (const { table, field, inputs } of graphOf(definitions).order)
    if (!field.declassified && inputs.some((input) => found.get(input.table)?.has(input.field)))
      found.get(table.key)?.add(field.key)
  known.set(definitions, found)
  return found
}

'use client'
/** Names of the people and records that a saved filter mentions; a list's answer brings only those of its own cells. */
import { useEffect, useState } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import type { TableHandle } from '@/lib/ui/data/table'
import type { Condition } from './conditions'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Asks once for the names that are not known yet, and renders again when they are. */
export function useOperandNames(
  table: TableAnswer,
  handle: TableHandle,
  conditions: readonly Condition[],
): void {
  const [, arrived] = useState(0)
  const unknown = conditions.flatMap(({ field, operands }) =>
    operands.flat().flatMap((id) => {
      const known = typeof id !== 'string' || !uuid.test(id) || handle.context.title(id) !== undefined
      return known ? [] : [`${field} ${id}`]
    }),
  )
  const wanted = unknown.join(',')
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again only for other names.
  useEffect(() => {
    if (!wanted) return
    const asks = wanted.split(',').map((each) => {
      const [key, id] = each.split(' ') as [string, string]
      const target = table.fields.find((field) => field.key === key)?.target
      return handle.learnName(id, target?.table)
    })
    void Promise.allSettled(asks).then(() => arrived((n) => n + 1))
  }, [wanted])
}

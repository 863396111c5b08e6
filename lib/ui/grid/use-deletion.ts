'use client'
/** Deleting rows: one at once (it can be undone), several after a question. */
import { useState } from 'react'
import type { RecordStore } from '@/lib/ui/data/records'
import { type Actions, mostRows } from './actions'
import type { Range } from './selection'

export function useDeletion(
  records: RecordStore,
  actions: Actions,
  checked: ReadonlySet<string>,
  range: Range | undefined,
  /** More than one at once. */
  mayMany: boolean,
  onRefused: () => void,
  done: () => void,
) {
  const [doomed, setDoomed] = useState<readonly string[]>()

  function selected(): string[] {
    const ids: string[] = []
    if (!range) return ids
    for (let row = range.top; row <= range.bottom && ids.length < mostRows; row++) {
      const record = records.at(row)
      if (record) ids.push(record.id)
    }
    return ids
  }
  /** The ticked rows, else those of the selection, as far as they may be deleted. */
  function targets(): string[] {
    return (checked.size > 0 ? [...checked] : selected()).filter((id) => records.get(id)?.can.delete)
  }
  async function remove(ids: readonly string[]): Promise<void> {
    if (await actions.remove(ids)) done()
  }

  return {
    targets,
    ask(): void {
      const ids = targets()
      if (ids.length === 1) void remove(ids)
      else if (ids.length > 1 && !mayMany) onRefused()
      else if (ids.length > 1) setDoomed(ids)
    },
    /** For the question. */
    doomed,
    confirm: () => remove(doomed ?? []),
    dismiss: () => setDoomed(undefined),
  }
}

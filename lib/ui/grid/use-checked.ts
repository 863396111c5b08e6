'use client'
/** The rows that are ticked, by record. */
import { useRef, useState } from 'react'
import type { RecordStore } from '@/lib/ui/data/records'
import { mostRows } from './actions'

export function useChecked(records: RecordStore) {
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<number>(undefined)

  /** Ticks or unticks a row; with `extend`, all rows from the one ticked before. */
  function toggle(row: number, extend = false): void {
    const id = records.at(row)?.id
    if (!id) return
    const on = !checked.has(id)
    const from = extend && last.current !== undefined ? Math.min(last.current, row) : row
    const to = extend && last.current !== undefined ? Math.max(last.current, row) : row
    const next = new Set(checked)
    for (let at = from; at <= to; at++) {
      const each = records.at(at)?.id
      if (each && on) next.add(each)
      else if (each) next.delete(each)
    }
    last.current = row
    setChecked(next)
  }

  /** All rows, up to what one request may touch; resolves with whether that were all. */
  async function all(): Promise<boolean> {
    const many = Math.min(records.total, mostRows)
    await records.load(0, many)
    setChecked(
      new Set(Array.from({ length: many }, (_, row) => records.at(row)?.id).filter((id) => id !== undefined)),
    )
    return many === records.total
  }

  return {
    checked,
    /** Of the box over the column; the list may have grown since. */
    get state(): boolean | 'some' {
      return checked.size === 0 ? false : checked.size >= records.total ? true : 'some'
    },
    toggle,
    all,
    clear: () => setChecked(new Set()),
  }
}

export type Ticks = ReturnType<typeof useChecked>

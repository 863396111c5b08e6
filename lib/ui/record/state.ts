'use client'
/** One open record: loading it, and saving a field only where it still holds what the person saw. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ApiError, ApiRecord } from '@/lib/api/contract'
import type { CellValue } from '@/lib/fields/type'
import { ApiFailure, api } from '@/lib/ui/api'
import { failureOf, isAbort } from '@/lib/ui/data/failure'

/** Somebody was faster: what they left, beside what this person wants. */
export interface Conflict {
  field: string
  mine: CellValue | undefined
  present: CellValue | null
}

export type Saved =
  | { ok: true /** It is out of this person's sight now. */; gone?: true }
  | { ok: false; conflict: Conflict }
  | { ok: false; error: ApiError }

export interface RecordState {
  record?: ApiRecord
  error?: ApiError
  reload: () => void
  /** Writes one field; `was` is what the person saw. */
  save: (field: string, value: CellValue | undefined, was: CellValue | null | undefined) => Promise<Saved>
}

export function useRecord(
  base: string,
  table: string,
  id: string,
  onChanged?: (record: ApiRecord) => void,
): RecordState {
  const path = `/bases/${base}/tables/${table}/records/${id}`
  const [state, setState] = useState<{ path?: string; record?: ApiRecord; error?: ApiError }>({})
  const [round, setRound] = useState(0)
  const changed = useRef(onChanged)
  changed.current = onChanged

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
  useEffect(() => {
    const request = new AbortController()
    api.get<ApiRecord>(path, { signal: request.signal }).then(
      (record) => setState({ path, record }),
      (error) => {
        if (!isAbort(error)) setState({ path, error: failureOf(error) })
      },
    )
    return () => request.abort()
  }, [path, round])

  const save = useCallback<RecordState['save']>(
    async (field, value, was) => {
      try {
        const record = await api.patch<ApiRecord>(path, {
          set: { [field]: value ?? null },
          was: { [field]: was ?? null },
        })
        changed.current?.(record)
        // What was handed over stays on the screen until it is left, so that one sees what one did.
        if (!record.unseen) setState({ path, record })
        return { ok: true, gone: record.unseen }
      } catch (failure) {
        if (!(failure instanceof ApiFailure)) throw failure
        const { error } = failure
        if (error.code === 'CONFLICT' && error.present && field in error.present)
          return { ok: false, conflict: { field, mine: value, present: error.present[field] ?? null } }
        return { ok: false, error }
      }
    },
    [path],
  )

  const reload = useCallback(() => setRound((n) => n + 1), [])
  // While another record loads, the last one is not it.
  const mine = state.path === path ? state : {}
  return { record: mine.record, error: mine.error, reload, save }
}

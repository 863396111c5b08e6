'use client'
/** The deleted records of a table as they are loaded page by page, and the way back for them. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ApiError, ApiRecord, ListAnswer, ListAsk } from '@/lib/api/contract'
import { api } from '@/lib/ui/api'
import { failureOf } from '@/lib/ui/data/failure'

const page = 50
/** The most that one answer holds. */
const most = 200

export interface Trash {
  /** Undefined until the first page has arrived; the newest stands first. */
  records?: readonly ApiRecord[]
  count?: ListAnswer['count']
  error?: ApiError
  loading: boolean
  /** Loads the next page; absent when everything is here. */
  more?: () => void
  retry(): void
  /** Throws when the server refuses; then none of them is restored. */
  restore(ids: readonly string[]): Promise<void>
}

/** The trash of the table at `path`, with these fields of its records. */
export function useTrash(path: string, fields: readonly string[]): Trash {
  const [answer, setAnswer] = useState<ListAnswer>()
  const [error, setError] = useState<ApiError>()
  const [loading, setLoading] = useState(true)
  /** A later question makes the answer to an earlier one pointless. */
  const latest = useRef(0)
  const columns = fields.join()

  const load = useCallback(
    async (limit: number, before?: ListAnswer) => {
      latest.current++
      const mine = latest.current
      setLoading(true)
      const ask: ListAsk = {
        fields: columns.split(',').filter(Boolean),
        deleted: true,
        limit,
        ...(before ? { cursor: before.next } : { count: 'capped' }),
      }
      try {
        const next = await api.post<ListAnswer>(`${path}/query`, ask)
        if (mine !== latest.current) return
        const earlier = before?.records ?? []
        setAnswer({ count: before?.count, ...next, records: [...earlier, ...next.records] })
        setError(undefined)
      } catch (thrown) {
        if (mine === latest.current) setError(failureOf(thrown))
      }
      if (mine === latest.current) setLoading(false)
    },
    [path, columns],
  )
  useEffect(() => {
    void load(page)
    return () => void latest.current++
  }, [load])

  return {
    records: answer?.records,
    count: answer?.count,
    error,
    loading,
    more: answer?.next ? () => void load(page, answer) : undefined,
    retry: () => void load(page),
    async restore(ids) {
      await api.post(`${path}/records/restore`, { ids })
      // Others may have come back along with them, so the whole list is asked for again, as far as it was open.
      await load(Math.min(most, Math.max(page, answer?.records.length ?? 0)))
    },
  }
}

'use client'
/** The pages of a log that have been asked for, by what is asked. */
import { useCallback, useEffect, useState } from 'react'
import type { ApiError } from '@/lib/api/contract'
import { addDays, startOfDay } from '@/lib/expr/calendar'
import { api } from '@/lib/ui/api'
import { failureOf, isAbort } from '@/lib/ui/data/failure'

/** The conditions as they stand in the address: days instead of instants. */
export const filterNames = ['person', 'record', 'table', 'field', 'kind', 'from', 'to'] as const
export type LogFilter = Partial<Record<(typeof filterNames)[number], string>>

export function filterOf(params: URLSearchParams): LogFilter {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = params.get(name)
      return value ? [[name, value]] : []
    }),
  )
}

const day = /^\d{4}-\d\d-\d\d$/

/** The question for the server: a day lasts from its midnight to the next, by the workspace's clock. */
export function questionOf({ from, to, ...filter }: LogFilter, zone: string): string {
  const next = to && day.test(to) ? addDays(to, 1) : null
  const asked = {
    ...filter,
    ...(from && day.test(from) ? { from: startOfDay(from, zone) } : {}),
    ...(next ? { to: startOfDay(next, zone) } : {}),
  }
  return new URLSearchParams(asked).toString()
}

interface Page<Line> {
  lines: Line[]
  next?: string
  months: number
  /** Whether nobody sees more of it. */
  all?: boolean
}

interface State<Line> extends Partial<Page<Line>> {
  error?: ApiError
  loading: boolean
}

/** The lines that an address answers to a question, page by page. */
export function useLog<Line>(path: string, question: string) {
  const [state, setState] = useState<State<Line>>({ loading: true })
  const load = useCallback(
    async (cursor: string | undefined, signal?: AbortSignal) => {
      setState((old) => ({ ...(cursor ? old : {}), months: old.months, loading: true, error: undefined }))
      try {
        const query = [question, cursor && `cursor=${encodeURIComponent(cursor)}`].filter(Boolean).join('&')
        const answer = await api.get<Page<Line>>(`${path}${query && `?${query}`}`, { signal })
        setState((old) => ({
          lines: cursor ? [...(old.lines ?? []), ...answer.lines] : answer.lines,
          next: answer.next,
          months: answer.months,
          all: answer.all,
          loading: false,
        }))
      } catch (error) {
        if (!isAbort(error)) setState((old) => ({ ...old, loading: false, error: failureOf(error) }))
      }
    },
    [path, question],
  )
  useEffect(() => {
    const request = new AbortController()
    void load(undefined, request.signal)
    return () => request.abort()
  }, [load])
  return {
    ...state,
    more: () => void load(state.next),
    reload: () => void load(undefined),
  }
}

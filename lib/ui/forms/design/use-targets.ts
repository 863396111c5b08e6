'use client'
/** The tables behind the rows of a form, each asked for once. */
import { useEffect, useState } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import { api } from '@/lib/ui/api'
import { failureOf, isAbort } from '@/lib/ui/data/failure'

export function useTargets(base: string, keys: readonly string[]): ReadonlyMap<string, TableAnswer> {
  const [tables, setTables] = useState<ReadonlyMap<string, TableAnswer>>(new Map())
  const missing = keys.filter((key) => !tables.has(key)).join(',')
  useEffect(() => {
    if (!missing) return
    const request = new AbortController()
    for (const key of missing.split(','))
      api.get<TableAnswer>(`/bases/${base}/tables/${key}`, { signal: request.signal }).then(
        (table) => setTables((old) => new Map(old).set(key, table)),
        (thrown) => {
          // Without it the rows show their keys; the server still checks them.
          if (!isAbort(thrown)) failureOf(thrown)
        },
      )
    return () => request.abort()
  }, [base, missing])
  return tables
}

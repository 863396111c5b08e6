'use client'
/** How often each field is used, asked for one after the other so that a page of fields is not a burst of questions. */
import { useEffect, useState } from 'react'
import type { ImpactAnswer } from '@/lib/api/contract-design'
import { api } from '@/lib/ui/api'
import type { Design } from './state'

export type Impacts = ReadonlyMap<string, number>

/** `version` is the definition's: what was counted for another one counts no more. */
export function useImpacts({ path }: Design, fields: readonly string[], version: number): Impacts {
  const [impacts, setImpacts] = useState<Impacts>(new Map())
  const wanted = fields.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again for another version.
  useEffect(() => {
    setImpacts(new Map())
    const request = new AbortController()
    const ask = async () => {
      for (const field of wanted.split(',').filter(Boolean)) {
        const { uses } = await api.get<ImpactAnswer>(`${path}/fields/${field}/impact`, {
          signal: request.signal,
        })
        if (request.signal.aborted) return
        // Where it comes from and who may see it are no uses of it.
        const used = uses.filter(({ kind }) => kind !== 'role' && kind !== 'template').length
        setImpacts((old) => new Map(old).set(field, used))
      }
    }
    // A count that does not come is simply not shown.
    ask().catch(() => undefined)
    return () => request.abort()
  }, [path, wanted, version])
  return impacts
}

'use client'
/** The API tokens of a base that the asker sees, and making and ending them. */
import type { TokenAnswer, TokensAnswer } from '@/lib/api/contract'
import { api } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import type { Extent } from './choice'

export interface NewToken {
  label: string
  role: string
  /** Everything that the role may where it is left out. */
  tables?: Extent
  days: number
}
export type MadeToken = TokenAnswer & { key: string }

export function useTokens(base: string) {
  const path = `/bases/${base}/tokens`
  const { data, error, reload } = useResource<TokensAnswer>(path)
  return {
    answer: data,
    error: data ? undefined : error,
    reload,
    make: async (token: NewToken): Promise<MadeToken> => {
      const made = await api.post<MadeToken>(path, token)
      reload()
      return made
    },
    end: async (id: string): Promise<void> => {
      await api.delete(`${path}/${id}`)
      reload()
    },
  }
}

export type Tokens = ReturnType<typeof useTokens>

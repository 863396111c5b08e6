'use client'
/** The secret of a link, from behind the `#` of the address; it is taken out of the address bar and the history at once. */
import { useEffect, useState } from 'react'
import type { LinkAnswer } from '@/lib/api/contract-account'
import { ApiFailure, api, failureText } from '@/lib/ui/api'

export type LinkState =
  | { kind: 'looking' }
  | { kind: 'dead' }
  | { kind: 'failed'; text: string }
  | { kind: 'open'; token: string; link: LinkAnswer }

export function useLinkToken(purpose: 'invitation' | 'reset'): LinkState {
  const [state, setState] = useState<LinkState>({ kind: 'looking' })
  useEffect(() => {
    const token = takeToken()
    if (!token) return setState({ kind: 'dead' })
    api
      .post<LinkAnswer>('/account/link', { purpose, token })
      .then((link) => setState({ kind: 'open', token, link }))
      .catch((thrown: unknown) =>
        setState(
          thrown instanceof ApiFailure && thrown.error.code === 'LINK_INVALID'
            ? { kind: 'dead' }
            : { kind: 'failed', text: failureText(thrown) },
        ),
      )
  }, [purpose])
  return state
}

/** The secret, or nothing. The page can be reloaded afterwards, and its address be shown and shared. */
export function takeToken(): string {
  const token = location.hash.slice(1) || tokenOf(history.state)
  if (token) history.replaceState({ ...history.state, token }, '', location.pathname)
  return token
}

const tokenOf = (state: unknown): string => {
  const { token } = (state ?? {}) as { token?: unknown }
  return typeof token === 'string' ? token : ''
}

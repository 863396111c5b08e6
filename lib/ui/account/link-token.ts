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
    const token = location.hash.slice(1) || tokenOf(history.state)
    if (!token) return setState({ kind: 'dead' })
    // The page can be reloaded; the address can be shown and shared.
    history.replaceState({ ...history.state, token }, '', location.pathname)
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

const tokenOf = (state: unknown): string => {
  const { token } = (state ?? {}) as { token?: unknown }
  return typeof token === 'string' ? token : ''
}

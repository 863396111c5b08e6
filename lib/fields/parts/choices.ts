'use client'
/** The list under a picker: found at once among options, or asked for and awaited, the latest question winning. */
import { useEffect, useEffectEvent, useState } from 'react'

export interface Choice {
  id: string
  title: string
}

export type Source =
  | { find(query: string): readonly Choice[] }
  | { ask(query: string): Promise<readonly Choice[]> }

export interface Found {
  state: 'ready' | 'waiting' | 'failed'
  choices: readonly Choice[]
}

/** Long enough to swallow the keys of one word, short enough not to be noticed. */
const pauseMs = 150

/** What the source has for `query` while `open`; an asked list stays until the next one is there. */
export function useChoices(source: Source, query: string, open: boolean): Found {
  const [asked, setAsked] = useState<Found>({ state: 'waiting', choices: [] })
  const asks = 'ask' in source
  const ask = useEffectEvent(() => ('ask' in source ? source.ask(query) : Promise.resolve([])))

  useEffect(() => {
    if (!asks || !open) return
    let current = true
    const show = (found: Found) => {
      if (current) setAsked(found)
    }
    setAsked(({ choices }) => ({ state: 'waiting', choices }))
    const timer = setTimeout(
      () =>
        ask().then(
          (choices) => show({ state: 'ready', choices }),
          () => show({ state: 'failed', choices: [] }),
        ),
      query === '' ? 0 : pauseMs,
    )
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [asks, query, open])

  return 'find' in source ? { state: 'ready', choices: source.find(query) } : asked
}

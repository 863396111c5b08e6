'use client'
/** The one place that keeps everything marked `writes` from being used: with the reason in words, while there is one. */
import { createContext, useContext } from 'react'
import type { MenuEntry } from './menu'

const Reason = createContext<string | undefined>(undefined)

/** Everything inside that is marked `writes` is disabled, and says why. */
export const LockProvider = Reason.Provider

/** Why this cannot be used now; undefined where it can, or where it writes nothing. */
export function useLock(writes: boolean | undefined): string | undefined {
  const reason = useContext(Reason)
  return writes ? reason : undefined
}

/** The entries of a menu as they can be used now; the reason stands above them once. */
export function useUnlocked(items: readonly MenuEntry[]): readonly MenuEntry[] {
  const reason = useContext(Reason)
  const writes = (item: MenuEntry) => typeof item === 'object' && 'writes' in item && item.writes === true
  if (!reason || !items.some(writes)) return items
  const disabled = items.map((item) => (writes(item) ? { ...(item as object), disabled: true } : item))
  return [{ heading: reason }, ...(disabled as MenuEntry[])]
}

'use client'
/** Whether palette, canvas and settings stand side by side. */
import { useSyncExternalStore } from 'react'

const query = '(min-width: 1024px)'

const subscribe = (listener: () => void): (() => void) => {
  const media = matchMedia(query)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

export const useWide = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => true,
  )

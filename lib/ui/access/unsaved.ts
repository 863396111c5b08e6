'use client'
/** Asks before a page with unsaved work is left: by a link inside the app, or by closing the tab. */
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

/** The address that waits for an answer, and what to do with it. */
export function useUnsavedGuard(dirty: boolean): { waiting: boolean; leave: () => void; stay: () => void } {
  const router = useRouter()
  const [target, setTarget] = useState<string>()
  useEffect(() => {
    if (!dirty) return
    const unload = (event: BeforeUnloadEvent) => event.preventDefault()
    const click = (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.defaultPrevented)
        return
      const link = (event.target as Element | null)?.closest?.('a[href]')
      if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.origin !== location.origin)
        return
      if (link.pathname === location.pathname) return
      event.preventDefault()
      event.stopPropagation()
      setTarget(link.pathname + link.search + link.hash)
    }
    window.addEventListener('beforeunload', unload)
    // Before the router's own handler sees the click.
    document.addEventListener('click', click, true)
    return () => {
      window.removeEventListener('beforeunload', unload)
      document.removeEventListener('click', click, true)
    }
  }, [dirty])
  return {
    waiting: target !== undefined,
    leave: () => target && router.push(target),
    stay: () => setTarget(undefined),
  }
}

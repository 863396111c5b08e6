'use client'
/** Ctrl+S saves, Ctrl+Z and Ctrl+Y go back and forth; inside a text the browser's own undo is meant. */
import { useEffect, useEffectEvent } from 'react'

const typing = 'input:not([type=checkbox],[type=radio]), textarea, select, [role=dialog]'

export function useShortcuts(keys: { save(): void; undo(): void; redo(): void; off: boolean }): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (keys.off || event.isComposing || !(event.ctrlKey || event.metaKey) || event.altKey) return
    const key = event.key.toLowerCase()
    const redoing = key === 'y' || (key === 'z' && event.shiftKey)
    const act = key === 's' ? keys.save : redoing ? keys.redo : key === 'z' ? keys.undo : undefined
    if (!act || (act !== keys.save && (event.target as Element).closest(typing))) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

'use client'
/** The width of an element as it is laid out; 0 until it has been seen. */
import { useCallback, useRef, useState } from 'react'

export function useWidth(): [measure: (element: HTMLElement | null) => void, width: number] {
  const [width, setWidth] = useState(0)
  const watcher = useRef<ResizeObserver>(undefined)
  const measure = useCallback((element: HTMLElement | null) => {
    watcher.current?.disconnect()
    if (!element) return
    watcher.current = new ResizeObserver(([entry]) => setWidth(Math.round(entry!.contentRect.width)))
    watcher.current.observe(element)
  }, [])
  return [measure, width]
}

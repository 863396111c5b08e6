'use client'
/** Dragging a team onto another by mouse; a finger scrolls, and has the menu instead. */
import { type PointerEvent, useEffect, useRef, useState } from 'react'

/** Movement below this is a click. */
const threshold = 5

/** Where the pointer is: on a team, or on the place for the top level. */
type Target = { parent: string | undefined }

export interface TreeDrag {
  item?: string
  over?: Target
  start(event: PointerEvent, item: string): void
}

function targetAt(x: number, y: number): Target | undefined {
  const place = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-team-drop]')
  return place ? { parent: place.dataset.teamDrop || undefined } : undefined
}

/** Lines carry `data-team-drop` with their team's id, the place for the top level an empty one. Escape gives the drag up. */
export function useTreeDrag(
  mayGo: (item: string, parent: string | undefined) => boolean,
  onDrop: (item: string, parent: string | undefined) => void,
): TreeDrag {
  const [state, setState] = useState<{ item: string; over?: Target }>()
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])

  function start(event: PointerEvent, item: string): void {
    if (event.button !== 0 || event.pointerType !== 'mouse') return
    const from = { x: event.clientX, y: event.clientY }
    let over: Target | undefined
    let moved = false
    const move = (e: globalThis.PointerEvent) => {
      if (!moved && Math.hypot(e.clientX - from.x, e.clientY - from.y) < threshold) return
      moved = true
      const target = targetAt(e.clientX, e.clientY)
      over = target && mayGo(item, target.parent) ? target : undefined
      setState({ item, over })
    }
    const key = (e: KeyboardEvent) => {
      if (e.key !== 'Escape' || !moved) return
      e.preventDefault()
      e.stopPropagation()
      end()
    }
    const end = () => {
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', up)
      removeEventListener('pointercancel', end)
      removeEventListener('keydown', key, true)
      stop.current = undefined
      setState(undefined)
    }
    const up = () => {
      end()
      if (over) onDrop(item, over.parent)
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', up)
    addEventListener('pointercancel', end)
    addEventListener('keydown', key, true)
    stop.current = end
  }

  return { item: state?.item, over: state?.over, start }
}

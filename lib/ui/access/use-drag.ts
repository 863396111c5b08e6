'use client'
/** Drawing a rectangle with the mouse: it follows the pointer, also past the edges, where the matrix scrolls by itself. */
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { cellAtPoint, type Geometry, sizes } from './geometry'
import type { Cell } from './matrix'

/** How near to an edge the scrolling begins, and how far it goes at most in one frame. */
const edge = 28
const fastest = 18

export function useDrag(
  box: RefObject<HTMLElement | null>,
  geometry: Geometry,
  handlers: { onMove(cell: Cell): void; onEnd(cell: Cell): void },
) {
  const latest = useRef({ geometry, handlers })
  latest.current = { geometry, handlers }
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])

  return (down: PointerEvent) => {
    stop.current?.()
    let { clientX: x, clientY: y } = down
    let frame = 0
    let last = ''
    const here = (): Cell => {
      const { left, top } = box.current!.getBoundingClientRect()
      const { scrollLeft, scrollTop } = box.current!
      return cellAtPoint(latest.current.geometry, x - left + scrollLeft, y - top + scrollTop - sizes.head)
    }
    const look = () => {
      const cell = here()
      const name = `${cell.row} ${cell.column}`
      if (name !== last) latest.current.handlers.onMove(cell)
      last = name
    }
    /** Past an edge by so much, the matrix moves by so much. */
    const past = (at: number, from: number, to: number): number =>
      at < from + edge
        ? Math.max(-fastest, (at - from - edge) / 2)
        : at > to - edge
          ? Math.min(fastest, (at - to + edge) / 2)
          : 0
    const tick = () => {
      frame = requestAnimationFrame(tick)
      if (!box.current) return
      const { left, right, top, bottom } = box.current.getBoundingClientRect()
      const by = { left: past(x, left + sizes.fieldColumn, right), top: past(y, top + sizes.head, bottom) }
      if (by.left === 0 && by.top === 0) return
      box.current.scrollBy(by)
      look()
    }
    const move = (event: globalThis.PointerEvent) => {
      x = event.clientX
      y = event.clientY
      look()
    }
    const end = (event: globalThis.PointerEvent) => {
      move(event)
      stop.current?.()
      latest.current.handlers.onEnd(here())
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    // A click is no journey: the matrix begins to move by itself only once the pointer has.
    const begin = setTimeout(() => (frame = requestAnimationFrame(tick)), 150)
    stop.current = () => {
      clearTimeout(begin)
      cancelAnimationFrame(frame)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      stop.current = undefined
    }
  }
}

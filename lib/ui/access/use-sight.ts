'use client'
/** Which part of the matrix is drawn while it is scrolled: anew only when something comes into sight that is not there. */
import {
  type RefObject,
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { covers, type Geometry, inSight, type Range, type View } from './geometry'

const none: Range = { lines: [0, 0], columns: [0, 0] }

export const viewOf = (box: HTMLElement): View => ({
  top: box.scrollTop,
  left: box.scrollLeft,
  height: box.clientHeight,
  width: box.clientWidth,
})

/** The width of an element, followed. */
export function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setWidth(element.clientWidth)
    measure()
    const sizes = new ResizeObserver(measure)
    sizes.observe(element)
    return () => sizes.disconnect()
  }, [box])
  return width
}

/** The range to draw, and what to call when the box was scrolled. */
export function useSight(box: RefObject<HTMLElement | null>, geometry: Geometry) {
  const [range, setRange] = useState(none)
  const drawn = useRef(range)
  const look = useCallback(() => {
    if (!box.current) return
    const view = viewOf(box.current)
    const covered = (lines: number, columns: number): boolean =>
      drawn.current !== none && covers(drawn.current, inSight(geometry, view, { lines, columns }))
    if (covered(3, 1)) return
    const next = inSight(geometry, view, { lines: 8, columns: 4 })
    // What is not in sight yet is drawn between frames; what is missing now, at once.
    if (covered(0, 0)) startTransition(() => setRange(next))
    else setRange(next)
    drawn.current = next
  }, [box, geometry])
  useLayoutEffect(() => {
    drawn.current = none
    look()
  }, [look])
  useEffect(() => {
    const sizes = new ResizeObserver(look)
    if (box.current) sizes.observe(box.current)
    return () => sizes.disconnect()
  }, [box, look])
  return { range, look }
}

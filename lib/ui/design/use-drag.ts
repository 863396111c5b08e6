'use client'
/** Dragging lines of one list or of several to another place, by mouse and by finger, with scrolling at the edges. */
import { type PointerEvent, useEffect, useRef, useState } from 'react'

/** Before an item of a list, or at its end. */
export interface DropPlace {
  list: string
  before?: string
}

export interface Drag {
  /** The line being dragged, and where it would go. */
  item?: string
  over?: DropPlace
  /** For pointerdown on a line's handle. */
  start(event: PointerEvent, item: string): void
}

/** Movement below this is a click. */
const threshold = 4
/** From this near to an edge, the list scrolls. */
const edge = 40

/**
 * Lists inside `root` carry `data-drag-list`, their lines `data-drag-item`. `onDrop` hears of a place that differs;
 * Escape gives the drag up.
 */
export function useDrag(
  root: { current: HTMLElement | null },
  onDrop: (item: string, place: DropPlace) => void,
): Drag {
  const [state, setState] = useState<{ item: string; over?: DropPlace }>()
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])

  function start(event: PointerEvent, item: string): void {
    const element = root.current
    if (event.button !== 0 || !element) return
    const startY = event.clientY
    let y = startY
    let over: DropPlace | undefined
    let moved = false
    let frame = 0
    const scroller = scrollerOf(element)
    const look = () => {
      over = placeAt(element, y)
      setState({ item, over })
    }
    const scroll = () => {
      const { top, bottom } = scroller.getBoundingClientRect()
      const by = y < top + edge ? -12 : y > bottom - edge ? 12 : 0
      if (moved && by !== 0) {
        scroller.scrollBy(0, by)
        look()
      }
      frame = requestAnimationFrame(scroll)
    }
    const move = (e: globalThis.PointerEvent) => {
      y = e.clientY
      if (!moved && Math.abs(y - startY) < threshold) return
      moved = true
      look()
    }
    const key = (e: KeyboardEvent) => {
      if (e.key !== 'Escape') return
      e.preventDefault()
      e.stopPropagation()
      end(false)
    }
    const end = (drop: boolean) => {
      cancelAnimationFrame(frame)
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', up)
      removeEventListener('pointercancel', cancel)
      removeEventListener('keydown', key, true)
      stop.current = undefined
      setState(undefined)
      if (drop && moved && over && over.before !== item) onDrop(item, over)
    }
    const up = () => end(true)
    const cancel = () => end(false)
    addEventListener('pointermove', move)
    addEventListener('pointerup', up)
    addEventListener('pointercancel', cancel)
    addEventListener('keydown', key, true)
    frame = requestAnimationFrame(scroll)
    stop.current = cancel
  }

  return { item: state?.item, over: state?.over, start }
}

function placeAt(root: HTMLElement, y: number): DropPlace | undefined {
  const lists = [...root.querySelectorAll<HTMLElement>('[data-drag-list]')]
  const list = lists.findLast((one) => one.getBoundingClientRect().top <= y) ?? lists[0]
  if (!list) return undefined
  const before = [...list.querySelectorAll<HTMLElement>('[data-drag-item]')].find((item) => {
    const { top, height } = item.getBoundingClientRect()
    return y < top + height / 2
  })
  return { list: list.dataset.dragList!, before: before?.dataset.dragItem }
}

function scrollerOf(element: HTMLElement): Element {
  for (let at: HTMLElement | null = element; at; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  return document.scrollingElement ?? document.documentElement
}

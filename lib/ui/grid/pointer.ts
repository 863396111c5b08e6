/** Mouse and touch on the grid's body: which cell was meant, ranges by dragging, and a phone's tap. */
import type { MouseEvent, PointerEvent } from 'react'
import type { Place } from './selection'

export interface Pointing {
  /** A press on a cell; `extend` with Shift. */
  onSelect(place: Place, extend: boolean): void
  /** The mouse is dragged to this cell. */
  onDrag(place: Place): void
  onEdit(place: Place): void
  /** A click on what the cell shows, such as a check box. */
  onAct(place: Place): void
  onOpen(row: number): void
  onCheck(row: number, extend: boolean): void
  onMenu(place: Place, x: number, y: number): void
}

/** The row and column of what was hit; −1 for the gutter. */
export function placeOf(target: EventTarget | null): Place | undefined {
  if (!(target instanceof Element)) return undefined
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row
  if (row === undefined) return undefined
  return { row: Number(row), col: Number(target.closest<HTMLElement>('[data-col]')?.dataset.col ?? -1) }
}

const hit = (event: MouseEvent, selector: string): boolean =>
  event.target instanceof Element && event.target.closest(selector) !== null
/** Links and buttons inside a cell do what they say; notes and editors take care of themselves. */
const foreign = 'a, button, input, textarea, select, [role=status], [role=alert], [contenteditable]'

export function pointerHandlers(pointing: Pointing, narrow: boolean) {
  function onPointerDown(event: PointerEvent): void {
    const place = placeOf(event.target)
    if (!place || event.pointerType === 'touch' || event.button !== 0 || hit(event, foreign)) return
    // The keyboard stays where it is.
    event.preventDefault()
    if (place.col < 0) return
    pointing.onSelect(place, event.shiftKey)
    const move = (e: globalThis.PointerEvent): void => {
      const under = placeOf(document.elementFromPoint(e.clientX, e.clientY))
      if (under && under.col >= 0) pointing.onDrag(under)
    }
    const end = (): void => {
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', end)
      removeEventListener('pointercancel', end)
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
    addEventListener('pointercancel', end)
  }

  function onClick(event: MouseEvent): void {
    const place = placeOf(event.target)
    if (!place) return
    if (hit(event, '[data-check]')) pointing.onCheck(place.row, event.shiftKey)
    else if (hit(event, '[data-expand]')) pointing.onOpen(place.row)
    else if (!hit(event, foreign)) onCell(event, place)
  }

  function onCell(event: MouseEvent, place: Place): void {
    if (narrow) {
      pointing.onOpen(place.row)
      return
    }
    const touched = (event.nativeEvent as globalThis.PointerEvent).pointerType === 'touch'
    if (touched && place.col >= 0) pointing.onSelect(place, false)
    const onContent = event.target instanceof Element && !event.target.matches('[data-col]')
    if (place.col >= 0 && onContent && !event.shiftKey) pointing.onAct(place)
  }

  function onDoubleClick(event: MouseEvent): void {
    const place = placeOf(event.target)
    if (place && place.col >= 0 && !narrow && !hit(event, foreign)) pointing.onEdit(place)
  }

  function onContextMenu(event: MouseEvent): void {
    const place = placeOf(event.target)
    if (!place || hit(event, 'input, textarea, [contenteditable]')) return
    event.preventDefault()
    pointing.onMenu({ row: place.row, col: Math.max(0, place.col) }, event.clientX, event.clientY)
  }

  return { onPointerDown, onClick, onDoubleClick, onContextMenu }
}

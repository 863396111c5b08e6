/** The active cell and the range around it, and how keys and clicks move them. Pure. */

export interface Place {
  row: number
  col: number
}
/** `active` is where typing goes; the range spans from it to `end`. */
export interface Selection {
  active: Place
  end: Place
}
export interface Extent {
  rows: number
  cols: number
}
export interface Range {
  top: number
  left: number
  bottom: number
  right: number
}

export const at = (row: number, col: number): Selection => ({ active: { row, col }, end: { row, col } })

/** The rectangle that is selected, both ends inside. */
export const rangeOf = ({ active, end }: Selection): Range => ({
  top: Math.min(active.row, end.row),
  bottom: Math.max(active.row, end.row),
  left: Math.min(active.col, end.col),
  right: Math.max(active.col, end.col),
})

export const isSingle = ({ active, end }: Selection): boolean =>
  active.row === end.row && active.col === end.col

const between = (n: number, last: number): number => Math.max(0, Math.min(n, last))

/** The nearest place inside the grid. */
export const clamp = (place: Place, { rows, cols }: Extent): Place => ({
  row: between(place.row, rows - 1),
  col: between(place.col, cols - 1),
})

export type Direction = 'up' | 'down' | 'left' | 'right'
export type Reach = 'cell' | 'page' | 'edge'

const step: Record<Direction, Place> = {
  up: { row: -1, col: 0 },
  down: { row: 1, col: 0 },
  left: { row: 0, col: -1 },
  right: { row: 0, col: 1 },
}

/** One step, one page (up and down) or to the edge; with `extend` the range grows and the active cell stays. */
export function move(
  selection: Selection,
  direction: Direction,
  extent: Extent,
  options: { reach?: Reach; page?: number; extend?: boolean } = {},
): Selection {
  const { reach = 'cell', page = 1, extend = false } = options
  const from = extend ? selection.end : selection.active
  const times = reach === 'edge' ? Number.MAX_SAFE_INTEGER : reach === 'page' ? page : 1
  const to = clamp(
    { row: from.row + step[direction].row * times, col: from.col + step[direction].col * times },
    extent,
  )
  return extend ? { active: selection.active, end: to } : { active: to, end: to }
}

/** Tab goes on in the next row at the end of a row, and stops at the last cell. */
export function moveOn(selection: Selection, back: boolean, { rows, cols }: Extent): Selection {
  const index = selection.active.row * cols + selection.active.col + (back ? -1 : 1)
  const clamped = between(index, rows * cols - 1)
  return at(Math.floor(clamped / cols), clamped % cols)
}

/** The selection after rows or columns changed; undefined when no cell is left. */
export function within(selection: Selection, extent: Extent): Selection | undefined {
  if (extent.rows === 0 || extent.cols === 0) return undefined
  const active = clamp(selection.active, extent)
  const end = clamp(selection.end, extent)
  const unchanged =
    active.row === selection.active.row &&
    active.col === selection.active.col &&
    end.row === selection.end.row &&
    end.col === selection.end.col
  return unchanged ? selection : { active, end }
}

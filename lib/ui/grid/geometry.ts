/** Sizes of the grid's parts, and how far to scroll so that a cell comes into sight. Pure. */

export const headerHeight = 34
export const gutterWidth = 56
/** What stands behind the last column: the button that adds one. */
export const addWidth = 44
export const rowHeights = { short: 32, medium: 52 } as const
export type RowHeight = keyof typeof rowHeights

export interface Box {
  start: number
  size: number
}
export interface Viewport {
  scroll: number
  size: number
  /** What header or frozen columns cover at the beginning. */
  inset: number
}

/** The scroll position from which `box` is in sight, nearest to the present one. */
export function reveal(box: Box, { scroll, size, inset }: Viewport): number {
  if (box.start - inset < scroll) return Math.max(0, box.start - inset)
  if (box.start + box.size > scroll + size) return box.start + box.size - size
  return scroll
}

/** The offsets of consecutive parts that begin at `from`. */
export function offsets(sizes: readonly number[], from = 0): number[] {
  let at = from
  return sizes.map((size) => {
    const start = at
    at += size
    return start
  })
}

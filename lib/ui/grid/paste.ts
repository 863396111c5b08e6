/** Where each cell of a copied block lands. Pure. */
import type { Extent, Range } from './selection'

export interface Landing {
  row: number
  col: number
  text: string
}
export interface PastePlan {
  cells: Landing[]
  /** What the block covers, to be selected afterwards. */
  range: Range
  /** Copied cells that lie beyond the last row or column: nothing is created for them. */
  outside: number
}

/**
 * The block lands at the top left of the selection. A selection that is a multiple of the block in a direction
 * is filled with repetitions, so that one copied cell fills any range.
 */
export function planPaste(
  block: readonly (readonly string[])[],
  selection: Range,
  extent: Extent,
): PastePlan {
  const height = block.length
  const width = Math.max(...block.map((row) => row.length))
  const repeat = (selected: number, copied: number): number =>
    selected % copied === 0 ? selected / copied : 1
  const rows = height * repeat(selection.bottom - selection.top + 1, height)
  const cols = width * repeat(selection.right - selection.left + 1, width)
  const cells: Landing[] = []
  let outside = 0
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < cols; x++) {
      const text = block[y % height]![x % width]
      if (text === undefined) continue
      const row = selection.top + y
      const col = selection.left + x
      if (row < extent.rows && col < extent.cols) cells.push({ row, col, text })
      else outside++
    }
  }
  const range = {
    top: selection.top,
    left: selection.left,
    bottom: Math.min(selection.top + rows, extent.rows) - 1,
    right: Math.min(selection.left + cols, extent.cols) - 1,
  }
  return { cells, range, outside }
}

/** Where the rows and columns of the matrix stand, and which of them are in sight: only those are drawn. */

/** A line of the matrix: a section's heading or a field. */
export type Line = { kind: 'section'; id: string } | { kind: 'field'; row: number; key: string }

export const sizes = { head: 52, section: 28, row: 32, fieldColumn: 272, leastColumn: 116 }

export interface Geometry {
  lines: readonly Line[]
  /** The top of each line, and at the end the height of all. */
  tops: readonly number[]
  /** Line number of each row. */
  lineOfRow: readonly number[]
  columns: number
  column: number
}

export function geometryOf(lines: readonly Line[], columns: number, width: number): Geometry {
  const tops = [0]
  const lineOfRow: number[] = []
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'field') lineOfRow[line.row] = index
    tops.push(tops[index]! + (line.kind === 'field' ? sizes.row : sizes.section))
  }
  const fair = columns === 0 ? 0 : (width - sizes.fieldColumn) / columns
  return {
    lines,
    tops,
    lineOfRow,
    columns,
    column: Math.max(sizes.leastColumn, fair),
  }
}

export const heightOf = ({ tops }: Geometry): number => tops.at(-1)!
export const widthOf = ({ columns, column }: Geometry): number => sizes.fieldColumn + columns * column

/** From the first to after the last. */
export interface Range {
  lines: [number, number]
  columns: [number, number]
}

/** The line at this height; the nearest one above or below all of them. */
export function lineAt({ tops }: Geometry, y: number): number {
  let [low, high] = [0, tops.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (tops[middle]! <= y) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}

const clamp = (n: number, least: number, most: number): number => Math.max(least, Math.min(most, n))

/** The cell at a point of the content; a section's heading counts as the row below it. */
export function cellAtPoint(geometry: Geometry, x: number, y: number): { row: number; column: number } {
  const { lines, column, columns, lineOfRow } = geometry
  let at = lineAt(geometry, y)
  while (lines[at]?.kind === 'section' && at < lines.length - 1) at++
  const line = lines[at]
  return {
    row: line?.kind === 'field' ? line.row : lineOfRow.length - 1,
    column: clamp(Math.floor((x - sizes.fieldColumn) / column), 0, columns - 1),
  }
}

export interface View {
  top: number
  left: number
  height: number
  width: number
}

/** What is in sight, with `more` lines and columns around it. */
export function inSight(geometry: Geometry, view: View, more: { lines: number; columns: number }): Range {
  const { lines, columns, column } = geometry
  const first = Math.floor(view.left / column)
  const last = Math.ceil((view.left + view.width - sizes.fieldColumn) / column)
  return {
    lines: [
      clamp(lineAt(geometry, view.top) - more.lines, 0, lines.length),
      clamp(lineAt(geometry, view.top + view.height) + 1 + more.lines, 0, lines.length),
    ],
    columns: [clamp(first - more.columns, 0, columns), clamp(last + more.columns, 0, columns)],
  }
}

export const covers = (outer: Range, inner: Range): boolean =>
  outer.lines[0] <= inner.lines[0] &&
  outer.lines[1] >= inner.lines[1] &&
  outer.columns[0] <= inner.columns[0] &&
  outer.columns[1] >= inner.columns[1]

/** How far to scroll so that a cell is wholly in sight, beside the heads that stay. */
export function scrollTo(
  geometry: Geometry,
  view: View,
  row: number,
  column: number,
): { top: number; left: number } {
  const y = geometry.tops[geometry.lineOfRow[row] ?? 0]!
  const x = column * geometry.column
  const room = { height: view.height - sizes.head, width: view.width - sizes.fieldColumn }
  const near = (at: number, size: number, from: number, space: number): number =>
    at < from ? at : at + size > from + space ? at + size - space : from
  return {
    top: near(y, sizes.row, view.top, room.height),
    left: near(x, geometry.column, view.left, room.width),
  }
}

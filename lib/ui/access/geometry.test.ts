import { expect, test } from 'vitest'
import {
  cellAtPoint,
  covers,
  geometryOf,
  heightOf,
  inSight,
  type Line,
  scrollTo,
  sizes,
  widthOf,
} from './geometry'

const lines: Line[] = [
  { kind: 'section', id: 'a' },
  ...Array.from({ length: 60 }, (_, row): Line => ({ kind: 'field', row, key: `f${row}` })),
  { kind: 'section', id: 'b' },
  ...Array.from({ length: 40 }, (_, i): Line => ({ kind: 'field', row: 60 + i, key: `f${60 + i}` })),
]
const geometry = geometryOf(lines, 100, 1200)
const view = { top: 700, left: 3000, width: 1200, height: 700 }

test('a hundred by a hundred: a small part is drawn, and it covers what is in sight', () => {
  const drawn = inSight(geometry, view, { lines: 8, columns: 3 })
  expect(covers(drawn, inSight(geometry, view, { lines: 0, columns: 0 }))).toBe(true)
  const cells = (drawn.lines[1] - drawn.lines[0]) * (drawn.columns[1] - drawn.columns[0])
  expect(cells).toBeLessThan(700)
  expect(heightOf(geometry)).toBe(100 * sizes.row + 2 * sizes.section)
})

test('few roles share the width, many keep theirs', () => {
  expect(widthOf(geometryOf(lines, 5, sizes.fieldColumn + 750))).toBe(sizes.fieldColumn + 750)
  expect(geometry.column).toBe(sizes.leastColumn)
})

test('a point is a cell, also past the edges; a heading is the row below it', () => {
  const at = (x: number, y: number) => cellAtPoint(geometry, x, y)
  expect(at(sizes.fieldColumn + 1, 0)).toEqual({ row: 0, column: 0 })
  expect(at(sizes.fieldColumn + geometry.column * 2.5, sizes.section + sizes.row * 60 + 3)).toEqual({
    row: 60,
    column: 2,
  })
  expect(at(-50, -50)).toEqual({ row: 0, column: 0 })
  expect(at(1e6, 1e6)).toEqual({ row: 99, column: 99 })
})

test('scrolling goes no further than it must', () => {
  expect(scrollTo(geometry, view, 25, 30)).toEqual({ top: view.top, left: view.left })
  const far = scrollTo(geometry, view, 99, 99)
  expect(far.top + view.height - sizes.head).toBe(heightOf(geometry))
  expect(far.left + view.width).toBe(widthOf(geometry))
  expect(scrollTo(geometry, view, 0, 0)).toEqual({ top: sizes.section, left: 0 })
})

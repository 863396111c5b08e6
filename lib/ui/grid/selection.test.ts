import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at, isSingle, move, moveOn, rangeOf, within } from './selection'

const extent = { rows: 100, cols: 5 }

describe('moving the selection', () => {
  test.each([
    ['down', {}, at(11, 2)],
    ['up', {}, at(9, 2)],
    ['left', {}, at(10, 1)],
    ['right', {}, at(10, 3)],
    ['down', { reach: 'page', page: 20 }, at(30, 2)],
    ['up', { reach: 'page', page: 20 }, at(0, 2)],
    ['down', { reach: 'edge' }, at(99, 2)],
    ['right', { reach: 'edge' }, at(10, 4)],
  ] as const)('%s %j', (direction, options, expected) => {
    expect(move(at(10, 2), direction, extent, options)).toEqual(expected)
  })

  test('extending keeps the active cell and moves the other end', () => {
    const grown = move(move(at(10, 2), 'down', extent, { extend: true }), 'left', extent, { extend: true })
    expect(grown).toEqual({ active: { row: 10, col: 2 }, end: { row: 11, col: 1 } })
    expect(rangeOf(grown)).toEqual({ top: 10, bottom: 11, left: 1, right: 2 })
    expect(isSingle(grown)).toBe(false)
  })

  test('Tab wraps into the next row and stops at the corners', () => {
    expect(moveOn(at(3, 4), false, extent)).toEqual(at(4, 0))
    expect(moveOn(at(3, 0), true, extent)).toEqual(at(2, 4))
    expect(moveOn(at(99, 4), false, extent)).toEqual(at(99, 4))
    expect(moveOn(at(0, 0), true, extent)).toEqual(at(0, 0))
  })

  test('nothing ever leaves the grid', () => {
    const direction = fc.constantFrom('up', 'down', 'left', 'right')
    const reach = fc.constantFrom('cell', 'page', 'edge')
    fc.assert(
      fc.property(
        fc.array(fc.record({ direction, reach, extend: fc.boolean() })),
        fc.record({ rows: fc.integer({ min: 1, max: 40 }), cols: fc.integer({ min: 1, max: 9 }) }),
        (moves, size) => {
          let selection = at(0, 0)
          for (const m of moves) selection = move(selection, m.direction, size, { ...m, page: 10 })
          expect(within(selection, size)).toBe(selection)
        },
      ),
    )
  })

  test('shrinking brings it back inside, an empty grid has none', () => {
    expect(within(at(50, 4), { rows: 3, cols: 2 })).toEqual(at(2, 1))
    expect(within(at(0, 0), { rows: 0, cols: 2 })).toBeUndefined()
  })
})

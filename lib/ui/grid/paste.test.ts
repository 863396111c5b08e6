import { describe, expect, test } from 'vitest'
import { planPaste } from './paste'

const extent = { rows: 10, cols: 4 }
const range = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right })

describe('where a copied block lands', () => {
  test('at the top left of the selection', () => {
    const plan = planPaste(
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      range(2, 1),
      extent,
    )
    expect(plan.cells.map(({ row, col, text }) => `${row},${col}=${text}`)).toEqual([
      '2,1=a',
      '2,2=b',
      '3,1=c',
      '3,2=d',
    ])
    expect(plan.range).toEqual(range(2, 1, 3, 2))
    expect(plan.outside).toBe(0)
  })

  test('one cell fills the whole selection', () => {
    const plan = planPaste([['x']], range(0, 0, 2, 1), extent)
    expect(plan.cells).toHaveLength(6)
    expect(plan.cells.every((cell) => cell.text === 'x')).toBe(true)
  })

  test('a row repeats downwards when the selection is a multiple of it', () => {
    const plan = planPaste([['a', 'b']], range(0, 0, 1, 3), extent)
    expect(plan.cells.map((cell) => cell.text).join('')).toBe('abababab')
  })

  test('nothing is created beyond the grid, and it is counted', () => {
    const plan = planPaste(
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      range(9, 3),
      extent,
    )
    expect(plan.cells).toEqual([{ row: 9, col: 3, text: 'a' }])
    expect(plan.outside).toBe(3)
    expect(plan.range).toEqual(range(9, 3))
  })

  test('lines of different length leave cells alone', () => {
    expect(planPaste([['a', 'b'], ['c']], range(0, 0), extent).cells).toHaveLength(3)
  })
})

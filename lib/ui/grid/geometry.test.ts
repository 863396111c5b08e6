import { describe, expect, test } from 'vitest'
import { offsets, reveal } from './geometry'

describe('bringing a cell into sight', () => {
  const viewport = { scroll: 100, size: 400, inset: 50 }
  test.each([
    ['in sight already', { start: 200, size: 30 }, 100],
    ['below', { start: 490, size: 30 }, 120],
    ['above, under the header', { start: 120, size: 30 }, 70],
    ['at the very beginning', { start: 20, size: 30 }, 0],
  ])('%s', (_, box, scroll) => {
    expect(reveal(box, viewport)).toBe(scroll)
  })
  test('offsets add up', () => {
    expect(offsets([10, 20, 30], 5)).toEqual([5, 15, 35])
  })
})

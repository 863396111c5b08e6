/** Decimal text, scale and shifting are exact. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalText, grouped, largest, scaleOf, shift } from './decimal'

describe('decimalText', () => {
  test.each([
    [1e-7, '0.0000001'],
    [1.5e-8, '0.000000015'],
    [-2e-10, '-0.0000000002'],
    [1e21, '1000000000000000000000'],
    [1.25e22, '12500000000000000000000'],
    [0.1, '0.1'],
    [-12, '-12'],
  ])('%d is %s', (n, text) => expect(decimalText(n)).toBe(text))

  test('reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
        expect(Number(decimalText(n)) + 0).toBe(n + 0)
        expect(decimalText(n)).not.toContain('e')
      }),
    )
  })
})

test.each([
  [1, 0],
  [1.5, 1],
  [0.1 + 0.2, 17],
  [1e-7, 7],
  [999_999_999_999.99, 2],
  [1e300, 0],
  [Number.NaN, Number.POSITIVE_INFINITY],
])('scaleOf(%d) is %d', (n, scale) => expect(scaleOf(n)).toBe(scale))

test('shift moves the point and nothing else', () => {
  expect(shift(0.07, 2)).toBe(7)
  expect(shift(15.23, -2)).toBe(0.1523)
  fc.assert(
    fc.property(
      fc.integer({ min: -999_999_999, max: 999_999_999 }),
      fc.integer({ min: 0, max: 6 }),
      (n, places) => {
        expect(shift(shift(n, -places), places) + 0).toBe(n + 0)
      },
    ),
  )
})

test('limits and grouping', () => {
  expect(largest(15, 2)).toBe(9_999_999_999_999.99)
  expect(largest(15, 0)).toBe(999_999_999_999_999)
  expect(grouped(9_999_999_999.99)).toBe('9,999,999,999.99')
  expect(grouped(-1234)).toBe('-1,234')
})

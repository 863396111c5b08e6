/** Patterns of auto numbers: what is one, which period a day falls into, and how a number reads. */
import { describe, expect, test } from 'vitest'
import { isNumberPattern, periodOf, renderNumber } from './auto-number'

describe('a pattern', () => {
  test.each([
    ['KH{YYYY}{00000}', true],
    ['{0}', true],
    ['DD{YYYYMMDD}{0000}', true],
    ['编号-{YY}-{000}', true],
    ['KH', false],
    ['{00}{00}', false],
    ['{YYYY}{MM}{00}', false],
    ['{0', false],
    ['', false],
  ])('%s: %s', (pattern, is) => expect(isNumberPattern(pattern)).toBe(is))
})

test.each([
  ['KH{YYYY}{00000}', '2026', 7, 'KH202600007'],
  ['{YY}-{00}', '26', 123, '26-123'],
  ['DD{YYYYMM}{0}', '202611', 5, 'DD2026115'],
  ['DD{YYYYMMDD}{0000}', '20261121', 1, 'DD202611210001'],
  ['LX{000}', '', 42, 'LX042'],
])('%s counts by the period %s and reads so', (pattern, period, n, text) => {
  expect(periodOf(pattern, '2026-11-21')).toBe(period)
  expect(renderNumber(pattern, period, n)).toBe(text)
})

import { describe, expect, test } from 'vitest'
import { showNumber, shownByFormat, shownByNumber } from './number-format'

describe('what a format shows', () => {
  test.each([
    ['yyyy-mm-dd', 'date'],
    ['yyyy"年"m"月"d"日";@', 'date'],
    ['[$-804]yyyy\\/m\\/d h:mm;@', 'datetime'],
    ['h:mm:ss', 'time'],
    ['[h]:mm', 'time'],
    ['上午/下午h"时"mm"分"', 'time'],
    ['mmm', 'date'],
    ['0.00%', 'percent'],
    ['General', 'number'],
    ['#,##0.00_);[Red](#,##0.00)', 'number'],
    ['"d"0', 'number'],
    ['0.00E+00', 'number'],
    ['@', 'number'],
  ])('%s: %s', (format, shown) => {
    expect(shownByFormat(format)).toBe(shown)
  })
  test('of those known by number', () => {
    expect([0, 2, 9, 14, 22, 46, 57].map(shownByNumber)).toEqual([
      ...['number', 'number', 'percent', 'date', 'datetime', 'time', 'date'],
    ])
  })
})

describe('a number as its cell shows it', () => {
  test.each([
    [46_348, 'date', '2026-11-22'],
    [46_348.354166666664, 'datetime', '2026-11-22 08:30'],
    [46_348.999999999, 'datetime', '2026-11-23 00:00'],
    [1, 'date', '1900-01-01'],
    [61, 'date', '1900-03-01'],
    [0.75, 'time', '18:00'],
    [1.5, 'time', '36:00'],
    [0.125, 'percent', '12.5%'],
    [0.07, 'percent', '7%'],
    [0.1 + 0.2, 'number', '0.3'],
    [13_912_345_678, 'number', '13912345678'],
    [1e21, 'number', '1000000000000000000000'],
    [1.5e-7, 'number', '0.00000015'],
    [-5, 'date', '-5'],
  ] as const)('%d as %s is %s', (value, shown, text) => {
    expect(showNumber(value, shown)).toBe(text)
  })
  test('where days are counted from 1904', () => {
    expect(showNumber(0, 'date', 1904)).toBe('1904-01-01')
    expect(showNumber(44_886, 'date', 1904)).toBe('2026-11-22')
  })
})

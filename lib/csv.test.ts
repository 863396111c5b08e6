import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLine, harmless, readSeparated, unmarked } from './csv'

/** Short texts of these characters alone. */
const of = (characters: string) => fc.string({ unit: fc.constantFrom(...characters), maxLength: 6 })

describe('lines of cells', () => {
  test('are read as they were written, whatever the cells hold', () => {
    const cell = fc.oneof(fc.string(), of('"\r\n,;\t=\'a田'))
    const lines = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(lines, (rows) => {
        expect(readSeparated(rows.map(csvLine).join(''), ',')).toEqual(rows)
      }),
    )
  })
  test('end in three ways, the last one in a fourth: not at all', () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(readSeparated(`a;b${end}1;"x${end}y"${end}${end}c`, ';')).toEqual([
        ['a', 'b'],
        ['1', `x${end}y`],
        [''],
        ['c'],
      ])
  })
  test('are read as one cell also where others part cells or lines', () => {
    for (const sign of [';', '\t', '\r', '\n', ',']) expect(csvLine([`a${sign}b`])).toBe(`"a${sign}b"\r\n`)
  })
  test('take a quote inside of a cell for itself', () => {
    expect(readSeparated('5" 屏,"6"" 屏","7" 屏', ',')).toEqual([['5" 屏', '6" 屏', '"7" 屏']])
    expect(readSeparated('"never closed,b\nc', ',')).toEqual([['"never closed', 'b'], ['c']])
  })
})

describe('what a spreadsheet would run', () => {
  test.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x', "'=1", "''-2"])(
    'is marked: %j',
    (text) => {
      expect(harmless(text)).toBe(`'${text}`)
    },
  )
  test.each(['a=1', "'tis", '', ' =1'])('and nothing else is: %j', (text) => {
    expect(harmless(text)).toBe(text)
    expect(unmarked(text)).toBe(text)
  })
  test('the mark comes off again', () => {
    fc.assert(
      fc.property(of("'=+-a"), (text) => {
        expect(unmarked(harmless(text))).toBe(text)
      }),
    )
  })
})

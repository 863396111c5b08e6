import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeTsv, encodeHtml, encodeTsv } from './clipboard'

describe('tab-separated text', () => {
  test.each([
    [
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['', [['']]],
    ['\n\n', [[''], ['']]],
    ['a\n\nb', [['a'], [''], ['b']]],
    ['"two\nlines"\t"say ""hi"""', [['two\nlines', 'say "hi"']]],
    ['5" pipe\t"loose', [['5" pipe', '"loose']]],
    ['"quoted" word', [['"quoted" word']]],
    ['张三\t13800000000', [['张三', '13800000000']]],
  ])('%j', (text, rows) => {
    expect(decodeTsv(text)).toEqual(rows)
  })

  test('what is written is read back', () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('\t', '\n', '\r', '"', 'a', '田') }))
    const rows = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      )
    fc.assert(
      fc.property(rows, (table) => {
        // A last line that is empty and the end of the last line are the same text, as in every spreadsheet.
        fc.pre(table.length === 1 || table.at(-1)!.some((text, i) => text !== '' || i > 0))
        expect(decodeTsv(encodeTsv(table))).toEqual(table)
      }),
    )
  })

  test('the HTML table shows text, never markup', () => {
    expect(encodeHtml([['<b>"1" & 2</b>', 'a\nb']])).toBe(
      '<table><tr><td>&lt;b&gt;&quot;1&quot; &amp; 2&lt;/b&gt;</td><td>a<br>b</td></tr></table>',
    )
  })
})

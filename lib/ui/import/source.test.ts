import { describe, expect, test } from 'vitest'
import { firstTable, openFile, openPasted } from './source'
import { workbook } from './testing/zip'

const file = (content: BlobPart, name = 'a.csv') => new File([content], name)
const key = (opened: Promise<unknown>) =>
  opened.then(
    () => undefined,
    (thrown: unknown) => (thrown as { key?: string }).key,
  )

describe('a file', () => {
  test('is what it holds, whatever it is called', async () => {
    const book = await openFile(file(workbook({ 一: '<row r="1"><c r="A1"><v>1</v></c></row>' }), 'a.xls'))
    expect([book.sheets, await book.lines(0)]).toEqual([['一'], [{ number: 1, cells: ['1'] }]])
    const text = await openFile(file('a,b\r\n\r\n" x ",\'=1\r\n'))
    expect(await text.lines(0)).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 3, cells: [' x ', '=1'] },
    ])
  })
  test('is known again by what it holds', async () => {
    const [one, same, other] = await Promise.all(['a,b', 'a,b', 'a,c'].map((text) => openFile(file(text))))
    expect(same!.fingerprint).toBe(one!.fingerprint)
    expect(other!.fingerprint).not.toBe(one!.fingerprint)
  })
  test.each([
    ['nothing', '', 'import.empty'],
    ['nothing but ends of lines', '\n\n,,\n', 'import.empty'],
    [
      'an old workbook',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      'import.oldWorkbook',
    ],
    ['an archive of something else', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'import.broken'],
    ['too many rows', 'x\n'.repeat(50_002), 'import.tooManyRows'],
    ['too many columns', ','.repeat(300), 'import.empty'],
    ['columns without end', `${'a,'.repeat(300)}b`, 'import.tooManyColumns'],
    ['too much', new Uint8Array(20_000_001), 'import.fileTooLarge'],
  ])('that is %s is refused', async (_, content, expected) => {
    expect(await key(openFile(file(content)))).toBe(expected)
  })
})

describe('of several sheets', () => {
  const row = (number: number) => `<row r="${number}"><c r="A${number}"><v>1</v></c></row>`
  test('the first one with rows below its headings is opened', async () => {
    const book = await openFile(file(workbook({ 空: '', 题: row(1), 表: row(1) + row(2) })))
    expect((await firstTable(book)).sheet).toBe(2)
  })
  test('none may have any', async () => {
    expect(await key(openFile(file(workbook({ 空: '' }))).then(firstTable))).toBe('import.empty')
    expect(await key(openFile(file(workbook({ 空: '', 题: row(1) }))).then(firstTable))).toBe(
      'import.headerOnly',
    )
  })
})

describe('what is pasted', () => {
  test('are cells with tabs between them', async () => {
    expect(await openPasted('a\tb\n"x\ny"\t1,5').lines(0)).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 2, cells: ['x\ny', '1,5'] },
    ])
    expect(() => openPasted(' \n')).toThrow(expect.objectContaining({ key: 'import.nothingPasted' }))
  })
})

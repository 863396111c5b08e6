import { describe, expect, test } from 'vitest'
import { workbook, zip } from './testing/zip'
import { openWorkbook } from './xlsx'
import { openArchive } from './zip'

const refused = (bytes: Uint8Array<ArrayBuffer>) =>
  openWorkbook(bytes)
    .then((book) => book.lines(0))
    .then(
      () => undefined,
      (thrown: unknown) => (thrown as { key?: string }).key,
    )
const linesOf = async (rows: string, more: Parameters<typeof workbook>[1] = {}) =>
  (await openWorkbook(workbook({ 一: rows }, more))).lines(0)

const styles =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="164" xfId="0"/><xf numFmtId="22"/><xf numFmtId="10"/></cellXfs>'
const strings =
  '<si><t>客户名称</t></si><si><r><t>青</t></r><r><rPr><b/></rPr><t xml:space="preserve">山 </t></r><rPh><t>qing</t></rPh></si>' +
  '<si/><si><t>a&lt;b&#10;&#x4e2d;_x000D_</t></si>'

describe('a sheet', () => {
  test('has its cells as texts, at their places', async () => {
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><r><t>电</t></r><r><t>话</t></r></is></c></row>' +
      '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>46348</v></c><c r="C3" s="2"><v>46348.5</v></c>' +
      '<c r="D3" s="3"><v>0.125</v></c><c r="E3" t="b"><v>1</v></c><c r="F3"><f>1+1</f><v>2</v></c>' +
      '<c r="G3" t="str"><f>A1</f><v>x&amp;y</v></c><c r="H3" t="e"><v>#N/A</v></c><c r="I3" s="1"/></row>' +
      '<row r="4"><c r="A4" t="s"><v>2</v></c></row>' +
      '<row r="5"><c t="s"><v>3</v></c><c><v>7</v></c></row>'
    expect(await linesOf(rows, { strings, styles })).toEqual([
      { number: 1, cells: ['客户名称', '', '电话'] },
      { number: 3, cells: ['青山 ', '2026-11-22', '2026-11-22 12:00', '12.5%', 'TRUE', '2', 'x&y', '#N/A'] },
      { number: 5, cells: ['a<b\n中\r', '7'] },
    ])
  })
  test('may count its days from 1904, and have prefixed names', async () => {
    const rows = '<x:row r="1"><x:c r="A1" s="1"><x:v>44886</x:v></x:c></x:row>'
    expect(await linesOf(rows, { styles, properties: '<workbookPr date1904="1"/>' })).toEqual([
      { number: 1, cells: ['2026-11-22'] },
    ])
  })
  test('is chosen among those that are in sight', async () => {
    const book = await openWorkbook(
      workbook({ 客户: '<row r="1"><c r="A1"><v>1</v></c></row>', 'a&amp;b': '' }),
    )
    expect(book.sheets).toEqual(['客户', 'a&b'])
    expect(await book.lines(1)).toEqual([])
  })
  test('loses the mark on what a spreadsheet would run', async () => {
    const rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>\'=1+1</t></is></c></row>'
    expect((await linesOf(rows))[0]?.cells).toEqual(['=1+1'])
  })
  test('knows no entities of its own', async () => {
    const rows = '<!DOCTYPE a [<!ENTITY b "cc">]><row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'
    expect((await linesOf(rows))[0]?.cells).toEqual(['&b;'])
  })
})

describe('what is refused', () => {
  const whole = workbook({ 一: '<row r="1"><c r="A1"><v>1</v></c></row>' })
  test('other files in a ZIP', async () => {
    expect(await refused(zip({ 'word/document.xml': '<a/>' }))).toBe('import.notSheet')
  })
  test('half a file, and one whose inside is none', async () => {
    expect(await refused(whole.slice(0, whole.length / 2))).toBe('import.broken')
    const scrambled = whole.slice()
    scrambled.fill(0xff, 60, 400)
    expect(await refused(scrambled)).toBe('import.broken')
    expect(await refused(new Uint8Array([0x50, 0x4b, 3, 4]))).toBe('import.broken')
  })
  test('what unpacks without end, whatever it says about its size', async () => {
    const bomb = zip({ a: { data: new Uint8Array(5_000_000), claims: 10 }, b: 'b' })
    expect(bomb.length).toBeLessThan(10_000)
    const archive = openArchive(bomb, 1_000_000)
    expect(await archive.text('b')).toBe('b')
    await expect(archive.text('a')).rejects.toMatchObject({ key: 'import.unpacksTooLarge' })
  })
  test('more parts than a workbook has', async () => {
    const parts = Object.fromEntries(
      Array.from({ length: 2001 }, (_, n) => [`p${n}`, { data: '', stored: true }]),
    )
    expect(await refused(zip(parts))).toBe('import.unpacksTooLarge')
  })
  test('too many rows, and too many columns', async () => {
    const row = '<row><c t="n"><v>1</v></c></row>'
    expect(await refused(workbook({ 一: row.repeat(50_002) }))).toBe('import.tooManyRows')
    expect(await refused(workbook({ 一: '<row r="1"><c r="XFD1"><v>1</v></c></row>' }))).toBe(
      'import.tooManyColumns',
    )
  })
})

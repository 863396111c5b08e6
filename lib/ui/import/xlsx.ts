/** An XLSX workbook: the names of its sheets, and the lines of one of them as text. Formulas count by the value they were saved with. */
import { unmarked } from '@/lib/csv'
import { breathe } from './breathe'
import { type Shown, showNumber, shownByFormat, shownByNumber } from './number-format'
import type { Line } from './source'
import { most, Trouble } from './trouble'
import { readXml } from './xml'
import { type Archive, openArchive } from './zip'

export interface Workbook {
  sheets: string[]
  /** The lines of a sheet that hold anything. */
  lines(sheet: number): Promise<Line[]>
}

interface Styles {
  shared: string[]
  shown: Shown[]
  system: 1900 | 1904
}

export async function openWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<Workbook> {
  const archive = openArchive(bytes)
  const main = [...(await relations(archive, '')).values()].find(
    ({ type }) => type === 'officeDocument',
  )?.path
  if (!main || !/workbook\.xml$/i.test(main) || !archive.has(main)) throw new Trouble('import.notSheet')
  const related = await relations(archive, main)
  const sheets: { name: string; path: string }[] = []
  let system: 1900 | 1904 = 1900
  for (const token of readXml(await archive.text(main))) {
    if (!('open' in token)) continue
    if (token.open === 'workbookPr' && /^(1|true)$/.test(token.attribute('date1904') ?? '')) system = 1904
    const part = token.open === 'sheet' ? related.get(token.attribute('id') ?? '') : undefined
    if (part?.type === 'worksheet' && !token.attribute('state')?.includes('idden'))
      sheets.push({ name: token.attribute('name') ?? '', path: part.path })
  }
  if (sheets.length === 0) throw new Trouble('import.notSheet')
  const partOf = (type: string) => [...related.values()].find((part) => part.type === type)?.path
  let styles: Styles | undefined
  return {
    sheets: sheets.map(({ name }) => name),
    async lines(sheet) {
      styles ??= {
        system,
        shared: await sharedStrings(archive, partOf('sharedStrings')),
        shown: await shownByStyle(archive, partOf('styles')),
      }
      return readLines(await archive.text(sheets[sheet]!.path), styles)
    },
  }
}

/** What a part refers to, by id: the last word of its type, and where it is. */
async function relations(archive: Archive, of: string): Promise<Map<string, { type: string; path: string }>> {
  const [, folder = '', file = ''] = /^(.*\/)?([^/]*)$/.exec(of) ?? []
  const path = `${folder}_rels/${file}.rels`
  const found = new Map<string, { type: string; path: string }>()
  if (!archive.has(path)) return found
  for (const token of readXml(await archive.text(path))) {
    if (!('open' in token) || token.open !== 'Relationship') continue
    const target = token.attribute('Target') ?? ''
    const whole = target.startsWith('/') ? target.slice(1) : folder + target
    found.set(token.attribute('Id') ?? '', {
      type: token.attribute('Type')?.split('/').at(-1) ?? '',
      // Steps up and in place: `xl/../xl/./a.xml`.
      path: whole.replace(/(^|\/)\.\//g, '$1').replace(/[^/]+\/\.\.\//g, ''),
    })
  }
  return found
}

/** Texts of an element and of those inside it, but not how they are pronounced. */
class Collected {
  text = ''
  private inText = false
  private aside = false
  open(name: string): void {
    if (name === 't') this.inText = true
    if (name === 'rPh') this.aside = true
  }
  close(name: string): void {
    if (name === 't') this.inText = false
    if (name === 'rPh') this.aside = false
  }
  add(text: string): void {
    if (this.inText && !this.aside) this.text += text
  }
}

async function sharedStrings(archive: Archive, path: string | undefined): Promise<string[]> {
  const strings: string[] = []
  if (!path) return strings
  let item = new Collected()
  for (const token of readXml(await archive.text(path))) {
    if ('text' in token) item.add(token.text)
    else if ('close' in token) {
      item.close(token.close)
      if (token.close === 'si') strings.push(item.text)
    } else if (token.open === 'si') {
      item = new Collected()
      if (token.empty) strings.push('')
    } else if (!token.empty) item.open(token.open)
    if (strings.length % 5000 === 0) await breathe()
  }
  return strings
}

async function shownByStyle(archive: Archive, path: string | undefined): Promise<Shown[]> {
  const shown: Shown[] = []
  if (!path) return shown
  const own = new Map<number, Shown>()
  let inCells = false
  for (const token of readXml(await archive.text(path))) {
    if ('close' in token && token.close === 'cellXfs') inCells = false
    if (!('open' in token)) continue
    if (token.open === 'cellXfs') inCells = !token.empty
    const id = Number(token.attribute('numFmtId'))
    if (token.open === 'numFmt') own.set(id, shownByFormat(token.attribute('formatCode') ?? ''))
    if (token.open === 'xf' && inCells) shown.push(own.get(id) ?? shownByNumber(id))
  }
  return shown
}

interface Cell {
  column: number
  type: string
  style: number
  value: string
  inline: Collected
}

async function readLines(xml: string, styles: Styles): Promise<Line[]> {
  const lines: Line[] = []
  let number = 0
  let cells: string[] = []
  let cell: Cell | undefined
  let inValue = false
  let next = 0
  const endCell = ({ column, ...rest }: Cell): void => {
    if (column >= most.columns) throw new Trouble('import.tooManyColumns', { max: most.columns })
    const text = textOf(rest, styles)
    while (cells.length < column && text !== '') cells.push('')
    if (text !== '') cells[column] = text
  }
  for (const token of readXml(xml)) {
    if ('text' in token) {
      if (!cell) continue
      if (inValue) cell.value += token.text
      else cell.inline.add(token.text)
    } else if ('open' in token) {
      if (token.open === 'row') {
        number = Number(token.attribute('r') ?? number + 1)
        cells = []
        next = 0
      } else if (token.open === 'c') {
        const column = columnOf(token.attribute('r')) ?? next
        next = column + 1
        const [type, style] = [token.attribute('t') ?? 'n', Number(token.attribute('s') ?? -1)]
        cell = token.empty ? undefined : { column, type, style, value: '', inline: new Collected() }
      } else if (token.open === 'v') inValue = !token.empty
      else if (!token.empty) cell?.inline.open(token.open)
    } else if (token.close === 'v') inValue = false
    else if (token.close === 'c') {
      if (cell) endCell(cell)
      cell = undefined
    } else if (token.close === 'row') {
      if (cells.some((text) => text.trim() !== '')) lines.push({ number, cells })
      if (lines.length > most.rows + 1) throw new Trouble('import.tooManyRows', { max: most.rows })
      if (lines.length % 500 === 0) await breathe()
    } else cell?.inline.close(token.close)
  }
  return lines
}

/** `BC12` → 54. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (!letters) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function textOf({ type, style, value, inline }: Omit<Cell, 'column'>, styles: Styles): string {
  if (type === 's') return words(styles.shared[Number(value)] ?? '')
  if (type === 'inlineStr') return words(inline.text)
  if (type === 'str') return words(value)
  if (type === 'b') return value.trim() === '1' ? 'TRUE' : 'FALSE'
  if (type !== 'n' || value.trim() === '' || Number.isNaN(Number(value))) return value
  return showNumber(Number(value), styles.shown[style] ?? 'number', styles.system)
}

/** Control characters are written as `_x000D_`; the mark of a CSV file may have come along. */
const words = (text: string): string =>
  unmarked(text.replace(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))))

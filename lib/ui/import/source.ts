/** What is imported: a file or what was pasted, as sheets of lines of cells, known again by its content. */
import { readSeparated, unmarked } from '@/lib/csv'
import { fingerprint } from './fingerprint'
import { readText } from './text'
import { most, Trouble } from './trouble'

export interface Line {
  /** As the file counts its rows, from 1. */
  number: number
  cells: readonly string[]
}

export interface Source {
  /** Of the file; undefined for what was pasted. */
  name?: string
  sheets: readonly string[]
  lines(sheet: number): Promise<readonly Line[]>
  fingerprint: string
}

const zip = [0x50, 0x4b]
const ole = [0xd0, 0xcf, 0x11, 0xe0]
const begins = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte)

/** Throws `Trouble` for everything that is no table. */
export async function openFile(file: File): Promise<Source> {
  if (file.size > most.megabytes * 1_000_000)
    throw new Trouble('import.fileTooLarge', { max: most.megabytes })
  const bytes = new Uint8Array(
    await file.arrayBuffer().catch(() => {
      throw new Trouble('import.unreadable')
    }),
  )
  if (bytes.length === 0) throw new Trouble('import.empty')
  const base = { name: file.name, fingerprint: fingerprint(bytes) }
  if (begins(bytes, ole)) throw new Trouble('import.oldWorkbook')
  if (begins(bytes, zip)) {
    const { openWorkbook } = await import('./xlsx')
    const workbook = await openWorkbook(bytes)
    return { ...base, sheets: workbook.sheets, lines: (sheet) => workbook.lines(sheet) }
  }
  return { ...base, ...oneSheet(readText(bytes)) }
}

/** The first sheet with more than headings. */
export async function firstTable(source: Source): Promise<{ sheet: number; lines: readonly Line[] }> {
  let headed = false
  for (const sheet of source.sheets.keys()) {
    const lines = await source.lines(sheet)
    if (lines.length > 1) return { sheet, lines }
    headed ||= lines.length > 0
  }
  throw new Trouble(headed ? 'import.headerOnly' : 'import.empty')
}

/** Cells that were copied in a spreadsheet. */
export function openPasted(text: string): Source {
  if (text.trim() === '') throw new Trouble('import.nothingPasted')
  return { fingerprint: fingerprint(new TextEncoder().encode(text)), ...oneSheet(readSeparated(text, '\t')) }
}

function oneSheet(rows: string[][]): Pick<Source, 'sheets' | 'lines'> {
  const lines = rows
    .map((cells, at): Line => ({ number: at + 1, cells: cells.map(unmarked) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (lines.length === 0) throw new Trouble('import.empty')
  if (lines.length > most.rows + 1) throw new Trouble('import.tooManyRows', { max: most.rows })
  if (lines.some(({ cells }) => cells.length > most.columns))
    throw new Trouble('import.tooManyColumns', { max: most.columns })
  return { sheets: [''], lines: async () => lines }
}

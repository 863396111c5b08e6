/** What became of the rows: counts that add up, the same problem told once, and the rows with problems as a file. */
import { csvLine, harmless } from '@/lib/csv'
import type { Row } from './rows'
import type { Line } from './source'

export interface Group {
  field?: string
  message: string
  /** Numbers of its rows, as the file counts them. */
  rows: number[]
  /** What stands there, each text once. */
  texts: string[]
}

const mostTexts = 4

/** Problems by field and reason, the most frequent first. */
export function groupProblems(rows: readonly Row[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { line, problems } of rows)
    for (const { field, message, text } of problems) {
      const key = `${field ?? ''}\n${message}`
      const group = groups.get(key) ?? { field, message, rows: [], texts: [] }
      groups.set(key, group)
      if (group.rows.at(-1) !== line.number) group.rows.push(line.number)
      if (text && group.texts.length < mostTexts && !group.texts.includes(text)) group.texts.push(text)
    }
  return [...groups.values()].sort((a, b) => b.rows.length - a.rows.length)
}

export const hasProblems = (row: Row): boolean => row.problems.length > 0

/**
 * The rows with problems as they stood in the file, with one more column that says why: mended there, it is imported as it is.
 * @param reason heading of that column
 */
export function problemFile(
  header: Line | undefined,
  rows: readonly Row[],
  reason: string,
  labelOf: (field: string) => string,
): string {
  const bad = rows.filter(hasProblems)
  const width = Math.max(header?.cells.length ?? 0, ...bad.map(({ line }) => line.cells.length))
  const padded = (cells: readonly string[], last: string): string =>
    csvLine([...Array.from({ length: width }, (_, at) => harmless(cells[at] ?? '')), harmless(last)])
  const lines = bad.map(({ line, problems }) =>
    padded(
      line.cells,
      problems.map(({ field, message }) => (field ? `${labelOf(field)}: ${message}` : message)).join('\n'),
    ),
  )
  return `\ufeff${header ? padded(header.cells, reason) : ''}${lines.join('')}`
}

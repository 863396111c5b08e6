/** Text with separators, as files and clipboards hold tables: lines in and out, and the mark on what a spreadsheet would run. */

const needsQuotes = /["\r\n,;\t]/

/** A line of a CSV file. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((c) => (needsQuotes.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(',')}\r\n`

/** What a spreadsheet would take for a formula, and the same with marks before it. */
const formula = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const marked = /^'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

/** Text that a spreadsheet would take for a formula is marked as text. */
export const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** The inverse: takes the mark off. */
export const unmarked = (text: string): string => (marked.test(text) ? text.slice(1) : text)

/** Lines of cells; a quote that does not open a cell is an ordinary character. */
export function readSeparated(text: string, separator: string): string[][] {
  const rows: string[][] = [[]]
  const ends = (character: string | undefined): boolean =>
    character === undefined || character === separator || character === '\r' || character === '\n'
  let at = 0
  const quoted = (closing: number): string => {
    const cell = text.slice(at + 1, closing).replaceAll('""', '"')
    at = closing + 1
    return cell
  }
  const plain = (): string => {
    const start = at
    while (!ends(text[at])) at++
    return text.slice(start, at)
  }
  /** Where the quoted cell that opens here closes; −1 when no cell ends there, so the quote means itself. */
  const closingQuote = (): number => {
    for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 2))
      if (text[end + 1] !== '"') return ends(text[end + 1]) ? end : -1
    return -1
  }
  for (;;) {
    const closing = text[at] === '"' ? closingQuote() : -1
    rows.at(-1)!.push(closing >= 0 ? quoted(closing) : plain())
    if (at >= text.length) break
    if (text[at] === separator) {
      at++
      continue
    }
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    // Spreadsheets end the last line too; that is not another row.
    if (at >= text.length) break
    rows.push([])
  }
  return rows
}

/** Cells as text of other programs: tab-separated lines as spreadsheets write and read them, and an HTML table. */

const needsQuotes = /[\t\r\n"]/

/** Rows of cells → tab-separated text; cells with tabs, line breaks or quotes are quoted. */
export function encodeTsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return rows.map((row) => row.map(cell).join('\t')).join('\n')
}

/** Tab-separated text → rows of cells; a quote that does not open a cell is an ordinary character. */
export function decodeTsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  const quoted = (): string => {
    let cell = ''
    for (at++; at < text.length; at++) {
      if (text[at] !== '"') cell += text[at]
      else if (text[at + 1] === '"') cell += text[at++]
      else break
    }
    at++
    return cell
  }
  const plain = (): string => {
    const start = at
    while (at < text.length && !/[\t\r\n]/.test(text[at]!)) at++
    return text.slice(start, at)
  }
  for (;;) {
    const closing = text[at] === '"' ? closingQuote(text, at) : -1
    rows.at(-1)!.push(closing >= 0 ? quoted() : plain())
    if (at >= text.length) break
    if (text[at] === '\t') {
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

/** Where the quoted cell that opens at `open` closes; −1 when no cell ends there, so the quote means itself. */
function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] !== '"') continue
    if (text[at + 1] === '"') at++
    else return at + 1 >= text.length || /[\t\r\n]/.test(text[at + 1]!) ? at : -1
  }
  return -1
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character]!)

/** Rows of cells → an HTML table, for programs that prefer it. */
export function encodeHtml(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => `<td>${escapeHtml(text).replace(/\r?\n/g, '<br>')}</td>`
  return `<table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`
}

/** Cells as text of other programs: tab-separated lines as spreadsheets write and read them, and an HTML table. */
import { readSeparated } from '@/lib/csv'

const needsQuotes = /[\t\r\n"]/

/** Rows of cells → tab-separated text; cells with tabs, line breaks or quotes are quoted. */
export function encodeTsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return rows.map((row) => row.map(cell).join('\t')).join('\n')
}

/** Tab-separated text → rows of cells. */
export const decodeTsv = (text: string): string[][] => readSeparated(text, '\t')

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character]!)

/** Rows of cells → an HTML table, for programs that prefer it. */
export function encodeHtml(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => `<td>${escapeHtml(text).replace(/\r?\n/g, '<br>')}</td>`
  return `<table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`
}

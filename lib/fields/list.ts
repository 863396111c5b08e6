/** Several values in one line of text: joined by commas, quoted where needed, read back without loss. */

/** Commas, list commas, semicolons and line ends of both languages separate. */
const separators = /[,\uff0c、;\uff1b\n\r]/
const needsQuotes = /[,\uff0c、;\uff1b\n\r"]|^\s|\s$|^$/

const quote = (item: string): string => (needsQuotes.test(item) ? `"${item.replaceAll('"', '""')}"` : item)

/** `a, "b, c"`. */
export const joinList = (items: readonly string[]): string => items.map(quote).join(', ')

/** The items of a typed or pasted list, trimmed unless quoted; empty ones are left out. */
export function splitList(text: string): string[] {
  const items: string[] = []
  let item = ''
  let quoted = false
  const push = () => {
    const found = quoted ? item : item.trim()
    if (found !== '' || quoted) items.push(found)
    item = ''
    quoted = false
  }
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (char === '"' && item.trim() === '' && !quoted) {
      const end = closingQuote(text, i + 1)
      if (end > 0) {
        item = text.slice(i + 1, end).replaceAll('""', '"')
        quoted = true
        i = end
        continue
      }
    }
    if (separators.test(char)) push()
    else if (!quoted || char.trim() !== '') item += char
  }
  push()
  return items
}

/** Position of the quote that closes the one before `from`; -1 when there is none. */
function closingQuote(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] !== '"') continue
    if (text[i + 1] !== '"') return i
    i++
  }
  return -1
}

/** The first of each value, order kept. */
export const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]

/** Each text item normalised, empty and repeated ones left out; [] is empty. What is not a text stays for validation to refuse. */
export function normalizeList(value: unknown, item: (text: string) => unknown): unknown {
  if (!Array.isArray(value)) return value ?? undefined
  const items = unique(
    value.map((x: unknown) => (typeof x === 'string' ? item(x) : x)).filter((x) => x !== undefined),
  )
  return items.length > 0 ? items : undefined
}

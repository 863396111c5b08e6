/** From the bytes of a text file to lines of cells: which encoding, which separator. */
import { readSeparated } from '@/lib/csv'
import { Trouble } from './trouble'

const marks: [encoding: string, ...bytes: number[]][] = [
  ['utf-8', 0xef, 0xbb, 0xbf],
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
]

/** The encoding that the file names, else UTF-8 if it is that, else the one of Chinese spreadsheets. */
export function decode(bytes: Uint8Array): string {
  const named = marks.find(([, ...mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0]
  for (const encoding of named ? [named] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // It is something else, then.
    }
  }
  throw new Trouble('import.notTable')
}

/** How much of a file tells its separator. */
const looked = 20_000

/** The separator that makes the most columns of which most lines agree. */
export function guessSeparator(text: string): string {
  const cut = text.length > looked ? text.lastIndexOf('\n', looked) : -1
  const part = cut > 0 ? text.slice(0, cut) : text.slice(0, looked)
  const score = (separator: string): number => {
    const widths = readSeparated(part, separator)
      .filter((cells) => cells.some((cell) => cell.trim() !== ''))
      .map((cells) => cells.length)
    const [width = 1, lines = 0] = mostFrequent(widths)
    return width > 1 ? (lines / widths.length) * 1000 + width : 0
  }
  return [',', '\t', ';'].reduce((best, one) => (score(one) > score(best) ? one : best))
}

function mostFrequent(values: readonly number[]): [value: number, count: number] | [] {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they tell a text from a picture.
const binary = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/
const page = /^\s*<(!doctype|html|table|\?xml|meta|head|style)\b/i

/** A line by which a file tells spreadsheet programs its separator. */
const named = /^sep=(.)\r?\n/i

/** Lines of cells, as the file has them. */
export function readText(bytes: Uint8Array): string[][] {
  const text = decode(bytes)
  if (binary.test(text.slice(0, looked))) throw new Trouble('import.notTable')
  if (page.test(text)) throw new Trouble('import.webPage')
  const [first, separator] = named.exec(text) ?? []
  return first && separator
    ? readSeparated(text.slice(first.length), separator)
    : readSeparated(text, guessSeparator(text))
}

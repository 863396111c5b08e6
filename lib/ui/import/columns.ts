/** Which column of a file goes into which field: the line with the headings, and a guess by what they say. */
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import { locales } from '@/lib/i18n/labels'
import { newFields, sectionsOf } from '@/lib/ui/form/layout'
import type { Line } from './source'

export interface Column {
  /** Its place in the file, from 0. */
  index: number
  heading: string
  /** The first things in it, to know it by. */
  samples: readonly string[]
  /** Key of the field that it goes into; undefined for a column that is left out. */
  field?: string
}

/** What a row may fill: everything that a new record may be given as text; a file is no text. */
export const importFields = (table: TableAnswer): FieldAnswer[] =>
  sectionsOf({ ...table, fields: newFields(table) })
    .flatMap((section) => section.fields)
    .filter((field) => field.creatable && field.source === 'input' && !fieldType(field.type).fileIds)

/** What a row may be told by though it cannot be given: numbers that the system gives. */
export const compareFields = (table: TableAnswer): FieldAnswer[] =>
  table.fields.filter((field) => field.source === 'auto' && field.unique && isComparable(field))

/** Records can be told by it, and the actor sees it as it is. */
export const isComparable = ({ type, right, mask }: FieldAnswer): boolean =>
  right !== 'mask' && !mask && fieldType(type).uniqueable

/** Everything that a column may go into. */
export const columnFields = (table: TableAnswer): FieldAnswer[] => [
  ...importFields(table),
  ...compareFields(table),
]

/** `A`, `B` … `AA`, as spreadsheets call their columns. */
export function letterOf(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (index % 26))
}

/** Without what people write differently: width, case, spaces and the star of required columns. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_*:]+/gu, '')
/** And without remarks in brackets. */
const bare = (text: string): string => fold(text).replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/gu, '')

const namesOf = (field: FieldAnswer): string[] => [
  field.key,
  ...locales.flatMap((locale) => field.label[locale] ?? []),
]

/** The field of each heading: first by the very name, then by one that means the same; each field once. */
export function guessFields(
  headings: readonly string[],
  fields: readonly FieldAnswer[],
): (string | undefined)[] {
  const guessed: (string | undefined)[] = headings.map(() => undefined)
  const free = new Set(fields)
  for (const alike of [(text: string) => text.trim(), fold, bare]) {
    for (const [index, heading] of headings.entries()) {
      const wanted = alike(heading)
      if (guessed[index] || wanted === '') continue
      const field = [...free].find((one) => namesOf(one).some((name) => alike(name) === wanted))
      if (!field) continue
      guessed[index] = field.key
      free.delete(field)
    }
  }
  return guessed
}

/** How far down a title or a remark may push the headings. */
const mostAbove = 10

/** The place of the line that reads most like headings; the first one, if none does. */
export function guessHeader(lines: readonly Line[], fields: readonly FieldAnswer[]): number {
  const hits = lines
    .slice(0, mostAbove)
    .map(({ cells }) => guessFields(cells, fields).filter((key) => key !== undefined).length)
  const best = Math.max(...hits)
  return best > 1 ? hits.indexOf(best) : 0
}

/** Lines in which headings are looked for. */
export const possibleHeaders = (lines: readonly Line[]): number =>
  Math.max(1, Math.min(mostAbove, lines.length - 1))

const mostSamples = 3

/** The columns that hold anything. @param header place of the line with the headings; −1 when there is none */
export function columnsOf(lines: readonly Line[], header: number, fields: readonly FieldAnswer[]): Column[] {
  const headings = lines[header]?.cells ?? []
  const body = lines.slice(header + 1)
  const width = body.reduce((most, { cells }) => Math.max(most, cells.length), headings.length)
  const guessed = guessFields(
    Array.from({ length: width }, (_, index) => headings[index] ?? ''),
    fields,
  )
  return Array.from({ length: width }, (_, index): Column => {
    const samples = new Set<string>()
    for (const { cells } of body) {
      const text = cells[index]?.trim()
      if (text) samples.add(text)
      if (samples.size === mostSamples) break
    }
    return { index, heading: headings[index]?.trim() ?? '', samples: [...samples], field: guessed[index] }
  }).filter(({ heading, samples }) => heading !== '' || samples.length > 0)
}

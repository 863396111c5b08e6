/** From lines of text to records with values: every cell read as the grid reads what is pasted, and what does not fit in words. */

import type { FieldAnswer } from '@/lib/api/contract'
import type { CellValue, FieldContext, Problem } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import { reader } from '@/lib/ui/grid/value'
import { breathe } from './breathe'
import type { Line } from './source'

export interface RowProblem {
  /** Key of the field; undefined for what the record as a whole breaks. */
  field?: string
  message: string
  /** What the file says there. */
  text?: string
}

export interface Row {
  line: Line
  fields: Record<string, CellValue>
  problems: RowProblem[]
}

export interface Target {
  /** Place of the column in the file. */
  index: number
  field: FieldAnswer
}

export interface Reading {
  targets: readonly Target[]
  /** Fields in which no two records may be alike. */
  single: ReadonlySet<string>
  context: FieldContext
  services: FieldServices
  /** The words of a problem with a value. */
  words(field: FieldAnswer, problem: Problem, text: string): string
  /** The words for a value that an earlier row of the file has, too. */
  repeated(field: FieldAnswer, earlier: number): string
  signal: AbortSignal
  onProgress?(done: number, rows: readonly Row[]): void
}

/** Questions about names that are under way at the same time. */
const atOnce = 4

/** Reads lines; throws what the way to the server throws, because a name that could not be asked for is not unknown. */
export async function readRows(lines: readonly Line[], reading: Reading): Promise<Row[]> {
  const { targets, context, signal } = reading
  const { services, failure } = watched(reading.services)
  const understand = reader(services)
  const rows: Row[] = lines.map((line) => ({ line, fields: {}, problems: [] }))
  let next = 0
  let done = 0
  const work = async (): Promise<void> => {
    for (let row = rows[next++]; row; row = rows[next++]) {
      for (const { index, field } of targets) {
        const text = row.line.cells[index] ?? ''
        if (text.trim() === '') continue
        const meant = await understand(field, text, context)
        if (meant.problem)
          row.problems.push({ field: field.key, text, message: reading.words(field, meant.problem, text) })
        else if (meant.value !== undefined) row.fields[field.key] = meant.value
      }
      signal.throwIfAborted()
      const lost = failure()
      if (lost !== undefined) throw lost
      done++
      await breathe()
      reading.onProgress?.(done, rows)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  markRepeated(rows, reading)
  return rows
}

/** The same services, and the first thing that went wrong with them. */
function watched(services: FieldServices): { services: FieldServices; failure(): unknown } {
  let failure: unknown
  const watch = <T>(asked: Promise<T>): Promise<T> =>
    asked.catch((thrown: unknown) => {
      failure ??= thrown
      throw thrown
    })
  return {
    failure: () => failure,
    services: {
      ...services,
      searchRecords: (table, query) => watch(services.searchRecords(table, query)),
      searchPeople: (query) => watch(services.searchPeople(query)),
    },
  }
}

/** The server judges each row for itself; that two rows of the file exclude each other is seen here. */
function markRepeated(rows: readonly Row[], { targets, single, repeated }: Reading): void {
  for (const { field, index } of targets) {
    if (!single.has(field.key)) continue
    const first = new Map<string, number>()
    for (const { line, fields, problems } of rows) {
      const value = JSON.stringify(fields[field.key])
      const earlier = value === undefined ? undefined : first.get(value)
      if (earlier !== undefined)
        problems.push({ field: field.key, text: line.cells[index], message: repeated(field, earlier) })
      else if (value !== undefined) first.set(value, line.number)
    }
  }
}

/** The rows of a form, such as the items of an order: adding, copying, removing, pasting, adding up, and what is sent. */
import type { ApiRecord, FieldAnswer } from '@/lib/api/contract'
import type { RowsAnswer } from '@/lib/api/contract-forms'
import { Decimal } from '@/lib/expr/numbers'
import type { CellValue } from '@/lib/fields/type'
import { isEmpty, type Values } from '@/lib/ui/form/values'

export interface Row {
  /** Identity on the page. */
  key: string
  /** Of the record, when the row is there already. */
  id?: string
  /** Cells as they were at first: of the record, or a new row's defaults. */
  start: Values
  values: Values
  can?: ApiRecord['can']
}
export interface Rows {
  list: Row[]
  /** Ids of rows that were there and are taken away. */
  removed: string[]
}

let lastKey = 0
const nextKey = (): string => `r${++lastKey}`

export const newRow = (start: Values): Row => ({ key: nextKey(), start, values: start })

const same = (a: unknown, b: unknown): boolean =>
  isEmpty(a) ? isEmpty(b) : JSON.stringify(a) === JSON.stringify(b)

/** Keys of the cells that differ from what they were. */
export const changedCells = ({ start, values }: Pick<Row, 'start' | 'values'>): string[] =>
  [...new Set([...Object.keys(start), ...Object.keys(values)])].filter(
    (key) => !same(start[key], values[key]),
  )

/** A new row in which nothing was typed: it is not sent, so a spare line at the end does no harm. */
export const isBlank = (row: Row): boolean => row.id === undefined && changedCells(row).length === 0

export const insertRow = (rows: Rows, at: number, row: Row): Rows => ({
  ...rows,
  list: rows.list.toSpliced(at, 0, row),
})

/** A copy under the row; `columns` are the cells that may be filled in. */
export function duplicateRow(rows: Rows, key: string, columns: readonly string[], start: Values): Rows {
  const at = rows.list.findIndex((row) => row.key === key)
  const from = rows.list[at]
  if (!from) return rows
  const copied = Object.fromEntries(
    columns.flatMap((c) => (isEmpty(from.values[c]) ? [] : [[c, from.values[c]]])),
  )
  return insertRow(rows, at + 1, { ...newRow(start), values: { ...start, ...copied } })
}

export function removeRow(rows: Rows, key: string): Rows {
  const row = rows.list.find((one) => one.key === key)
  if (!row) return rows
  return {
    list: rows.list.filter((one) => one !== row),
    removed: row.id === undefined ? rows.removed : [...rows.removed, row.id],
  }
}

export const setCell = (rows: Rows, key: string, field: string, value: CellValue | undefined): Rows => ({
  ...rows,
  list: rows.list.map((row) =>
    row.key === key ? { ...row, values: { ...row.values, [field]: value } } : row,
  ),
})

/** What changed, and the keys of the new rows in the order in which they are sent. */
export function rowsAnswer(rows: Rows): { answer: RowsAnswer | undefined; sent: string[] } {
  const fresh = rows.list.filter((row) => row.id === undefined && !isBlank(row))
  const edited = rows.list.filter((row) => row.id !== undefined && changedCells(row).length > 0)
  const cells = (values: Values, keys: readonly string[]) =>
    Object.fromEntries(keys.map((key) => [key, isEmpty(values[key]) ? null : values[key]!]))
  const answer: RowsAnswer = {
    ...(fresh.length > 0 && {
      add: fresh.map(({ values }) =>
        cells(
          values,
          Object.keys(values).filter((key) => !isEmpty(values[key])),
        ),
      ),
    }),
    ...(edited.length > 0 && {
      edit: edited.map((row) => ({
        id: row.id!,
        set: cells(row.values, changedCells(row)),
        was: cells(row.start, changedCells(row)),
      })),
    }),
    ...(rows.removed.length > 0 && { remove: rows.removed }),
  }
  return {
    answer: Object.keys(answer).length > 0 ? answer : undefined,
    sent: fresh.map((row) => row.key),
  }
}

/** The rows that are there, with what a draft changed in them. */
export function openRows(records: readonly ApiRecord[], draft: RowsAnswer | undefined, start: Values): Rows {
  const removed = (draft?.remove ?? []).filter((id) => records.some((record) => record.id === id))
  const there = records
    .filter((record) => !removed.includes(record.id))
    .map((record): Row => {
      const edit = draft?.edit?.find((one) => one.id === record.id)
      return {
        key: nextKey(),
        id: record.id,
        start: record.fields,
        values: { ...record.fields, ...filled(edit?.set) },
        can: record.can,
      }
    })
  const added = (draft?.add ?? []).map((values): Row => ({ key: nextKey(), start, values: filled(values) }))
  return { list: [...there, ...added], removed }
}

/** Cells of a draft as values: null is empty. */
export function filled(cells: Record<string, CellValue | null> | undefined): Values {
  return Object.fromEntries(Object.entries(cells ?? {}).map(([key, value]) => [key, value ?? undefined]))
}

export interface RowPaste {
  cells: { row: number; column: number; text: string }[]
  /** Rows that have to be added first. */
  added: number
  /** Copied cells without a place: beyond the last column, or more rows than may be. */
  outside: number
}

/** Where a block from a spreadsheet lands: from the cell with the cursor to the right and downwards, adding rows. */
export function planRowPaste(
  block: readonly (readonly string[])[],
  at: { row: number; column: number },
  extent: { rows: number; columns: number; most: number },
): RowPaste {
  const plan: RowPaste = { cells: [], added: 0, outside: 0 }
  for (const [y, line] of block.entries()) {
    const row = at.row + y
    for (const [x, text] of line.entries()) {
      const column = at.column + x
      if (row >= extent.most || column >= extent.columns) plan.outside++
      else plan.cells.push({ row, column, text })
    }
    if (row < extent.most) plan.added = Math.max(plan.added, row + 1 - extent.rows)
  }
  return plan
}

/** The exact sum of a column; undefined when it has no number. */
export function sumOf(rows: readonly Row[], field: Pick<FieldAnswer, 'key'>): number | undefined {
  const numbers = rows
    .map((row) => row.values[field.key])
    .filter(
      (value) => typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)),
    )
  if (numbers.length === 0) return undefined
  return numbers.reduce((sum, value) => sum.plus(value as number | string), new Decimal(0)).toNumber()
}

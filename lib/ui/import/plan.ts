/** What a person has chosen so far, and what follows from it: which lines are rows, and what each column goes into. */
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import type { Existing } from './batches'
import {
  type Column,
  columnFields,
  columnsOf,
  compareFields,
  guessHeader,
  importFields,
  isComparable,
} from './columns'
import { fingerprint } from './fingerprint'
import type { Target } from './rows'
import type { Line, Source } from './source'

export interface Plan {
  source: Source
  /** Place of the sheet. */
  sheet: number
  lines: readonly Line[]
  /** Place of the line with the headings; −1 when there is none. */
  header: number
  columns: readonly Column[]
  existing: Existing
}

/** The plan that a sheet suggests by itself. */
export function suggest(table: TableAnswer, source: Source, sheet: number, lines: readonly Line[]): Plan {
  const fields = importFields(table)
  const header = guessHeader(lines, fields)
  return { source, sheet, lines, header, columns: columnsOf(lines, header, fields), existing: {} }
}

export const withHeader = (table: TableAnswer, plan: Plan, header: number): Plan => ({
  ...plan,
  header,
  columns: columnsOf(plan.lines, header, importFields(table)),
  existing: {},
})

/** A column goes into a field, or is left out; what is compared by goes with its column. */
export function withField(table: TableAnswer, plan: Plan, index: number, field: string | undefined): Plan {
  const columns = plan.columns.map((column) => (column.index === index ? { ...column, field } : column))
  const { existing, match } = plan.existing
  // A column that can only be compared by is there for that.
  if (compareFields(table).some(({ key }) => key === field))
    return withExisting(
      table,
      { ...plan, columns },
      {
        existing: existing ?? (table.can.update ? 'update' : 'skip'),
        match: field,
      },
    )
  const kept = columns.some((column) => column.field !== undefined && column.field === match)
  return { ...plan, columns, existing: kept ? plan.existing : {} }
}

/** What happens to records that are there; a column that is not compared by any more is left out. */
export function withExisting(table: TableAnswer, plan: Plan, existing: Existing): Plan {
  const idle = new Set(compareFields(table).map(({ key }) => key))
  idle.delete(existing.match ?? '')
  const columns = plan.columns.map((column) =>
    column.field !== undefined && idle.has(column.field) ? { ...column, field: undefined } : column,
  )
  return { ...plan, columns, existing }
}

export const rowsOf = (plan: Plan): readonly Line[] => plan.lines.slice(plan.header + 1)

export function targetsOf(table: TableAnswer, { columns }: Plan): Target[] {
  const fields = new Map(columnFields(table).map((field) => [field.key, field]))
  return columns.flatMap(({ index, field: key }) => {
    const field = key === undefined ? undefined : fields.get(key)
    return field ? [{ index, field }] : []
  })
}

/** Fields by which a row can be told to be a record that is there: given, and read as they are. */
export const matchable = (table: TableAnswer, plan: Plan): FieldAnswer[] =>
  targetsOf(table, plan)
    .map(({ field }) => field)
    .filter((field) => table.fields.includes(field) && isComparable(field))

/** Required fields that no column goes into and nothing fills in. */
export const missingFields = (table: TableAnswer, plan: Plan): FieldAnswer[] =>
  importFields(table).filter(
    (field) => field.required && !field.default && !plan.columns.some((column) => column.field === field.key),
  )

/** The same for the same rows going the same way into the same fields for the same person. */
export const fingerprintOf = ({ source, sheet, header, columns, existing }: Plan, person: string): string =>
  fingerprint(
    JSON.stringify([
      source.fingerprint,
      sheet,
      header,
      columns.map(({ index, field }) => [index, field ?? null]),
      existing.existing ?? null,
      existing.match ?? null,
      person,
    ]),
  )

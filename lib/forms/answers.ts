/** From what was sent to what is written: closed names first, then conditions, then values; all problems of a kind at once. */
import type { ApiRecord } from '@/lib/api/contract'
import type { RowsAnswer, SubmitBody } from '@/lib/api/contract-forms'
import { AppError, appError, type ErrorDetail } from '@/lib/errors'
import { fieldOf } from '@/lib/meta/fields'
import { formLimits } from '@/lib/meta/form-schema'
import { readValue } from '@/lib/meta/record-schema'
import { requireValues, type Values } from '@/lib/records/values'
import { flow, type LiveForm } from './live'
import type { LiveRows } from './live-rows'

/** The rows of one block: new ones with their position, changed ones, and those to take away. */
export interface RowsToWrite {
  live: LiveRows
  add: Values[]
  edit: { id: string; set: Record<string, unknown>; was?: Record<string, unknown> }[]
  remove: string[]
}

export interface Answers {
  /** Of shown fields: given, or what they begin with. */
  values: Values
  /** What the form fills in by itself, where its conditions let it. */
  fixed: Values
  /** Fields that this person was asked for. */
  asked: ReadonlySet<string>
  rows: RowsToWrite[]
}

/** @param record the record that the form is opened on, as the actor sees it */
export function readAnswers(live: LiveForm, body: SubmitBody, record?: ApiRecord): Answers {
  const read = readFields(live, body.answers)
  const cell = (key: string): unknown => {
    if (read.values.has(key)) return read.values.get(key)
    if (read.problems.has(key)) return undefined
    return record ? record.fields[key] : (live.fixed.get(key) ?? live.initial.get(key))
  }
  const { fields, required, rows: shownRows } = flow(live, cell)
  const asked = new Set([...live.editable].filter((key) => fields.has(key)))
  const values: Values = new Map()
  for (const key of asked) {
    if (read.values.has(key)) values.set(key, read.values.get(key))
    else if (!record && live.initial.has(key)) values.set(key, live.initial.get(key))
  }
  const missing = [...required].filter((key) => {
    const value = cell(key)
    const awaitsDefault = !record && !Object.hasOwn(body.answers, key) && fieldOf(live.table, key)?.default
    return asked.has(key) && (value === undefined || value === null) && !awaitsDefault
  })
  const given = readRows(live, body.rows ?? {}).filter((r) => shownRows.has(r.live.block.field))
  refuse('VALUE_INVALID', [
    ...[...read.problems].flatMap(([key, problem]) => (asked.has(key) ? [problem] : [])),
    ...given.flatMap((r) => r.problems),
  ])
  refuse('VALUE_REQUIRED', [
    ...missing.map((field) => ({ field })),
    ...given.flatMap((r) => missingInRows(live, r)),
  ])
  for (const key of shownRows)
    countRows(
      live.rows.get(key)!,
      given.find((r) => r.live.block.field === key),
      record,
    )
  const fixed = new Map([...live.fixed].filter(([key]) => fields.has(key)))
  return { values, fixed, asked, rows: given }
}

function refuse(code: 'VALUE_INVALID' | 'VALUE_REQUIRED', [first, ...more]: ErrorDetail[]): void {
  if (first) throw appError(code, first, more)
}

/** Only what may be answered is read. What is shown and fixed is refused by name; everything else is unknown, whatever it is. */
function readFields(
  live: LiveForm,
  answers: Record<string, unknown>,
): { values: Values; problems: Map<string, ErrorDetail> } {
  const values: Values = new Map()
  const problems = new Map<string, ErrorDetail>()
  const shown = live.steps.flatMap((s) => s.blocks).flatMap((b) => (b.kind === 'field' ? [b.field] : []))
  for (const [key, value] of Object.entries(answers)) {
    if (!live.editable.has(key)) {
      if (shown.includes(key)) throw appError('FIELD_READ_ONLY', { field: key })
      throw appError('FIELD_UNKNOWN', { pointer: pointerTo('answers', key) })
    }
    const judged = readValue(live.actor.definitions, live.table, fieldOf(live.table, key)!, value)
    if ('problem' in judged) problems.set(key, judged.problem)
    else values.set(key, judged.value)
  }
  return { values, problems }
}

const pointerTo = (...parts: string[]): string =>
  parts.map((part) => `/${part.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

function readRows(
  live: LiveForm,
  given: Record<string, RowsAnswer>,
): (RowsToWrite & { problems: ErrorDetail[] })[] {
  return Object.entries(given).map(([key, answer]) => {
    const rows = live.rows.get(key)
    if (!rows) throw appError('FIELD_UNKNOWN', { pointer: pointerTo('rows', key) })
    const { add = [], edit = [], remove = [] } = answer
    const refused =
      (add.length > 0 && !rows.add) || (edit.length > 0 && !rows.edit) || (remove.length > 0 && !rows.remove)
    if (refused) throw appError('FIELD_READ_ONLY', { field: key })
    const problems: ErrorDetail[] = []
    const readRow = (row: Record<string, unknown>, place: string): Values => {
      const values: Values = new Map()
      for (const [column, value] of Object.entries(row)) {
        if (!rows.columns.has(column))
          throw appError('FIELD_UNKNOWN', { pointer: pointerTo('rows', key, column) })
        const judged = readValue(live.actor.definitions, rows.table, fieldOf(rows.table, column)!, value)
        if ('problem' in judged) problems.push({ ...judged.problem, field: `${key}.${place}.${column}` })
        else values.set(column, judged.value)
      }
      return values
    }
    const added = add.map((row, i) => readRow(row, String(i)))
    for (const row of edit) readRow({ ...row.was, ...row.set }, row.id)
    return { live: rows, add: added, edit, remove: [...new Set(remove)], problems }
  })
}

/** Required columns of new rows, by row; what has a default is the writer's to fill in. */
function missingInRows({ actor }: LiveForm, { live, add }: RowsToWrite): ErrorDetail[] {
  const may = (key: string) => live.columns.has(key) && !fieldOf(live.table, key)!.default
  return add.flatMap((row, i) => {
    try {
      requireValues(actor, live.access, (key) => row.get(key), may)
      return []
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return [error.detail, ...error.more].map((d) => ({
        ...d,
        field: `${live.block.field}.${i}.${d.field}`,
      }))
    }
  })
}

function countRows(live: LiveRows, given: RowsToWrite | undefined, record: ApiRecord | undefined): void {
  const { field, min = 0, max = formLimits.rows } = live.block
  const cell = record?.fields[field]
  const present = record?.more?.[field] ?? (Array.isArray(cell) ? cell.length : 0)
  const count = present + (given?.add.length ?? 0) - (given?.remove.length ?? 0)
  const changes = given !== undefined && given.add.length + given.remove.length > 0
  if ((live.add && count < min) || (count > max && (changes || !record)))
    throw appError('FORM_ROWS', { field, params: { min, max } })
}

'use client'
/** What can be done with cells and rows: the same functions behind keys, menus and clipboard. */
import type { ApiError, ApiRecord, FieldAnswer } from '@/lib/api/contract'
import type { Problem } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import type { Translate } from '@/lib/i18n/translate'
import type { ToastMessage } from '@/lib/kit/toast'
import { api, refusalText } from '@/lib/ui/api'
import type { Accepted, CellChange, EditStore } from '@/lib/ui/data/edits'
import { failureOf } from '@/lib/ui/data/failure'
import { problemWords } from '@/lib/ui/data/problem-words'
import type { RecordStore } from '@/lib/ui/data/records'
import { recordContext, type TableHandle } from '@/lib/ui/data/table'
import { type BulkCell, changeMany, putBack } from '@/lib/ui/exits/bulk'
import { decodeTsv, encodeHtml, encodeTsv } from './clipboard'
import type { GridColumn } from './column-model'
import { lockOf } from './lock'
import { type PastePlan, planPaste } from './paste'
import type { Extent, Range } from './selection'
import type { Step, UndoStack } from './undo'
import { judge, reader, write } from './value'

/** What one copy, paste or deletion may touch. */
export const mostRows = 1000

export interface Workplace {
  path: string
  handle: TableHandle
  records: RecordStore
  edits: EditStore
  undo: UndoStack
  columns: readonly GridColumn[]
  t: Translate
  toast(message: ToastMessage): void
}

export type Actions = ReturnType<typeof gridActions>

export function gridActions(place: Workplace) {
  const { path, handle, records, edits, undo, columns, t, toast } = place
  const { locale } = handle.context
  const extent: Extent = { rows: records.total, cols: columns.length }
  const contextOf = (record: ApiRecord) => recordContext(handle.context, record)
  const fail = (error: ApiError) => toast({ kind: 'error', message: refusalText(error) })

  /** A problem with a value as an error at its cell, in words. */
  function problemError(column: GridColumn, text: string, problem: Problem): ApiError {
    return {
      code: problem.code,
      message: problemWords(t, column.field, { ...problem, params: { text, ...problem.params } }, locale),
      field: column.key,
    }
  }

  const remember = (accepted: readonly Accepted[]): void => {
    if (accepted.length === 0) return
    const cells = accepted.map(({ id, field, was, value }) => ({ id, field, before: was, after: value }))
    undo.push({ kind: 'cells', cells })
  }

  /** Sends changes; they can be undone as one step. */
  async function change(changes: readonly CellChange[]): Promise<void> {
    const accepted = await edits.commit(changes)
    const gone = new Set(accepted.map(({ id }) => id).filter((id) => records.get(id)?.unseen))
    if (gone.size > 0) toast({ message: t('exits.handedOver', { count: gone.size }) })
    remember(accepted.filter(({ id }) => !gone.has(id)))
  }

  /** The cells of a range whose records are here, row by row. */
  function* cellsOf(range: Range): Generator<{ row: number; column: GridColumn; record: ApiRecord }> {
    for (let row = range.top; row <= range.bottom; row++) {
      const record = records.at(row)
      if (!record) continue
      for (const column of columns.slice(range.left, range.right + 1)) yield { row, column, record }
    }
  }

  /** Empties what may be emptied; a required cell says that it may not. */
  function clear(range: Range): void {
    const changes: CellChange[] = []
    for (const { column, record } of cellsOf(range)) {
      if (lockOf(column.field, record) || edits.value(record.id, column.key) === undefined) continue
      const change = { id: record.id, field: column.key, value: undefined }
      const judged = judge(column.field, undefined)
      if (judged.problem) edits.refuse(change, problemError(column, '', judged.problem))
      else changes.push(change)
    }
    void change(changes)
  }

  /** The first row of the range goes into the rows below it. */
  function fillDown(range: Range): void {
    const source = records.at(range.top)
    if (!source) return
    const changes: CellChange[] = []
    for (const { column, record } of cellsOf({ ...range, top: range.top + 1 })) {
      if (lockOf(column.field, record) || lockOf(column.field, source) === 'grid.lockMask') continue
      changes.push({ id: record.id, field: column.key, value: edits.value(source.id, column.key) })
    }
    void change(changes)
  }

  /** The range as text; undefined when rows are missing, which are then loaded. */
  function copyText(range: Range): { plain: string; html: string } | undefined {
    if (range.bottom - range.top >= mostRows) {
      toast({ kind: 'error', message: t('grid.tooMany', { count: mostRows }) })
      return undefined
    }
    const rows: string[][] = []
    for (let row = range.top; row <= range.bottom; row++) {
      const record = records.at(row)
      if (!record) {
        toast({ message: t('grid.copyLoading') })
        void records
          .load(range.top, range.bottom + 1)
          .then(() => toast({ kind: 'ok', message: t('grid.copyAgain') }))
        return undefined
      }
      const context = contextOf(record)
      const cells = columns.slice(range.left, range.right + 1)
      rows.push(cells.map(({ field, key }) => write(field, edits.value(record.id, key), context)))
    }
    return { plain: encodeTsv(rows), html: encodeHtml(rows) }
  }

  /** Puts copied text into cells; what does not fit stays at its cell with the reason. Returns what was covered. */
  function paste(text: string, selection: Range): Range {
    const plan = planPaste(decodeTsv(text), selection, extent)
    void land(plan)
    return plan.range
  }

  async function land({ cells, outside }: PastePlan): Promise<void> {
    const understand = reader(handle.services)
    const open = cells.flatMap(({ row, col, text }) => {
      const record = records.at(row)
      const column = columns[col]!
      return record && !lockOf(column.field, record) ? [{ record, column, text }] : []
    })
    const judged = await Promise.all(
      open.map(({ record, column, text }) => understand(column.field, text, contextOf(record))),
    )
    const changes: CellChange[] = []
    for (const [index, { record, column, text }] of open.entries()) {
      const meant = judged[index]!
      const cell = { id: record.id, field: column.key }
      if (meant.problem) edits.refuse({ ...cell, value: text }, problemError(column, text, meant.problem))
      else changes.push({ ...cell, value: meant.value })
    }
    void change(changes)
    const [count, misfits, locked] = [
      changes.length,
      open.length - changes.length,
      cells.length - open.length,
    ]
    if (misfits + locked + outside > 0) {
      toast({ message: t('grid.pastedPartly', { count, misfits, locked, outside }) })
    } else if (count > 1) toast({ kind: 'ok', message: t('grid.pasted', { count }) })
  }

  /** An empty record at the end of the list; resolves with its position. */
  async function create(): Promise<number | undefined> {
    try {
      const record = await api.post<ApiRecord>(
        `${path}/records`,
        { fields: {} },
        { idempotencyKey: crypto.randomUUID() },
      )
      if (!record.unseen) return added(record)
      toast({ kind: 'ok', message: t('exits.createdUnseen') })
      return undefined
    } catch (thrown) {
      fail(failureOf(thrown))
      return undefined
    }
  }

  /** Shows a record that was just created, at the end. */
  function added(record: ApiRecord): number {
    const position = records.total
    records.insert(position, record)
    undo.push({ kind: 'create', id: record.id })
    return position
  }

  async function remove(ids: readonly string[], remembered = true): Promise<boolean> {
    try {
      const { deleted } = await api.post<{ deleted: number }>(`${path}/records/delete`, { ids })
      records.remove(ids)
      const step: Step = { kind: 'delete', ids: [...ids] }
      if (remembered) undo.push(step)
      const takeBack = () => {
        undo.forget(step)
        void restore(ids)
      }
      toast({
        kind: 'ok',
        message: t('grid.deleted', { count: deleted }),
        action: { label: t('grid.undo'), onSelect: takeBack },
      })
      return true
    } catch (thrown) {
      fail(failureOf(thrown))
      return false
    }
  }

  async function restore(ids: readonly string[]): Promise<void> {
    try {
      const { restored } = await api.post<{ restored: number }>(`${path}/records/restore`, { ids })
      toast({ kind: 'ok', message: t('grid.restored', { count: restored }) })
      records.refresh()
    } catch (thrown) {
      fail(failureOf(thrown))
    }
  }

  /** The same change to many records; throws where it is refused. */
  async function changeAll(field: FieldAnswer, cells: readonly BulkCell[]): Promise<void> {
    const count = await changeMany(path, field.key, cells)
    const step: Step = { kind: 'bulk', field: field.key, cells }
    undo.push(step)
    shown(field.key, cells)
    toast({
      kind: 'ok',
      message: t('exits.bulkDone', { count, label: labelOf(field.label, locale, field.key) }),
      action: {
        label: t('grid.undo'),
        onSelect: () => {
          undo.forget(step)
          void changeBack(field.key, cells)
        },
      },
    })
  }

  /** Every cell has its former value again, if nobody has touched it since. */
  async function changeBack(field: string, cells: readonly BulkCell[]): Promise<void> {
    try {
      const count = await putBack(path, field, cells)
      toast({ kind: 'ok', message: t('exits.bulkBack', { count, kept: cells.length - count }) })
    } catch (thrown) {
      fail(failureOf(thrown))
    }
    records.refresh()
  }

  /** Cells in sight say so at once; what follows from them comes with the list. */
  function shown(field: string, cells: readonly BulkCell[]): void {
    for (const { id, after } of cells) {
      edits.discard(id, field)
      records.patch(id, { [field]: after ?? null })
    }
    records.refresh()
  }

  /** Does a step's reverse (undo) or the step again (redo). */
  function replay(step: Step | undefined, direction: 'undo' | 'redo'): void {
    const back = direction === 'undo'
    if (!step) {
      toast({ message: t(back ? 'grid.nothingToUndo' : 'grid.nothingToRedo') })
    } else if (step.kind === 'cells') {
      const cells = step.cells.map(({ id, field, before, after }) => ({
        id,
        field,
        value: back ? before : after,
      }))
      void edits.commit(cells)
    } else if (step.kind === 'bulk') {
      const turned = ({ id, before, after }: BulkCell): BulkCell => ({ id, before: after, after: before })
      void changeBack(step.field, back ? step.cells : step.cells.map(turned))
    } else if (step.kind === 'delete') void (back ? restore(step.ids) : remove(step.ids, false))
    else void (back ? remove([step.id], false) : restore([step.id]))
  }

  return {
    change,
    changeAll,
    problemError,
    clear,
    fillDown,
    copyText,
    paste,
    create,
    added,
    remove,
    undo: () => replay(undo.undo(), 'undo'),
    redo: () => replay(undo.redo(), 'redo'),
  }
}

'use client'
/** Rows filled in together with the form: a table where there is room for it, cards where there is not. */
import { flushSync } from 'react-dom'
import type { FieldAnswer } from '@/lib/api/contract'
import type { FormRows } from '@/lib/api/contract-forms'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { useToast } from '@/lib/kit/toast'
import type { RowsBlock } from '@/lib/meta/form'
import { conditionsOf } from '@/lib/ui/form/conditions'
import { decodeTsv } from '@/lib/ui/grid/clipboard'
import { reader } from '@/lib/ui/grid/value'
import { useParts } from './parts'
import {
  duplicateRow,
  insertRow,
  isBlank,
  newRow,
  planRowPaste,
  type Row,
  type Rows,
  removeRow,
  setCell,
} from './rows'
import { RowCards } from './rows-cards'
import { RowTable } from './rows-table'
import { pathId } from './state'
import { cellPath, cellWritable, countedRows } from './steps'
import { useWidth } from './use-width'

/** Below this a table has no room to type in. */
const tableWidth = 540

/** What the table and the cards can do with the rows. */
export interface RowsEditing {
  block: RowsBlock
  about: FormRows
  /** Whether the column has its sum below. */
  summed(field: FieldAnswer): boolean
  rows: Rows
  name: string
  /** The DOM id of a cell's control. */
  cellId(row: Row, field: FieldAnswer): string
  message(row: Row, field: FieldAnswer): string | undefined
  writable(row: Row, field: FieldAnswer): boolean
  /** Columns that this row shows, and those of them that must be filled in. */
  conditions(row: Row): { shown: ReadonlySet<string>; required: ReadonlySet<string> }
  canAdd: boolean
  canRemove(row: Row): boolean
  set(row: Row, field: FieldAnswer, value: Row['values'][string]): void
  /** Adds a row at the end, or after one, and puts the cursor into it. */
  add(after?: Row): void
  duplicate(row: Row): void
  remove(row: Row): void
  /** A block of cells from a spreadsheet, from this cell on; false when the text is an ordinary one. */
  paste(text: string, row: Row, field: FieldAnswer): boolean
}

export function RowsField({ block }: { block: RowsBlock }) {
  const { id, form, filler, context, services, me } = useParts()
  const t = useT()
  const toast = useToast()
  const [measure, width] = useWidth()
  const about = form.rows[block.field]
  const rows = filler.rows[block.field]
  if (!about || !rows) return null

  const own = form.fields.find((field) => field.key === block.field)?.label
  const name = labelOf(block.label, context.locale) || labelOf(own, context.locale, block.field)
  const most = about.max ?? 1000
  const change = (next: (rows: Rows) => Rows) => filler.changeRows(block.field, next)
  const start = filler.startOfRow(block.field)
  const cellId = (row: Row, field: FieldAnswer) => pathId(id, cellPath(block.field, row.key, field.key))
  const writable = (row: Row, field: FieldAnswer) =>
    (row.id === undefined || about.edit) && cellWritable(field, row)
  const focus = (row: Row) => {
    const first = about.fields.find((field) => writable(row, field))
    if (first) document.getElementById(cellId(row, first))?.focus()
  }
  const put = (row: Row, at: number) => {
    flushSync(() => change((old) => insertRow(old, at, row)))
    focus(row)
  }

  const editing: RowsEditing = {
    block,
    about,
    rows,
    name,
    cellId,
    writable,
    message: (row, field) => filler.messages[cellPath(block.field, row.key, field.key)],
    conditions: (row) => conditionsOf(about.fields, row.values, context, me),
    summed: (field) => block.sums?.includes(field.key) === true && fieldType(field.type).adds === true,
    canAdd: about.add && rows.list.length < most,
    canRemove: (row) =>
      row.id === undefined || (about.remove && (!about.deletes || row.can?.delete === true)),
    set: (row, field, value) => change((old) => setCell(old, row.key, field.key, value)),
    add: (after) => {
      const at = after ? rows.list.findIndex((row) => row.key === after.key) + 1 : rows.list.length
      put(newRow(start), at)
    },
    duplicate: (row) => {
      const columns = about.fields
        .filter((field) => field.creatable && !field.unique)
        .map((field) => field.key)
      change((old) => duplicateRow(old, row.key, columns, start))
    },
    remove: (row) => {
      const at = rows.list.findIndex((one) => one.key === row.key)
      flushSync(() => change((old) => removeRow(old, row.key)))
      // The focus goes to the row that took its place, or to the button under the last one.
      const next = rows.list[at + 1] ?? rows.list[at - 1]
      if (next) focus(next)
      else document.getElementById(`${pathId(id, block.field)}-add`)?.focus()
      if (isBlank(row)) return
      toast({
        message: t('formFill.rowRemoved', { name }),
        action: {
          label: t('formFill.undo'),
          onSelect: () =>
            change((old) => ({
              ...insertRow(old, at, row),
              removed: old.removed.filter((gone) => gone !== row.id),
            })),
        },
      })
    },
    paste: (text, row, field) => {
      const cells = decodeTsv(text)
      if (cells.length < 2 && (cells[0]?.length ?? 0) < 2) return false
      void spread(cells, row, field)
      return true
    },
  }

  async function spread(cells: string[][], row: Row, field: FieldAnswer) {
    const list = rows!.list
    const at = {
      row: list.findIndex((one) => one.key === row.key),
      column: about!.fields.findIndex((one) => one.key === field.key),
    }
    const extent = { rows: list.length, columns: about!.fields.length, most: about!.add ? most : list.length }
    const plan = planRowPaste(cells, at, extent)
    const added = Array.from({ length: plan.added }, () => newRow(start))
    const all = [...list, ...added]
    const read = reader(services)
    const values = await Promise.all(
      plan.cells.map(async ({ row: y, column, text }) => {
        const [into, of] = [all[y]!, about!.fields[column]!]
        if (!writable(into, of)) return undefined
        const judged = await read(of, text, context)
        // What cannot be understood stays as it was pasted, with the reason under it.
        return { row: into.key, field: of.key, value: judged.problem ? text : judged.value }
      }),
    )
    change((old) => {
      const grown = { ...old, list: [...old.list, ...added] }
      return values.reduce((now, one) => (one ? setCell(now, one.row, one.field, one.value) : now), grown)
    })
    const count = values.filter((one) => one !== undefined).length
    const left = plan.outside + values.length - count
    toast({ message: t(left > 0 ? 'formFill.pastedSome' : 'formFill.pasted', { count, left }) })
  }

  const count = countedRows(rows).length
  const limits =
    about.min && about.max
      ? t('formFill.rowsBetween', { min: about.min, max: about.max })
      : about.min
        ? t('formFill.rowsAtLeast', { min: about.min })
        : about.max
          ? t('formFill.rowsAtMost', { max: about.max })
          : undefined
  const message = filler.messages[block.field]
  const place = pathId(id, block.field)
  return (
    <div ref={measure} role="group" aria-labelledby={`${place}-label`} data-field={block.field}>
      <div className="mb-1.5 flex flex-wrap items-baseline gap-x-2">
        <p id={`${place}-label`} className="text-[13px] leading-5 font-medium">
          {name}
          {Boolean(about.min) && (
            <span className="ml-1 text-danger" aria-hidden>
              *
            </span>
          )}
        </p>
        <span className="text-xs text-faint">
          {[t('formFill.rowCount', { count }), limits].filter(Boolean).join(t('formFill.dot'))}
        </span>
      </div>
      {block.help && (
        <p className="-mt-1 mb-1.5 text-[12px] leading-5 text-muted">{labelOf(block.help, context.locale)}</p>
      )}
      {width > 0 && (width < tableWidth ? <RowCards editing={editing} /> : <RowTable editing={editing} />)}
      {editing.canAdd && (
        <Button
          id={`${place}-add`}
          size="sm"
          variant="ghost"
          icon="plus"
          className="mt-1.5 text-accent"
          onClick={() => editing.add()}
        >
          {t('formFill.addRow')}
        </Button>
      )}
      {message && (
        <p
          id={place}
          tabIndex={-1}
          className="mt-1 flex items-start gap-1 text-[12px] leading-5 text-danger outline-none"
        >
          <Icon name="circle-alert" className="mt-[3px] size-3.5" />
          <span>{message}</span>
        </p>
      )}
    </div>
  )
}

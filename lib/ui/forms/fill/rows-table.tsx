'use client'
/** Rows as a compact table: Enter goes down and adds a row at the end, a block from a spreadsheet is pasted where the cursor is. */
import type { ClipboardEvent, KeyboardEvent } from 'react'
import type { FieldAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import type { CellValue } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { FieldValue } from '@/lib/ui/record/value'
import { useParts } from './parts'
import { type Row, sumOf } from './rows'
import type { RowsEditing } from './rows-field'
import { pathId } from './state'
import { countedRows } from './steps'

export function RowTable({ editing }: { editing: RowsEditing }) {
  const { id, context } = useParts()
  const t = useT()
  const { about, rows, block } = editing
  const headId = (field: FieldAnswer) => `${pathId(id, block.field)}-head-${field.key}`
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse text-[13px]">
        <thead className="bg-canvas text-left text-xs text-muted">
          <tr>
            <th scope="col" className="w-8 px-2 py-1.5 text-center font-medium">
              <span className="sr-only">{t('formFill.rowNumber')}</span>
            </th>
            {about.fields.map((field) => (
              <th
                key={field.key}
                id={headId(field)}
                scope="col"
                className="min-w-26 px-1.5 py-1.5 font-medium"
              >
                {labelOf(field.label, context.locale, field.key)}
                {field.required && (
                  <span className="ml-0.5 text-danger" aria-hidden>
                    *
                  </span>
                )}
              </th>
            ))}
            <th scope="col" className="w-18 px-1 py-1.5">
              <span className="sr-only">{t('formFill.rowActions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.list.map((row, index) => (
            <TableRow key={row.key} editing={editing} row={row} index={index} headId={headId} />
          ))}
          {rows.list.length === 0 && (
            <tr>
              <td colSpan={about.fields.length + 2} className="px-3 py-4 text-center text-muted">
                {t('formFill.noRows')}
              </td>
            </tr>
          )}
        </tbody>
        <Sums editing={editing} />
      </table>
    </div>
  )
}

function TableRow(props: {
  editing: RowsEditing
  row: Row
  index: number
  headId(field: FieldAnswer): string
}) {
  const { editing, row, index } = props
  const t = useT()
  const { about } = editing
  const { shown } = editing.conditions(row)
  return (
    <tr className="border-t border-line align-top">
      <td className="px-1 pt-2.5 text-center text-xs text-faint tabular-nums">{index + 1}</td>
      {about.fields.map((field) => (
        <td key={field.key} className="px-1 py-1">
          {shown.has(field.key) ? (
            <TableCell editing={editing} row={row} field={field} labelledBy={props.headId(field)} />
          ) : null}
        </td>
      ))}
      <td className="px-1 pt-1.5 text-right whitespace-nowrap">
        {editing.canAdd && (
          <IconButton
            size="sm"
            icon="copy"
            label={t('formFill.duplicateRow', { number: index + 1 })}
            className="text-faint"
            onClick={() => editing.duplicate(row)}
          />
        )}
        {editing.canRemove(row) && (
          <IconButton
            size="sm"
            icon="x"
            label={t('formFill.removeRow', { number: index + 1 })}
            className="text-faint"
            onClick={() => editing.remove(row)}
          />
        )}
      </td>
    </tr>
  )
}

function TableCell(props: { editing: RowsEditing; row: Row; field: FieldAnswer; labelledBy: string }) {
  const { editing, row, field } = props
  const { context, services } = useParts()
  const id = editing.cellId(row, field)
  const message = editing.message(row, field)
  const value = row.values[field.key]
  if (!editing.writable(row, field))
    return (
      <div className="px-1.5 pt-1.5">
        <FieldValue field={field} value={value} context={context} services={services} dense />
      </div>
    )
  const { Input } = fieldUi(field.type)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and pastes of the control inside.
    <div
      // A unit leaves no room to type in a cell; the sum says it.
      className="[&_input+span]:hidden [&_input]:pr-2.5!"
      onKeyDown={(event) => onKey(event, editing, row, field)}
      onPasteCapture={(event) => onPaste(event, editing, row, field)}
    >
      <Input
        id={id}
        mode="form"
        value={value}
        options={field.options}
        context={context}
        services={services}
        onChange={(next: CellValue | undefined) => editing.set(row, field, next)}
        invalid={message !== undefined}
        describedBy={message ? `${id}-message` : undefined}
        labelledBy={props.labelledBy}
      />
      {message && (
        <p id={`${id}-message`} className="mt-0.5 px-1 text-[12px] leading-4 text-danger">
          {message}
        </p>
      )}
    </div>
  )
}

/** Enter: the same cell of the next row, or a new row after the last one. */
function onKey(event: KeyboardEvent, editing: RowsEditing, row: Row, field: FieldAnswer): void {
  const { target, nativeEvent } = event
  if (event.key !== 'Enter' || nativeEvent.isComposing || event.keyCode === 229 || event.defaultPrevented)
    return
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  if (!(target instanceof HTMLInputElement)) return
  event.preventDefault()
  event.stopPropagation()
  const { list } = editing.rows
  const next = list[list.findIndex((one) => one.key === row.key) + 1]
  if (next) document.getElementById(editing.cellId(next, field))?.focus()
  else if (editing.canAdd) editing.add()
}

function onPaste(event: ClipboardEvent, editing: RowsEditing, row: Row, field: FieldAnswer): void {
  const text = event.clipboardData.getData('text/plain')
  // Several lines are an ordinary text where several lines can be typed.
  if (event.target instanceof HTMLTextAreaElement && !text.includes('\t')) return
  if (!editing.paste(text, row, field)) return
  event.preventDefault()
  event.stopPropagation()
}

/** The sums of what can be added up. */
function Sums({ editing }: { editing: RowsEditing }) {
  const { context } = useParts()
  const t = useT()
  const rows = countedRows(editing.rows)
  const { fields } = editing.about
  const sums = fields.map((field) => (editing.summed(field) ? sumOf(rows, field) : undefined))
  if (rows.length < 2 || sums.every((sum) => sum === undefined)) return null
  return (
    <tfoot>
      <tr className="border-t border-line bg-canvas font-medium tabular-nums">
        <th scope="row" className="px-1 py-1.5 text-center text-xs font-medium text-muted">
          <Icon name="sigma" className="mx-auto size-3.5" />
          <span className="sr-only">{t('formFill.sum')}</span>
        </th>
        {fields.map((field, index) => (
          <td key={field.key} className="px-3.5 py-1.5">
            {sums[index] !== undefined && fieldType(field.type).format(sums[index], field.options, context)}
          </td>
        ))}
        <td />
      </tr>
    </tfoot>
  )
}

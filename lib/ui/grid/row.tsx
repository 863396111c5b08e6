'use client'
/** One row of the grid. Memoised: while scrolling, only rows that come into sight are rendered. */
import { memo, useMemo, useState } from 'react'
import type { ApiRecord } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { RecordEdits } from '@/lib/ui/data/edits'
import { recordContext } from '@/lib/ui/data/table'
import { CellContent } from './cell'
import type { GridColumn } from './column-model'
import { CellEditor, type Leave } from './editor'
import { gutterWidth } from './geometry'
import { lockOf } from './lock'
import { CellNote, EditNote } from './note'

export interface Editing {
  row: number
  col: number
  id: string
  initialText?: string
}

/** What all rows share; one object for the life of the grid's columns and handlers. */
export interface RowFrame {
  gridId: string
  columns: readonly GridColumn[]
  frozenCount: number
  frozenWidth: number
  totalWidth: number
  height: number
  context: FieldContext
  services: FieldServices
  onFinish(value: unknown, leave: Leave): void
  onCancelEdit(): void
  onEditAgain(): void
  onRetry(id: string, field: string): void
  onDiscard(id: string, field: string): void
}

export interface RowProps {
  frame: RowFrame
  position: number
  record: ApiRecord | undefined
  edits: RecordEdits | undefined
  /** The scrolling columns in sight. */
  first: number
  last: number
  /** The selected columns of this row; −1 when none. */
  left: number
  right: number
  /** The active column, −1 when it is in another row. */
  active: number
  editing: Editing | undefined
  /** Why the active cell cannot be edited, once somebody tried. */
  note: string | undefined
  checked: boolean
  /** The record is open in its panel. */
  open: boolean
}

export const Row = memo(function Row(props: RowProps) {
  const { frame, position, record, editing, note, active } = props
  const [hovered, setHovered] = useState(false)
  const context = useMemo(() => record && recordContext(frame.context, record), [frame.context, record])
  const cell = (col: number) => (
    <GridCell key={frame.columns[col]!.key} {...props} record={record!} context={context!} col={col} />
  )
  const cols = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => cell(from + i))
  const raised = active >= 0 && (editing || note || hasProblem(props))
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points here (aria-activedescendant).
    <div
      role="row"
      aria-rowindex={position + 2}
      aria-selected={props.checked}
      data-row={position}
      onPointerEnter={(event) => setHovered(event.pointerType === 'mouse')}
      onPointerLeave={() => setHovered(false)}
      className={cx(
        'group absolute top-0 left-0 flex will-change-transform',
        raised && 'z-10',
        props.checked || props.open ? 'bg-selected' : 'bg-surface hover:bg-hover',
      )}
      style={{
        width: frame.totalWidth,
        height: frame.height,
        transform: `translate3d(0, ${position * frame.height}px, 0)`,
      }}
    >
      <div
        className={cx(
          'sticky left-0 z-[2] flex h-full shrink-0 border-r border-line-control bg-inherit',
          raised && active < frame.frozenCount && 'z-[3]',
        )}
        style={{ width: frame.frozenWidth }}
      >
        <Gutter {...props} hovered={hovered} />
        {record && cols(0, frame.frozenCount - 1)}
      </div>
      {record && cols(props.first, props.last)}
      {!record && <Placeholder />}
    </div>
  )
})

const hasProblem = ({ frame, active, edits }: RowProps): boolean => {
  const status = edits?.[frame.columns[active]?.key ?? '']?.status
  return status === 'failed' || status === 'conflict'
}

/** A row that has not arrived. */
function Placeholder() {
  return (
    <div className="flex h-full flex-1 items-center border-b border-line px-2">
      <div className="h-2.5 w-1/3 max-w-60 rounded-full bg-skeleton" />
    </div>
  )
}

/** The row's number; under the mouse, a box to tick it and a way to open it. */
function Gutter({ position, record, checked, hovered }: RowProps & { hovered: boolean }) {
  const t = useT()
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points to the active cell.
    <div
      role="gridcell"
      aria-colindex={1}
      className="relative flex h-full shrink-0 items-center border-b border-line text-xs text-faint tabular-nums"
      style={{ width: gutterWidth }}
    >
      {record && (hovered || checked) ? (
        <input
          type="checkbox"
          data-check
          tabIndex={-1}
          checked={checked}
          readOnly
          aria-label={t('grid.selectRow', { row: position + 1 })}
          className="ml-3.5 size-4 cursor-pointer accent-accent"
        />
      ) : (
        <span className="w-8 truncate text-right">{position + 1}</span>
      )}
      {record && hovered && (
        <button
          type="button"
          data-expand
          tabIndex={-1}
          aria-label={t('grid.openRecord')}
          title={t('grid.openRecord')}
          className="absolute right-0.5 flex size-6 cursor-pointer items-center justify-center rounded text-muted hover:bg-selected hover:text-ink"
        >
          <Icon name="maximize-2" className="size-3.5" />
        </button>
      )}
    </div>
  )
}

type GridCellProps = RowProps & { record: ApiRecord; context: FieldContext; col: number }

function GridCell(props: GridCellProps) {
  const { frame, position, record, context, col } = props
  const t = useT()
  const column = frame.columns[col]!
  const { field, key } = column
  const edit = props.edits?.[key]
  const value = edit ? edit.value : record.fields[key]
  const active = props.active === col
  const editing = active && props.editing !== undefined
  const selected = col >= props.left && col <= props.right
  const lock = active ? lockOf(field, record) : undefined
  const problem = edit?.status === 'failed' || edit?.status === 'conflict'
  const noteId = `${frame.gridId}-note`
  const noted = active && !editing && (props.note || problem)
  const content = (
    <CellContent
      field={field}
      value={value}
      unsure={edit !== undefined}
      noAccess={!edit && (record.noAccess?.includes(key) ?? false)}
      context={context}
      services={frame.services}
    />
  )
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points here (aria-activedescendant).
    <div
      role="gridcell"
      id={`${frame.gridId}-${position}-${col}`}
      aria-colindex={col + 2}
      aria-selected={selected}
      aria-readonly={lock ? true : undefined}
      aria-invalid={problem || undefined}
      aria-describedby={noted ? noteId : undefined}
      title={lock && t(lock)}
      data-col={col}
      className={cx(
        'h-full content-center border-r border-b border-line px-2 *:align-middle',
        column.frozen ? 'relative shrink-0' : 'absolute top-0',
        active
          ? 'z-[1] outline-2 -outline-offset-2 outline-strong group-data-focused/grid:outline-accent max-md:outline-none'
          : '',
        !editing && !noted && 'overflow-hidden',
        lock && 'pr-6',
        selected && !active && 'bg-accent-soft',
        problem && 'bg-danger-soft',
        edit?.status === 'saving' && 'text-muted',
      )}
      style={column.frozen ? { width: column.width } : { width: column.width, left: column.start }}
    >
      {editing || noted ? <div className="overflow-hidden">{content}</div> : content}
      {lock && (
        <Icon
          name={lock === 'viewAs.locked' ? 'pencil' : 'lock'}
          className="absolute top-1/2 right-1.5 size-3 -translate-y-1/2 text-faint"
        />
      )}
      {problem && !active && <span className="absolute top-0 right-0 size-1.5 bg-danger" />}
      {editing && (
        <CellEditor
          field={field}
          label={labelOf(field.label, context.locale, key)}
          value={value}
          initialText={props.editing?.initialText}
          context={context}
          services={frame.services}
          invalid={problem}
          onFinish={frame.onFinish}
          onCancel={frame.onCancelEdit}
        />
      )}
      {active && !editing && props.note && (
        <CellNote id={noteId} tone="plain" icon="lock">
          {props.note}
        </CellNote>
      )}
      {active && !editing && !props.note && problem && (
        <EditNote
          id={noteId}
          field={field}
          edit={edit}
          present={record.fields[key]}
          context={context}
          onEdit={frame.onEditAgain}
          onRetry={() => frame.onRetry(record.id, key)}
          onDiscard={() => frame.onDiscard(record.id, key)}
        />
      )}
    </div>
  )
}

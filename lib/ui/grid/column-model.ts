'use client'
/** The columns of a grid on TanStack Table: order, visibility, widths and frozen ones, all controlled by the settings. */
import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { ApiRecord, FieldAnswer, TableAnswer } from '@/lib/api/contract'
import {
  defaultWidth,
  maxWidth,
  minWidth,
  type Settings,
  setWidth,
  visibleColumns,
} from '@/lib/ui/data/settings'
import { gutterWidth } from './geometry'

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
})
const helper = createColumnHelper<typeof features, ApiRecord>()
/** Rows are loaded by position (`RecordStore`), so the table model holds columns only. */
const noRows: ApiRecord[] = []

export interface GridColumn {
  key: string
  field: FieldAnswer
  width: number
  /** From the left edge of the grid's content. */
  start: number
  frozen: boolean
}

export interface ColumnModel {
  columns: GridColumn[]
  frozenCount: number
  /** Where the columns that scroll begin. */
  frozenWidth: number
  totalWidth: number
  /** The column being resized, and by how much so far. */
  resizing?: { key: string; delta: number }
  /** For mousedown and touchstart on a column's handle. */
  resizeHandler(key: string): ((event: unknown) => void) | undefined
}

/** `most` limits how many columns stay in place: a phone has room for one. */
export function useColumnModel(
  table: TableAnswer,
  settings: Settings,
  most: number,
  onSettings: (settings: Settings) => void,
): ColumnModel {
  const definitions = useMemo(
    () =>
      helper.columns(
        table.fields.map((field) =>
          helper.accessor((record) => record.fields[field.key], {
            id: field.key,
            size: defaultWidth(field),
            minSize: minWidth,
            maxSize: maxWidth,
          }),
        ),
      ),
    [table.fields],
  )
  const frozenCount = Math.min(settings.frozen, most, visibleColumns(settings).length)
  const state = useMemo(() => {
    const { columns } = settings
    const widths = columns.filter((column) => column.width !== undefined)
    return {
      columnOrder: columns.map((column) => column.field),
      columnVisibility: Object.fromEntries(columns.map((column) => [column.field, !column.hidden])),
      columnPinning: {
        start: visibleColumns(settings)
          .slice(0, frozenCount)
          .map((c) => c.field),
        end: [],
      },
      columnSizing: Object.fromEntries(widths.map((column) => [column.field, column.width!])),
    }
  }, [settings, frozenCount])
  const model = useTable({
    features,
    columns: definitions,
    data: noRows,
    state,
    columnResizeMode: 'onEnd',
    onColumnSizingChange: (updater) => {
      const next = typeof updater === 'function' ? updater(state.columnSizing) : updater
      const changed = Object.entries(next).filter(([key, width]) => state.columnSizing[key] !== width)
      onSettings(changed.reduce((s, [key, width]) => setWidth(s, key, width), settings))
    },
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the model changes at every step of a resize, its columns do not.
  const columns = useMemo(() => {
    const fields = new Map(table.fields.map((field) => [field.key, field]))
    let start = gutterWidth
    return model.getVisibleLeafColumns().map((column): GridColumn => {
      const [key, width] = [column.id, column.getSize()]
      start += width
      return {
        key,
        field: fields.get(key)!,
        width,
        start: start - width,
        frozen: column.getIsPinned() === 'start',
      }
    })
  }, [table.fields, definitions, state])

  const { isResizingColumn, deltaOffset } = model.state.columnResizing
  const frozen = columns[frozenCount - 1]
  const last = columns.at(-1)
  return {
    columns,
    frozenCount,
    frozenWidth: frozen ? frozen.start + frozen.width : gutterWidth,
    totalWidth: last ? last.start + last.width : gutterWidth,
    resizing: isResizingColumn ? { key: isResizingColumn, delta: deltaOffset ?? 0 } : undefined,
    resizeHandler: (key) =>
      model
        .getFlatHeaders()
        .find((header) => header.column.id === key)
        ?.getResizeHandler(),
  }
}

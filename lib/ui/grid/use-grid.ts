'use client'
/** Everything that the parts of a grid work with: columns, selection, what can be done, what is in sight. */
import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import type { ApiRecord, FieldAnswer, TableAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { useToast } from '@/lib/kit/toast'
import type { CellAddress, EditStore } from '@/lib/ui/data/edits'
import { isRevealable } from '@/lib/ui/data/masked'
import type { RecordStore } from '@/lib/ui/data/records'
import type { Settings } from '@/lib/ui/data/settings'
import type { TableHandle } from '@/lib/ui/data/table'
import type { DesignTask } from '@/lib/ui/design/panel'
import { isLooking } from '@/lib/ui/view-as/state'
import { gridActions, type Workplace } from './actions'
import { useColumnModel } from './column-model'
import { addWidth, type RowHeight, rowHeights } from './geometry'
import { pointerHandlers } from './pointer'
import { at, rangeOf } from './selection'
import type { UndoStack } from './undo'
import { useCells } from './use-cells'
import type { Ticks } from './use-checked'
import { useConflicts } from './use-conflicts'
import { useDeletion } from './use-deletion'
import { useFrame } from './use-frame'
import { useNarrow } from './use-narrow'
import { useSight } from './use-sight'

export interface GridProps {
  /** `/bases/{base}/tables/{table}` */
  path: string
  handle: TableHandle
  table: TableAnswer
  settings: Settings
  onSettings(settings: Settings): void
  onFilterBy(field: string): void
  records: RecordStore
  edits: EditStore
  undo: UndoStack
  /** The rows that are ticked. */
  ticks: Ticks
  /** Exports the ticked rows; absent for those who may not. */
  onExport?(): void
  rowHeight: RowHeight
  /** The record open in its panel. */
  openId: string | undefined
  onOpen(id: string): void
  /** Opens the field designer; absent for those who may not change definitions. */
  onDesign?(task: DesignTask): void
  /** Opens the form for a new record; a row is added in place where nothing must be filled in. */
  onCreate(): void
}

export type GridState = ReturnType<typeof useGrid>

export function useGrid(props: GridProps) {
  const { handle, table, settings, onSettings, records, edits } = props
  const t = useT()
  const toast = useToast()
  const narrow = useNarrow()
  const gridId = useId()
  useSyncExternalStore(records.subscribe, records.snapshot, () => 0)
  useSyncExternalStore(edits.subscribe, edits.snapshot, () => 0)

  const scroller = useRef<HTMLDivElement>(null)
  const sink = useRef<HTMLTextAreaElement>(null)
  const [focused, setFocused] = useState(false)
  const [menuAt, setMenuAt] = useState<{ x: number; y: number }>()
  /** The ticked rows that are about to get one value. */
  const [bulk, setBulk] = useState<readonly string[]>()
  /** The masked cell that is about to be looked behind. */
  const [revealing, setRevealing] = useState<{ field: FieldAnswer; record: ApiRecord }>()

  const model = useColumnModel(table, settings, narrow ? 1 : 99, onSettings)
  const { columns } = model
  const height = rowHeights[narrow ? 'medium' : props.rowHeight]
  const place: Workplace = { path: props.path, handle, records, edits, undo: props.undo, columns, t, toast }
  const actions = gridActions(place)
  const { ticks } = props

  async function addRow(): Promise<void> {
    if (isLooking()) return toast({ message: t('viewAs.locked') })
    const mustFill = table.fields.some((field) => field.required && field.creatable && !field.default)
    if (mustFill || narrow) return props.onCreate()
    const position = await actions.create()
    if (position === undefined) return
    cells.select(at(position, 0))
    // Once the list has grown by it.
    requestAnimationFrame(() => cells.show({ row: position, col: 0 }))
  }

  const cells = useCells({
    place,
    actions,
    model,
    height,
    after: props.onDesign ? addWidth : 0,
    scroller,
    sink,
    onOpen: props.onOpen,
    onAdd: () => table.can.create && void addRow(),
    onMenu: () => {
      const cell = document.getElementById(activeId ?? '')?.getBoundingClientRect()
      if (cell) setMenuAt({ x: cell.left + 8, y: cell.bottom })
    },
    onCheckRow: (row) => ticks.toggle(row),
  })
  const { selection } = cells
  /** Goes to a cell, if its record and its column are in this list. */
  function goTo({ id, field }: CellAddress): void {
    const row = records.position(id)
    const col = columns.findIndex(({ key }) => key === field)
    if (row !== undefined && col >= 0) cells.select(at(row, col))
    cells.focus()
  }
  const activeRecord = selection && records.at(selection.active.row)
  const activeColumn = selection && columns[selection.active.col]
  useConflicts(place, activeRecord && activeColumn && { id: activeRecord.id, field: activeColumn.key }, goTo)
  const range = selection && rangeOf(selection)
  const activeId = selection && `${gridId}-${selection.active.row}-${selection.active.col}`

  const sight = useSight(scroller, records, model, height, selection?.active.row)
  const frame = useFrame(gridId, model, height, handle, edits, cells, actions)
  const deletion = useDeletion(
    records,
    actions,
    ticks.checked,
    range,
    table.actions.includes('bulk'),
    () => toast({ message: t('exits.needsBulkLong') }),
    ticks.clear,
  )
  const masked =
    activeRecord && activeColumn && isRevealable(activeColumn.field, activeRecord)
      ? { field: activeColumn.field, record: activeRecord }
      : undefined

  // One can type at once, unless something else has been chosen already.
  const ready = records.status === 'ready'
  useEffect(() => {
    if (ready && !narrow && document.activeElement === document.body)
      sink.current?.focus({ preventScroll: true })
  }, [ready, narrow])

  const pointer = pointerHandlers(
    {
      onSelect: (spot, extend) => {
        cells.select(
          extend && selection ? { active: selection.active, end: spot } : { active: spot, end: spot },
        )
        cells.focus()
      },
      onDrag: (spot) => selection && cells.select({ active: cells.anchor(), end: spot }),
      onEdit: (spot) => cells.edit(undefined, at(spot.row, spot.col)),
      onAct: (spot) => cells.act(at(spot.row, spot.col)),
      onOpen: (row) => {
        const record = records.at(row)
        if (record) props.onOpen(record.id)
      },
      onCheck: ticks.toggle,
      onMenu: (spot, x, y) => {
        const inside =
          range &&
          spot.row >= range.top &&
          spot.row <= range.bottom &&
          spot.col >= range.left &&
          spot.col <= range.right
        if (!inside) cells.select(at(spot.row, spot.col))
        cells.focus()
        setMenuAt({ x, y })
      },
    },
    narrow,
  )

  return {
    props,
    gridId,
    scroller,
    sink,
    focused,
    setFocused,
    menuAt,
    setMenuAt,
    model,
    height,
    actions,
    ticks,
    addRow,
    cells,
    goTo,
    range,
    activeId,
    sight,
    frame,
    deletion,
    bulk,
    setBulk,
    masked,
    revealing,
    setRevealing,
    pointer,
  }
}

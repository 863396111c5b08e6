'use client'
/**
 * The spreadsheet: thousands of records by many columns, of which only those in sight exist in the page.
 * Parts: `column-model` (columns), `use-cells` (selection and editing), `actions` (what can be done), `row`, `header`.
 */
import { type KeyboardEvent, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { Icon } from '@/lib/kit/icon'
import { useToast } from '@/lib/kit/toast'
import type { EditStore } from '@/lib/ui/data/edits'
import type { RecordStore } from '@/lib/ui/data/records'
import { type Settings, setHidden } from '@/lib/ui/data/settings'
import type { TableHandle } from '@/lib/ui/data/table'
import { gridActions, mostRows, type Workplace } from './actions'
import { BulkBar } from './bulk-bar'
import { cellMenu } from './cell-menu'
import { useColumnModel } from './column-model'
import { ContextMenu } from './context-menu'
import { Footer } from './footer'
import { headerHeight, type RowHeight, rowHeights } from './geometry'
import { Header } from './header'
import { commandOf } from './keyboard'
import { pointerHandlers } from './pointer'
import { Row } from './row'
import { at, rangeOf } from './selection'
import { KeyboardSink } from './sink'
import { GridEmpty, GridFailure, GridSkeleton } from './states'
import type { UndoStack } from './undo'
import { useCells } from './use-cells'
import { useChecked } from './use-checked'
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
  rowHeight: RowHeight
  /** The record open in its panel. */
  openId: string | undefined
  onOpen(id: string): void
  /** Opens the form for a new record; a row is added in place where nothing must be filled in. */
  onCreate(): void
}

export function Grid(props: GridProps) {
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

  const model = useColumnModel(table, settings, narrow ? 1 : 99, onSettings)
  const { columns } = model
  const height = rowHeights[narrow ? 'medium' : props.rowHeight]
  const place: Workplace = { path: props.path, handle, records, edits, undo: props.undo, columns, t, toast }
  const actions = gridActions(place)
  const ticks = useChecked(records)

  async function addRow(): Promise<void> {
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
  const { selection, editing } = cells
  const range = selection && rangeOf(selection)
  const activeId = selection && `${gridId}-${selection.active.row}-${selection.active.col}`

  const sight = useSight(scroller, records, model, height, selection?.active.row)
  const frame = useFrame(gridId, model, height, handle, edits, cells, actions)
  const deletion = useDeletion(records, actions, ticks.checked, range, ticks.clear)

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

  function onKey(event: KeyboardEvent): void {
    const command = commandOf(event)
    if (!command) return
    event.preventDefault()
    cells.run(command)
  }

  if (records.status === 'loading') return <GridSkeleton />
  if (records.status === 'failed') {
    return (
      <GridFailure
        error={records.error!}
        onRetry={() => records.retry()}
        onClearFilter={() => onSettings({ ...settings, filter: undefined })}
      />
    )
  }
  const column = selection && columns[selection.active.col]
  const box = selection &&
    column && {
      left: column.start + (column.frozen ? (scroller.current?.scrollLeft ?? 0) : 0),
      top: headerHeight + selection.active.row * height,
      width: column.width,
      height,
    }
  const empty = records.total === 0 || columns.length === 0
  return (
    <div
      className="group/grid relative flex min-h-0 flex-1 flex-col bg-surface text-[13px]"
      data-focused={focused || undefined}
    >
      <div
        ref={scroller}
        data-scroller
        className="relative min-h-0 flex-1 overflow-auto overscroll-contain contain-strict"
      >
        <div
          role="grid"
          id={gridId}
          aria-label={t('grid.label', { table: labelOf(table.label, handle.context.locale, table.key) })}
          aria-rowcount={records.counted ? records.total + 1 : -1}
          aria-colcount={columns.length + 1}
          aria-multiselectable
          aria-busy={records.status === 'refreshing'}
          style={{ width: model.totalWidth }}
        >
          <Header
            model={model}
            settings={settings}
            onSettings={onSettings}
            onFilterBy={props.onFilterBy}
            first={sight.first}
            last={sight.last}
            checked={ticks.state}
            onCheckAll={(on) => {
              if (!on) return ticks.clear()
              void ticks
                .all()
                .then((all) => all || toast({ message: t('grid.tooMany', { count: mostRows }) }))
            }}
          />
          <div
            role="rowgroup"
            className="relative select-none"
            style={{ height: empty ? 0 : records.total * height, width: model.totalWidth }}
            {...pointer}
          >
            {!empty &&
              sight.rows.map((index) => {
                const record = records.at(index)
                const inRange = range && index >= range.top && index <= range.bottom
                const isActive = index === selection?.active.row
                return (
                  <Row
                    key={index}
                    frame={frame}
                    position={index}
                    record={record}
                    edits={record && edits.of(record.id)}
                    first={sight.first}
                    last={sight.last}
                    left={inRange ? range.left : -1}
                    right={inRange ? range.right : -1}
                    active={isActive ? selection!.active.col : -1}
                    editing={isActive ? editing : undefined}
                    note={isActive ? cells.note : undefined}
                    checked={record !== undefined && ticks.checked.has(record.id)}
                    open={record !== undefined && record.id === props.openId}
                  />
                )
              })}
          </div>
        </div>
        <KeyboardSink
          ref={sink}
          label={t('grid.cellInput')}
          controls={gridId}
          activeId={activeId}
          box={box}
          onKey={onKey}
          onText={(text) => cells.edit(text)}
          onCopy={(event, cut) => {
            const copied = range && actions.copyText(range)
            event.preventDefault()
            if (!copied) return
            event.clipboardData.setData('text/plain', copied.plain)
            event.clipboardData.setData('text/html', copied.html)
            if (cut) actions.clear(range)
          }}
          onPaste={(event) => {
            event.preventDefault()
            const text = event.clipboardData.getData('text/plain')
            if (!range || !text) return
            const covered = actions.paste(text, range)
            cells.select(
              {
                active: { row: covered.top, col: covered.left },
                end: { row: covered.bottom, col: covered.right },
              },
              true,
            )
          }}
          onFocusChange={setFocused}
        />
        {empty ? (
          <div className="sticky left-0 w-full max-w-[100vw]">
            <GridEmpty
              table={labelOf(table.label, handle.context.locale, table.key)}
              filtered={settings.filter !== undefined}
              noColumns={columns.length === 0}
              onAdd={table.can.create ? () => void addRow() : undefined}
              onClearFilter={() => onSettings({ ...settings, filter: undefined })}
              onShowColumns={() =>
                onSettings(settings.columns.reduce((s, c) => setHidden(s, c.field, false), settings))
              }
            />
          </div>
        ) : (
          table.can.create && (
            <button
              type="button"
              onClick={() => void addRow()}
              className="sticky left-0 flex h-8 cursor-pointer items-center gap-2 px-4 text-muted hover:bg-hover hover:text-ink max-md:h-11"
            >
              <Icon name="plus" className="size-4" />
              {t('grid.addRow')}
            </button>
          )
        )}
      </div>
      {ticks.checked.size > 0 && (
        <BulkBar
          count={ticks.checked.size}
          deletable={table.can.delete ? deletion.targets().length : 0}
          onDelete={deletion.ask}
          onClear={ticks.clear}
        />
      )}
      <Footer
        records={records}
        edits={edits}
        selectedCells={range ? (range.bottom - range.top + 1) * (range.right - range.left + 1) : 0}
        onShowRefused={() => {
          const refused = edits.refused()
          const row = refused && records.position(refused.id)
          const col = columns.findIndex((c) => c.key === refused?.field)
          if (row !== undefined && col >= 0) cells.select(at(row, col))
          cells.focus()
        }}
      />
      <ContextMenu
        at={menuAt}
        label={t('grid.cellMenu')}
        onClose={() => {
          setMenuAt(undefined)
          requestAnimationFrame(() => document.activeElement === document.body && cells.focus())
        }}
        items={cellMenu({
          t,
          // Once the menu has let go of the focus.
          run: (command) =>
            requestAnimationFrame(() => {
              cells.focus()
              cells.run(command)
            }),
          canCreate: table.can.create,
          deletable: table.can.delete ? deletion.targets().length : 0,
          tall: range !== undefined && range.bottom > range.top,
          onDelete: deletion.ask,
          copy: () => range && actions.copyText(range)?.plain,
          paste: (text) => range && void actions.paste(text, range),
          toast,
        })}
      />
      <ConfirmDialog
        open={deletion.doomed !== undefined}
        onOpenChange={(open) => !open && deletion.dismiss()}
        title={t('grid.deleteTitle', { count: deletion.doomed?.length ?? 0 })}
        description={t('grid.deleteText')}
        confirmLabel={t('grid.delete')}
        danger
        onConfirm={deletion.confirm}
      />
    </div>
  )
}

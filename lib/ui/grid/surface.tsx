'use client'
/** What scrolls: the header, the rows in sight, the keyboard's sink, and what stands below the last row. */
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { useToast } from '@/lib/kit/toast'
import { setHidden } from '@/lib/ui/data/settings'
import { mostRows } from './actions'
import { addWidth, headerHeight } from './geometry'
import { Header } from './header'
import { commandOf } from './keyboard'
import { Row } from './row'
import { KeyboardSink } from './sink'
import { GridEmpty } from './states'
import type { GridState } from './use-grid'

export function Surface({ grid }: { grid: GridState }) {
  const { props, gridId, scroller, model, height, ticks, cells, range, sight } = grid
  const { handle, table, settings, onSettings, records, edits } = props
  const { columns } = model
  const { selection } = cells
  const t = useT()
  const toast = useToast()
  const name = labelOf(table.label, handle.context.locale, table.key)
  const empty = records.total === 0 || columns.length === 0
  return (
    <div
      ref={scroller}
      data-scroller
      className="relative min-h-0 flex-1 overflow-auto overscroll-contain contain-strict"
    >
      <div
        role="grid"
        id={gridId}
        aria-label={t('grid.label', { table: name })}
        aria-rowcount={records.counted ? records.total + 1 : -1}
        aria-colcount={columns.length + (props.onDesign ? 2 : 1)}
        aria-multiselectable
        aria-busy={records.status === 'refreshing'}
        style={{ width: model.totalWidth + (props.onDesign ? addWidth : 0) }}
      >
        <Header
          model={model}
          settings={settings}
          onSettings={onSettings}
          onFilterBy={props.onFilterBy}
          onDesign={props.onDesign}
          first={sight.first}
          last={sight.last}
          checked={ticks.state}
          onCheckAll={(on) => {
            if (!on) return ticks.clear()
            void ticks.all().then((all) => all || toast({ message: t('grid.tooMany', { count: mostRows }) }))
          }}
        />
        <div
          role="rowgroup"
          className="relative select-none"
          style={{ height: empty ? 0 : records.total * height, width: model.totalWidth }}
          {...grid.pointer}
        >
          {!empty &&
            sight.rows.map((index) => {
              const record = records.at(index)
              const inRange = range && index >= range.top && index <= range.bottom
              const isActive = index === selection?.active.row
              return (
                <Row
                  key={index}
                  frame={grid.frame}
                  position={index}
                  record={record}
                  edits={record && edits.of(record.id)}
                  first={sight.first}
                  last={sight.last}
                  left={inRange ? range.left : -1}
                  right={inRange ? range.right : -1}
                  active={isActive ? selection!.active.col : -1}
                  editing={isActive ? cells.editing : undefined}
                  note={isActive ? cells.note : undefined}
                  checked={record !== undefined && ticks.checked.has(record.id)}
                  open={record !== undefined && record.id === props.openId}
                />
              )
            })}
        </div>
      </div>
      <Sink grid={grid} />
      {empty ? (
        <div className="sticky left-0 w-full max-w-[100vw]">
          <GridEmpty
            table={table}
            name={name}
            filtered={settings.filter !== undefined}
            noColumns={columns.length === 0}
            onAdd={table.can.create ? () => void grid.addRow() : undefined}
            onClearFilter={() => onSettings({ ...settings, filter: undefined })}
            onShowColumns={() =>
              onSettings(settings.columns.reduce((s, c) => setHidden(s, c.field, false), settings))
            }
          />
        </div>
      ) : (
        table.can.create && (
          <Button
            variant="ghost"
            icon="plus"
            writes
            onClick={() => void grid.addRow()}
            className="sticky left-0 justify-start rounded-none px-4 font-normal"
          >
            {t('grid.addRow')}
          </Button>
        )
      )}
    </div>
  )
}

/** The keyboard's place, on the active cell: commands, typing, copy and paste. */
function Sink({ grid }: { grid: GridState }) {
  const { props, gridId, scroller, model, height, actions, cells, range } = grid
  const { selection } = cells
  const t = useT()
  const column = selection && model.columns[selection.active.col]
  const box = selection &&
    column && {
      left: column.start + (column.frozen ? (scroller.current?.scrollLeft ?? 0) : 0),
      top: headerHeight + selection.active.row * height,
      width: column.width,
      height,
    }

  function onKey(event: KeyboardEvent): void {
    const command = commandOf(event)
    if (!command || cells.leaves(command)) return
    event.preventDefault()
    cells.run(command)
  }
  function onCopy(event: ClipboardEvent, cut: boolean): void {
    event.preventDefault()
    const copied = range && actions.copyText(range)
    if (!copied) return
    event.clipboardData.setData('text/plain', copied.plain)
    event.clipboardData.setData('text/html', copied.html)
    if (cut) actions.clear(range)
  }
  function onPaste(event: ClipboardEvent): void {
    event.preventDefault()
    const text = event.clipboardData.getData('text/plain')
    if (!range || !text) return
    const { top, left, bottom, right } = actions.paste(text, range)
    cells.select({ active: { row: top, col: left }, end: { row: bottom, col: right } }, true)
  }

  return (
    <KeyboardSink
      ref={grid.sink}
      label={t('grid.cellInput')}
      help={t('grid.cellInputHelp')}
      controls={gridId}
      activeId={props.records.total > 0 ? grid.activeId : undefined}
      box={box}
      onKey={onKey}
      onText={(text) => cells.edit(text)}
      onCopy={onCopy}
      onPaste={onPaste}
      onFocusChange={grid.setFocused}
    />
  )
}

'use client'
/** The selected cells and the cell being edited: what keys, mouse and menus do with them. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { CellValue } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import { type Actions, mostRows, type Workplace } from './actions'
import type { ColumnModel, GridColumn } from './column-model'
import type { Leave } from './editor'
import { headerHeight, reveal } from './geometry'
import type { Command } from './keyboard'
import { lockOf } from './lock'
import type { Editing } from './row'
import { at, move, moveOn, type Place, rangeOf, type Selection, within } from './selection'
import { judge, read } from './value'

export interface CellsSetup {
  place: Workplace
  actions: Actions
  model: ColumnModel
  height: number
  /** What covers the end of every line: the button that adds a column. */
  after: number
  scroller: RefObject<HTMLDivElement | null>
  sink: RefObject<HTMLTextAreaElement | null>
  onOpen(id: string): void
  onAdd(): void
  onMenu(): void
  onCheckRow(row: number): void
}

export type Cells = ReturnType<typeof useCells>

export function useCells(setup: CellsSetup) {
  const { place, actions, model, height, after, scroller, sink } = setup
  const { records, edits, t } = place
  const [chosen, setSelection] = useState<Selection>(() => at(0, 0))
  const [editing, setEditing] = useState<Editing>()
  const [note, setNote] = useState<string>()
  const extent = { rows: records.total, cols: model.columns.length }
  const selection = within(chosen, extent)
  // Inputs may report twice that they are left, by a key and by losing the focus.
  const editingNow = useRef<Editing>(undefined)
  const wasEditing = useRef(false)
  const anchorNow = useRef<Place>({ row: 0, col: 0 })
  /** Escape with nothing left to give up: the next Tab leaves the grid. */
  const released = useRef(false)

  const focus = (): void => sink.current?.focus({ preventScroll: true })

  // When an editor closes, the keyboard comes back unless the person has gone elsewhere.
  useEffect(() => {
    if (editing) return
    const holder = document.activeElement
    if (wasEditing.current && (!holder || holder === document.body || scroller.current?.contains(holder)))
      focus()
    wasEditing.current = false
  })

  function show({ row, col }: Place): void {
    const box = scroller.current
    const column = model.columns[col]
    if (!box || !column) return
    const top = reveal(
      { start: headerHeight + row * height, size: height },
      { scroll: box.scrollTop, size: box.clientHeight, inset: headerHeight },
    )
    const width = box.clientWidth - after
    const left = column.frozen
      ? box.scrollLeft
      : reveal(
          { start: column.start, size: Math.min(column.width, width - model.frozenWidth) },
          { scroll: box.scrollLeft, size: width, inset: model.frozenWidth },
        )
    if (top !== box.scrollTop || left !== box.scrollLeft) box.scrollTo({ top, left })
  }

  /** A frozen cell is always in sight; who goes to the beginning wants to see it all. */
  const toStart = (): void => scroller.current?.scrollTo({ left: 0 })

  function select(next: Selection, quietly = false): void {
    anchorNow.current = next.active
    setSelection(next)
    setNote(undefined)
    if (!quietly) show(next.end)
  }

  /** The column, record and present value under the active cell. */
  function active(selected: Selection | undefined = selection) {
    const column = selected && model.columns[selected.active.col]
    const record = selected && records.at(selected.active.row)
    return column && record ? { column, record, value: edits.value(record.id, column.key) } : undefined
  }

  /** Sends what was chosen or typed; what does not fit stays at the cell with the reason. */
  function keep(column: GridColumn, id: string, value: unknown): boolean {
    const judged = judge(column.field, value)
    if (!judged.problem) {
      void actions.change([{ id, field: column.key, value: judged.value }])
      return true
    }
    const error = actions.problemError(column, typeof value === 'string' ? value : '', judged.problem)
    edits.refuse({ id, field: column.key, value: value as CellValue | undefined }, error)
    return false
  }

  /** Opens the editor; a locked cell says why not. `text` replaces what is there. */
  function edit(text?: string, selected = selection): void {
    const cell = active(selected)
    if (!cell || !selected) return
    const lock = lockOf(cell.column.field, cell.record)
    if (lock) {
      setNote(t(lock))
      return
    }
    if (fieldUi(cell.column.field.type).toggle) {
      if (text === undefined) {
        act(selected)
        return
      }
      const typed = read(cell.column.field, text, place.handle.context)
      if (!typed.problem) keep(cell.column, cell.record.id, typed.value)
      return
    }
    const next = { ...selected.active, id: cell.record.id, initialText: text }
    show(selected.active)
    editingNow.current = next
    wasEditing.current = true
    // At once, so that the next key already goes to the editor.
    flushSync(() => {
      setNote(undefined)
      setEditing(next)
    })
  }

  /** Space or a click on the content: flips what can be flipped, and opens the record otherwise. */
  function act(selected = selection): boolean {
    const cell = active(selected)
    const toggle = cell && fieldUi(cell.column.field.type).toggle
    if (!cell || !toggle) return false
    const lock = lockOf(cell.column.field, cell.record)
    if (lock) setNote(t(lock))
    else keep(cell.column, cell.record.id, toggle(cell.value, cell.column.field.options))
    return true
  }

  function close(): void {
    editingNow.current = undefined
    setEditing(undefined)
    setNote(undefined)
  }

  function finish(value: unknown, leave: Leave): void {
    const edited = editingNow.current
    const column = edited && model.columns[edited.col]
    if (!edited || !column) return
    close()
    // What does not fit is mended before one goes on.
    if (!keep(column, edited.id, value)) return
    const here = at(edited.row, edited.col)
    if (leave === 'down') select(move(here, 'down', extent))
    else if (leave !== 'stay') select(moveOn(here, leave === 'back', extent))
  }

  function cancel(): void {
    close()
    focus()
  }

  function run(command: Command): void {
    if (selection) perform(command, selection)
    else if (command.do === 'addRow') setup.onAdd()
  }

  function perform(command: Command, selected: Selection): void {
    const range = rangeOf(selected)
    const single = range.top === range.bottom && range.left === range.right
    released.current = command.do === 'collapse' && !note && single
    const lines = Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / height)
    const corner = (last: boolean): Place =>
      last ? { row: extent.rows - 1, col: extent.cols - 1 } : { row: 0, col: 0 }
    switch (command.do) {
      case 'move':
        select(move(selected, command.direction, extent, { ...command, page: Math.max(1, lines - 1) }))
        if (command.direction === 'left' && command.reach === 'edge') toStart()
        break
      case 'moveOn':
        select(moveOn(selected, command.back, extent))
        break
      case 'corner': {
        const end = corner(command.last)
        select({ active: command.extend ? selected.active : end, end })
        if (!command.last) toStart()
        break
      }
      case 'selectAll':
        select(
          { active: corner(false), end: { ...corner(true), row: Math.min(extent.rows, mostRows) - 1 } },
          true,
        )
        break
      case 'edit':
        edit()
        break
      case 'act':
        if (!act()) openActive()
        break
      case 'expand':
        openActive()
        break
      case 'clear':
        actions.clear(range)
        break
      case 'fillDown':
        actions.fillDown(range)
        break
      case 'undo':
        actions.undo()
        break
      case 'redo':
        actions.redo()
        break
      case 'addRow':
        setup.onAdd()
        break
      case 'selectRow':
        setup.onCheckRow(selected.active.row)
        break
      case 'menu':
        setup.onMenu()
        break
      case 'collapse':
        if (note) setNote(undefined)
        else select({ active: selected.active, end: selected.active }, true)
    }
  }

  function openActive(): void {
    const record = selection && records.at(selection.active.row)
    if (record) setup.onOpen(record.id)
  }

  /** Where a range that is being dragged began, also before the press has been rendered. */
  const anchor = (): Place => anchorNow.current

  /** Whether a key is the browser's after all. */
  const leaves = (command: Command): boolean => command.do === 'moveOn' && released.current

  return { leaves, selection, anchor, editing, note, select, show, focus, edit, act, finish, cancel, run }
}

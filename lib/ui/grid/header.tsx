'use client'
/** The header row: names of the columns, their menus, and by drag their widths and order. */
import { type PointerEvent, useState } from 'react'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { Menu } from '@/lib/kit/menu'
import { moveColumn, type Settings } from '@/lib/ui/data/settings'
import type { DesignTask } from '@/lib/ui/design/panel'
import { columnMenu } from './column-menu'
import type { ColumnModel, GridColumn } from './column-model'
import { addWidth, gutterWidth, headerHeight } from './geometry'

export interface HeaderProps {
  model: ColumnModel
  settings: Settings
  onSettings(settings: Settings): void
  onFilterBy(field: string): void
  /** Opens the field designer; absent for those who may not change definitions. */
  onDesign?(task: DesignTask): void
  first: number
  last: number
  checked: boolean | 'some'
  onCheckAll(checked: boolean): void
}

interface Drag {
  key: string
  /** The column that the dragged one would stand before; undefined at the end. */
  before: string | undefined
  /** Where the line is drawn. */
  x: number
}

/** Movement below this is a click. */
const THRESHOLD = 5

export function Header(props: HeaderProps) {
  const { model, settings, onSettings } = props
  const t = useT()
  const [drag, setDrag] = useState<Drag>()

  /** Follows the pointer from a press on a column's name until it is let go. */
  function startDrag(event: PointerEvent, column: GridColumn): void {
    if (event.button !== 0 || event.pointerType === 'touch') return
    const header = event.currentTarget.closest<HTMLElement>('[role=row]')!
    const startX = event.clientX
    let target: Drag | undefined
    const move = (e: globalThis.PointerEvent): void => {
      if (!target && Math.abs(e.clientX - startX) < THRESHOLD) return
      target = dropTarget(model, column.key, header, e.clientX)
      setDrag(target)
    }
    const end = (): void => {
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', end)
      removeEventListener('pointercancel', end)
      setDrag(undefined)
      if (target) onSettings(moveColumn(settings, target.key, target.before))
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
    addEventListener('pointercancel', end)
  }

  const cell = (index: number) => {
    const column = model.columns[index]!
    return (
      <HeaderCell
        key={column.key}
        {...props}
        column={column}
        index={index}
        dragged={drag?.key === column.key}
        onDragStart={(event) => startDrag(event, column)}
      />
    )
  }
  const cells = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => cell(from + i))
  const resized = model.resizing && model.columns.find((column) => column.key === model.resizing?.key)
  const line = drag?.x ?? (resized && resized.start + resized.width + (model.resizing?.delta ?? 0))
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in the cells; menus are buttons.
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-20 flex border-b border-line-control bg-canvas text-[13px] text-muted"
      style={{ width: model.totalWidth + (props.onDesign ? addWidth : 0), height: headerHeight }}
    >
      <div
        className="sticky left-0 z-10 flex shrink-0 border-r border-line-control bg-canvas"
        style={{ width: model.frozenWidth }}
      >
        {/* biome-ignore lint/a11y/useFocusableInteractive: what can be done here is the box inside. */}
        <div
          role="columnheader"
          aria-colindex={1}
          className="flex h-full shrink-0 items-center"
          style={{ width: gutterWidth }}
        >
          <input
            type="checkbox"
            aria-label={t('grid.selectAllRows')}
            className="ml-3.5 size-4 cursor-pointer accent-accent max-md:hidden"
            checked={props.checked === true}
            ref={(box) => {
              if (box) box.indeterminate = props.checked === 'some'
            }}
            onChange={(event) => props.onCheckAll(event.target.checked)}
          />
        </div>
        {cells(0, model.frozenCount - 1)}
      </div>
      {cells(props.first, props.last)}
      {props.onDesign && (
        // biome-ignore lint/a11y/useFocusableInteractive: what can be done here is the button inside.
        <div
          role="columnheader"
          aria-colindex={model.columns.length + 2}
          // In sight however far the columns reach.
          className="sticky right-0 z-10 ml-auto flex h-full shrink-0 items-center border-l border-line bg-canvas px-1.5"
          style={{ width: addWidth }}
        >
          <IconButton
            size="sm"
            icon="plus"
            label={t('design.addField')}
            className="max-md:size-8"
            onClick={() => props.onDesign?.({ kind: 'add' })}
          />
        </div>
      )}
      {line !== undefined && (
        <div
          className="pointer-events-none absolute top-0 z-30 h-screen w-0.5 bg-accent"
          style={{ left: line - 1 }}
        />
      )}
    </div>
  )
}

function dropTarget(model: ColumnModel, key: string, header: HTMLElement, clientX: number): Drag {
  const x = clientX - header.getBoundingClientRect().left
  const scroller = header.closest('[data-scroller]')!
  const covered = clientX - scroller.getBoundingClientRect().left < model.frozenWidth
  const scrolled = scroller.scrollLeft
  // Frozen columns do not move with the content, so under the pointer they are where they would be unscrolled.
  const at = covered ? x - scrolled : x
  const before = model.columns.find((column) => at < column.start + column.width / 2)
  const last = model.columns.at(-1)!
  const lineAt = before ? before.start : last.start + last.width
  return { key, before: before?.key, x: covered ? lineAt + scrolled : lineAt }
}

type HeaderCellProps = HeaderProps & {
  column: GridColumn
  index: number
  dragged: boolean
  onDragStart(event: PointerEvent): void
}

function HeaderCell({
  column,
  index,
  dragged,
  model,
  settings,
  onSettings,
  onFilterBy,
  onDesign,
  onDragStart,
}: HeaderCellProps) {
  const t = useT()
  const locale = useLocale()
  const { field, key } = column
  const label = labelOf(field.label, locale, key)
  const sort = settings.sort.find((s) => s.field === key)
  const resize = model.resizeHandler(key)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in the cells; menus are buttons.
    <div
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={sort ? (sort.desc ? 'descending' : 'ascending') : undefined}
      className={cx(
        'group/head flex h-full items-center border-r border-line pl-2',
        column.frozen ? 'relative shrink-0' : 'absolute top-0',
        dragged && 'bg-selected text-ink',
      )}
      style={column.frozen ? { width: column.width } : { width: column.width, left: column.start }}
    >
      <div
        className="flex h-full min-w-0 flex-1 cursor-grab items-center gap-1.5 select-none active:cursor-grabbing"
        title={field.help ? labelOf(field.help, locale) : label}
        onPointerDown={onDragStart}
      >
        <Icon name={fieldType(field.type).icon} className="size-3.5 shrink-0 text-faint" />
        <span className="truncate font-medium text-ink">{label}</span>
        {field.required && <span className="text-danger">*</span>}
        {field.right === 'mask' && <Icon name="venetian-mask" className="size-3.5 shrink-0 text-faint" />}
        {field.right === 'read' && (
          <Icon name={field.source === 'input' ? 'lock' : 'sigma'} className="size-3 shrink-0 text-faint" />
        )}
        {sort && (
          <Icon name={sort.desc ? 'arrow-down' : 'arrow-up'} className="size-3.5 shrink-0 text-accent" />
        )}
      </div>
      <Menu
        label={t('grid.columnMenu', { label })}
        items={columnMenu({ column, index, model, settings, onSettings, onFilterBy, onDesign, t })}
        trigger={
          <button
            type="button"
            aria-label={t('grid.columnMenu', { label })}
            className="absolute right-1 flex size-6 cursor-pointer items-center justify-center rounded bg-canvas text-muted opacity-0 group-hover/head:opacity-100 hover:bg-hover focus-visible:opacity-100 data-popup-open:opacity-100 max-md:static max-md:size-8 max-md:opacity-100"
          >
            <Icon name="chevron-down" className="size-3.5" />
          </button>
        }
      />
      <div
        aria-hidden
        title={t('grid.resize', { label })}
        className="absolute top-0 -right-1 z-10 h-full w-2 cursor-col-resize touch-none hover:bg-accent/40"
        onMouseDown={resize}
        onTouchStart={resize}
      />
    </div>
  )
}

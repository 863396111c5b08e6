'use client'
/** Fields × roles: every cell a right, chosen by click, drag, Shift or keyboard, for one cell or a rectangle. */
import {
  Fragment,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import type { FieldRight, Role } from '@/lib/meta/model'
import { matrixSections, rowKeys } from './layout'
import {
  type Cell,
  newFields,
  type Paint,
  type RightsField,
  type RightsTable,
  rectangle,
  rightOf,
} from './matrix'
import { MatrixRow, RoleHead } from './matrix-row'
import type { MenuTarget } from './right-menu'
import { edgeShadow, Scroller } from './scroller'

/** In rem: a field's name with its mark, and a right in one word; seven roles fit beside the navigation at 1440 px. */
const fieldWidth = 17
const roleWidth = 7

const paintKeys: Record<string, Paint> = { e: 'edit', r: 'read', m: 'mask', h: 'hidden' }
const steps: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

export interface FieldMatrixProps {
  table: RightsTable
  roles: readonly Role[]
  /** The role whose rules are shown above. */
  chosen: string
  search: string
  onChoose: (role: string) => void
  onMenu: (target: MenuTarget) => void
  onPaint: (target: Omit<MenuTarget, 'anchor'>, paint: Paint) => void
}

export function FieldMatrix(props: FieldMatrixProps) {
  const { table, roles, search } = props
  const t = useT()
  const locale = useLocale()
  const grid = useRef<HTMLTableElement>(null)
  const [anchor, setAnchor] = useState<Cell>({ row: 0, column: 0 })
  const [focus, setFocus] = useState<Cell>({ row: 0, column: 0 })
  const [active, setActive] = useState(false)
  const dragging = useRef(false)

  const sections = useMemo(() => matrixSections(table, locale, search), [table, locale, search])
  const keys = useMemo(() => rowKeys(sections), [sections])
  const indexes = useMemo(() => new Map(keys.map((key, index) => [key, index])), [keys])
  const span = rectangle(anchor, focus)

  const cellAt = (cell: Cell) =>
    grid.current?.querySelector<HTMLElement>(`[data-row="${cell.row}"][data-column="${cell.column}"]`)

  /** What a rectangle, a column, a row or a section means: row keys × role keys, and their right if they agree. */
  const target = (rows: readonly string[], columns: readonly Role[]): Omit<MenuTarget, 'anchor'> => {
    const open = columns.filter((r) => !r.admin)
    const rights = open.flatMap((r) => rows.map((key) => JSON.stringify(rightOf(r, table.key, key))))
    const agree = new Set(rights).size === 1
    return {
      rows: new Set(rows),
      roles: open.map((r) => r.key),
      present: agree ? (JSON.parse(rights[0]!) as FieldRight) : undefined,
    }
  }
  const selected = (from: Cell, to: Cell) => {
    const at = rectangle(from, to)
    return target(keys.slice(at.rows[0], at.rows[1] + 1), roles.slice(at.columns[0], at.columns[1] + 1))
  }
  const openMenu = (at: Omit<MenuTarget, 'anchor'>, element: HTMLElement) => {
    if (at.roles.length > 0 && at.rows.size > 0) props.onMenu({ ...at, anchor: element })
  }
  const select = (from: Cell, to: Cell) => {
    setActive(true)
    setAnchor(from)
    setFocus(to)
  }

  const hit = (event: MouseEvent): Cell | undefined => {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
    return element ? { row: Number(element.dataset.row), column: Number(element.dataset.column) } : undefined
  }
  /** A mouse draws; a finger scrolls, and its tap arrives as a click. */
  const onPointerDown = (event: PointerEvent) => {
    const cell = hit(event)
    if (!cell || event.button !== 0 || event.pointerType !== 'mouse') return
    dragging.current = true
    select(event.shiftKey ? anchor : cell, cell)
  }
  const onClick = (event: MouseEvent) => {
    const cell = hit(event)
    const element = cell && cellAt(cell)
    if (!element || (event.nativeEvent as globalThis.PointerEvent).pointerType === 'mouse') return
    select(cell, cell)
    openMenu(selected(cell, cell), element)
  }
  const onPointerOver = (event: PointerEvent) => {
    const cell = dragging.current && event.buttons === 1 ? hit(event) : undefined
    if (cell) setFocus(cell)
  }
  const onPointerUp = (event: PointerEvent) => {
    const cell = hit(event)
    if (!dragging.current || !cell) return
    dragging.current = false
    const element = cellAt(cell)
    element?.focus()
    if (element) openMenu(selected(anchor, cell), element)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !(event.target as HTMLElement).dataset.row) return
    const step = steps[event.key]
    if (step) {
      event.preventDefault()
      const far = event.metaKey || event.ctrlKey ? 1000 : 1
      const next = {
        row: Math.max(0, Math.min(keys.length - 1, focus.row + step[0] * far)),
        column: Math.max(0, Math.min(roles.length - 1, focus.column + step[1] * far)),
      }
      select(event.shiftKey ? anchor : next, next)
      cellAt(next)?.focus()
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      const element = cellAt(focus)
      if (element) openMenu(selected(anchor, focus), element)
    } else if (event.key === 'Escape') {
      setAnchor(focus)
    } else if (!event.metaKey && !event.ctrlKey && !event.altKey) {
      const paint = paintKeys[event.key.toLowerCase()]
      if (paint) props.onPaint(selected(anchor, focus), paint)
    }
  }

  // Rows keep their identity while a rectangle is drawn over others, so the handler of a row's own button must too.
  const latest = useRef({ roles, target, openMenu })
  latest.current = { roles, target, openMenu }
  const onRow = useCallback((key: string, element: HTMLElement) => {
    const { roles, target, openMenu } = latest.current
    openMenu(target([key], roles), element)
  }, [])

  const line = (key: string, field?: RightsField) => {
    const row = indexes.get(key) ?? 0
    const within = active && row >= span.rows[0] && row <= span.rows[1]
    return (
      <MatrixRow
        key={key}
        row={row}
        rowKey={key}
        field={field}
        table={table}
        roles={roles}
        chosen={props.chosen}
        from={within ? span.columns[0] : -1}
        to={within ? span.columns[1] : -1}
        focus={focus.row === row ? focus.column : -1}
        onRow={onRow}
      />
    )
  }
  return (
    <Scroller className="max-h-[calc(100dvh-6rem)]">
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is edited cell by cell is a grid.
        role="grid"
        aria-label={t('access.fields')}
        aria-multiselectable
        className="w-full table-fixed border-separate border-spacing-0 text-[13px] select-none"
        style={{ minWidth: `${fieldWidth + roles.length * roleWidth}rem` }}
        onPointerDown={onPointerDown}
        onPointerOver={onPointerOver}
        onPointerUp={onPointerUp}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <thead>
          <tr>
            <th
              scope="col"
              style={{ width: `${fieldWidth}rem` }}
              className={cx(
                'sticky top-0 left-0 z-20 border-r border-b border-line bg-canvas px-3 py-2 text-left font-medium text-muted',
                edgeShadow,
              )}
            >
              {t('access.field')}
            </th>
            {roles.map((role) => (
              <RoleHead
                key={role.key}
                role={role}
                table={table}
                chosen={role.key === props.chosen}
                onChoose={() => props.onChoose(role.key)}
                onColumn={(element) => openMenu(target(keys, [role]), element)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sections.map((section) => (
            <Fragment key={section.id}>
              {(sections.length > 1 || section.label) && (
                <tr>
                  <th
                    scope="rowgroup"
                    className={cx(
                      'sticky left-0 z-10 border-r border-b border-line bg-canvas px-3 py-1 text-left text-xs font-semibold text-muted',
                      edgeShadow,
                    )}
                  >
                    {labelOf(section.label, locale, t('access.otherSection'))}
                  </th>
                  {roles.map((role) => (
                    <td key={role.key} className="group border-b border-line bg-canvas px-1 text-center">
                      {!role.admin && (
                        <IconButton
                          icon="chevrons-up-down"
                          size="sm"
                          label={t('access.setSection', {
                            role: labelOf(role.label, locale, role.key),
                            section: labelOf(section.label, locale, t('access.otherSection')),
                          })}
                          className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
                          onClick={(event) =>
                            openMenu(
                              target(
                                section.fields.map((f) => f.key),
                                [role],
                              ),
                              event.currentTarget,
                            )
                          }
                        />
                      )}
                    </td>
                  ))}
                </tr>
              )}
              {section.fields.map((field) => line(field.key, field))}
            </Fragment>
          ))}
          {sections.length === 0 && (
            <tr>
              <td
                colSpan={roles.length + 1}
                className="border-b border-line px-3 py-6 text-center text-muted"
              >
                {t('access.noField', { text: search })}
              </td>
            </tr>
          )}
          {line(newFields)}
        </tbody>
      </table>
    </Scroller>
  )
}

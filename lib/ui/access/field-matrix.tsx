'use client'
/** Fields × roles: every cell a right, chosen by click, drag, Shift or keyboard, for one cell or a rectangle of a thousand. */
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useLocale, useT } from '@/lib/i18n/react'
import type { Role } from '@/lib/meta/model'
import { type Geometry, geometryOf, heightOf, type Line, scrollTo, sizes, widthOf } from './geometry'
import { matrixSections, rowKeys } from './layout'
import { type Cell, onlyNew, type Paint, type RightsTable, readNew, rectangle } from './matrix'
import { MatrixHead, MatrixRow, type Sayings, SectionRow } from './matrix-row'
import { rightInWords } from './right-look'
import type { MenuTarget } from './right-menu'
import { scopesAround, type Target, targetOf } from './scopes'
import { Scroller } from './scroller'
import type { Tell } from './tell'
import { useDrag } from './use-drag'
import { useSight, useWidth, viewOf } from './use-sight'

const paintKeys: Record<string, Paint> = {
  e: 'edit',
  r: 'read',
  m: 'mask',
  h: 'hidden',
  d: 'denied',
  n: onlyNew,
  f: readNew,
}
const steps: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-12, 0],
  PageDown: [12, 0],
}
const far = 1_000_000

export interface FieldMatrixProps {
  table: RightsTable
  roles: readonly Role[]
  /** The role whose rules are shown above. */
  chosen: string
  search: string
  tell: Tell
  /** Cells with something that does not work, as `role field`. */
  wrong: ReadonlyMap<string, string>
  onChoose: (role: string) => void
  onMenu: (target: MenuTarget) => void
  onPaint: (target: Target, paint: Paint) => void
}

export function FieldMatrix(props: FieldMatrixProps) {
  const { table, roles, search } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [anchor, setAnchor] = useState<Cell>({ row: 0, column: 0 })
  const [focus, setFocus] = useState<Cell>({ row: 0, column: 0 })
  const [active, setActive] = useState(false)

  const sections = useMemo(() => matrixSections(table, locale, search), [table, locale, search])
  const keys = useMemo(() => rowKeys(sections), [sections])
  const [placed, setPlaced] = useState(keys)
  if (placed !== keys) {
    // The cells that were chosen stay chosen where they stand now; what went out of the list is chosen no more.
    const rowNow = ({ row }: Cell): number => keys.indexOf(placed[row] ?? '')
    const [from, to] = [rowNow(anchor), rowNow(focus)]
    setPlaced(keys)
    setAnchor({ ...anchor, row: Math.max(0, from) })
    setFocus({ ...focus, row: Math.max(0, to) })
    if (from < 0 || to < 0) setActive(false)
  }
  const width = useWidth(box)
  const geometry = useMemo<Geometry>(() => {
    const rows = new Map(keys.map((key, row) => [key, row]))
    const line = (key: string): Line => ({ kind: 'field', row: rows.get(key)!, key })
    const lines = sections.flatMap((section): Line[] => [
      ...(sections.length > 1 || section.label ? [{ kind: 'section' as const, id: section.id }] : []),
      ...section.fields.map((f) => line(f.key)),
    ])
    return geometryOf([...lines, line(keys.at(-1)!)], roles.length, width)
  }, [sections, keys, roles.length, width])
  const { range, look } = useSight(box, geometry)
  const { tell } = props
  const sayings = useMemo<Sayings>(() => {
    const known = new Map<string, string>()
    const pattern = t('access.cell', { field: '⟦0⟧', role: '⟦1⟧', right: '⟦2⟧' })
    return {
      right(right) {
        const name = typeof right === 'string' ? right : JSON.stringify(right)
        const said = known.get(name) ?? rightInWords(t, locale, right, tell)
        known.set(name, said)
        return said
      },
      cell: (field, role, right) =>
        pattern.replace(/⟦(\d)⟧/g, (_, hole: string) => [field, role, right][Number(hole)]!),
    }
  }, [t, locale, tell])
  const fields = useMemo(() => new Map(table.fields.map((f) => [f.key, f])), [table])
  const span = rectangle(anchor, focus)

  const cellId = (cell: Cell): string => `${id}-${cell.row}-${cell.column}`
  const elementOf = (cell: Cell): HTMLElement | null => document.getElementById(cellId(cell))
  const selected = (from: Cell, to: Cell): Target => {
    const at = rectangle(from, to)
    return targetOf(
      table,
      keys.slice(at.rows[0], at.rows[1] + 1),
      roles.slice(at.columns[0], at.columns[1] + 1),
    )
  }
  const openMenu = (at: Target, element: Element | null, more: Partial<MenuTarget> = {}) => {
    if (element && at.roles.length > 0 && at.rows.size > 0) props.onMenu({ ...at, ...more, anchor: element })
  }
  /** The menu of what is selected; of a single cell it can be widened. */
  const openSelected = (from: Cell, to: Cell) => {
    const role = roles[to.column]
    const row = keys[to.row]
    const single = from.row === to.row && from.column === to.column
    const scopes = single && role && row ? scopesAround(table, sections, keys, roles, row, role) : undefined
    openMenu(selected(from, to), elementOf(to) ?? box.current, { scopes })
  }
  const select = (from: Cell, to: Cell) => {
    setActive(true)
    setAnchor(from)
    setFocus(to)
  }
  const reveal = useCallback(
    (cell: Cell) => {
      if (!box.current) return
      const to = scrollTo(geometry, viewOf(box.current), cell.row, cell.column)
      box.current.scrollTo(to)
    },
    [geometry],
  )
  // The role whose rules stand above is never cut off or out of sight.
  const chosenColumn = roles.findIndex((role) => role.key === props.chosen)
  useEffect(() => {
    if (!box.current || chosenColumn < 0) return
    const view = viewOf(box.current)
    const { left } = scrollTo(geometry, view, 0, chosenColumn)
    if (left !== view.left) box.current.scrollTo({ left })
  }, [geometry, chosenColumn])
  const drag = useDrag(box, geometry, {
    onMove: (cell) => setFocus(cell),
    onEnd: (cell) => {
      setFocus(cell)
      openSelected(latest.current.anchor, cell)
    },
  })

  const hit = (event: MouseEvent): Cell | undefined => {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
    return element ? { row: Number(element.dataset.row), column: Number(element.dataset.column) } : undefined
  }
  /** A mouse draws; a finger scrolls, and its tap arrives as a click. */
  const onPointerDown = (event: PointerEvent) => {
    const cell = hit(event)
    if (!cell || event.button !== 0 || event.pointerType !== 'mouse') return
    event.preventDefault()
    box.current?.querySelector<HTMLElement>('[role=grid]')?.focus({ preventScroll: true })
    const from = event.shiftKey && active ? anchor : cell
    select(from, cell)
    latest.current.anchor = from
    drag(event)
  }
  const onClick = (event: MouseEvent) => {
    const cell = hit(event)
    if (!cell || (event.nativeEvent as globalThis.PointerEvent).pointerType === 'mouse') return
    select(cell, cell)
    openSelected(cell, cell)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.target !== event.currentTarget) return
    const last = { row: keys.length - 1, column: roles.length - 1 }
    const go = (row: number, column: number) => {
      const next = {
        row: Math.max(0, Math.min(last.row, row)),
        column: Math.max(0, Math.min(last.column, column)),
      }
      select(event.shiftKey ? anchor : next, next)
      reveal(next)
    }
    const whole = event.metaKey || event.ctrlKey
    const step = steps[event.key]
    if (step) {
      const by = whole ? far : 1
      go(focus.row + step[0] * by, focus.column + step[1] * by)
    } else if (event.key === 'Home') go(whole ? 0 : focus.row, 0)
    else if (event.key === 'End') go(whole ? last.row : focus.row, last.column)
    else if (whole && event.key.toLowerCase() === 'a') {
      setActive(true)
      setAnchor({ row: 0, column: 0 })
      setFocus(last)
    } else if (event.key === ' ' && (whole || event.shiftKey)) {
      // As in a spreadsheet: with Control the column, with Shift the row.
      select(
        whole ? { row: 0, column: anchor.column } : { row: anchor.row, column: 0 },
        whole ? { row: last.row, column: focus.column } : { row: focus.row, column: last.column },
      )
    } else if (event.key === 'Enter' || event.key === ' ') openSelected(anchor, focus)
    else if (event.key === 'Escape') setAnchor(focus)
    else {
      const paint = whole || event.altKey ? undefined : paintKeys[event.key.toLowerCase()]
      if (!paint) return
      setActive(true)
      props.onPaint(selected(anchor, focus), paint)
    }
    event.preventDefault()
  }

  // Lines keep their identity while a rectangle is drawn over others, so the handlers of their buttons must too.
  const selectRows = (rows: [number, number], columns: [number, number]) =>
    select({ row: rows[0], column: columns[0] }, { row: rows[1], column: columns[1] })
  const latest = useRef({ roles, keys, sections, anchor, openMenu, selectRows, table })
  latest.current = { ...latest.current, roles, keys, sections, openMenu, selectRows, table }
  useEffect(() => {
    latest.current.anchor = anchor
  }, [anchor])
  const onRow = useCallback((key: string, element: HTMLElement) => {
    const { roles, keys, openMenu, selectRows, table } = latest.current
    const row = keys.indexOf(key)
    selectRows([row, row], [0, roles.length - 1])
    openMenu(targetOf(table, [key], roles), element)
  }, [])
  const onSection = useCallback((section: string, role: string | undefined, element: HTMLElement) => {
    const { roles, keys, sections, openMenu, selectRows, table } = latest.current
    const rows = sections.find((s) => s.id === section)?.fields.map((f) => f.key) ?? []
    const columns = role === undefined ? roles : roles.filter((r) => r.key === role)
    const [row, column] = [keys.indexOf(rows[0] ?? ''), roles.indexOf(columns[0]!)]
    selectRows([row, row + rows.length - 1], [column, column + columns.length - 1])
    openMenu(targetOf(table, rows, columns), element)
  }, [])
  const onColumn = useCallback((role: string, element: HTMLElement) => {
    const { roles, keys, openMenu, selectRows, table } = latest.current
    const column = roles.findIndex((r) => r.key === role)
    selectRows([0, keys.length - 1], [column, column])
    openMenu(
      targetOf(
        table,
        keys,
        roles.filter((r) => r.key === role),
      ),
      element,
    )
  }, [])

  const drawn = geometry.lines.slice(range.lines[0], range.lines[1])
  return (
    <Scroller box={box} onScroll={look} className="max-h-[calc(100dvh-6rem)]">
      <div
        role="grid"
        tabIndex={0}
        aria-label={t('access.fields')}
        aria-multiselectable
        aria-rowcount={keys.length + 1}
        aria-colcount={roles.length + 1}
        aria-activedescendant={elementOfDrawn(range, geometry, focus) ? cellId(focus) : undefined}
        className="group/grid relative text-[13px] outline-none select-none"
        style={{ width: widthOf(geometry), height: heightOf(geometry) + sizes.head }}
        onPointerDown={onPointerDown}
        // The focus stays with the grid, whichever cell is pressed.
        onMouseDown={(event) => hit(event) && event.preventDefault()}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={(event) => event.target === event.currentTarget && setActive(true)}
      >
        <MatrixHead
          table={table}
          roles={roles}
          columns={range.columns}
          width={geometry.column}
          chosen={props.chosen}
          onChoose={props.onChoose}
          onColumn={onColumn}
          onAll={(element) => openMenu(targetOf(table, keys, roles), element)}
        />
        {drawn.map((line, index) => {
          const top = sizes.head + geometry.tops[range.lines[0] + index]!
          if (line.kind === 'section')
            return (
              <SectionRow
                key={`section ${line.id}`}
                top={top}
                section={sections.find((s) => s.id === line.id)!}
                roles={roles}
                columns={range.columns}
                width={geometry.column}
                onSection={onSection}
              />
            )
          const within = active && line.row >= span.rows[0] && line.row <= span.rows[1]
          return (
            <MatrixRow
              key={line.key}
              gridId={id}
              top={top}
              row={line.row}
              rowKey={line.key}
              field={fields.get(line.key)}
              table={table}
              roles={roles}
              firstColumn={range.columns[0]}
              endColumn={range.columns[1]}
              width={geometry.column}
              chosen={props.chosen}
              from={within ? span.columns[0] : -1}
              to={within ? span.columns[1] : -1}
              focus={active && focus.row === line.row ? focus.column : -1}
              sayings={sayings}
              wrong={props.wrong}
              onRow={onRow}
            />
          )
        })}
      </div>
      {sections.length === 0 && (
        <p className="sticky left-0 px-3 py-6 text-center text-muted">
          {t('access.noField', { text: search })}
        </p>
      )}
    </Scroller>
  )
}

/** Whether the cell is among those that are drawn. */
const elementOfDrawn = (
  range: { lines: [number, number]; columns: [number, number] },
  { lineOfRow }: Geometry,
  { row, column }: Cell,
): boolean => {
  const line = lineOfRow[row] ?? -1
  return (
    line >= range.lines[0] && line < range.lines[1] && column >= range.columns[0] && column < range.columns[1]
  )
}

'use client'
/** The lines of the matrix and the heads of its columns; a line is drawn again only when it changes. */
import { memo } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { FieldRight, Role } from '@/lib/meta/model'
import { FieldName } from './field-name'
import { sizes } from './geometry'
import type { MatrixSection } from './layout'
import { cellRight, denialOf, type RightsField, type RightsTable, ruleOf } from './matrix'
import { RightMark, rightLook } from './right-look'
import { edgeShadow } from './scroller'

/** What is said of a cell, kept for the few rights that there are. */
export interface Sayings {
  right(right: FieldRight): string
  cell(field: string, role: string, right: string): string
}

/** A button that stands in every line: it has no tooltip of its own, which a thousand lines could not afford. */
function LineButton(props: {
  icon: string
  label: string
  className: string
  onPress: (element: HTMLElement) => void
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={props.label}
      title={props.label}
      onClick={(event) => props.onPress(event.currentTarget)}
      className={cx(
        'inline-flex h-7 shrink-0 cursor-pointer items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink focus-visible:opacity-100',
        props.className,
      )}
    >
      <Icon name={props.icon} />
    </button>
  )
}

const leftOf = (column: number, width: number): number => sizes.fieldColumn + column * width
const place = (column: number, width: number) => ({ left: leftOf(column, width), width })

export interface MatrixRowProps {
  gridId: string
  top: number
  row: number
  rowKey: string
  /** Absent for the row of fields that will be added later. */
  field?: RightsField
  table: RightsTable
  roles: readonly Role[]
  /** The columns that are drawn. */
  firstColumn: number
  endColumn: number
  width: number
  chosen: string
  /** The selected columns of this line; -1 for none. */
  from: number
  to: number
  /** The column with the focus; -1 when it is in another line. */
  focus: number
  sayings: Sayings
  wrong: ReadonlyMap<string, string>
  onRow: (key: string, element: HTMLElement) => void
}

export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { field, table, roles, rowKey, firstColumn } = props
  const t = useT()
  const locale = useLocale()
  const name = field ? labelOf(field.label, locale, field.key) : t('access.newFields')
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points here (aria-activedescendant).
    <div
      role="row"
      aria-rowindex={props.row + 2}
      className="group/row absolute left-0 w-full"
      style={{ top: props.top, height: sizes.row }}
    >
      <RowHead rowKey={rowKey} field={field} name={name} onRow={props.onRow} />
      {roles.slice(firstColumn, props.endColumn).map((role, index) => {
        const column = firstColumn + index
        return (
          <RightCell
            key={role.key}
            id={`${props.gridId}-${props.row}-${column}`}
            row={props.row}
            column={column}
            width={props.width}
            right={cellRight(role, table, rowKey, field)}
            locked={role.admin}
            chosen={role.key === props.chosen}
            selected={column >= props.from && column <= props.to}
            focused={props.focus === column}
            name={name}
            role={labelOf(role.label, locale, role.key)}
            wrong={props.wrong.get(`${role.key} ${rowKey}`)}
            sayings={props.sayings}
          />
        )
      })}
    </div>
  )
})

const RowHead = memo(function RowHead(
  props: Pick<MatrixRowProps, 'rowKey' | 'field' | 'onRow'> & { name: string },
) {
  const t = useT()
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points here (aria-activedescendant).
    <div
      role="rowheader"
      className={cx(
        'sticky left-0 z-10 flex h-full items-center border-r border-b border-line bg-surface px-3 group-hover/row:bg-hover',
        edgeShadow,
      )}
      style={{ width: sizes.fieldColumn }}
    >
      <FieldName field={props.field} />
      <LineButton
        icon="chevrons-right"
        label={t('access.setRow', { field: props.name })}
        className="absolute top-0.5 right-0.5 w-7 bg-hover opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100"
        onPress={(element) => props.onRow(props.rowKey, element)}
      />
    </div>
  )
})

const RightCell = memo(function RightCell(props: {
  id: string
  row: number
  column: number
  width: number
  right: FieldRight
  locked: boolean
  chosen: boolean
  selected: boolean
  focused: boolean
  name: string
  role: string
  wrong: string | undefined
  sayings: Sayings
}) {
  const { right, locked, selected, wrong, sayings } = props
  const t = useT()
  const words = sayings.right(right)
  const said = wrong ? `${words}${t('access.clauseSeparator')}${wrong}` : words
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points here (aria-activedescendant).
    <div
      role="gridcell"
      id={props.id}
      data-row={props.row}
      data-column={props.column}
      aria-colindex={props.column + 2}
      aria-selected={selected}
      aria-readonly={locked || undefined}
      aria-invalid={wrong ? true : undefined}
      aria-label={sayings.cell(props.name, props.role, said)}
      title={said}
      style={place(props.column, props.width)}
      className={cx(
        'absolute inset-y-0 flex items-center gap-1 overflow-hidden border-b border-line pr-1.5 pl-2.5 whitespace-nowrap',
        !locked && 'cursor-cell',
        selected ? 'bg-selected' : props.chosen ? 'bg-accent-soft/40' : 'group-hover/row:bg-hover',
        wrong && 'ring-1 ring-danger ring-inset',
        props.focused &&
          'group-focus-visible/grid:ring-2 group-focus-visible/grid:ring-focus group-focus-visible/grid:ring-inset',
        locked ? 'text-faint' : rightLook(right).tone,
      )}
    >
      <RightMark right={right} t={t} />
      {wrong && <Icon name="triangle-alert" className="ml-auto size-3.5 shrink-0 text-danger" />}
    </div>
  )
})

export const SectionRow = memo(function SectionRow(props: {
  top: number
  section: MatrixSection
  roles: readonly Role[]
  columns: [number, number]
  width: number
  onSection: (section: string, role: string | undefined, element: HTMLElement) => void
}) {
  const { section, roles, columns } = props
  const t = useT()
  const locale = useLocale()
  const name = labelOf(section.label, locale, t('access.otherSection'))
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points here (aria-activedescendant).
    <div
      role="row"
      className="group/row absolute left-0 w-full border-b border-line bg-canvas"
      style={{ top: props.top, height: sizes.section }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points here (aria-activedescendant). */}
      <div
        role="rowheader"
        className={cx(
          'sticky left-0 z-10 flex h-full items-center border-r border-line bg-canvas px-3 text-xs font-semibold text-muted',
          edgeShadow,
        )}
        style={{ width: sizes.fieldColumn }}
      >
        <span className="min-w-0 truncate">{name}</span>
        <LineButton
          icon="chevrons-right"
          label={t('access.setSectionAll', { section: name })}
          className="absolute top-0 right-0.5 w-7 bg-canvas opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100"
          onPress={(element) => props.onSection(section.id, undefined, element)}
        />
      </div>
      {roles.slice(columns[0], columns[1]).map((role, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points here (aria-activedescendant).
        <div
          key={role.key}
          role="gridcell"
          aria-colindex={columns[0] + index + 2}
          className="group absolute inset-y-0 px-1 text-center"
          style={place(columns[0] + index, props.width)}
        >
          {!role.admin && (
            <LineButton
              icon="chevrons-up-down"
              label={t('access.setSection', { role: labelOf(role.label, locale, role.key), section: name })}
              className="w-7 opacity-0 group-hover:opacity-100"
              onPress={(element) => props.onSection(section.id, role.key, element)}
            />
          )}
        </div>
      ))}
    </div>
  )
})

export function MatrixHead(props: {
  table: RightsTable
  roles: readonly Role[]
  columns: [number, number]
  width: number
  chosen: string
  onChoose: (role: string) => void
  onColumn: (role: string, element: HTMLElement) => void
  onAll: (element: HTMLElement) => void
}) {
  const { columns } = props
  const t = useT()
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points here (aria-activedescendant).
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-20 w-full bg-canvas"
      style={{ height: sizes.head }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points here (aria-activedescendant). */}
      <div
        role="columnheader"
        className={cx(
          'group/corner sticky left-0 z-20 flex h-full items-center border-r border-b border-line bg-canvas px-3 font-medium text-muted',
          edgeShadow,
        )}
        style={{ width: sizes.fieldColumn }}
      >
        {t('access.field')}
        <LineButton
          icon="chevron-down"
          label={t('access.setAll')}
          className="ml-auto -mr-2 w-7"
          onPress={(element) => props.onAll(element)}
        />
      </div>
      {props.roles.slice(columns[0], columns[1]).map((role, index) => (
        <RoleHead
          key={role.key}
          role={role}
          column={columns[0] + index}
          table={props.table}
          width={props.width}
          chosen={role.key === props.chosen}
          onChoose={props.onChoose}
          onColumn={props.onColumn}
        />
      ))}
    </div>
  )
}

const RoleHead = memo(function RoleHead(props: {
  role: Role
  column: number
  table: RightsTable
  width: number
  chosen: boolean
  onChoose: (role: string) => void
  onColumn: (role: string, element: HTMLElement) => void
}) {
  const { role, table, chosen } = props
  const t = useT()
  const locale = useLocale()
  const name = labelOf(role.label, locale, role.key)
  const blind = ruleOf(role, table.key, 'read').length === 0
  const denies = denialOf(role, table.key).length > 0
  const hint = role.admin
    ? t('access.adminRole')
    : blind
      ? t('access.noRows')
      : denies
        ? t('access.someDenied')
        : undefined
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in one place and points here (aria-activedescendant).
    <div
      role="columnheader"
      aria-colindex={props.column + 2}
      style={place(props.column, props.width)}
      className={cx(
        'absolute inset-y-0 flex items-center border-b py-1 pr-0.5 pl-1.5 font-medium',
        chosen ? 'border-accent bg-accent-soft' : 'border-line bg-canvas',
      )}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-pressed={chosen}
        onClick={() => props.onChoose(role.key)}
        className="min-w-0 flex-1 cursor-pointer rounded-md py-0.5 pl-1.5 text-left hover:bg-hover"
      >
        <span
          className={cx('leading-snug break-words', hint ? 'block truncate' : 'line-clamp-2')}
          title={name}
        >
          {name}
        </span>
        {hint && <span className="block truncate text-xs font-normal text-faint">{hint}</span>}
      </button>
      {!role.admin && (
        <LineButton
          icon="chevron-down"
          label={t('access.setColumn', { role: name })}
          className="w-5"
          onPress={(element) => props.onColumn(role.key, element)}
        />
      )}
    </div>
  )
})

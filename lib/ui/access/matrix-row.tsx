'use client'
/** One line of the matrix and the heads of its columns; a line is drawn again only when it changes. */
import { memo } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { FieldRight, Role } from '@/lib/meta/model'
import { FieldName } from './field-name'
import { type RightsField, type RightsTable, rightOf, ruleOf } from './matrix'
import { rightInWords, rightLook } from './right-look'
import { edgeShadow } from './scroller'

export interface MatrixRowProps {
  row: number
  rowKey: string
  /** Absent for the row of fields that will be added later. */
  field?: RightsField
  table: RightsTable
  roles: readonly Role[]
  chosen: string
  /** The selected columns of this line; -1 for none. */
  from: number
  to: number
  /** The column that Tab reaches; -1 when it is in another line. */
  focus: number
  onRow: (key: string, element: HTMLElement) => void
}

export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { field, table, roles } = props
  const t = useT()
  const locale = useLocale()
  const name = field ? labelOf(field.label, locale, field.key) : t('access.newFields')
  return (
    <tr className="group/row">
      <RowHead rowKey={props.rowKey} field={field} name={name} onRow={props.onRow} />
      {roles.map((role, column) => (
        <RightCell
          key={role.key}
          row={props.row}
          column={column}
          right={rightOf(role, table.key, props.rowKey)}
          locked={role.admin}
          chosen={role.key === props.chosen}
          selected={column >= props.from && column <= props.to}
          tabbable={props.focus === column}
          name={name}
          role={labelOf(role.label, locale, role.key)}
        />
      ))}
    </tr>
  )
})

const RowHead = memo(function RowHead(
  props: Pick<MatrixRowProps, 'rowKey' | 'field' | 'onRow'> & { name: string },
) {
  const t = useT()
  return (
    <th
      scope="row"
      className={cx(
        'sticky left-0 z-10 border-r border-b border-line bg-surface px-3 py-0 text-left font-normal group-hover/row:bg-hover',
        edgeShadow,
      )}
    >
      <span className="flex h-8 items-center">
        <FieldName field={props.field} />
        <IconButton
          icon="chevrons-right"
          size="sm"
          label={t('access.setRow', { field: props.name })}
          className="absolute top-0.5 right-0.5 bg-hover opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100"
          onClick={(event) => props.onRow(props.rowKey, event.currentTarget)}
        />
      </span>
    </th>
  )
})

const RightCell = memo(function RightCell(props: {
  row: number
  column: number
  right: FieldRight
  locked: boolean
  chosen: boolean
  selected: boolean
  tabbable: boolean
  name: string
  role: string
}) {
  const { right, locked, selected } = props
  const t = useT()
  const locale = useLocale()
  const look = rightLook(right)
  const words = rightInWords(t, locale, right)
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid that is edited in place.
      role="gridcell"
      data-row={props.row}
      data-column={props.column}
      tabIndex={props.tabbable ? 0 : -1}
      aria-selected={selected}
      aria-readonly={locked || undefined}
      aria-label={t('access.cell', { field: props.name, role: props.role, right: words })}
      title={words}
      className={cx(
        'h-8 border-b border-line px-3 whitespace-nowrap outline-none',
        'focus-visible:ring-2 focus-visible:ring-focus focus-visible:ring-inset',
        !locked && 'cursor-cell',
        selected ? 'bg-selected' : props.chosen ? 'bg-accent-soft/40' : 'group-hover/row:bg-hover',
      )}
    >
      <span className={cx('flex items-center gap-1.5', locked ? 'text-faint' : look.tone)}>
        <Icon name={look.icon} className="size-3.5" />
        {t(look.word)}
      </span>
    </td>
  )
})

export function RoleHead(props: {
  role: Role
  table: RightsTable
  chosen: boolean
  onChoose: () => void
  onColumn: (element: HTMLElement) => void
}) {
  const { role, chosen } = props
  const t = useT()
  const locale = useLocale()
  const name = labelOf(role.label, locale, role.key)
  const blind = ruleOf(role, props.table.key, 'read').length === 0
  return (
    <th
      scope="col"
      className={cx(
        'sticky top-0 z-10 border-b py-1 pr-0.5 pl-1.5 text-left align-middle font-medium',
        chosen ? 'border-accent bg-accent-soft' : 'border-line bg-canvas',
      )}
    >
      <span className="flex items-center">
        <button
          type="button"
          aria-pressed={chosen}
          onClick={props.onChoose}
          className="min-w-0 flex-1 cursor-pointer rounded-md py-1 pl-1.5 text-left hover:bg-hover"
        >
          <span className="line-clamp-2 leading-snug break-words" title={name}>
            {name}
          </span>
          {(blind || role.admin) && (
            <span className="block truncate text-xs font-normal text-faint">
              {role.admin ? t('access.adminRole') : t('access.noRows')}
            </span>
          )}
        </button>
        {!role.admin && (
          <IconButton
            icon="chevron-down"
            size="sm"
            label={t('access.setColumn', { role: name })}
            className="w-5"
            onClick={(event) => props.onColumn(event.currentTarget)}
          />
        )}
      </span>
    </th>
  )
}

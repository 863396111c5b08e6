'use client'
/** What stands in one cell: the field type's own view of the value, or why there is none to see. */
import { memo } from 'react'
import type { FieldAnswer } from '@/lib/api/contract'
import type { CellValue, FieldContext } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import type { FieldServices } from '@/lib/fields/ui-type'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { isMasked } from '@/lib/ui/data/masked'
import { judge } from './value'

export interface CellContentProps {
  field: FieldAnswer
  value: CellValue | undefined
  /** The value is an edit that has not been accepted, so it may not even fit the field. */
  unsure: boolean
  /** A link is set, but to a record this person may not see. */
  noAccess: boolean
  context: FieldContext
  services: FieldServices
}

export const CellContent = memo(function CellContent(props: CellContentProps) {
  const { field, value, unsure, noAccess, context, services } = props
  const t = useT()
  if (noAccess) {
    return (
      <span className="flex min-w-0 items-center gap-1 text-faint">
        <Icon name="lock" className="size-3.5" />
        <span className="truncate">{t('grid.noAccess')}</span>
      </span>
    )
  }
  if (value === undefined) return null
  // An edit that was not accepted is nobody's masked text, whatever it holds.
  if (!unsure && isMasked(field, value))
    return <span className="block truncate text-muted tabular-nums">{String(value)}</span>
  if (unsure && judge(field, value).problem) {
    return (
      <span className="block truncate">
        {typeof value === 'object' ? JSON.stringify(value) : String(value)}
      </span>
    )
  }
  const { Cell } = fieldUi(field.type)
  return <Cell value={value} options={field.options} context={context} services={services} dense />
})

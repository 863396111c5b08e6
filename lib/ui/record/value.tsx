'use client'
/** A value as this person may see it: its type's cell, masked text as text, and emptiness said quietly. */
import type { FieldAnswer } from '@/lib/api/contract'
import type { CellValue, FieldContext } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import type { FieldServices } from '@/lib/fields/ui-type'
import { useT } from '@/lib/i18n/react'
import { isMasked } from '@/lib/ui/data/masked'
import { isEmpty } from '@/lib/ui/form/values'

export function FieldValue(props: {
  field: FieldAnswer
  value: CellValue | null | undefined
  context: FieldContext
  services?: FieldServices
  dense?: boolean
}) {
  const { field, value } = props
  const t = useT()
  if (value === null || isEmpty(value)) return <span className="text-faint">{t('record.empty')}</span>
  if (isMasked(field, value)) return <span className="tabular-nums">{String(value)}</span>
  const { Cell } = fieldUi(field.type)
  return (
    <Cell
      value={value}
      options={field.options}
      context={props.context}
      services={props.services}
      dense={props.dense ?? false}
    />
  )
}

'use client'
/** A field of a form that is filled in already: its value, and a sign that it stays so. */
import { memo } from 'react'
import type { FieldAnswer } from '@/lib/api/contract'
import type { CellValue } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { Tooltip } from '@/lib/kit/tooltip'
import { FieldValue } from '@/lib/ui/record/value'
import { useParts } from './parts'

export const ShownField = memo(function ShownField(props: {
  field: FieldAnswer
  value: CellValue | undefined
}) {
  const { context, services } = useParts()
  const t = useT()
  const help = labelOf(props.field.help, context.locale)
  return (
    <div data-field={props.field.key}>
      <p className="mb-1 flex items-center gap-1 text-[13px] leading-5 font-medium">
        {labelOf(props.field.label, context.locale, props.field.key)}
        <Tooltip text={t('formFill.fixed')}>
          <button type="button" aria-label={t('formFill.fixed')} className="rounded text-faint">
            <Icon name="lock" className="size-3" />
          </button>
        </Tooltip>
      </p>
      <div className="min-h-8 rounded-md bg-hover px-2.5 py-1.5 leading-5 break-words max-md:min-h-10 max-md:py-2.5">
        <FieldValue field={props.field} value={props.value} context={context} services={services} />
      </div>
      {help && <p className="mt-1 text-[12px] leading-5 text-muted">{help}</p>}
    </div>
  )
})

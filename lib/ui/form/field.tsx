'use client'
/** One field of a form: label, mark, help, control of its type, and what is wrong in words. */
import { memo } from 'react'
import type { FieldAnswer } from '@/lib/api/contract'
import type { CellValue, FieldContext } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import type { FieldServices } from '@/lib/fields/ui-type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'

export interface FormFieldProps {
  id: string
  field: FieldAnswer
  value: CellValue | undefined
  required: boolean
  message?: string
  context: FieldContext
  services: FieldServices
  autoFocus?: boolean
  disabled?: boolean
  onChange: (key: string, value: CellValue | undefined) => void
  onLeave: (key: string) => void
}

/** Kept as it is while other fields are typed into: a form may have a hundred. */
export const FormField = memo(function FormField(props: FormFieldProps) {
  const { id, field, message, context } = props
  const t = useT()
  const { Input } = fieldUi(field.type)
  const help = labelOf(field.help, context.locale)
  const described = [help && `${id}-help`, message && `${id}-message`].filter(Boolean).join(' ')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to where the focus goes.
    <div
      data-field={field.key}
      className="min-w-0 scroll-mt-16"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) props.onLeave(field.key)
      }}
    >
      <label
        id={`${id}-label`}
        htmlFor={id}
        className="mb-1 flex items-baseline gap-1 text-[13px] font-medium leading-5 text-ink"
      >
        {labelOf(field.label, context.locale, field.key)}
        {props.required && (
          <span className="text-danger" title={t('kit.required')}>
            <span aria-hidden>*</span>
            <span className="sr-only">{t('kit.required')}</span>
          </span>
        )}
      </label>
      <Input
        id={id}
        value={props.value}
        options={field.options}
        context={context}
        services={props.services}
        onChange={(value: CellValue | undefined) => props.onChange(field.key, value)}
        mode="form"
        autoFocus={props.autoFocus}
        disabled={props.disabled}
        invalid={message !== undefined}
        describedBy={described || undefined}
        labelledBy={`${id}-label`}
      />
      {help && (
        <p id={`${id}-help`} className="mt-1 text-[12px] leading-5 text-muted">
          {help}
        </p>
      )}
      <p
        id={`${id}-message`}
        className={cx('mt-1 flex items-start gap-1 text-[12px] leading-5 text-danger', !message && 'hidden')}
      >
        <Icon name="circle-alert" className="mt-[3px] size-3.5" />
        <span>{message}</span>
      </p>
    </div>
  )
})

'use client'
/** A text in both languages: one's own first, the other one beside it once it is wanted or has something. */
import { useState } from 'react'
import { type Labels, type Locale, locales } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { FormRow, TextArea, TextInput } from '@/lib/kit/input'

export const otherLocale = (locale: Locale): Locale => locales.find((one) => one !== locale)!

export interface LabelsInputProps {
  id: string
  label: string
  value: Labels
  onChange(value: Labels): void
  help?: string
  error?: string
  required?: boolean
  /** Several lines. */
  long?: boolean
  autoFocus?: boolean
  placeholder?: string
  most?: number
}

export function LabelsInput(props: LabelsInputProps) {
  const { id, label, value, long, most = long ? 1000 : 100 } = props
  const t = useT()
  const locale = useLocale()
  const other = otherLocale(locale)
  const [asked, setAsked] = useState(false)
  const both = asked || Boolean(value[other])
  const Input = long ? TextArea : TextInput
  const set = (which: Locale, text: string) => props.onChange({ ...value, [which]: text })
  return (
    <div className="@container">
      <div className={cx('grid gap-3', both && '@md:grid-cols-2')}>
        <div className="relative min-w-0">
          <FormRow id={id} label={label} help={props.help} error={props.error} required={props.required}>
            <Input
              {...(long ? { rows: 2 } : {})}
              autoFocus={props.autoFocus}
              autoComplete="off"
              maxLength={most}
              placeholder={props.placeholder}
              value={value[locale] ?? ''}
              onChange={(event) => set(locale, event.target.value)}
            />
          </FormRow>
          {!both && (
            <IconButton
              size="sm"
              icon="languages"
              label={t(`design.add_${other}`, { label })}
              className="absolute -top-1 right-0"
              onClick={() => setAsked(true)}
            />
          )}
        </div>
        {both && (
          <FormRow id={`${id}-${other}`} label={t(`design.in_${other}`, { label })}>
            <Input
              {...(long ? { rows: 2 } : {})}
              autoFocus={asked}
              autoComplete="off"
              lang={other}
              maxLength={most}
              value={value[other] ?? ''}
              onChange={(event) => set(other, event.target.value)}
            />
          </FormRow>
        )}
      </div>
    </div>
  )
}

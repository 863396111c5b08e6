'use client'
/** Looks of a telephone number: a link that dials. */
import { useT } from '@/lib/i18n/react'
import { LinkCell } from './parts/link-cell'
import { TextEditor } from './parts/text-editor'
import { phone as meaning, type PhoneOptions } from './phone'
import type { CellProps, FieldUi } from './ui-type'

function PhoneCell({ value, options, context, dense }: CellProps<string, PhoneOptions>) {
  const t = useT()
  const text = meaning.format(value, options, context)
  return (
    <LinkCell
      href={`tel:${value}`}
      text={text}
      label={t('fieldText.call', { number: text })}
      icon="phone"
      dense={dense}
    />
  )
}

export const phone: FieldUi<string, PhoneOptions> = {
  Cell: PhoneCell,
  Input: (props) => (
    <TextEditor
      {...props}
      meaning={meaning}
      inputMode="tel"
      show={(value) => meaning.format(value, props.options, props.context)}
    />
  ),
}

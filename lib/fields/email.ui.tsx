'use client'
/** Looks of an e-mail address: a link that starts a letter. */
import { useT } from '@/lib/i18n/react'
import { type EmailOptions, email as meaning } from './email'
import { LinkCell } from './parts/link-cell'
import { TextEditor } from './parts/text-editor'
import type { CellProps, FieldUi } from './ui-type'

/** `?` and `&` of an address must not become headers of the letter. */
const mailto = (address: string): string => `mailto:${encodeURIComponent(address).replace('%40', '@')}`

function EmailCell({ value, dense }: CellProps<string, EmailOptions>) {
  const t = useT()
  return (
    <LinkCell
      href={mailto(value)}
      text={value}
      label={t('fieldText.write', { address: value })}
      icon="mail"
      dense={dense}
    />
  )
}

export const email: FieldUi<string, EmailOptions> = {
  Cell: EmailCell,
  Input: (props) => <TextEditor {...props} meaning={meaning} inputMode="email" />,
}

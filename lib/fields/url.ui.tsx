'use client'
/** Looks of a web address: a link that opens in a new tab and hands nothing over to it. */
import { useT } from '@/lib/i18n/react'
import { LinkCell } from './parts/link-cell'
import { TextCell } from './parts/plain-cell'
import { TextEditor } from './parts/text-editor'
import type { CellProps, FieldUi } from './ui-type'
import { url as meaning, type UrlOptions } from './url'

function UrlCell({ value, options, context, dense }: CellProps<string, UrlOptions>) {
  const t = useT()
  // What is no web address, such as `javascript:`, never becomes a link, however it came here.
  if (meaning.check(value, options)) return <TextCell dense={dense}>{value}</TextCell>
  const text = meaning.format(value, options, context)
  const label = t('fieldText.open', { address: text })
  return <LinkCell href={value} text={text} label={label} icon="external-link" dense={dense} newTab />
}

export const url: FieldUi<string, UrlOptions> = {
  Cell: UrlCell,
  Input: (props) => <TextEditor {...props} meaning={meaning} inputMode="url" placeholder="https://" />,
}

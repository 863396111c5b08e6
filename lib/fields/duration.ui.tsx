'use client'
/** Looks of a length of time. */
import { useT } from '@/lib/i18n/react'
import { type DurationOptions, duration as meaning } from './duration'
import { NumberCell } from './parts/plain-cell'
import { TextEditor } from './parts/text-editor'
import type { FieldUi, InputProps } from './ui-type'

function DurationInput(props: InputProps<number, DurationOptions>) {
  const t = useT()
  return (
    <TextEditor {...props} meaning={meaning} align="right" placeholder={t('fieldText.durationPlaceholder')} />
  )
}

export const duration: FieldUi<number, DurationOptions> = {
  Cell: ({ value, options, context, dense }) => (
    <NumberCell dense={dense}>{meaning.format(value, options, context)}</NumberCell>
  ),
  Input: DurationInput,
}

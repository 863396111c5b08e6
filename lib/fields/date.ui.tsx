'use client'
/** Date: a calendar day as text; typed in words or numbers, or picked from a month. */
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { type DateOptions, date as meaning } from './date'
import { formatDay } from './day'
import { CalendarInput } from './parts/calendar-input'
import type { CellProps, FieldUi, InputProps } from './ui-type'

function Cell({ value, context }: CellProps<string, DateOptions>) {
  return <span className="block truncate tabular-nums">{formatDay(value, context.locale)}</span>
}

function Input(props: InputProps<string, DateOptions>) {
  const t = useT()
  return (
    <CalendarInput
      input={props}
      meaning={meaning}
      placeholder={t('fieldChoice.datePlaceholder')}
      dayOf={(value) => value}
      withDay={(day) => day}
      complete
      footer={(value, set) => (
        <>
          <Button size="sm" variant="ghost" onClick={() => set(props.context.today, true)}>
            {t('fieldChoice.today')}
          </Button>
          {value !== undefined && (
            <Button size="sm" variant="ghost" onClick={() => set(undefined, true)}>
              {t('fieldChoice.clear')}
            </Button>
          )}
        </>
      )}
    />
  )
}

export const date: FieldUi<string, DateOptions> = { Cell, Input }

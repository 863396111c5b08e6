'use client'
/** Date and time: a moment by the workspace's clock; typed, or picked from a month and a clock. */
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { type DatetimeOptions, datetime as meaning } from './datetime'
import { boxInput } from './parts/box'
import { CalendarInput } from './parts/calendar-input'
import type { CellProps, FieldUi, InputProps } from './ui-type'
import { instantOf, parseInstant, printInstant, printTime, type WallTime, wallTime } from './zone'

function Cell({ value, options, context }: CellProps<string, DatetimeOptions>) {
  return <span className="block truncate tabular-nums">{meaning.format(value, options, context)}</span>
}

const minuteMs = 60_000

function Input(props: InputProps<string, DatetimeOptions>) {
  const { zone, today } = props.context
  const t = useT()
  const wallOf = (value: string | undefined): WallTime | undefined => {
    const instant = value === undefined ? undefined : parseInstant(value)
    return instant === undefined ? undefined : wallTime(instant, zone)
  }
  const at = (wall: WallTime) => printInstant(instantOf(wall, zone))!
  return (
    <CalendarInput
      input={props}
      meaning={meaning}
      placeholder={t('fieldChoice.datetimePlaceholder')}
      dayOf={(value) => wallOf(value)?.day}
      withDay={(day, value) => at({ day, ms: wallOf(value)?.ms ?? 9 * 60 * minuteMs })}
      complete={false}
      footer={(value, set) => (
        <>
          <input
            type="time"
            aria-label={t('fieldChoice.time')}
            className={`${boxInput} h-8 rounded-md border border-line-control px-2 tabular-nums`}
            value={printTime(wallOf(value)?.ms ?? 0, 'minute')}
            onChange={(event) => {
              const [hour, minute] = event.target.value.split(':').map(Number)
              if (hour === undefined || minute === undefined) return
              set(at({ day: wallOf(value)?.day ?? today, ms: (hour * 60 + minute) * minuteMs }))
            }}
          />
          <Button
            size="sm"
            variant="ghost"
            onClick={() => set(printInstant(Math.floor(Date.now() / minuteMs) * minuteMs), true)}
          >
            {t('fieldChoice.now')}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => set(value, true)}>
            {t('fieldChoice.done')}
          </Button>
        </>
      )}
    />
  )
}

export const datetime: FieldUi<string, DatetimeOptions> = { Cell, Input }

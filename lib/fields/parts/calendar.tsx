'use client'
/** One month of days to choose from, by pointer and by keyboard; weeks begin on Monday in Chinese and on Sunday in English. */
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { Locale } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { addDays, addMonths, dayParts, formatDay, makeDay, weekday } from '../day'
import { boxButton } from './box'

export interface CalendarHandle {
  /** Puts the focus on the day that is chosen, or on today. */
  focus(): void
}

interface CalendarProps {
  chosen: string | undefined
  today: string
  locale: Locale
  onPick(day: string): void
  ref?: Ref<CalendarHandle>
}

const weekdayNames: Record<Locale, readonly string[]> = {
  'zh-CN': ['一', '二', '三', '四', '五', '六', '日'],
  en: ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'],
}
/** Which weekday stands first, as `weekday` counts them. */
const firstWeekday: Record<Locale, number> = { 'zh-CN': 0, en: 6 }

/** The six weeks that show the month of `day`; undefined where the calendar ends. */
function weeksOf(day: string, locale: Locale): (string | undefined)[][] {
  const first = `${day.slice(0, 8)}01`
  const lead = (weekday(first) - firstWeekday[locale] + 7) % 7
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, column) => addDays(first, week * 7 + column - lead)),
  )
}

export function Calendar({ chosen, today, locale, onPick, ref }: CalendarProps) {
  const t = useT()
  const [at, setAt] = useState(chosen ?? today)
  const [following, setFollowing] = useState(chosen)
  if (chosen !== following) {
    setFollowing(chosen)
    if (chosen) setAt(chosen)
  }
  const days = useRef<HTMLTableElement>(null)
  // After a key the new day takes the focus; while typing in the input it does not.
  const [moved, setMoved] = useState(false)
  const focus = () => days.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  useImperativeHandle(ref, () => ({ focus }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: each move focuses the day it led to.
  useEffect(() => {
    if (moved) focus()
  }, [at, moved])

  const go = (day: string | undefined) => day && setAt(day)
  const moves: Record<string, (shift: boolean) => string | undefined> = {
    ArrowLeft: () => addDays(at, -1),
    ArrowRight: () => addDays(at, 1),
    ArrowUp: () => addDays(at, -7),
    ArrowDown: () => addDays(at, 7),
    PageUp: (shift) => addMonths(at, shift ? -12 : -1),
    PageDown: (shift) => addMonths(at, shift ? 12 : 1),
    Home: () => addDays(at, -((weekday(at) - firstWeekday[locale] + 7) % 7)),
    End: () => addDays(at, 6 - ((weekday(at) - firstWeekday[locale] + 7) % 7)),
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (!Object.hasOwn(moves, event.key)) return
    event.preventDefault()
    setMoved(true)
    go(moves[event.key]!(event.shiftKey))
  }

  const [year, month] = dayParts(at)
  return (
    <div className="w-[17rem] max-md:w-full">
      <div className="mb-1 flex items-center gap-0.5">
        <Turn
          icon="chevron-left"
          label={t('fieldChoice.previousMonth')}
          onClick={() => go(addMonths(at, -1))}
        />
        <MonthAndYear at={at} today={today} year={year} month={month} locale={locale} onGo={go} />
        <Turn icon="chevron-right" label={t('fieldChoice.nextMonth')} onClick={() => go(addMonths(at, 1))} />
      </div>
      <table
        ref={days}
        aria-label={t('fieldChoice.calendar')}
        className="w-full table-fixed border-collapse"
        onKeyDown={onKeyDown}
        onBlur={() => setMoved(false)}
      >
        <thead>
          <tr>
            {weekdayNames[locale].map((name) => (
              <th key={name} scope="col" className="h-7 text-xs font-normal text-muted">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(at, locale).map((week) => (
            <tr key={week.find(Boolean) ?? 'beyond'}>
              {week.map((day, column) => (
                <td key={weekdayNames[locale][column]} className="p-0">
                  {day !== undefined && (
                    <button
                      type="button"
                      tabIndex={day === at ? 0 : -1}
                      aria-current={day === today ? 'date' : undefined}
                      aria-pressed={day === chosen}
                      aria-label={formatDay(day, locale)}
                      onMouseDown={(event) => event.preventDefault()}
                      onClick={() => onPick(day)}
                      className={cx(dayButton, look(day, chosen, today, at))}
                    >
                      {Number(day.slice(8))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const dayButton =
  'flex h-8 w-full cursor-pointer items-center justify-center rounded-md tabular-nums max-md:h-10 ' +
  'focus-visible:ring-2 focus-visible:ring-focus focus-visible:outline-none'

function look(day: string, chosen: string | undefined, today: string, at: string): string {
  if (day === chosen) return 'bg-accent font-medium text-on-accent'
  if (day === today) return 'font-semibold text-accent hover:bg-hover'
  return cx('hover:bg-hover', day.slice(0, 7) !== at.slice(0, 7) && 'text-faint')
}

function Turn(props: { icon: string; label: string; onClick(): void }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      className={cx(boxButton, 'size-8')}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  )
}

const headSelect =
  'h-8 cursor-pointer appearance-none rounded-md bg-transparent px-1.5 text-center font-medium text-ink hover:bg-hover ' +
  'focus-visible:ring-2 focus-visible:ring-focus focus-visible:outline-none max-md:h-10'

/** A birthday lies far back, a contract ends far ahead: any year is one step away. */
function MonthAndYear(props: {
  at: string
  today: string
  year: number
  month: number
  locale: Locale
  onGo(day: string | undefined): void
}) {
  const t = useT()
  const { at, year, month, locale } = props
  const thisYear = dayParts(props.today)[0]
  const from = Math.max(1, Math.min(thisYear - 110, year - 5))
  const to = Math.min(9999, Math.max(thisYear + 30, year + 5))
  const years = Array.from({ length: to - from + 1 }, (_, i) => to - i)
  const yearSelect = (
    <select
      key="year"
      aria-label={t('fieldChoice.year')}
      className={headSelect}
      value={year}
      onChange={(event) => props.onGo(addMonths(at, (Number(event.target.value) - year) * 12))}
    >
      {years.map((y) => (
        <option key={y} value={y}>
          {locale === 'en' ? y : `${y}年`}
        </option>
      ))}
    </select>
  )
  const monthSelect = (
    <select
      key="month"
      aria-label={t('fieldChoice.month')}
      className={headSelect}
      value={month}
      onChange={(event) => props.onGo(addMonths(at, Number(event.target.value) - month))}
    >
      {Array.from({ length: 12 }, (_, i) => i + 1).map((m) => (
        <option key={m} value={m}>
          {locale === 'en' ? formatDay(makeDay(2000, m, 1)!, 'en').slice(0, 3) : `${m}月`}
        </option>
      ))}
    </select>
  )
  return (
    <span className="flex flex-1 items-center justify-center">
      {locale === 'en' ? [monthSelect, yearSelect] : [yearSelect, monthSelect]}
    </span>
  )
}

'use client'
/** A text to type a day or a moment into, with a calendar under it; what both date types have in common. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { FieldType } from '../type'
import type { InputProps } from '../ui-type'
import { Box, boxButton, boxInput } from './box'
import { Calendar, type CalendarHandle } from './calendar'
import { useCaretAtEnd } from './cell-keys'
import { useDraft } from './draft'
import { Flyout } from './flyout'
import { isComposing, swallow, useLeaving } from './leaving'

interface CalendarInputProps<O extends object> {
  input: InputProps<string, O>
  meaning: FieldType<string, O>
  placeholder: string
  /** The day to mark; the value is valid. */
  dayOf(value: string): string | undefined
  /** The value after a day was picked. */
  withDay(day: string, value: string | undefined): string
  /** A day alone is a complete value: picking one is the end of it. */
  complete: boolean
  /** More controls under the days. */
  footer(value: string | undefined, set: (value: string | undefined, done?: boolean) => void): ReactNode
}

export function CalendarInput<O extends object>(props: CalendarInputProps<O>) {
  const { input, meaning } = props
  const { context, options } = input
  const t = useT()
  const box = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const calendar = useRef<CalendarHandle>(null)
  const [open, setOpen] = useState(input.mode === 'cell')
  const show = (value: string) => meaning.format(value, options, context)
  const draft = useDraft(input, meaning, show)
  const { commit, cancel, onBlur } = useLeaving(input, [box, panel], () => {
    setOpen(false)
    draft.tidy()
  })
  useCaretAtEnd(field, input.mode === 'cell' || input.autoFocus === true)
  // Another day is typed over this one; in a cell typing does that already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor opens.
  useEffect(() => {
    if (input.mode === 'form' && input.autoFocus) field.current?.select()
  }, [])

  const { value } = input
  const valid = value !== undefined && meaning.check(value, options) === undefined ? value : undefined
  const day = valid && props.dayOf(valid)

  function set(next: string | undefined, done = false): void {
    draft.type(next === undefined ? '' : meaning.serialize(next, options, context))
    if (!done) return
    setOpen(false)
    field.current?.focus()
    commit()
  }
  /** What was typed holds, also when it means nothing: then the form says so. */
  function keep(): void {
    setOpen(false)
    draft.tidy()
    commit()
  }

  function actionOf(key: string): (() => void) | undefined {
    if (key === 'ArrowDown') return () => (open ? calendar.current?.focus() : setOpen(true))
    if (key === 'Enter' && input.mode === 'cell') return commit
    if (key === 'Enter' && open) return keep
    if (key === 'Escape' && input.mode === 'cell') return cancel
    if (key === 'Escape' && open) return () => setOpen(false)
    return undefined
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return
    const action = actionOf(event.key)
    if (!action) return
    swallow(event)
    action()
  }
  /** Escape in the calendar leads back to the text. */
  function onPanelKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    swallow(event)
    if (input.mode === 'form') setOpen(false)
    field.current?.focus()
  }

  return (
    <>
      <Box ref={box} mode={input.mode} invalid={input.invalid} disabled={input.disabled} onBlur={onBlur}>
        <input
          ref={field}
          id={input.id}
          type="text"
          autoComplete="off"
          spellCheck={false}
          disabled={input.disabled}
          value={draft.text}
          placeholder={props.placeholder}
          aria-haspopup="dialog"
          aria-expanded={open}
          role="combobox"
          aria-controls={open ? `${input.id}-calendar` : undefined}
          aria-invalid={input.invalid || undefined}
          aria-describedby={input.describedBy}
          aria-labelledby={input.labelledBy}
          onChange={(event) => draft.type(event.target.value)}
          onKeyDown={onKeyDown}
          onClick={() => setOpen(true)}
          className={cx(boxInput, 'tabular-nums')}
        />
        {input.mode === 'form' && (
          <button
            type="button"
            tabIndex={-1}
            aria-label={t('fieldChoice.openCalendar')}
            className={boxButton}
            disabled={input.disabled}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              field.current?.focus()
              setOpen(!open)
            }}
          >
            <Icon name="calendar" className="size-3.5" />
          </button>
        )}
      </Box>
      <Flyout
        anchor={box}
        panel={panel}
        open={open}
        onClose={() => setOpen(false)}
        label={t('fieldChoice.calendar')}
        className="p-2 max-md:w-[calc(100vw-1rem)]"
      >
        <div id={`${input.id}-calendar`} role="group" onKeyDown={onPanelKeyDown} onBlur={onBlur}>
          <Calendar
            ref={calendar}
            chosen={day}
            today={context.today}
            locale={context.locale}
            onPick={(picked) => set(props.withDay(picked, valid), props.complete)}
          />
          <div className="mt-1 flex items-center gap-2 border-t border-line pt-2">
            {props.footer(valid, set)}
          </div>
        </div>
      </Flyout>
    </>
  )
}

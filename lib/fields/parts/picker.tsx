'use client'
/** A searchable list under an input: one or several of many, by keyboard, pointer and input method alike. */
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from 'react'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { unique } from '../list'
import type { InputProps } from '../ui-type'
import { Box, boxButton, boxInput } from './box'
import { type Choice, type Source, useChoices } from './choices'
import { Flyout } from './flyout'
import { isComposing, swallow, useLeaving } from './leaving'
import { Chosen, Line, Note, Stray } from './picker-parts'

/** What a picker takes of a field's input as it is. */
export type PickerInput = Omit<
  InputProps<unknown, object>,
  'value' | 'options' | 'context' | 'services' | 'onChange'
>

export interface PickerProps {
  input: PickerInput
  source: Source
  chosen: readonly string[]
  multiple?: boolean
  /** Always has a value: no button to clear it. */
  lasting?: boolean
  /** What typed or pasted text means exactly; undefined keeps the text for validation to name the problem. */
  read(text: string): readonly string[] | undefined
  /** What a chosen item is called; undefined for text that nobody understood. */
  name(id: string): string | undefined
  /** A chosen item, and a line of the list. */
  chip(id: string): ReactNode
  line?(choice: Choice): ReactNode
  words: { list: string; none: string; placeholder: string }
  onChange(chosen: string[]): void
}

export function Picker(props: PickerProps) {
  const { input, source, chosen, multiple = false, words } = props
  const t = useT()
  const list = useId()
  const box = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState(input.initialText ?? '')
  const [open, setOpen] = useState(input.mode === 'cell')
  // While an input method composes, its half-finished letters are not searched for.
  const [before, setBefore] = useState<string>()
  const sought = (before ?? query).trim()
  const found = useChoices(source, sought, open)
  const [active, setActive] = useActive(found.choices, sought, multiple ? [] : chosen)
  // Enter before the answer is there takes the first line when it comes.
  const [hurried, setHurried] = useState(false)

  function close(): void {
    setOpen(false)
    setQuery('')
  }
  /** What was typed but not chosen is taken at its word. */
  function settle(): void {
    const text = query.trim()
    close()
    if (text === '') return
    const same = found.state === 'ready' && found.choices.find((choice) => fold(choice.title) === fold(text))
    add(same ? [same.id] : (props.read(text) ?? [text]))
  }
  const { commit, cancel, onBlur } = useLeaving(input, [box, panel], settle)

  function keep(): void {
    settle()
    if (input.mode === 'cell') commit()
  }
  function leaveByTab(): void {
    const line = open && query !== '' && found.state === 'ready' ? found.choices[active] : undefined
    if (line) {
      close()
      add([line.id])
    } else settle()
  }
  function add(ids: readonly string[]): void {
    props.onChange(multiple ? unique([...chosen, ...ids]) : ids.slice(0, 1))
  }
  function remove(id: string): void {
    props.onChange(chosen.filter((other) => other !== id))
    field.current?.focus()
  }
  function choose(id: string): void {
    setQuery('')
    if (multiple) {
      if (chosen.includes(id)) remove(id)
      else add([id])
      return
    }
    add([id])
    setOpen(false)
    commit()
  }

  const arrived = useEffectEvent(() => {
    setHurried(false)
    const first = found.choices[0]
    if (first) choose(first.id)
  })
  useEffect(() => {
    if (hurried && found.state !== 'waiting') arrived()
  }, [hurried, found.state])

  /** What a key does here; undefined leaves it to the text and the form. */
  function actionOf(key: string): (() => void) | undefined {
    const line = open ? found.choices[active] : undefined
    const inCell = input.mode === 'cell'
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const next = step(active, key === 'ArrowDown' ? 1 : -1, found.choices.length)
      return () => (open ? setActive(next) : setOpen(true))
    }
    if (key === 'Enter') {
      if (open && query !== '' && found.state === 'waiting') return () => setHurried(true)
      if (line) return () => choose(line.id)
      return query !== '' || inCell ? keep : undefined
    }
    if (key === 'Escape') return inCell ? cancel : open || query !== '' ? close : undefined
    const last = chosen[chosen.length - 1]
    if (key === 'Backspace' && query === '' && last !== undefined) return () => remove(last)
    return undefined
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return
    // The grid or the form moves on.
    if (event.key === 'Tab') leaveByTab()
    const action = actionOf(event.key)
    if (!action) return
    swallow(event)
    action()
  }

  const showsChosen = multiple || query === ''
  const clearable = chosen.length > 0 && !multiple && !props.lasting
  return (
    <>
      <Box
        ref={box}
        mode={input.mode}
        invalid={input.invalid}
        disabled={input.disabled}
        className={cx('cursor-text', multiple && 'flex-wrap py-0.5')}
        onBlur={onBlur}
        onMouseDown={(event) => {
          if (event.target !== field.current) event.preventDefault()
          field.current?.focus()
          setOpen(true)
        }}
      >
        {showsChosen &&
          chosen.map((id) => (
            <Chosen key={id} name={props.name(id) ?? id} onRemove={multiple ? () => remove(id) : undefined}>
              {props.name(id) === undefined ? <Stray text={id} /> : props.chip(id)}
            </Chosen>
          ))}
        <input
          ref={field}
          id={input.id}
          role="combobox"
          aria-expanded={open}
          aria-controls={open ? list : undefined}
          aria-activedescendant={
            open && active >= 0 && found.choices[active] ? `${list}-${active}` : undefined
          }
          aria-autocomplete="list"
          aria-invalid={input.invalid || undefined}
          aria-describedby={input.describedBy}
          aria-labelledby={input.labelledBy}
          autoComplete="off"
          spellCheck={false}
          autoFocus={input.autoFocus}
          disabled={input.disabled}
          value={query}
          placeholder={chosen.length === 0 ? words.placeholder : undefined}
          onChange={(event) => {
            setQuery(event.target.value)
            setOpen(true)
          }}
          onCompositionStart={() => setBefore(query)}
          onCompositionEnd={() => setBefore(undefined)}
          onKeyDown={onKeyDown}
          className={cx(boxInput, multiple && 'min-w-8')}
        />
        {input.mode === 'form' &&
          (clearable ? (
            <button
              type="button"
              tabIndex={-1}
              aria-label={t('fieldChoice.clear')}
              className={cx(boxButton, '-mr-1')}
              onMouseDown={keepFocus}
              onClick={() => props.onChange([])}
            >
              <Icon name="x" className="size-3.5" />
            </button>
          ) : (
            <Icon name="chevrons-up-down" className="size-3.5 text-faint" />
          ))}
      </Box>
      <Flyout
        anchor={box}
        panel={panel}
        open={open}
        onClose={() => setOpen(false)}
        label={words.list}
        className="min-w-[min(20rem,var(--anchor-width))] p-1 max-md:w-(--anchor-width) max-md:min-w-56"
      >
        <div
          id={list}
          role="listbox"
          aria-label={words.list}
          aria-multiselectable={multiple || undefined}
          className="max-h-72 md:max-w-md overflow-y-auto overscroll-contain"
          onMouseDown={(event) => event.preventDefault()}
        >
          {found.choices.map((choice, i) => (
            <Line
              key={choice.id}
              id={`${list}-${i}`}
              active={i === active}
              chosen={chosen.includes(choice.id)}
              onPoint={() => setActive(i)}
              onChoose={() => choose(choice.id)}
            >
              {props.line ? props.line(choice) : <span className="truncate">{choice.title}</span>}
            </Line>
          ))}
        </div>
        <Note found={found} query={sought} none={words.none} />
      </Flyout>
    </>
  )
}

const keepFocus = (event: MouseEvent): void => {
  event.preventDefault()
  event.stopPropagation()
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** The line that Enter takes: the first match while searching, the chosen one otherwise, none until asked for. */
function useActive(choices: readonly Choice[], query: string, chosen: readonly string[]) {
  const [moved, setMoved] = useState<{ on: string; to: number }>()
  const on = `${query} ${choices.length} ${choices[0]?.id}`
  const start =
    query === '' ? choices.findIndex((choice) => chosen.includes(choice.id)) : Math.min(0, choices.length - 1)
  const active = moved?.on === on ? moved.to : start
  return [active, (to: number) => setMoved({ on, to })] as const
}

/** Round the list, in from either end. */
const step = (from: number, by: 1 | -1, count: number): number =>
  count === 0 ? -1 : from < 0 ? (by > 0 ? 0 : count - 1) : (from + by + count) % count

'use client'
/** The formula editor: a text area with completion by the keyboard, the mistake underlined, and what it yields on real records. */
import { type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { FormulaAnswer, FormulaAsk } from '@/lib/api/contract-design'
import type { StoredExpr } from '@/lib/expr/ast'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { applied, type Candidate, completion, type Names, openCall } from './complete'
import { FormulaOutcome } from './formula-outcome'
import { FunctionList } from './function-list'
import { exampleOf, rowOf, signature } from './library'
import { useFormula } from './use-formula'

export interface FormulaEditorProps {
  path: string
  names: Names
  purpose: FormulaAsk['purpose']
  field?: string
  initial?: StoredExpr
  label: string
  placeholder?: string
  autoFocus?: boolean
  onExpr(expr: StoredExpr | undefined, answer: FormulaAnswer | undefined): void
}

/** Characters as people count them, where JavaScript counts halves. */
const unitsOf = (text: string, characters: number): number => [...text].slice(0, characters).join('').length

export function FormulaEditor(props: FormulaEditorProps) {
  const names = useMemo(() => within(props.names, props.purpose), [props.names, props.purpose])
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const formula = useFormula(props)
  const { text, answer } = formula
  const [caret, setCaret] = useState(0)
  const [focused, setFocused] = useState(false)
  const [composing, setComposing] = useState(false)
  /** Where the list was closed by Escape, or opened by a key. */
  const [dismissed, setDismissed] = useState<string>()
  const [demanded, setDemanded] = useState(false)
  const [active, setActive] = useState(0)

  const found = useMemo(() => completion(names, text, caret, locale), [names, text, caret, locale])
  const here = `${caret} ${text}`
  const open =
    focused &&
    !composing &&
    found !== undefined &&
    found.candidates.length > 0 &&
    dismissed !== here &&
    (found.wanted || demanded) &&
    !isWhole(found.candidates, text.slice(found.from, found.to))
  const shown = open ? found.candidates.slice(0, 50) : []
  const chosen = shown[Math.min(active, shown.length - 1)]
  const call = openCall(names, text, caret)

  /** Where the caret belongs in the text that was just written: there before the next key, however fast that comes. */
  const goal = useRef<number>(undefined)
  useLayoutEffect(() => {
    if (goal.current === undefined) return
    area.current?.focus()
    area.current?.setSelectionRange(goal.current, goal.current)
    goal.current = undefined
  })

  const look = () => {
    const element = area.current
    if (!element) return
    setCaret(element.selectionStart === element.selectionEnd ? element.selectionStart : text.length + 1)
  }
  const write = (next: string, at: number) => {
    formula.write(next)
    setCaret(at)
    setActive(0)
    setDemanded(false)
    goal.current = at
  }
  const accept = (candidate: Candidate) => {
    if (!found) return
    const next = applied(text, found, candidate)
    write(next.text, next.caret)
    // A record or a table wants to be continued.
    if (candidate.insert.endsWith('.')) setDemanded(true)
  }
  /** From the list of functions, at the caret. */
  const insert = (piece: string, back: number) => {
    const at = Math.min(caret, text.length)
    write(text.slice(0, at) + piece + text.slice(at), at + piece.length - back)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if ((event.ctrlKey || event.metaKey) && event.key === ' ') {
      event.preventDefault()
      setDismissed(undefined)
      setDemanded(true)
      return
    }
    if (!chosen) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const by = event.key === 'ArrowDown' ? 1 : -1
      setActive((Math.min(active, shown.length - 1) + by + shown.length) % shown.length)
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      accept(chosen)
    } else if (event.key === 'Escape') {
      // Closes the list, not the panel around it.
      event.stopPropagation()
      setDismissed(here)
      setDemanded(false)
    } else return
    event.preventDefault()
  }

  // What is being completed is not wrong yet.
  const problem = open ? undefined : answer?.problem
  /** The text only goes on: said, but not in red while one writes. */
  const unfinished = focused && problem !== undefined && unitsOf(text, problem.at) >= text.trimEnd().length
  const at = problem && unitsOf(text, problem.at)
  const till = problem && Math.max(unitsOf(text, problem.at + problem.length), at! + 1)
  return (
    <div className="flex flex-col gap-2">
      <div className="relative">
        <div
          className={cx(
            'relative rounded-md border bg-surface font-mono text-[13px] leading-6 max-md:text-base max-md:leading-7 focus-within:ring-3',
            problem && !unfinished
              ? 'border-danger focus-within:ring-danger/15'
              : 'border-line-control focus-within:border-accent focus-within:ring-accent/15',
          )}
        >
          <div
            aria-hidden
            className="pointer-events-none min-h-20 px-2.5 py-2 break-words whitespace-pre-wrap text-transparent"
          >
            {problem && !unfinished ? (
              <>
                {text.slice(0, at)}
                <span className="underline decoration-danger decoration-wavy decoration-2 underline-offset-4">
                  {text.slice(at, till) || ' '}
                </span>
                {text.slice(till)}
              </>
            ) : (
              text
            )}
            {/* A last empty line has a height too. */}
            {'\u200b'}
          </div>
          <textarea
            ref={area}
            id={id}
            autoFocus={props.autoFocus}
            aria-label={props.label}
            aria-autocomplete="list"
            aria-controls={open ? `${id}-list` : undefined}
            aria-activedescendant={chosen ? `${id}-${chosen.kind}-${chosen.name}` : undefined}
            aria-describedby={`${id}-outcome`}
            aria-invalid={problem ? true : undefined}
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            autoComplete="off"
            placeholder={props.placeholder ?? t('design.formulaPlaceholder')}
            value={text}
            onChange={(event) => {
              formula.write(event.target.value)
              setCaret(event.target.selectionStart)
              setActive(0)
            }}
            onSelect={look}
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
            onCompositionStart={() => setComposing(true)}
            onCompositionEnd={() => {
              setComposing(false)
              look()
            }}
            onKeyDown={onKeyDown}
            className="absolute inset-0 size-full resize-none overflow-hidden bg-transparent px-2.5 py-2 break-words whitespace-pre-wrap text-ink caret-ink outline-none placeholder:font-sans placeholder:text-faint"
          />
        </div>
        {open && <Candidates id={id} shown={shown} chosen={chosen} onHover={setActive} onChoose={accept} />}
      </div>
      {call && !open && focused && <Signature {...call} />}
      <div id={`${id}-outcome`} role="status" className="min-h-6">
        <FormulaOutcome formula={formula} purpose={props.purpose} unfinished={unfinished || open} />
      </div>
      <FunctionList purpose={props.purpose} onInsert={insert} />
    </div>
  )
}

/** What can be named: conditions are about the record at hand, defaults may walk links, formulas gather records too. */
function within(names: Names, purpose: FormulaAsk['purpose']): Names {
  if (purpose === 'formula') return names
  const own = (table: string) => (purpose === 'default' || table === names.table ? names.fields(table) : [])
  return { ...names, tables: [], aggregates: [], fields: own }
}

/** The only candidate is there already. */
const isWhole = ([first, ...rest]: readonly Candidate[], typed: string): boolean =>
  rest.length === 0 && first !== undefined && (first.insert === typed || first.insert === `${typed}()`)

function Candidates(props: {
  id: string
  shown: readonly Candidate[]
  chosen: Candidate | undefined
  onHover(index: number): void
  onChoose(candidate: Candidate): void
}) {
  const { id, shown, chosen } = props
  const t = useT()
  const locale = useLocale()
  const row = chosen && (chosen.kind === 'function' || chosen.kind === 'aggregate') && rowOf(chosen)
  return (
    <div className="pop absolute inset-x-0 top-full z-20 mt-1 overflow-hidden rounded-lg border border-line bg-raised shadow-pop">
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('design.completions')}
        className="max-h-56 overflow-y-auto p-1"
      >
        {shown.map((candidate, index) => (
          <div
            key={`${candidate.kind} ${candidate.name}`}
            id={`${id}-${candidate.kind}-${candidate.name}`}
            role="option"
            tabIndex={-1}
            aria-selected={candidate === chosen}
            ref={(element) => {
              if (element && candidate === chosen) element.scrollIntoView({ block: 'nearest' })
            }}
            onPointerMove={() => candidate !== chosen && props.onHover(index)}
            // Before the text loses the focus.
            onPointerDown={(event) => {
              event.preventDefault()
              props.onChoose(candidate)
            }}
            className={cx(
              'flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 text-[13px] max-md:min-h-11',
              candidate === chosen && 'bg-hover',
            )}
          >
            <Icon name={candidate.icon} className="size-3.5 text-muted" />
            <span className="min-w-0 truncate">
              {candidate.kind === 'this'
                ? t('design.thisRecord')
                : labelOf(candidate.label, locale, candidate.name)}
            </span>
            <span className="ml-auto shrink-0 truncate pl-2 font-mono text-xs text-faint">
              {candidate.kind === 'function' || candidate.kind === 'aggregate'
                ? signature(candidate, t)
                : candidate.name}
            </span>
          </div>
        ))}
      </div>
      {row && (
        <div className="border-t border-line px-3 py-2 text-[13px] text-muted">
          <p>{labelOf(row.help, locale)}</p>
          <p className="mt-0.5 font-mono text-xs break-words text-faint">{exampleOf(row)}</p>
        </div>
      )}
    </div>
  )
}

function Signature({ name, aggregate, argument }: { name: string; aggregate: boolean; argument: number }) {
  const t = useT()
  const locale = useLocale()
  const row = rowOf({ name, kind: aggregate ? 'aggregate' : 'function' })
  if (!row) return null
  return (
    <p className="text-[13px] text-muted">
      <span className="font-mono text-xs">{signature({ name: row.name, kind: row.kind }, t, argument)}</span>{' '}
      {labelOf(row.help, locale)}
    </p>
  )
}

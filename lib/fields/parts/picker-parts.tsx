'use client'
/** The visible pieces of a picker: chosen items, lines of its list, and the note when the list is empty. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { Found } from './choices'

/** A chosen item; one of several can be removed. */
export function Chosen(props: { name: string; onRemove?(): void; children: ReactNode }) {
  const t = useT()
  return (
    <span className="inline-flex max-w-full min-w-0 items-center">
      {props.children}
      {props.onRemove && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('fieldChoice.remove', { name: props.name })}
          onMouseDown={(event) => {
            event.preventDefault()
            event.stopPropagation()
          }}
          onClick={props.onRemove}
          className="inline-flex size-5 shrink-0 cursor-pointer items-center justify-center rounded text-faint hover:bg-hover hover:text-ink max-md:size-9"
        >
          <Icon name="x" className="size-3" />
        </button>
      )}
    </span>
  )
}

/** Typed text that is none of the choices; validation says so in words. */
export function Stray({ text }: { text: string }) {
  return <span className="truncate rounded bg-danger-soft px-1.5 text-xs leading-5 text-danger">{text}</span>
}

export interface LineProps {
  id: string
  active: boolean
  chosen: boolean
  onPoint(): void
  onChoose(): void
  children: ReactNode
}

export function Line({ id, active, chosen, onPoint, onChoose, children }: LineProps) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (active) line.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the input has the focus and its keys move through the list.
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={chosen}
      onMouseMove={active ? undefined : onPoint}
      onClick={onChoose}
      className={cx(
        'flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 max-md:min-h-10',
        active && 'bg-hover',
      )}
    >
      <span className="flex min-w-0 flex-1 items-center gap-2">{children}</span>
      {chosen && <Icon name="check" className="size-3.5 text-accent" />}
    </div>
  )
}

/** What the list says when it has no lines. */
export function Note({ found, query, none }: { found: Found; query: string; none: string }) {
  const t = useT()
  if (found.choices.length > 0 && found.state !== 'failed') return null
  const words = {
    waiting: t('fieldChoice.searching'),
    failed: t('fieldChoice.searchFailed'),
    ready: query === '' ? none : t('fieldChoice.nothingFound', { query }),
  }
  return (
    <p role="status" className={cx('px-2 py-2', found.state === 'failed' ? 'text-danger' : 'text-muted')}>
      {words[found.state]}
    </p>
  )
}

'use client'
/** What a line is moved by: dragged, or with the arrow keys while it has the focus. */
import type { PointerEvent } from 'react'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'

export function Handle(props: {
  name: string
  onStart(event: PointerEvent): void
  onNudge(by: -1 | 1): void
}) {
  const t = useT()
  return (
    <button
      type="button"
      aria-label={t('design.moveHandle', { name: props.name })}
      title={t('design.moveHandle', { name: props.name })}
      className="flex h-8 w-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink active:cursor-grabbing max-md:h-10 max-md:w-8"
      onPointerDown={props.onStart}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        props.onNudge(event.key === 'ArrowUp' ? -1 : 1)
      }}
    >
      <Icon name="grip-vertical" className="size-3.5" />
    </button>
  )
}

/** The line that shows where a dragged thing would land. */
export const DropLine = () => <div aria-hidden className="-my-px h-0.5 rounded-full bg-accent" />

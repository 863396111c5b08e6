'use client'
/**
 * Where the keyboard lives while a cell is selected: a text area that lies unseen over the active cell. Being a real
 * input it takes what an input method composes, shows it in place, and hands the finished text to the cell's editor.
 */
import { type ClipboardEvent, type KeyboardEvent, type Ref, useState } from 'react'
import { cx } from '@/lib/kit/cx'

export interface SinkProps {
  ref: Ref<HTMLTextAreaElement>
  label: string
  /** How to leave with the keyboard. */
  help: string
  /** Id of the grid and of the active cell, for a screen reader. */
  controls: string
  activeId: string | undefined
  box: { left: number; top: number; width: number; height: number } | undefined
  onKey(event: KeyboardEvent): void
  /** The beginning of what replaces the cell. */
  onText(text: string): void
  onCopy(event: ClipboardEvent, cut: boolean): void
  onPaste(event: ClipboardEvent): void
  onFocusChange(focused: boolean): void
}

export function KeyboardSink(props: SinkProps) {
  const [composing, setComposing] = useState(false)
  const { box } = props

  function hand(area: HTMLTextAreaElement): void {
    const text = area.value
    area.value = ''
    if (text) props.onText(text)
  }

  return (
    <textarea
      ref={props.ref}
      aria-label={props.label}
      aria-description={props.help}
      aria-controls={props.controls}
      aria-activedescendant={props.activeId}
      autoComplete="off"
      spellCheck={false}
      rows={1}
      className={cx(
        'pointer-events-none absolute top-0 left-0 z-20 resize-none overflow-hidden bg-surface px-2 py-1.5 text-ink outline-none',
        composing ? 'ring-2 ring-accent' : 'opacity-0',
      )}
      style={
        box && {
          width: box.width,
          height: box.height,
          transform: `translate3d(${box.left}px, ${box.top}px, 0)`,
        }
      }
      onKeyDown={(event) => {
        if (!event.nativeEvent.isComposing && event.keyCode !== 229) props.onKey(event)
      }}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={(event) => {
        setComposing(false)
        hand(event.currentTarget)
      }}
      onInput={(event) => {
        if (!(event.nativeEvent as InputEvent).isComposing) hand(event.currentTarget)
      }}
      onCopy={(event) => props.onCopy(event, false)}
      onCut={(event) => props.onCopy(event, true)}
      onPaste={props.onPaste}
      onFocus={() => props.onFocusChange(true)}
      onBlur={() => props.onFocusChange(false)}
    />
  )
}

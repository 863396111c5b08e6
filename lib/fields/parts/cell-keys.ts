'use client'
/** How a plain editor starts and ends: focused with the caret at the end; in a grid cell Enter and Tab keep, Escape puts back. */
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect } from 'react'
import type { InputProps } from '../ui-type'
import { isComposing, useLeaving } from './leaving'

type Ways = Pick<InputProps<unknown, object>, 'mode' | 'onCommit' | 'onCancel'>

export interface CellKeys {
  onKeyDown(event: KeyboardEvent): void
  onBlur(event: FocusEvent): void
}

const nothing = () => {}

/** Handlers for the element that is edited; `settle` tidies what was typed when it is left. */
export function useCellKeys(ways: Ways, ref: RefObject<HTMLElement | null>, settle = nothing): CellKeys {
  const { commit, cancel, onBlur } = useLeaving(ways, [ref], settle)
  function onKeyDown(event: KeyboardEvent): void {
    if (ways.mode === 'form' || isComposing(event) || event.defaultPrevented) return
    if (!['Enter', 'Tab', 'Escape'].includes(event.key)) return
    // The grid goes on to the next cell itself.
    event.preventDefault()
    if (event.key === 'Escape') cancel()
    else commit()
  }
  return { onKeyDown, onBlur }
}

/** Focuses a text control with the caret behind its last character. */
export function useCaretAtEnd(
  ref: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  wanted: boolean,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor opens.
  useEffect(() => {
    if (!wanted || !ref.current) return
    ref.current.focus()
    ref.current.setSelectionRange(ref.current.value.length, ref.current.value.length)
  }, [])
}

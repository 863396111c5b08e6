'use client'
/** When an input is left: focus that moves between an input and its panel stays; anything else keeps the value, once. */
import { type FocusEvent, type KeyboardEvent, type RefObject, useRef } from 'react'
import type { InputProps } from '../ui-type'

/** True while an input method is composing: its Enter and Escape are not ours. */
export const isComposing = (event: KeyboardEvent): boolean =>
  event.nativeEvent.isComposing || event.keyCode === 229

/**
 * A key that was ours alone. The native event stops too: dialogs listen on the document, and by the time they would
 * hear of Escape the list it closed is gone already and the dialog would follow.
 */
export function swallow(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
  event.nativeEvent.stopImmediatePropagation()
}

type Ways = Pick<InputProps<unknown, object>, 'mode' | 'onCommit' | 'onCancel'>

/**
 * @param inside the elements that belong to the input, its panel among them
 * @param settle brings what was typed into the value, before a blur keeps it
 */
export function useLeaving(
  { mode, onCommit, onCancel }: Ways,
  inside: RefObject<HTMLElement | null>[],
  settle: () => void,
) {
  const left = useRef(false)
  const once = (leave?: () => void) => {
    if (left.current) return
    left.current = mode === 'cell'
    leave?.()
  }
  const commit = () => once(onCommit)
  const cancel = () => once(onCancel)

  function onBlur(event: FocusEvent): void {
    const to = event.relatedTarget
    if (to instanceof Node && inside.some((part) => part.current?.contains(to))) {
      event.stopPropagation()
      return
    }
    if (left.current) return
    settle()
    if (mode === 'cell') commit()
  }

  return { commit, cancel, onBlur }
}

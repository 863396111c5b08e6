'use client'
/** The text of an input while it is being typed: read at every stroke, never lost, even when it means nothing. */
import { useEffect, useState } from 'react'
import type { FieldType } from '../type'
import type { InputProps } from '../ui-type'

export interface Draft {
  text: string
  type(text: string): void
  /** Shows what was understood, in its tidy form. */
  tidy(): void
}

/**
 * Text that does not parse is handed on as it is: validation names the problem and the person can mend it. Only a blank
 * input is empty. Whoever holds the value may change it from outside; then the text follows.
 */
export function useDraft<V, O extends object>(
  { value, options, context, initialText, onChange }: InputProps<V, O>,
  meaning: FieldType<V, O>,
  show = (known: V) => meaning.serialize(known, options, context),
): Draft {
  // Text that was handed on because it does not parse.
  const isRaw = (known: unknown): known is string =>
    typeof known === 'string' && meaning.kind !== 'text' && meaning.check(known, options) !== undefined
  const textOf = (known: V | undefined) => (known === undefined ? '' : isRaw(known) ? known : show(known))
  const read = (text: string): V | undefined =>
    text.trim() === '' ? undefined : ((meaning.parse(text, options, context) ?? text) as V)

  const [text, setText] = useState(() => initialText ?? textOf(value))
  const [given, setGiven] = useState(value)
  const [sent, setSent] = useState(value)
  if (!Object.is(value, given)) {
    setGiven(value)
    if (!Object.is(value, sent)) setText(textOf(value))
  }

  const type = (typed: string) => {
    const meant = read(typed)
    setText(typed)
    setSent(meant)
    onChange(meant)
  }
  // The character that opened the editor has been typed already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor opens.
  useEffect(() => {
    if (initialText) type(initialText)
  }, [])

  const tidy = () => {
    const meant = meaning.parse(text, options, context)
    if (meant !== undefined) setText(show(meant))
  }
  return { text, type, tidy }
}

'use client'
/** The input of texts with several lines. It grows with its text; in a grid cell it floats over the cells below. */
import { type KeyboardEvent, useRef } from 'react'
import { cx } from '@/lib/kit/cx'
import { TextArea } from '@/lib/kit/input'
import type { FieldType } from '../type'
import type { InputProps } from '../ui-type'
import { useCaretAtEnd, useCellKeys } from './cell-keys'
import { useDraft } from './draft'
import { isComposing } from './leaving'

interface LinesEditorProps<V, O extends object> extends InputProps<V, O> {
  meaning: FieldType<V, O>
  show?(value: V): string
  placeholder?: string
  monospace?: boolean
}

export function LinesEditor<V, O extends object>(props: LinesEditorProps<V, O>) {
  const ref = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(props, props.meaning, props.show)
  const keys = useCellKeys(props, ref, draft.tidy)
  useCaretAtEnd(ref, props.mode === 'cell' || props.autoFocus === true)

  /** Alt or Shift with Enter is a new line; the bare key leaves the cell. */
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || !(event.altKey || event.shiftKey) || isComposing(event))
      return keys.onKeyDown(event)
    event.preventDefault()
    event.stopPropagation()
    const area = event.currentTarget
    area.setRangeText('\n', area.selectionStart, area.selectionEnd, 'end')
    draft.type(area.value)
  }
  const control = {
    ref,
    id: props.id,
    value: draft.text,
    onChange: (event: { target: { value: string } }) => draft.type(event.target.value),
    placeholder: props.placeholder,
    autoComplete: 'off',
    spellCheck: false,
    disabled: props.disabled,
    'aria-describedby': props.describedBy,
    'aria-labelledby': props.labelledBy,
  }
  const look = cx('field-sizing-content', props.monospace && 'font-mono text-[13px]')
  if (props.mode === 'cell')
    return (
      <textarea
        {...control}
        onBlur={keys.onBlur}
        onKeyDown={onKeyDown}
        rows={4}
        aria-invalid={props.invalid || undefined}
        className={cx(
          look,
          'absolute top-0 left-0 z-20 block max-h-72 min-h-full w-full min-w-72 resize-none rounded-md bg-surface px-2 py-1.5',
          'text-[13px] leading-normal text-ink shadow-pop outline-none aria-invalid:text-danger max-md:text-base',
        )}
      />
    )
  return (
    <TextArea
      {...control}
      onBlur={keys.onBlur}
      invalid={props.invalid}
      className={cx(look, 'max-h-96 min-h-20')}
    />
  )
}

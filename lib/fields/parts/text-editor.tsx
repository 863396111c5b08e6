'use client'
/** The one-line input of every type that is typed as text: fills its cell in the grid, a labelled control in a form. */
import { type ComponentProps, type ReactNode, useRef } from 'react'
import { cx } from '@/lib/kit/cx'
import { TextInput } from '@/lib/kit/input'
import type { FieldType } from '../type'
import type { InputProps } from '../ui-type'
import { useCaretAtEnd, useCellKeys } from './cell-keys'
import { useDraft } from './draft'

interface TextEditorProps<V, O extends object> extends InputProps<V, O> {
  meaning: FieldType<V, O>
  /** How a value looks while it is edited; `serialize` unless said otherwise. */
  show?(value: V): string
  /** Which keyboard a phone brings up. */
  inputMode?: ComponentProps<'input'>['inputMode']
  placeholder?: string
  /** A unit or currency, shown at the end of the control. */
  suffix?: ReactNode
  align?: 'right'
  maxLength?: number
}

export function TextEditor<V, O extends object>(props: TextEditorProps<V, O>) {
  const ref = useRef<HTMLInputElement>(null)
  const draft = useDraft(props, props.meaning, props.show)
  const keys = useCellKeys(props, ref, draft.tidy)
  useCaretAtEnd(ref, props.mode === 'cell' || props.autoFocus === true)
  const control = {
    ref,
    id: props.id,
    value: draft.text,
    onChange: (event: { target: { value: string } }) => draft.type(event.target.value),
    inputMode: props.inputMode,
    placeholder: props.placeholder,
    autoComplete: 'off',
    autoCapitalize: props.inputMode && props.inputMode !== 'text' ? 'none' : undefined,
    spellCheck: false,
    disabled: props.disabled,
    'aria-describedby': props.describedBy,
    'aria-labelledby': props.labelledBy,
  }
  if (props.mode === 'cell')
    return (
      <input
        {...control}
        {...keys}
        type="text"
        aria-invalid={props.invalid || undefined}
        className={cx(
          'block h-full w-full bg-transparent px-2 text-[13px] text-ink outline-none aria-invalid:text-danger max-md:text-base',
          props.align === 'right' && 'text-right tabular-nums',
        )}
      />
    )
  const input = (
    <TextInput
      {...control}
      {...keys}
      invalid={props.invalid}
      className={cx(props.align === 'right' && 'tabular-nums', Boolean(props.suffix) && 'pr-24')}
    />
  )
  if (!props.suffix) return input
  return (
    <span className="relative block">
      {input}
      <span className="pointer-events-none absolute inset-y-0 right-2.5 flex max-w-20 items-center truncate text-muted">
        {props.suffix}
      </span>
    </span>
  )
}

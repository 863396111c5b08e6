'use client'
/** The field type's input inside a cell; says what to keep, and which way to go on. */
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { FieldAnswer } from '@/lib/api/contract'
import type { CellValue, FieldContext } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import type { FieldServices } from '@/lib/fields/ui-type'

/** Where the selection goes when an edit is kept: Enter goes down, Tab on, anything else stays. */
export type Leave = 'down' | 'on' | 'back' | 'stay'

export interface CellEditorProps {
  field: FieldAnswer
  label: string
  value: CellValue | undefined
  initialText?: string
  context: FieldContext
  services: FieldServices
  invalid: boolean
  onFinish(value: unknown, leave: Leave): void
  onCancel(): void
}

export function CellEditor(props: CellEditorProps) {
  const { field, onFinish, onCancel } = props
  const id = useId()
  const [draft, setDraft] = useState<unknown>(props.value)
  // The input may report a value and leave within one event, before the state is there.
  const latest = useRef<unknown>(props.value)
  const leave = useRef<Leave>('stay')

  /** The key decides the way before the input sees it; the input decides whether it leaves. */
  function onKeyDownCapture(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    leave.current =
      event.key === 'Enter' ? 'down' : event.key === 'Tab' ? (event.shiftKey ? 'back' : 'on') : 'stay'
  }
  /** Nothing of what is typed here is a command of the grid; Tab never leaves to the browser. */
  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.nativeEvent.isComposing || event.defaultPrevented || event.key !== 'Tab') return
    event.preventDefault()
    onFinish(latest.current, leave.current)
  }

  const { Input } = fieldUi(field.type)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to what the input inside lets through.
    <div
      className="absolute inset-0 z-20 bg-surface ring-2 ring-accent"
      role="presentation"
      onKeyDownCapture={onKeyDownCapture}
      onKeyDown={onKeyDown}
    >
      <span id={`${id}-label`} className="sr-only">
        {props.label}
      </span>
      <Input
        id={id}
        labelledBy={`${id}-label`}
        mode="cell"
        autoFocus
        value={draft}
        initialText={props.initialText}
        options={field.options}
        context={props.context}
        services={props.services}
        invalid={props.invalid}
        onChange={(value: unknown) => {
          latest.current = value
          setDraft(value)
        }}
        onCommit={() => onFinish(latest.current, leave.current)}
        onCancel={onCancel}
      />
    </div>
  )
}

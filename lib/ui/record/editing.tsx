'use client'
/** One field being edited in place: kept when the focus leaves or on Enter, put back on Escape. */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { ApiError, FieldAnswer } from '@/lib/api/contract'
import type { CellValue, FieldContext } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import type { FieldServices } from '@/lib/fields/ui-type'
import { Icon } from '@/lib/kit/icon'
import { ClashLink } from '@/lib/ui/data/clash'

export function EditInPlace(props: {
  id: string
  labelId: string
  field: FieldAnswer
  value: CellValue | undefined
  message?: string
  /** The record that has the value already. */
  clash?: ApiError['clash']
  context: FieldContext
  services: FieldServices
  onChange: (value: CellValue | undefined) => void
  onCommit: () => void
  onCancel: () => void
}) {
  const { field, message } = props
  const { Input } = fieldUi(field.type)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(leaving.current), [])
  const inside = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Who asked to edit a choice wants its list; ArrowDown is how every combobox opens.
    const control = document.activeElement
    if (control?.getAttribute('role') === 'combobox' && inside.current?.contains(control))
      control.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229 || event.defaultPrevented) return
    const target = event.target as HTMLElement
    // Lists, dates and the like use Enter and Escape themselves while they are open.
    const busy = target.getAttribute('aria-expanded') === 'true'
    if (event.key === 'Escape' && !busy) {
      event.stopPropagation()
      clearTimeout(leaving.current)
      props.onCancel()
    }
    const oneLine = target instanceof HTMLInputElement
    const sure = event.metaKey || event.ctrlKey
    if (event.key === 'Enter' && !busy && (oneLine || sure) && !event.shiftKey) {
      event.preventDefault()
      props.onCommit()
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to the control inside, which has the role.
    <div
      ref={inside}
      className="min-w-0"
      onKeyDown={onKeyDown}
      // Focus events come through portals, so a list that belongs to the input is still "inside".
      onFocus={() => clearTimeout(leaving.current)}
      onBlur={() => {
        clearTimeout(leaving.current)
        leaving.current = setTimeout(() => document.hasFocus() && props.onCommit(), 0)
      }}
    >
      <Input
        id={props.id}
        value={props.value}
        options={field.options}
        context={props.context}
        services={props.services}
        onChange={props.onChange}
        onCommit={props.onCommit}
        onCancel={props.onCancel}
        mode="form"
        autoFocus
        invalid={message !== undefined}
        describedBy={message ? `${props.id}-message` : undefined}
        labelledBy={props.labelId}
      />
      {message && (
        <p
          id={`${props.id}-message`}
          role="alert"
          className="mt-1 flex items-start gap-1 text-[13px] leading-5 text-danger"
        >
          <Icon name="circle-alert" className="mt-[3px] size-3.5" />
          <span>
            {message} <ClashLink clash={props.clash} />
          </span>
        </p>
      )}
    </div>
  )
}

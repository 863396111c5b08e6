'use client'
/** A short hint on hover and on keyboard focus. Never the only place where something is said. */
import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'

export function Tooltip(props: {
  text: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  disabled?: boolean
  children: ReactElement
}) {
  return (
    <Base.Root disabled={props.disabled}>
      <Base.Trigger render={props.children} delay={500} />
      <Base.Portal>
        <Base.Positioner side={props.side ?? 'bottom'} sideOffset={6} className="z-60">
          <Base.Popup className="pop max-w-64 rounded-md bg-ink px-2 py-1 text-xs text-canvas">
            {props.text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

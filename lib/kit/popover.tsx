'use client'
/** A small panel anchored to its button, for filters, settings and pickers. */
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './cx'

export interface PopoverProps {
  /** A button; it must pass its props on to the element it renders. */
  trigger: ReactElement
  open?: boolean
  onOpenChange?(open: boolean): void
  /** Names the panel for a screen reader. */
  label: string
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  /** Replaces the padding and width. */
  className?: string
}

export function Popover({
  trigger,
  open,
  onOpenChange,
  label,
  children,
  align = 'start',
  className,
}: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup
            aria-label={label}
            className={cx(
              'pop max-h-(--available-height) max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line bg-raised text-ink shadow-pop outline-none',
              className ?? 'min-w-64 p-3',
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

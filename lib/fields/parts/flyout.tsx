'use client'
/** A panel under an input, for lists, calendars and small editors; the focus stays where it is until something inside takes it. */
import { Popover } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'
import { cx } from '@/lib/kit/cx'

export interface FlyoutProps {
  /** The input's box: the panel hangs under it, and clicks on it do not close the panel. */
  anchor: RefObject<HTMLElement | null>
  open: boolean
  onClose(): void
  /** Names the panel for a screen reader. */
  label: string
  /** To tell whether the focus went into the panel. */
  panel?: RefObject<HTMLDivElement | null>
  className?: string
  children: ReactNode
}

export function Flyout({ anchor, open, onClose, label, panel, className, children }: FlyoutProps) {
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next, { event }) => {
        if (!next && !(event.target instanceof Node && anchor.current?.contains(event.target))) onClose()
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50"
        >
          <Popover.Popup
            ref={panel}
            initialFocus={false}
            finalFocus={false}
            aria-label={label}
            // Keys pressed in here are no commands of the grid or the form around.
            onKeyDown={(event) => event.stopPropagation()}
            className={cx(
              'pop max-h-(--available-height) max-w-[calc(100vw-1rem)] overflow-y-auto overscroll-contain',
              'rounded-lg border border-line bg-raised text-[13px] leading-5 text-ink shadow-pop outline-none max-md:text-[15px] max-md:leading-6',
              className,
            )}
          >
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

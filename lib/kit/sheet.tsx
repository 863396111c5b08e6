'use client'
/** A panel at the right edge for one thing in full, such as a record; the whole screen on a phone. */
import { Dialog } from '@base-ui/react/dialog'
import { type ReactNode, type RefObject, useRef } from 'react'
import { useT } from '@/lib/i18n/react'
import { IconButton } from './button'
import { cx } from './cx'

export interface SheetProps {
  open: boolean
  onOpenChange(open: boolean): void
  title: ReactNode
  children: ReactNode
  footer?: ReactNode
  /** Icon buttons beside the close button. */
  actions?: ReactNode
  wide?: boolean
}

export function Sheet(props: SheetProps) {
  const t = useT()
  const panel = useRef<HTMLDivElement>(null)
  const opener = useOpener(props.open)
  return (
    <Dialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fade fixed inset-0 z-40 min-h-dvh bg-backdrop-soft" />
        <Dialog.Popup
          ref={panel}
          // The panel itself, unless something inside asked for the focus: not the first icon button of its header.
          initialFocus={panel}
          // By name, because a question from within, such as “throw away?”, may have had the focus last.
          finalFocus={opener}
          className={cx(
            'sheet-pop fixed top-(--banner) right-0 bottom-0 z-50 flex w-full flex-col bg-surface text-ink shadow-modal outline-none',
            'md:border-l md:border-line',
            props.wide ? 'md:max-w-4xl' : 'md:max-w-xl',
          )}
        >
          <header className="flex h-13 shrink-0 items-center gap-1 border-b border-line pr-3 pl-5">
            <Dialog.Title className="min-w-0 flex-1 truncate text-[15px] leading-6 font-semibold">
              {props.title}
            </Dialog.Title>
            {props.actions}
            <Dialog.Close render={<IconButton icon="x" label={t('kit.close')} />} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{props.children}</div>
          {props.footer && (
            <footer className="flex shrink-0 items-center justify-end gap-2 border-t border-line px-5 py-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {props.footer}
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** What had the focus when the panel was opened, noted before the panel takes it. */
function useOpener(open: boolean): RefObject<HTMLElement | null> {
  const opener = useRef<HTMLElement>(null)
  const was = useRef(false)
  if (open !== was.current) {
    was.current = open
    if (open && document.activeElement instanceof HTMLElement) opener.current = document.activeElement
  }
  return opener
}

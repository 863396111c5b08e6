'use client'
/** Modal dialogs: a card on a laptop, a panel from the bottom edge on a phone. */
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as Base } from '@base-ui/react/dialog'
import { type ReactNode, useRef, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from './button'
import { cx } from './cx'

const widths = { sm: 'md:max-w-md', md: 'md:max-w-xl', lg: 'md:max-w-3xl' }

const backdrop = 'fade fixed inset-0 min-h-dvh bg-backdrop'
const viewport = 'fixed inset-0 z-50 flex items-end justify-center md:items-center md:p-6'
const card =
  'dialog-pop flex max-h-[calc(100dvh-2rem)] w-full flex-col rounded-t-xl border border-line bg-raised text-ink ' +
  'shadow-modal outline-none max-md:border-b-0 md:rounded-xl'

export interface DialogProps {
  open: boolean
  onOpenChange(open: boolean): void
  title: string
  description?: string
  children?: ReactNode
  /** Buttons, the main one last. */
  footer?: ReactNode
  size?: keyof typeof widths
  /** Work is under way: neither Escape nor a click beside it closes the dialog. */
  locked?: boolean
}

export function Dialog({ size = 'md', locked, ...props }: DialogProps) {
  const t = useT()
  const panel = useRef<HTMLDivElement>(null)
  return (
    <Base.Root
      open={props.open}
      onOpenChange={(open) => (open || !locked) && props.onOpenChange(open)}
      disablePointerDismissal={locked}
    >
      <Base.Portal>
        <Base.Backdrop className={cx(backdrop, 'z-40')} />
        <Base.Viewport className={viewport}>
          {/* The focus goes to the panel, unless something inside asked for it: not to the close button. */}
          <Base.Popup ref={panel} initialFocus={panel} className={cx(card, widths[size])}>
            <header className="flex items-start gap-3 px-5 pt-4 pb-3">
              <div className="min-w-0 flex-1 pt-0.5">
                <Base.Title className="text-base leading-6 font-semibold text-balance">
                  {props.title}
                </Base.Title>
                {props.description && (
                  <Base.Description className="mt-1 text-pretty text-muted">
                    {props.description}
                  </Base.Description>
                )}
              </div>
              <Base.Close
                disabled={locked}
                render={
                  <IconButton
                    icon="x"
                    label={t('kit.close')}
                    className={cx('-mr-2', locked && 'invisible')}
                  />
                }
              />
            </header>
            {props.children && (
              <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-0.5 pb-5">{props.children}</div>
            )}
            {props.footer && <Footer>{props.footer}</Footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

function Footer({ children }: { children: ReactNode }) {
  return (
    <footer className="flex justify-end gap-2 border-t border-line px-5 py-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))] max-md:*:flex-1">
      {children}
    </footer>
  )
}

export interface ConfirmDialogProps {
  open: boolean
  onOpenChange(open: boolean): void
  title: string
  description: string
  confirmLabel: string
  danger?: boolean
  /** The dialog stays, busy, until this settles; it closes when it succeeded. Report a failure with a toast. */
  onConfirm(): void | Promise<void>
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useT()
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    try {
      await props.onConfirm()
      props.onOpenChange(false)
    } finally {
      setBusy(false)
    }
  }
  return (
    <AlertDialog.Root open={props.open} onOpenChange={(open) => !busy && props.onOpenChange(open)}>
      <AlertDialog.Portal>
        {/* A question may come from within a dialog or a sheet, and dims that as well. */}
        <AlertDialog.Backdrop forceRender className={cx(backdrop, 'z-50')} />
        <AlertDialog.Viewport className={viewport}>
          <AlertDialog.Popup className={cx(card, widths.sm)}>
            <div className="px-5 pt-5 pb-5">
              <AlertDialog.Title className="text-base leading-6 font-semibold text-balance">
                {props.title}
              </AlertDialog.Title>
              <AlertDialog.Description className="mt-2 text-pretty text-muted">
                {props.description}
              </AlertDialog.Description>
            </div>
            <Footer>
              <AlertDialog.Close render={<Button aria-disabled={busy}>{t('kit.cancel')}</Button>} />
              <Button variant={props.danger ? 'danger' : 'primary'} busy={busy} onClick={confirm}>
                {props.confirmLabel}
              </Button>
            </Footer>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

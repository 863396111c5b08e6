'use client'
/** Short messages, clear of panels' buttons: bottom centre, on a phone at the top. Errors stay longer and are announced at once. */
import { Toast } from '@base-ui/react/toast'
import { type ReactNode, useCallback } from 'react'
import { useT } from '@/lib/i18n/react'
import { IconButton } from './button'
import { cx } from './cx'
import { Icon } from './icon'

export interface ToastMessage {
  /** A message with the id of one that is still shown takes its place. */
  id?: string
  kind?: 'ok' | 'error' | 'info'
  message: string
  action?: { label: string; onSelect(): void }
}

const icons = { ok: 'circle-check', error: 'circle-alert', info: 'info' } as const
const colours = { ok: 'text-ok', error: 'text-danger', info: 'text-muted' }

/** `const toast = useToast(); toast({ kind: 'ok', message, action: { label, onSelect } })` */
export function useToast(): (message: ToastMessage) => void {
  const { add, close } = Toast.useToastManager()
  return useCallback(
    ({ id: given, kind = 'info', message, action }) => {
      const id: string = add({
        id: given,
        // A title names the toast for screen readers; a description would leave it nameless.
        title: message,
        type: kind,
        timeout: kind === 'error' || action ? 9000 : 4000,
        priority: kind === 'error' ? 'high' : 'low',
        actionProps: action && {
          children: action.label,
          onClick: () => {
            action.onSelect()
            close(id)
          },
        },
      })
    },
    [add, close],
  )
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider limit={3}>
      {children}
      <Toasts />
    </Toast.Provider>
  )
}

function Toasts() {
  const t = useT()
  const { toasts } = Toast.useToastManager()
  return (
    <Toast.Portal>
      <Toast.Viewport
        aria-label={t('kit.notifications')}
        className="fixed top-3 left-1/2 z-70 flex w-[calc(100vw-1.5rem)] max-w-96 -translate-x-1/2 flex-col gap-2 outline-none md:top-auto md:bottom-5"
      >
        {toasts.map((toast) => {
          const kind = (toast.type ?? 'info') as keyof typeof icons
          return (
            <Toast.Root
              key={toast.id}
              toast={toast}
              className="toast-pop rounded-lg border border-line bg-raised text-ink shadow-pop data-limited:hidden"
            >
              <Toast.Content className="flex items-start gap-2.5 py-2 pr-2 pl-3.5">
                <Icon name={icons[kind]} className={cx('mt-1.5 max-md:mt-3', colours[kind])} />
                <Toast.Title render={<p />} className="min-w-0 flex-1 py-1 break-words max-md:py-2.5" />
                <Toast.Action className="h-8 shrink-0 cursor-pointer rounded-md px-2 font-medium text-accent hover:bg-accent-soft max-md:h-10" />
                <Toast.Close render={<IconButton icon="x" label={t('kit.close')} />} />
              </Toast.Content>
            </Toast.Root>
          )
        })}
      </Toast.Viewport>
    </Toast.Portal>
  )
}

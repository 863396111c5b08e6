'use client'
/** What every page stands on: messages, toasts, shared tooltip timing, and no inline style elements (strict CSP). */
import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import type { Locale } from '@/lib/i18n/labels'
import { MessagesProvider } from '@/lib/i18n/react'
import type { Dictionary } from '@/lib/i18n/translate'
import { ToastProvider } from '@/lib/kit/toast'

export function Providers(props: { locale: Locale; dictionary: Dictionary; children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <MessagesProvider locale={props.locale} dictionary={props.dictionary}>
        <Tooltip.Provider>
          <ToastProvider>{props.children}</ToastProvider>
        </Tooltip.Provider>
      </MessagesProvider>
    </CSPProvider>
  )
}

'use client'
/** On a phone the navigation is a drawer behind this bar. */
import { Dialog } from '@base-ui/react/dialog'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { Logo } from './logo'
import { useSession } from './session'
import { Sidebar } from './sidebar'

export function PhoneBar() {
  const t = useT()
  const locale = useLocale()
  const { base } = useSession()
  const path = usePathname()
  const [open, setOpen] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at another page closes the drawer.
  useEffect(() => setOpen(false), [path])

  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-canvas px-1.5 md:hidden">
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Trigger render={<IconButton icon="menu" label={t('shell.openNavigation')} />} />
        <Dialog.Portal>
          <Dialog.Backdrop className="fade fixed inset-0 z-40 min-h-dvh bg-backdrop" />
          <Dialog.Popup
            aria-label={t('shell.navigation')}
            className="drawer-pop fixed inset-y-0 left-0 z-50 w-72 max-w-[85vw] bg-canvas shadow-modal outline-none"
          >
            <Sidebar rail={false} onClose={() => setOpen(false)} />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
      <Logo className="size-5" />
      <span className="ml-1.5 min-w-0 truncate font-semibold">
        {base ? labelOf(base.base.label, locale, base.base.key) : t('shell.appName')}
      </span>
    </header>
  )
}

'use client'
/** Which base is open, the way to the others, and what concerns the base as a whole. */
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { Icon } from '@/lib/kit/icon'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '../api'
import { Logo } from './logo'
import { useSession } from './session'

export function BaseMenu({ compact }: { compact: boolean }) {
  const t = useT()
  const locale = useLocale()
  const router = useRouter()
  const toast = useToast()
  const { session, base, reloadBase } = useSession()
  const [removing, setRemoving] = useState(false)
  const name = base
    ? labelOf(base.base.label, locale, base.base.key)
    : session.workspace.name || t('shell.appName')

  const removeSample = async () => {
    if (!base) return
    try {
      const { deleted } = await api.delete<{ deleted: number }>(`/bases/${base.base.key}/sample`)
      toast({ kind: 'ok', message: t('shell.removedSample', { count: deleted }) })
      reloadBase()
      router.refresh()
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }
  const items: MenuEntry[] = [
    { heading: t('shell.bases') },
    ...session.bases.map((one) => ({
      id: one.key,
      label: labelOf(one.label, locale, one.key),
      checked: one.key === base?.base.key,
      onSelect: () => router.push(`/?base=${one.key}`),
    })),
  ]
  if (base?.base.admin && base.sample)
    items.push('separator', {
      id: 'remove-sample',
      label: t('shell.removeSample'),
      icon: 'eraser',
      danger: true,
      onSelect: () => setRemoving(true),
    })

  return (
    <>
      <Menu
        label={t('shell.bases')}
        items={items}
        side={compact ? 'right' : 'bottom'}
        trigger={
          <button
            type="button"
            aria-label={compact ? name : undefined}
            className={cx(
              'flex h-10 min-w-0 cursor-pointer items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-hover data-popup-open:bg-hover',
              !compact && 'flex-1',
            )}
          >
            <Logo className="size-7" />
            {!compact && (
              <>
                <span className="min-w-0 flex-1 truncate text-[15px] font-semibold">{name}</span>
                <Icon name="chevron-down" className="size-3.5 text-faint" />
              </>
            )}
          </button>
        }
      />
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        danger
        title={t('shell.removeSampleTitle')}
        description={t('shell.removeSampleText')}
        confirmLabel={t('shell.removeSampleConfirm')}
        onConfirm={removeSample}
      />
    </>
  )
}

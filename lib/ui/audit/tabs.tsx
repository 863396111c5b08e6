'use client'
/** The two logs of a base: looks at values, and what happened to accounts. */
import { useT } from '@/lib/i18n/react'
import { PageTabs } from '@/lib/ui/shell/page-tabs'

export function LogTabs({ base, at }: { base: string; at: 'looks' | 'accounts' }) {
  const t = useT()
  const tabs = [
    { href: `/${base}/access-log`, label: t('accountLog.tabLooks'), current: at === 'looks' },
    { href: `/${base}/access-log/accounts`, label: t('accountLog.title'), current: at === 'accounts' },
  ]
  return <PageTabs label={t('accountLog.tabs')} tabs={tabs} />
}

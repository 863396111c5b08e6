'use client'
/** The pages about people: members of the base, teams of the workspace, and the keys of members' programs. */
import { useT } from '@/lib/i18n/react'
import { PageTabs } from '@/lib/ui/shell/page-tabs'

export function PeopleTabs({ base, at }: { base: string; at: 'members' | 'teams' | 'tokens' }) {
  const t = useT()
  const tabs = [
    { href: `/${base}/members`, label: t('members.title'), current: at === 'members' },
    { href: `/${base}/members/teams`, label: t('teams.title'), current: at === 'teams' },
    { href: `/${base}/members/tokens`, label: t('tokens.title'), current: at === 'tokens' },
  ]
  return <PageTabs label={t('teams.pages')} tabs={tabs} />
}

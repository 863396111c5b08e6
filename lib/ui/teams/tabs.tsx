'use client'
/** The pages about people: members of the base, teams of the workspace, and the keys of members' programs. */
import Link from 'next/link'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'

export function PeopleTabs({ base, at }: { base: string; at: 'members' | 'teams' | 'tokens' }) {
  const t = useT()
  const tabs = [
    { key: 'members', href: `/${base}/members`, label: t('members.title') },
    { key: 'teams', href: `/${base}/members/teams`, label: t('teams.title') },
    { key: 'tokens', href: `/${base}/members/tokens`, label: t('tokens.title') },
  ]
  return (
    <nav aria-label={t('teams.pages')} className="flex gap-1 border-b border-line">
      {tabs.map(({ key, href, label }) => (
        <Link
          key={key}
          href={href}
          aria-current={key === at ? 'page' : undefined}
          className={cx(
            '-mb-px inline-flex min-h-9 items-center border-b-2 px-3 font-medium max-md:min-h-11',
            key === at ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}

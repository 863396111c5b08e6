'use client'
/** The ways to the pages that explain rights, for headers of pages about members and rights. */
import Link from 'next/link'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'

/** `role`, `table`: where one stands, to go on from there. */
export function RightsPages({ base, role, table }: { base: string; role?: string; table?: string }) {
  const t = useT()
  const compare = new URLSearchParams({
    ...(role ? { left: `roles:${role}` } : {}),
    ...(table ? { table } : {}),
  })
  const pages = [
    { href: `/${base}/reach${role ? `?roles=${role}` : ''}`, icon: 'route', label: t('viewAs.reach') },
    { href: `/${base}/compare?${compare}`, icon: 'columns-2', label: t('viewAs.compare') },
  ]
  return pages.map(({ href, icon, label }) => (
    <Link
      key={icon}
      href={href}
      className="inline-flex min-h-8 items-center gap-1.5 rounded-md px-2 text-muted hover:bg-hover hover:text-ink max-md:min-h-10"
    >
      <Icon name={icon} />
      {label}
    </Link>
  ))
}

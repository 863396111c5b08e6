'use client'
/** Pages that belong together, one beside the other above them. */
import Link from 'next/link'
import { cx } from '@/lib/kit/cx'

export interface PageTab {
  href: string
  label: string
  current: boolean
}

export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }) {
  return (
    <nav aria-label={label} className="flex gap-1 border-b border-line">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
          className={cx(
            '-mb-px inline-flex min-h-9 items-center border-b-2 px-3 font-medium max-md:min-h-11',
            tab.current ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}

'use client'
/** Counts of rows in a line, each with its sign; those of nothing are left out. */
import type { MessageKey } from '@/lib/i18n/messages/index'
import { useT } from '@/lib/i18n/react'
import { Icon, type IconName } from '@/lib/kit/icon'

export type Count = [count: number, words: MessageKey, icon: IconName, tone: string]

export function Counts({ counts }: { counts: readonly Count[] }) {
  const t = useT()
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1.5 tabular-nums max-md:flex-col">
      {counts
        .filter(([count]) => count > 0)
        .map(([count, words, icon, tone]) => (
          <li key={words} className="flex items-center gap-2">
            <Icon name={icon} className={tone} />
            {t(words, { count })}
          </li>
        ))}
    </ul>
  )
}

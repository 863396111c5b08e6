'use client'
/** What the template says about a role, such as a rule that this version cannot express: nobody shall rely on it. */
import { type Labels, labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'

export function RoleNotes({ notes }: { notes: Record<string, Labels> | undefined }) {
  const t = useT()
  const locale = useLocale()
  const entries = Object.entries(notes ?? {})
  if (entries.length === 0) return null
  return (
    <details className="group mt-3 rounded-lg border border-line bg-canvas text-[13px] text-muted">
      <summary className="flex cursor-pointer list-none items-center gap-2 px-3 py-1.5 max-md:min-h-10">
        <Icon name="info" className="text-faint" />
        <span className="min-w-0 flex-1">{t('access.notes', { count: entries.length })}</span>
        <Icon name="chevron-down" className="text-faint transition-transform group-open:rotate-180" />
      </summary>
      <ul className="flex list-disc flex-col gap-2 border-t border-line py-3 pr-3 pl-8 marker:text-faint">
        {entries.map(([about, text]) => (
          <li key={about} className="break-words">
            {labelOf(text, locale, about)}
          </li>
        ))}
      </ul>
    </details>
  )
}

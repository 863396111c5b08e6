'use client'
/** What the template states about a role and this version cannot express: said, so that nobody relies on it. */
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'

export function RoleNotes({ notes }: { notes: Record<string, string> | undefined }) {
  const t = useT()
  const entries = Object.entries(notes ?? {})
  if (entries.length === 0) return null
  return (
    <details className="group mt-3 rounded-lg border border-line bg-canvas text-[13px] text-muted">
      <summary className="flex cursor-pointer list-none items-center gap-2 px-3 py-1.5 max-md:min-h-10">
        <Icon name="info" className="text-faint" />
        <span className="min-w-0 flex-1">{t('access.notes', { count: entries.length })}</span>
        <Icon name="chevron-down" className="text-faint transition-transform group-open:rotate-180" />
      </summary>
      <dl className="flex flex-col gap-2 border-t border-line px-3 py-3" lang="en">
        {entries.map(([about, text]) => (
          <div key={about}>
            <dt className="font-mono text-xs text-faint">{about}</dt>
            <dd className="break-words">{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

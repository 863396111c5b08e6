'use client'
/** What was changed in the structure of a base, and what lies in its trash: both can be taken back for 30 days. */
import { usePathname, useSearchParams } from 'next/navigation'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { SchemaHistory } from './schema-history'
import { SchemaTrash } from './schema-trash'

const tabs = [
  { key: 'history', icon: 'history' },
  { key: 'trash', icon: 'trash-2' },
] as const

export function SchemaPage({ base }: { base: string }) {
  const t = useT()
  const pathname = usePathname()
  const tab = useSearchParams().get('tab') === 'trash' ? 'trash' : 'history'
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-1 flex-col p-6 max-md:p-4">
      <title>{`${t('design.schema')} · Tian`}</title>
      <header className="mb-4">
        <h1 className="text-lg font-semibold">{t('design.schema')}</h1>
        <p className="text-muted">{t('design.schemaHint')}</p>
      </header>
      <div role="tablist" aria-label={t('design.schema')} className="mb-4 flex gap-1 border-b border-line">
        {tabs.map(({ key, icon }) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`tab-${key}`}
            aria-selected={tab === key}
            aria-controls="schema-panel"
            onClick={() =>
              window.history.replaceState(null, '', key === 'trash' ? `${pathname}?tab=trash` : pathname)
            }
            className={cx(
              '-mb-px flex min-h-9 cursor-pointer items-center gap-2 border-b-2 px-3 max-md:min-h-11',
              tab === key
                ? 'border-accent font-medium text-ink'
                : 'border-transparent text-muted hover:text-ink',
            )}
          >
            <Icon name={icon} />
            {t(`design.tab_${key}`)}
          </button>
        ))}
      </div>
      <div id="schema-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className="flex flex-1 flex-col">
        {tab === 'history' ? <SchemaHistory base={base} /> : <SchemaTrash base={base} />}
      </div>
    </div>
  )
}

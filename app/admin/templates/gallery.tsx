'use client'
/** All templates as cards, and the dialog that installs one. */
import { useState } from 'react'
import type { TemplateSummary } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { EmptyState } from '@/lib/kit/empty'
import { Skeleton } from '@/lib/kit/skeleton'
import { useResource } from '@/lib/ui/data/resource'
import { Failure, Refused } from '@/lib/ui/shell/failure'
import { useSession } from '@/lib/ui/shell/session'
import { InstallDialog } from './install-dialog'
import { TemplateCard } from './template-card'
import { UpgradeDialog } from './upgrade-dialog'

export function Gallery() {
  const t = useT()
  const { session } = useSession()
  const may = session.person.owner || session.bases.some((base) => base.admin)
  const templates = useResource<{ templates: TemplateSummary[] }>(may ? '/templates' : undefined)
  const [chosen, setChosen] = useState<TemplateSummary>()
  const [upgrading, setUpgrading] = useState<{ template: TemplateSummary; base: string }>()

  if (!may) return <Refused title={t('gallery.adminOnly')} />
  return (
    <div className="mx-auto w-full max-w-5xl px-5 py-8 sm:px-8 md:py-12">
      <header className="mb-8 max-w-2xl">
        <h1 className="text-2xl leading-tight font-semibold text-balance">{t('gallery.title')}</h1>
        <p className="mt-2 text-pretty text-muted">{t('gallery.subtitle')}</p>
      </header>
      {templates.error && !templates.data ? (
        <Failure inside error={templates.error} onRetry={templates.reload} />
      ) : !templates.data ? (
        <CardSkeleton />
      ) : templates.data.templates.length === 0 ? (
        <EmptyState icon="layout-template" title={t('gallery.empty')} hint={t('gallery.emptyHint')} />
      ) : (
        <ul className="flex flex-col gap-5">
          {templates.data.templates.map((template) => (
            <li key={template.key}>
              <TemplateCard
                template={template}
                open={templates.data?.templates.length === 1}
                onUse={() => setChosen(template)}
                onUpgrade={(base) => setUpgrading({ template, base })}
              />
            </li>
          ))}
        </ul>
      )}
      {chosen && <InstallDialog template={chosen} onClose={() => setChosen(undefined)} />}
      {upgrading && (
        <UpgradeDialog {...upgrading} onClose={() => setUpgrading(undefined)} onDone={templates.reload} />
      )}
    </div>
  )
}

function CardSkeleton() {
  return (
    <div
      className="grid overflow-hidden rounded-xl border border-line bg-raised md:grid-cols-[1fr_1.1fr]"
      aria-busy
    >
      <div className="flex flex-col gap-3 p-6">
        <Skeleton className="size-10" />
        <Skeleton className="mt-2 h-5 w-40" />
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="mt-6 h-8 w-36" />
      </div>
      <div className="bg-canvas max-md:hidden" />
    </div>
  )
}

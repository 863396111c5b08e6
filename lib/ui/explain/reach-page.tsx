'use client'
/** Who sees what: everything that a member or a role can reach, or everybody who can reach a field. The address says which. */
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { Refused } from '@/lib/ui/shell/failure'
import { FieldReach } from './field-reach'
import { PersonReach } from './person-reach'
import { usePrincipals } from './principal'

export function ReachPage({ base }: { base: string }) {
  const t = useT()
  const router = useRouter()
  const params = useSearchParams()
  const { data, error } = usePrincipals(base)
  if (error?.code === 'FORBIDDEN') return <Refused title={error.message} />
  if (error)
    return <EmptyState page icon="triangle-alert" title={t('viewAs.loadFailed')} hint={error.message} />
  const byField = params.has('table')
  const person = params.get('person')
  const roles = params.get('roles')
  const go = (query: Record<string, string>) => router.replace(`/${base}/reach?${new URLSearchParams(query)}`)
  const firstTable = data?.tables[0]?.key ?? ''
  const tabs = [
    { on: !byField, href: `/${base}/reach`, label: t('viewAs.byPerson') },
    { on: byField, href: `/${base}/reach?table=${firstTable}`, label: t('viewAs.byField') },
  ]
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-5 p-6 max-md:p-4">
      <header className="flex flex-wrap items-end gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-lg font-semibold">{t('viewAs.reach')}</h1>
          <p className="text-muted">{t('viewAs.reachHint')}</p>
        </div>
        <Link
          href={`/${base}/compare`}
          className="inline-flex min-h-8 items-center gap-1.5 rounded-md border border-line-control bg-surface px-3 font-medium hover:bg-hover max-md:min-h-10"
        >
          <Icon name="columns-2" className="text-muted" />
          {t('viewAs.compare')}
        </Link>
      </header>
      <nav aria-label={t('viewAs.reach')} className="flex gap-1 border-b border-line">
        {tabs.map(({ on, href, label }) => (
          <Link
            key={href}
            href={href}
            aria-current={on ? 'page' : undefined}
            className={cx(
              '-mb-px inline-flex min-h-9 items-center border-b-2 px-3 font-medium max-md:min-h-11',
              on ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      {!data ? (
        <div className="flex flex-col gap-3" aria-busy>
          <Skeleton className="h-9 w-72" />
          <Skeleton className="h-60" />
        </div>
      ) : byField ? (
        <FieldReach
          base={base}
          principals={data}
          table={params.get('table') ?? ''}
          field={params.get('field') ?? ''}
          onChange={(table, field) => go({ table, ...(field ? { field } : {}) })}
        />
      ) : (
        <PersonReach
          base={base}
          principals={data}
          chosen={person ? `person:${person}` : roles ? `roles:${roles}` : ''}
          onChange={(chosen) => {
            const [kind = '', which = ''] = chosen.split(':')
            go({ [kind]: which })
          }}
        />
      )}
    </div>
  )
}

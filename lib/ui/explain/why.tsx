'use client'
/**
 * "Why?" about a cell, a record or a table: to oneself; to an administrator also about anybody else, and through other eyes
 * about these.
 */
import Link from 'next/link'
import { useState } from 'react'
import type { ExplainAnswer } from '@/lib/api/contract-explain'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Dialog } from '@/lib/kit/dialog'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { useSession } from '@/lib/ui/shell/session'
import { ownEyes, useAsked } from '@/lib/ui/view-as/state'
import { Answers } from './answer'
import { FindRecord } from './find-record'
import { PrincipalSelect, principalQuery, usePrincipals } from './principal'

export interface WhyProps {
  /** `/bases/{base}/tables/{table}` */
  path: string
  record?: string
  field?: { key: string; label: string }
  /** Whom an administrator asks about at first, as `person:<id>` or `roles:a,b`. */
  about?: string
  onClose(): void
}

/** Eyes as the header names them, without their base: as pages name whom they are about. */
export const principalOf = (eyes: string): string => eyes.slice(eyes.indexOf(':') + 1)

export function WhyDialog({ path, record, field, about: first, onClose }: WhyProps) {
  const t = useT()
  const locale = useLocale()
  const { session, base: open } = useSession()
  const [, , base = '', , table = ''] = path.split('/')
  const { viewing } = session
  const admin = open?.base.admin && !viewing
  const [about, setAbout] = useState(viewing ? principalOf(viewing.eyes) : (first ?? ''))
  const query = new URLSearchParams({
    ...(record ? { record } : {}),
    ...(field ? { field: field.key } : {}),
  })
  const asked = useAsked<ExplainAnswer>(
    about
      ? `/bases/${base}/explain?${principalQuery(about)}&table=${table}&${query}`
      : `${path}/explain?${query}`,
    about ? ownEyes : undefined,
  )
  const title = field
    ? t('viewAs.whyCell', { field: field.label })
    : record
      ? t('viewAs.whyRecord')
      : t('viewAs.whyTable', {
          table: labelOf(open?.tables.find((one) => one.key === table)?.label, locale, table),
        })
  return (
    <Dialog open onOpenChange={(next) => !next && onClose()} title={title}>
      {admin && <About base={base} value={about} onChange={setAbout} />}
      {admin && about && !record && !field && (
        <div className="mb-4 border-b border-line pb-4">
          <FindRecord base={base} table={table} about={about} />
        </div>
      )}
      {asked.data ? (
        <Answers base={base} answer={asked.data} />
      ) : asked.error ? (
        <EmptyState icon="triangle-alert" title={t('viewAs.loadFailed')} hint={asked.error.message} />
      ) : (
        <div className="flex flex-col gap-2" aria-busy>
          <Skeleton className="h-5 w-3/4" />
          <Skeleton className="h-5 w-1/2" />
        </div>
      )}
      {admin && field && (
        <p className="mt-4 border-t border-line pt-3">
          <Link
            href={`/${base}/reach?table=${table}&field=${field.key}`}
            className="inline-flex min-h-8 items-center gap-2 font-medium text-accent hover:underline max-md:min-h-10"
          >
            <Icon name="users" />
            {t('viewAs.whoReaches')}
          </Link>
        </p>
      )}
    </Dialog>
  )
}

function About(props: { base: string; value: string; onChange(value: string): void }) {
  const t = useT()
  const { data } = usePrincipals(props.base)
  if (!data) return <Skeleton className="mb-4 h-8" />
  return (
    <div className="mb-4 flex items-center gap-3">
      <span className="shrink-0 text-muted">{t('viewAs.about')}</span>
      <PrincipalSelect
        label={t('viewAs.about')}
        value={props.value}
        none={t('viewAs.myself')}
        principals={data}
        onChange={props.onChange}
      />
    </div>
  )
}

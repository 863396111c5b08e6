'use client'
/** What a deletion touches: how many records, and every definition that uses what would go. */
import type { ApiError } from '@/lib/api/contract'
import type { ImpactAnswer } from '@/lib/api/contract-design'
import type { MessageKey } from '@/lib/i18n/messages/index'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { Uses } from './uses'

export function ImpactList(props: {
  base: string
  impact: { data?: ImpactAnswer; error?: ApiError; reload(): void }
  /** Says how many records hold something, with {count}. */
  words: MessageKey
}) {
  const { impact } = props
  const t = useT()
  if (impact.error)
    return (
      <div className="flex items-center gap-2 text-danger">
        <span className="flex-1">{impact.error.message}</span>
        <Button size="sm" icon="refresh-cw" onClick={impact.reload}>
          {t('kit.retry')}
        </Button>
      </div>
    )
  if (!impact.data)
    return (
      <div aria-busy className="flex flex-col gap-2">
        <Skeleton className="h-5 w-2/3" />
        <Skeleton className="h-16" />
      </div>
    )
  const { uses, records } = impact.data
  const breaks = uses.filter((use) => use.breaks).length
  return (
    <>
      <p className="flex items-start gap-2">
        <Icon name="database" className="mt-[3px] text-muted" />
        {t(props.words, { count: records })}
      </p>
      {uses.length === 0 ? (
        <p className="flex items-start gap-2 text-muted">
          <Icon name="circle-check" className="mt-[3px] text-ok" />
          {t('design.impactNone')}
        </p>
      ) : (
        <>
          <p className="flex items-start gap-2">
            <Icon name="link" className="mt-[3px] text-muted" />
            {t(breaks > 0 ? 'design.impactBreaks' : 'design.impactUses', { count: uses.length, breaks })}
          </p>
          <Uses base={props.base} uses={uses} />
        </>
      )}
    </>
  )
}

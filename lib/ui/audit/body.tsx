'use client'
/** What a log shows below its filters: its lines, that they are on their way, that there are none, or why they did not come. */
import type { ReactNode } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { Skeleton } from '@/lib/kit/skeleton'
import { refusalText } from '@/lib/ui/api'
import type { useLog } from './state'

export function LogBody<Line>(props: {
  log: ReturnType<typeof useLog<Line>>
  /** Whether something narrows what is shown. */
  filtered: boolean
  failed: string
  /** Said where there is no line at all. */
  empty: ReactNode
  children(lines: Line[]): ReactNode
}) {
  const t = useT()
  const { lines, error, next, loading, more, reload } = props.log
  if (error)
    return (
      <EmptyState
        icon="triangle-alert"
        title={props.failed}
        hint={refusalText(error)}
        action={<Button onClick={reload}>{t('kit.retry')}</Button>}
      />
    )
  if (!lines)
    return (
      <div className="flex flex-col gap-3" aria-busy>
        {[1, 2, 3, 4, 5].map((n) => (
          <Skeleton key={n} className="h-14 w-full" />
        ))}
      </div>
    )
  if (lines.length === 0)
    return props.filtered ? (
      <EmptyState icon="search" title={t('audit.noMatch')} hint={t('audit.noMatchHint')} />
    ) : (
      props.empty
    )
  return (
    <>
      {props.children(lines)}
      {next && (
        <Button className="self-center" busy={loading} onClick={more}>
          {t('audit.more')}
        </Button>
      )}
    </>
  )
}

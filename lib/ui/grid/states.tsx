'use client'
/** What stands in the grid's place while there is nothing to show: loading, nothing yet, no match, refused, failed. */
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ApiError, TableAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { refusalText } from '@/lib/ui/api'
import { WhyDialog } from '@/lib/ui/explain/why'
import { mayImport } from '@/lib/ui/import/may'
import { isRefusal, Refused } from '@/lib/ui/shell/failure'
import { useSession } from '@/lib/ui/shell/session'

/** Rows of grey bars in the grid's rhythm. */
export function GridSkeleton() {
  const t = useT()
  const bars = ['w-40', 'w-24', 'w-28', 'w-20', 'w-32']
  return (
    <div role="status" aria-label={t('kit.loading')} className="min-h-0 flex-1 overflow-hidden bg-surface">
      <div className="h-8.5 border-b border-line bg-canvas" />
      {Array.from({ length: 24 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other identity.
        <div key={row} className="flex h-8 items-center gap-10 border-b border-line px-4">
          <span className="h-2.5 w-5 rounded-full bg-skeleton" />
          {bars.map((width) => (
            <span
              key={width}
              className={`h-2.5 ${width} shrink-0 animate-pulse rounded-full bg-skeleton motion-reduce:animate-none`}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

/** The request failed: a refusal has no second try, everything else has. */
export function GridFailure(props: {
  error: ApiError
  /** There is no table either. */
  page?: boolean
  onRetry(): void
  onClearFilter?(): void
}) {
  const t = useT()
  const { error } = props
  if (isRefusal(error)) return <Refused title={t('grid.refusedTitle')} hint={t('grid.refusedHint')} />
  const filter = error.code === 'FILTER_INVALID' || error.code === 'FIELD_UNKNOWN'
  return (
    <div role="alert" className="min-h-0 flex-1 overflow-auto bg-surface">
      <EmptyState
        page={props.page}
        icon="circle-alert"
        title={t('grid.failedTitle')}
        hint={refusalText(error)}
        action={
          <>
            {filter && props.onClearFilter && (
              <Button variant="primary" onClick={props.onClearFilter}>
                {t('grid.clearFilter')}
              </Button>
            )}
            <Button icon="refresh-cw" onClick={props.onRetry}>
              {t('kit.retry')}
            </Button>
          </>
        }
      />
    </div>
  )
}

export function GridEmpty(props: {
  table: TableAnswer
  name: string
  filtered: boolean
  noColumns: boolean
  onAdd: (() => void) | undefined
  onClearFilter(): void
  onShowColumns(): void
}) {
  const t = useT()
  // Whether there are others is not told: whoever sees a part gets this sentence, come what may.
  const { partly } = props.table
  if (props.noColumns) {
    return (
      <EmptyState
        icon="columns-3"
        title={t('grid.noColumnsTitle')}
        hint={t('grid.noColumnsHint')}
        action={<Button onClick={props.onShowColumns}>{t('grid.showAllColumns')}</Button>}
      />
    )
  }
  if (props.filtered) {
    return (
      <EmptyState
        icon="list-filter"
        title={t('grid.noMatchTitle')}
        hint={t('grid.noMatchHint')}
        action={<Button onClick={props.onClearFilter}>{t('grid.clearFilter')}</Button>}
      />
    )
  }
  return (
    <EmptyState
      icon="table-2"
      title={partly ? t('viewAs.noneSeen') : t('grid.emptyTitle', { table: props.name })}
      hint={t(partly ? 'viewAs.noneSeenHint' : props.onAdd ? 'grid.emptyHint' : 'grid.emptyReadHint')}
      action={
        <>
          {props.onAdd && (
            <Button variant="primary" icon="plus" writes onClick={props.onAdd}>
              {t('grid.addRow')}
            </Button>
          )}
          {mayImport(props.table) && <ImportButton />}
          {partly && <WhyNone table={props.table} />}
        </>
      }
    />
  )
}

/** The way from an empty list to a file that fills it. */
function ImportButton() {
  const t = useT()
  const path = usePathname()
  const router = useRouter()
  return (
    <Button icon="upload" writes onClick={() => router.push(`${path}/import`)}>
      {t('import.menu')}
    </Button>
  )
}

/** The way from an empty list to the rules that say which records there could be. */
function WhyNone({ table }: { table: TableAnswer }) {
  const t = useT()
  const base = useSession().base?.base.key
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button icon="circle-help" onClick={() => setAsking(true)}>
        {t('viewAs.missing')}
      </Button>
      {asking && <WhyDialog path={`/bases/${base}/tables/${table.key}`} onClose={() => setAsking(false)} />}
    </>
  )
}

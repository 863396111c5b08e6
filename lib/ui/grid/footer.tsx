'use client'
/** The line under the grid: how many rows, what is selected, and whether everything has been saved. */
import { useSyncExternalStore } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import type { EditStore } from '@/lib/ui/data/edits'
import type { RecordStore } from '@/lib/ui/data/records'

const subscribeOnline = (listener: () => void): (() => void) => {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

export function Footer(props: {
  records: RecordStore
  edits: EditStore
  selectedCells: number
  onShowRefused(): void
}) {
  const { records, edits } = props
  const t = useT()
  useSyncExternalStore(records.subscribe, records.snapshot, () => 0)
  useSyncExternalStore(edits.subscribe, edits.snapshot, () => 0)
  const online = useSyncExternalStore(
    subscribeOnline,
    () => navigator.onLine,
    () => true,
  )
  const { saving, refused } = edits.counts()
  return (
    <div className="flex h-8 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-canvas px-3 text-xs whitespace-nowrap text-muted">
      <span className="tabular-nums" role="status">
        {t(records.counted ? 'grid.rows' : 'grid.rowsAtLeast', { count: records.total })}
      </span>
      {props.selectedCells > 1 && (
        <span className="tabular-nums max-md:hidden">
          {t('grid.cellsSelected', { count: props.selectedCells })}
        </span>
      )}
      {records.status === 'refreshing' && <span className="text-faint">{t('grid.refreshing')}</span>}
      {records.error && records.status !== 'failed' && (
        <span className="flex items-center gap-2 text-danger">
          {t('grid.loadMoreFailed')}
          <Button size="sm" variant="ghost" onClick={() => records.retry()}>
            {t('kit.retry')}
          </Button>
        </span>
      )}
      <span className="ml-auto flex items-center gap-1.5" aria-live="polite">
        {!online && (
          <>
            <Icon name="circle-alert" className="size-3.5 text-warn" />
            <span className="truncate text-warn">{t('grid.offline')}</span>
          </>
        )}
        {refused > 0 && (
          <>
            <span className="text-danger">{t('grid.notSaved', { count: refused })}</span>
            <Button size="sm" variant="ghost" onClick={props.onShowRefused}>
              {t('grid.showFirst')}
            </Button>
          </>
        )}
        {online && saving > 0 && t('grid.saving')}
      </span>
    </div>
  )
}

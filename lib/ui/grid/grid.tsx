'use client'
/**
 * The spreadsheet: thousands of records by many columns, of which only those in sight exist in the page.
 * `use-grid` holds what its parts share; `surface` scrolls, `overlays` stand around it.
 */
import { Overlays } from './overlays'
import { GridFailure, GridSkeleton } from './states'
import { Surface } from './surface'
import { type GridProps, useGrid } from './use-grid'

export function Grid(props: GridProps) {
  const { records, settings, onSettings } = props
  const grid = useGrid(props)
  if (records.status === 'loading') return <GridSkeleton />
  if (records.status === 'failed') {
    return (
      <GridFailure
        error={records.error!}
        onRetry={() => records.retry()}
        onClearFilter={() => onSettings({ ...settings, filter: undefined })}
      />
    )
  }
  return (
    <div
      className="group/grid relative flex min-h-0 flex-1 flex-col bg-surface text-[13px]"
      data-focused={grid.focused || undefined}
    >
      <Surface grid={grid} />
      <Overlays grid={grid} />
    </div>
  )
}

'use client'
/** What can be done with the ticked rows, floating over the grid while there are any. */
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'

export interface BulkBarProps {
  count: number
  deletable: number
  /** Why so many may not be deleted at once. */
  deleteRefusal: string | undefined
  onDelete(): void
  /** Absent for those who may not. */
  onEdit: (() => void) | undefined
  onExport: (() => void) | undefined
  onClear(): void
}

export function BulkBar(props: BulkBarProps) {
  const t = useT()
  return (
    <div
      role="toolbar"
      aria-label={t('grid.rowsSelected', { count: props.count })}
      className="absolute bottom-20 left-4 z-30 flex items-center gap-2 rounded-lg border border-line bg-raised px-1.5 py-1.5 shadow-pop"
    >
      <IconButton size="sm" icon="x" label={t('grid.deselect')} onClick={props.onClear} />
      <span className="mr-2 whitespace-nowrap tabular-nums">
        {t('grid.rowsSelected', { count: props.count })}
      </span>
      {props.onEdit && (
        <Button size="sm" icon="pencil" writes onClick={props.onEdit}>
          {t('exits.bulk')}
        </Button>
      )}
      {props.onExport && (
        <Button size="sm" icon="download" onClick={props.onExport}>
          {t('exits.exportShort')}
        </Button>
      )}
      {props.deletable > 0 && (
        <Button
          size="sm"
          icon="trash-2"
          writes
          className="text-danger"
          title={props.deleteRefusal}
          aria-disabled={props.deleteRefusal !== undefined}
          onClick={props.onDelete}
        >
          {t('grid.delete')}
        </Button>
      )}
    </div>
  )
}

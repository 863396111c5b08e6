'use client'
/** What can be done with the ticked rows, floating over the grid while there are any. */
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'

export function BulkBar(props: { count: number; deletable: number; onDelete(): void; onClear(): void }) {
  const t = useT()
  return (
    <div
      role="toolbar"
      aria-label={t('grid.rowsSelected', { count: props.count })}
      className="absolute bottom-12 left-4 z-30 flex items-center gap-2 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-4 shadow-pop"
    >
      <span className="mr-2 whitespace-nowrap tabular-nums">
        {t('grid.rowsSelected', { count: props.count })}
      </span>
      {props.deletable > 0 && (
        <Button size="sm" icon="trash-2" className="text-danger" onClick={props.onDelete}>
          {t('grid.delete')}
        </Button>
      )}
      <IconButton size="sm" icon="x" label={t('grid.deselect')} onClick={props.onClear} />
    </div>
  )
}

'use client'
/** What lies over and under the scrolling part: the ticked rows' bar, the footer, the menu at a cell, a question. */
import { useT } from '@/lib/i18n/react'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { useToast } from '@/lib/kit/toast'
import { BulkBar } from './bulk-bar'
import { cellMenu } from './cell-menu'
import { ContextMenu } from './context-menu'
import { Footer } from './footer'
import type { GridState } from './use-grid'

export function Overlays({ grid }: { grid: GridState }) {
  const { props, actions, ticks, cells, range, deletion, menuAt, setMenuAt } = grid
  const { table, records, edits } = props
  const t = useT()
  const toast = useToast()
  const deletable = table.can.delete ? deletion.targets().length : 0

  return (
    <>
      {ticks.checked.size > 0 && (
        <BulkBar
          count={ticks.checked.size}
          deletable={deletable}
          onDelete={deletion.ask}
          onClear={ticks.clear}
        />
      )}
      <Footer
        records={records}
        edits={edits}
        selectedCells={range ? (range.bottom - range.top + 1) * (range.right - range.left + 1) : 0}
        onShowRefused={() => {
          const refused = edits.refused()
          if (refused) grid.goTo(refused)
        }}
      />
      <ContextMenu
        at={menuAt}
        label={t('grid.cellMenu')}
        onClose={() => {
          setMenuAt(undefined)
          // The menu may still hold the focus while it fades.
          requestAnimationFrame(() => {
            const holder = document.activeElement
            if (!holder || holder === document.body || holder.closest('[role=menu]')) cells.focus()
          })
        }}
        items={cellMenu({
          t,
          // Once the menu has let go of the focus.
          run: (command) =>
            requestAnimationFrame(() => {
              cells.focus()
              cells.run(command)
            }),
          canCreate: table.can.create,
          deletable,
          tall: range !== undefined && range.bottom > range.top,
          onDelete: deletion.ask,
          copy: () => range && actions.copyText(range)?.plain,
          paste: (text) => range && void actions.paste(text, range),
          toast,
        })}
      />
      <ConfirmDialog
        open={deletion.doomed !== undefined}
        onOpenChange={(open) => !open && deletion.dismiss()}
        title={t('grid.deleteTitle', { count: deletion.doomed?.length ?? 0 })}
        description={t('grid.deleteText')}
        confirmLabel={t('grid.delete')}
        danger
        onConfirm={async () => {
          await deletion.confirm()
          cells.focus()
        }}
      />
    </>
  )
}

'use client'
/** What lies over and under the scrolling part: the ticked rows' bar, the footer, the menu at a cell, a question. */
import { useState } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { useToast } from '@/lib/kit/toast'
import { recordContext } from '@/lib/ui/data/table'
import { BulkDialog } from '@/lib/ui/exits/bulk-dialog'
import { RevealDialog } from '@/lib/ui/exits/reveal-dialog'
import { WhyDialog, type WhyProps } from '@/lib/ui/explain/why'
import { BulkBar } from './bulk-bar'
import { cellMenu } from './cell-menu'
import { ContextMenu } from './context-menu'
import { Footer } from './footer'
import { lockOf } from './lock'
import type { GridState } from './use-grid'

export function Overlays({ grid }: { grid: GridState }) {
  const { props, actions, ticks, cells, range, deletion, menuAt, setMenuAt, masked, revealing } = grid
  const { table, records, edits } = props
  const t = useT()
  const toast = useToast()
  const deletable = table.can.delete ? deletion.targets().length : 0
  const [why, setWhy] = useState<Pick<WhyProps, 'record' | 'field'>>()
  const askWhy = () => {
    const record = range && records.at(range.top)
    const column = range && grid.model.columns[range.left]
    if (!record || !column) return
    const label = labelOf(column.field.label, props.handle.context.locale, column.key)
    setWhy({ record: record.id, field: { key: column.key, label } })
  }
  /** The columns of many cells say what is locked in each; of one cell the record says it as well. */
  const editable = (): boolean => {
    if (!range) return false
    const one = range.top === range.bottom && range.left === range.right
    const record = one ? records.at(range.top) : undefined
    return grid.model.columns
      .slice(range.left, range.right + 1)
      .some((column) => lockOf(column.field, record) === undefined)
  }
  const mayMany = table.actions.includes('bulk')
  const deleteRefusal = deletable > 1 && !mayMany

  return (
    <>
      {ticks.checked.size > 0 && (
        <BulkBar
          count={ticks.checked.size}
          deletable={deletable}
          deleteRefusal={deleteRefusal ? t('exits.needsBulkLong') : undefined}
          onDelete={deletion.ask}
          onEdit={mayMany && table.can.update ? () => grid.setBulk([...ticks.checked]) : undefined}
          onExport={props.onExport}
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
          editable: menuAt !== undefined && editable(),
          onWhy: askWhy,
          deletable,
          deleteRefusal: deleteRefusal ? t('exits.needsBulk') : undefined,
          onReveal: masked && (() => grid.setRevealing(masked)),
          tall: range !== undefined && range.bottom > range.top,
          onDelete: deletion.ask,
          copy: () => range && actions.copyText(range)?.plain,
          paste: (text) => range && void actions.paste(text, range),
          toast,
        })}
      />
      {grid.bulk && (
        <BulkDialog
          path={props.path}
          handle={props.handle}
          table={table}
          ids={grid.bulk}
          onChange={actions.changeAll}
          onClose={() => grid.setBulk(undefined)}
        />
      )}
      {revealing && (
        <RevealDialog
          path={props.path}
          id={revealing.record.id}
          field={revealing.field}
          context={recordContext(props.handle.context, revealing.record)}
          onClose={() => {
            grid.setRevealing(undefined)
            cells.focus()
          }}
        />
      )}
      {why && (
        <WhyDialog
          path={props.path}
          {...why}
          onClose={() => {
            setWhy(undefined)
            cells.focus()
          }}
        />
      )}
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

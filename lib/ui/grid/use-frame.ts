'use client'
/** What all rows share, as one object that changes only when every row must be rendered again. */
import { useMemo, useRef } from 'react'
import type { EditStore } from '@/lib/ui/data/edits'
import type { TableHandle } from '@/lib/ui/data/table'
import type { Actions } from './actions'
import type { ColumnModel } from './column-model'
import type { RowFrame } from './row'
import type { Cells } from './use-cells'

export function useFrame(
  gridId: string,
  model: ColumnModel,
  height: number,
  handle: TableHandle,
  edits: EditStore,
  cells: Cells,
  actions: Actions,
): RowFrame {
  // Rows outlive renders of the grid, so their functions look up what is current.
  const latest = useRef({ cells, actions })
  latest.current = { cells, actions }
  const { columns, frozenCount, frozenWidth, totalWidth } = model
  const { context, services } = handle
  return useMemo<RowFrame>(
    () => ({
      gridId,
      columns,
      frozenCount,
      frozenWidth,
      totalWidth,
      height,
      context,
      services,
      onFinish: (value, leave) => latest.current.cells.finish(value, leave),
      onCancelEdit: () => latest.current.cells.cancel(),
      onEditAgain: () => latest.current.cells.edit(),
      onRetry(id, field) {
        void latest.current.actions.change([{ id, field, value: edits.value(id, field) }])
        latest.current.cells.focus()
      },
      onDiscard(id, field) {
        edits.discard(id, field)
        latest.current.cells.focus()
      },
    }),
    [gridId, columns, frozenCount, frozenWidth, totalWidth, height, context, services, edits],
  )
}

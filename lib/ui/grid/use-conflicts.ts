'use client'
/** A conflict is settled at its cell; who has gone on by the time it is known hears of it, with the way back. */
import { useEffect, useRef } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import type { CellAddress, CellEdit } from '@/lib/ui/data/edits'
import type { Workplace } from './actions'

export function useConflicts(
  place: Workplace,
  active: CellAddress | undefined,
  goTo: (cell: CellAddress) => void,
): void {
  const { edits } = place
  const latest = useRef({ place, active, goTo })
  latest.current = { place, active, goTo }
  const told = useRef(new WeakSet<CellEdit>())
  useEffect(
    () =>
      edits.subscribe(() => {
        const { place, active } = latest.current
        const { columns, handle, t, toast } = place
        for (const { id, field, edit } of edits.conflicts()) {
          if (told.current.has(edit)) continue
          told.current.add(edit)
          const column = columns.find(({ key }) => key === field)
          if (!column || (active?.id === id && active.field === field)) continue
          toast({
            id: 'conflict',
            kind: 'error',
            message: t('grid.conflictElsewhere', {
              label: labelOf(column.field.label, handle.context.locale, field),
            }),
            action: {
              label: t('grid.showConflict'),
              onSelect: () => latest.current.goTo({ id, field }),
            },
          })
        }
      }),
    [edits],
  )
}

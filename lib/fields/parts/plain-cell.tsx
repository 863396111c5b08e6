/** Cells that are just text: one line in the grid, everything in a record; numbers stand right in the grid. */
import type { ReactNode } from 'react'
import { cx } from '@/lib/kit/cx'

export function TextCell({ dense, children }: { dense: boolean; children: ReactNode }) {
  return <span className={dense ? 'block truncate' : 'wrap-anywhere whitespace-pre-wrap'}>{children}</span>
}

export function NumberCell({ dense, children }: { dense: boolean; children: ReactNode }) {
  return <span className={cx('tabular-nums', dense && 'block truncate text-right')}>{children}</span>
}

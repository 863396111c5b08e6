/** What the looks of a view type are given: a table that has arrived, and where the page stands. */
import type { ReactNode } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import type { TableHandle } from '@/lib/ui/data/table'
import type { ViewHandle } from '@/lib/ui/data/view'

export interface ViewProps {
  base: string
  handle: TableHandle
  table: TableAnswer
  view: ViewHandle
  /** The record open beside the view, from the address. */
  record: string | undefined
  /** Changes the address; undefined takes the part away. */
  onRecord(id: string | undefined): void
  onView(key: string): void
}

export interface ViewUi {
  View(props: ViewProps): ReactNode
}

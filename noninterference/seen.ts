/** What a principal is shown of a record: values, masks, and what may be done with it. */
import type { Json } from '@/lib/json'

/** `behind`: the value that is shown on request. */
export type Seen = { value: Json } | { mask: string; behind?: Json }

export interface SeenRow {
  id: string
  table: string
  deleted: boolean
  /** Of all fields but computed ones and stamps, which follow from these; empty cells are there as null. */
  cells: Record<string, Seen>
  /** To-one links that are set, to a record out of sight (declared exception 4). */
  set: string[]
  can: { update: boolean; delete: boolean }
  /** Cells that may be changed. */
  write: string[]
  /** What each single term of a rule says of the row: the row rule's own bit (declared exception 3). */
  bits: string
  history: Json[]
  /** With whom it is shared, for whoever may share it. */
  shares: Json
}

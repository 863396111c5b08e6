/** What a request is made of, and what makes it worth asking: records and tables that could answer it. */
import type { Action, Table } from '@/lib/meta/model'
import type { SeenRow } from './seen'
import type { Scene } from './slots'

export interface Ask {
  /** Its line of the register. */
  of: string
  path: string
  query?: Record<string, string>
  /** Sent as JSON; a text goes as it is. */
  body?: unknown
  headers?: Record<string, string>
}

export interface Generator {
  (scene: Scene): Omit<Ask, 'of'>
  /** Whether there is anything that it could be answered about: asked in vain, it is asked seldom. */
  fits?: (scene: Scene) => boolean
}

/** Tables with a record in sight that fits. */
export const holding =
  (wanted: (row: SeenRow) => boolean) =>
  ({ sight }: Scene) =>
  (table: Table): boolean =>
    [...sight.rows.values()].some((row) => row.table === table.key && wanted(row))
export const living = (row: SeenRow): boolean => !row.deleted
export const changeable = (row: SeenRow): boolean => !row.deleted && row.write.length > 0
export const masked = (row: SeenRow): boolean =>
  !row.deleted && Object.values(row.cells).some((cell) => 'mask' in cell)
export const revealable = (row: SeenRow): boolean => !row.deleted && behindMasks(row).length > 0
export const behindMasks = (row: SeenRow): string[] =>
  Object.entries(row.cells).flatMap(([key, cell]) => ('behind' in cell ? [key] : []))
/** Tables where the action is allowed and a record that it is for is in sight. */
export const allowing =
  (action: Action, wanted: (row: SeenRow) => boolean = living) =>
  (scene: Scene) =>
  (table: Table): boolean =>
    scene.sight.may(table.key, action) && holding(wanted)(scene)(table)
export const removable = (row: SeenRow): boolean => !row.deleted && row.can.delete
export const restorable = (row: SeenRow): boolean => row.deleted && row.can.delete

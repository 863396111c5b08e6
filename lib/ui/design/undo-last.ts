'use client'
/** Taking back the change that was just made, from its message at the bottom of the page. */
import type { SchemaChangeLine, SchemaHistoryAnswer, UndoPreview } from '@/lib/api/contract-design'
import { type Labels, locales } from '@/lib/i18n/labels'
import { api } from '@/lib/ui/api'

/** What somebody has done to a field, as the history tells it. */
export interface Deed {
  /** Id of the person. */
  by: string
  part: 'fieldDeleted' | 'fieldConverted'
  field: Labels
}

/** The number of the change that a person has just made, if it may be taken back. */
export async function changeMade(base: string, deed: Deed): Promise<number | undefined> {
  const { changes } = await api.get<SchemaHistoryAnswer>(`/bases/${base}/schema/history`)
  return undoable(changes, deed)
}

/** The newest line need not be the one: other makers are at work too. */
export function undoable(changes: readonly SchemaChangeLine[], deed: Deed): number | undefined {
  const line = changes.find(
    ({ by, parts }) =>
      by?.id === deed.by && parts.some(({ key, params }) => key === deed.part && isFor(params.field, deed)),
  )
  return line?.undo.can ? line.id : undefined
}

const isFor = (label: string | Labels | undefined, { field }: Deed): boolean =>
  typeof label === 'object' && locales.every((locale) => label[locale] === field[locale])

export const undoChange = (base: string, change: number): Promise<UndoPreview> =>
  api.post<UndoPreview>(`/bases/${base}/schema/history/${change}/undo`)

'use client'
/** Taking back the change that was just made, from its message at the bottom of the page. */
import type { SchemaHistoryAnswer, UndoPreview } from '@/lib/api/contract-design'
import { api } from '@/lib/ui/api'

/** The number of the newest change of a base, if it may be taken back. */
export async function newestChange(base: string): Promise<number | undefined> {
  const { changes } = await api.get<SchemaHistoryAnswer>(`/bases/${base}/schema/history`)
  const [newest] = changes
  return newest?.undo.can ? newest.id : undefined
}

export const undoChange = (base: string, change: number): Promise<UndoPreview> =>
  api.post<UndoPreview>(`/bases/${base}/schema/history/${change}/undo`)

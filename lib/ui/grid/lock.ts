/** Whether a cell can be edited by this person, and if not, the reason as a message key. */
import type { ApiRecord, FieldAnswer } from '@/lib/api/contract'
import type { MessageKey } from '@/lib/i18n/messages/index'
import { isMasked } from '@/lib/ui/data/masked'
import { isLooking } from '@/lib/ui/view-as/state'

/** Undefined: it can be edited. The nearest reason wins: the field's own before the record's. */
export function lockOf(field: FieldAnswer, record: ApiRecord | undefined): MessageKey | undefined {
  if (isMasked(field, record?.fields[field.key])) return 'grid.lockMask'
  if (field.source === 'auto') return 'grid.lockAuto'
  if (field.source === 'formula') return 'grid.lockFormula'
  if (field.right === 'read') return 'grid.lockField'
  if (record?.noAccess?.includes(field.key)) return 'grid.lockNoAccess'
  if (record && !record.can.update) return 'grid.lockRecord'
  if (record?.can.locked?.includes(field.key)) return 'grid.lockHere'
  return isLooking() ? 'viewAs.locked' : undefined
}

/** Why a person cannot change a field of a record: every refusal in the page says its reason. */
import type { ApiRecord, FieldAnswer } from '@/lib/api/contract'
import { isMasked } from '@/lib/ui/data/masked'
import { isLooking } from '@/lib/ui/view-as/state'

export type Reason = 'computed' | 'masked' | 'readOnly' | 'locked' | 'recordLocked' | 'viewing'

/** Undefined when the field can be edited here. */
export function reasonOf(field: FieldAnswer, record: ApiRecord): Reason | undefined {
  if (isMasked(field, record.fields[field.key])) return 'masked'
  if (field.source === 'auto' || field.source === 'formula') return 'computed'
  if (field.right === 'read') return 'readOnly'
  if (!record.can.update) return 'recordLocked'
  if (record.can.locked?.includes(field.key)) return 'locked'
  return isLooking() ? 'viewing' : undefined
}

/** Whether a value arrived as masked text instead of as a value of its field's type. */
import type { ApiRecord, FieldAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'

/** With several roles a field may be masked on one record and not on the next: then its type does not know the text. */
export function isMasked(
  field: Pick<FieldAnswer, 'type' | 'options' | 'right' | 'mask'>,
  value: unknown,
): boolean {
  if (field.right === 'mask') return true
  return (
    field.mask !== undefined &&
    typeof value === 'string' &&
    fieldType(field.type).check(value, field.options) !== undefined
  )
}

/** Whether the value behind the mask of a cell may be asked for. */
export const isRevealable = (field: FieldAnswer, record: ApiRecord): boolean => {
  const value = record.fields[field.key]
  return field.reveal === true && value !== undefined && isMasked(field, value)
}

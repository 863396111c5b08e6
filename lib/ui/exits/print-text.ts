/** Cells as they stand on paper: what a person reads, masks as masks. */
import type { ApiRecord, FieldAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import type { FieldContext } from '@/lib/fields/type'
import { isMasked } from '@/lib/ui/data/masked'
import { recordContext } from '@/lib/ui/data/table'

/** @param shut what stands for a link to a record that this person may not see */
export function printText(
  field: FieldAnswer,
  record: ApiRecord,
  context: FieldContext,
  shut: string,
): string {
  if (record.noAccess?.includes(field.key)) return shut
  const value = record.fields[field.key]
  if (value === undefined) return ''
  if (isMasked(field, value)) return String(value)
  const text = fieldType(field.type).format(value, field.options, recordContext(context, record))
  const more = record.more?.[field.key]
  return more && Array.isArray(value) ? `${text} … (${more})` : text
}

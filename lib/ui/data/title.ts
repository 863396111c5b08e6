/** What a record is called, in one line; nothing when its title is empty or hidden from this person. */
import type { ApiRecord, TableAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import type { FieldContext } from '@/lib/fields/type'
import { isMasked } from './masked'
import { recordContext } from './table'

export function titleOf(table: TableAnswer, record: ApiRecord, context: FieldContext): string {
  const field = table.fields.find((f) => f.key === table.title)
  const value = field && record.fields[field.key]
  if (!field || value === undefined) return ''
  if (isMasked(field, value)) return String(value)
  return fieldType(field.type).format(value, field.options, recordContext(context, record))
}

/** The form that a table suggests: its required fields, some more, and one step. */
import type { Labels } from '@/lib/i18n/labels'
import { isInput, isToMany, isToOne } from '@/lib/meta/fields'
import type { FieldBlock, FormStep } from '@/lib/meta/form'
import type { Field, Table } from '@/lib/meta/model'

const more = 8

/** Required fields and up to 8 others, in the order of the table. What strangers would not be offered comes last. */
export function defaultSteps(table: Table): FormStep[] {
  const fields = table.fields.filter((f) => isInput(f) && !isToMany(f))
  const others = fields.filter((f) => !f.required && f.sensitivity === 'normal' && !f.showIf)
  const chosen = new Set([...others.filter((f) => !isToOne(f)), ...others.filter(isToOne)].slice(0, more))
  const blocks = fields.filter((f) => f.required || chosen.has(f)).map(blockOf)
  return [{ key: 'step_1', blocks: blocks.length > 0 ? blocks : fields.slice(0, 1).map(blockOf) }]
}

const blockOf = (field: Field): FieldBlock => ({ kind: 'field', field: field.key })

export const defaultSubmit: Labels = { 'zh-CN': '提交', en: 'Submit' }

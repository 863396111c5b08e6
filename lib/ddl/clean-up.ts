/** What can do without a field, without it: views, forms and rules over several fields lose it in the same change. */

import { fieldOf, targetOf } from '@/lib/meta/fields'
import type { Form, FormBlock } from '@/lib/meta/form'
import type { Definitions, Field, Table } from '@/lib/meta/model'
import { fittingView } from '@/lib/meta/soundness'
import { type DocumentChange, withChanges } from '@/lib/meta/store'

/** The field goes to the trash, and out of everything that only shows it or could also ask for something else. */
export function withoutField(
  definitions: Definitions,
  before: Table,
  field: Field,
  by: string,
): DocumentChange[] {
  const after: Table = {
    ...before,
    fields: before.fields.filter((f) => f.number !== field.number),
    sections: before.sections.map((s) => ({ ...s, fields: s.fields.filter((f) => f !== field.key) })),
    uniques: before.uniques.filter((rule) => !rule.fields.includes(field.key)),
    trash: [...before.trash, { field, at: new Date().toISOString(), by }],
  }
  const change: DocumentChange = { kind: 'table', before, after }
  return [
    change,
    ...fittingViews(definitions, [change], before.key, field.key),
    ...formsWithout(definitions, before, field),
  ]
}

/** Views without the conditions and sort keys about a field that do not work once `changes` are made. */
export function fittingViews(
  definitions: Definitions,
  changes: readonly DocumentChange[],
  table: string,
  field: string,
): DocumentChange[] {
  const then = withChanges(definitions, changes)
  return [...definitions.views.values()].flatMap((before): DocumentChange[] => {
    const after = fittingView(then, before, `${table}.${field}`)
    return after === before ? [] : [{ kind: 'view', before, after }]
  })
}

function formsWithout(definitions: Definitions, table: Table, field: Field): DocumentChange[] {
  return [...definitions.forms.values()].flatMap((before): DocumentChange[] => {
    const over = definitions.tables.get(before.table)
    if (!over) return []
    let changed = false
    const keep = (block: FormBlock): FormBlock[] => {
      if (block.kind !== 'field' && block.kind !== 'rows') return [block]
      if (over.key === table.key && block.field === field.key) {
        changed = true
        return []
      }
      const link = fieldOf(over, block.field)
      if (
        block.kind !== 'rows' ||
        !link ||
        targetOf(link) !== table.key ||
        !block.columns.includes(field.key)
      )
        return [block]
      changed = true
      return [{ ...block, columns: block.columns.filter((c) => c !== field.key) }]
    }
    const steps = before.steps.map((step) => ({ ...step, blocks: step.blocks.flatMap(keep) }))
    const after: Form = { ...before, steps }
    return changed ? [{ kind: 'form', before, after }] : []
  })
}

/** Which links of a base point at a table, and what of their records is worth a line. */
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'

export interface Incoming {
  table: TableAnswer
  field: FieldAnswer
  /** The same table points here by more than one field, so each is named. */
  several: boolean
  /** The context of that table: its own option sets. */
  context: (context: FieldContext) => FieldContext
}

/** Stored links only: the other side of a link would tell the same records twice. */
export function incomingLinks(tables: readonly TableAnswer[], target: string): Incoming[] {
  return tables.flatMap((table) => {
    const fields = table.fields.filter((f) => f.source === 'input' && f.target?.table === target)
    return fields.map((field) => ({
      table,
      field,
      several: fields.length > 1,
      context: (context: FieldContext) => ({
        ...context,
        optionSet: (key: string) => table.optionSets[key] ?? [],
      }),
    }))
  })
}

/** How many values stand beside a linked record's title. */
const beside = 2

/** The first columns of the table's main view, apart from its title and the link that is already known. */
export function secondary(table: TableAnswer, link: FieldAnswer): FieldAnswer[] {
  const view = table.views.find((v) => v.default) ?? table.views[0]
  const keys = view
    ? view.columns.filter((c) => !c.hidden).map((c) => c.field)
    : table.fields.map((f) => f.key)
  return keys
    .filter((key) => key !== table.title && key !== link.key)
    .flatMap((key) => table.fields.find((f) => f.key === key) ?? [])
    .slice(0, beside)
}

/** What a table keeps in PostgreSQL beyond its living fields: columns and link tables of its trash, each by its field's number. */
import { asideName } from './derived-names'
import type { Field, Table } from './model'

/** Every field that has, or may have, something stored: living ones first. */
export const keptFields = (table: Table): Field[] => [...table.fields, ...table.trash.map((t) => t.field)]

/**
 * Whether the field is what another one was before a change of type: then its column stands aside. A deleted field is
 * the last of its id in the trash, and keeps its column's name.
 */
export function isAside(table: Table, field: Field): boolean {
  const line = keptFields(table).filter((f) => f.id === field.id)
  const holder = table.fields.find((f) => f.id === field.id) ?? line.at(-1)
  return holder?.number !== field.number
}

/** The name of the field's own column, for a field that has one. */
export const columnName = (table: Table, field: Field): string =>
  isAside(table, field) ? asideName(field.number) : field.key

/** The deleted field of this key, which could come back. */
export const deletedField = (table: Table, key: string): Table['trash'][number] | undefined =>
  table.trash.findLast((t) => t.field.key === key && !isAside(table, t.field))

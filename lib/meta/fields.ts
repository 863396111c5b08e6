/** Questions about a field of a table that depend on its type and source, answered in one place. */

import type { Type } from '@/lib/expr/typed'
import { type AnyFieldType, fieldType } from '@/lib/fields/index'
import type { FieldType, Option } from '@/lib/fields/type'
import type { Definitions, Field, Table } from './model'

export const typeOf = (field: Field): AnyFieldType => fieldType(field.type)

export const fieldOf = (table: Table, key: string): Field | undefined =>
  table.fields.find((f) => f.key === key)

/** The table a link field points to; for an inverse field the table whose links point here. */
export function targetOf(field: Field): string | undefined {
  if (field.source.kind === 'inverse') return field.source.table
  const table = (field.options as { table?: unknown }).table
  return typeof table === 'string' ? table : undefined
}

/** A to-one link: a reference that names a table (people are references that do not). */
export const isToOne = (field: Field): boolean =>
  typeOf(field).kind === 'ref' && targetOf(field) !== undefined

/** A to-many link, stored in a link table or read from the other side. */
export const isToMany = (field: Field): boolean =>
  field.source.kind === 'inverse' || 'linkTable' in typeOf(field).storage

/** Whether what follows the field in a path is a text inside its value: the province of an address. */
export const namesPart = (field: Field, rest: readonly string[]): boolean =>
  rest.length === 1 && (typeOf(field).parts?.includes(rest[0]!) ?? false)

/** One or several people. */
export const isPeople = (field: Field): boolean =>
  targetOf(field) === undefined && typeOf(field).operators.some((name) => name === 'isMe' || name === 'hasMe')

/** The kind of a field's own value. */
export function plainType(field: Field): Type {
  if (isToMany(field)) return { kind: 'list', item: 'ref' }
  const { kind } = typeOf(field)
  return kind === 'list' ? { kind, item: isPeople(field) ? 'ref' : 'text' } : { kind }
}

/** The column of the user table that holds the value; undefined for links to many and for what is computed in each read. */
export function columnOf(field: Field): string | undefined {
  if (isToMany(field) || (field.source.kind === 'formula' && !field.source.stored)) return undefined
  if (field.source.kind === 'auto' && field.source.of === 'created')
    return typeOf(field).kind === 'ref' ? 'created_by' : 'created_at'
  return field.column ?? field.key
}

/** PostgreSQL type of the stored column. */
export function columnType(field: Field): string {
  const storage: FieldType<unknown, object>['storage'] = typeOf(field).storage
  if (!('column' in storage)) throw new Error(`field ${field.key} has no column`)
  return storage.column(field.options)
}

/** Whether the field has a column of its own, to be created with it. */
export const ownsColumn = (field: Field): boolean => columnOf(field) === field.key

/** Whether a person may give a value at all. */
export const isInput = (field: Field): boolean => field.source.kind === 'input'

/** The fields whose change moves an "updated" field: those it names, or whatever a person can give. */
export const watchedBy = (table: Table, { watch }: { watch?: string[] }): string[] =>
  watch ?? table.fields.filter(isInput).map((f) => f.key)

/** The options to choose from, shared or private; undefined when the field has none. */
export function optionsOf(field: Field, definitions: Definitions): readonly Option[] | undefined {
  const { set, options } = field.options as { set?: string; options?: Option[] }
  if (typeof set === 'string') return definitions.optionSets.get(set)?.options ?? []
  return Array.isArray(options) ? options : undefined
}

/** The table that a key names; definitions refer to each other by key, and a broken reference is our error. */
export function tableOf(definitions: Definitions, key: string): Table {
  const table = definitions.tables.get(key)
  if (!table) throw new Error(`no table ${key}`)
  return table
}

/** The rows blocks of a form, as one person may fill them in. */
import type { Actor } from '@/lib/access/actor'
import { type Access, decide } from '@/lib/access/decide'
import { fieldOf, isInput, isPeople, isToMany, isToOne, targetOf, typeOf } from '@/lib/meta/fields'
import type { Form, RowsBlock } from '@/lib/meta/form'
import type { Field, Table } from '@/lib/meta/model'

/** The rows of a rows block. */
export interface LiveRows {
  block: RowsBlock
  field: Field
  table: Table
  access: Access
  /** Those of the block's columns that this person may give. */
  columns: ReadonlySet<string>
  /** The field of the other table that points back here; absent when this table's own field names the rows. */
  back?: Field
  add: boolean
  edit: boolean
  remove: boolean
}

/** Strangers are not offered what would show them other records, people, or files that the form does not take. */
export const offered = (actor: Actor, form: Form, field: Field): boolean =>
  actor.form === undefined ||
  !(refers(field) || (typeOf(field).fileIds !== undefined && form.public?.files === undefined))

export const refers = (field: Field): boolean => isToOne(field) || isToMany(field) || isPeople(field)

/** The rows as they are there for this person; undefined where nothing of them is. */
export function liveRows(
  actor: Actor,
  form: Form,
  access: Access,
  block: RowsBlock,
  opened: boolean,
): LiveRows | undefined {
  const found = rowsOf(actor.definitions.tables, access.table, block.field)
  const right = access.fields.get(block.field)
  if (!found || !right) return undefined
  const { field, table, back } = found
  const child = decide(actor, table)
  const columns = block.columns.filter((key) => {
    const column = fieldOf(table, key)
    const to = child.fields.get(key)
    return (
      column &&
      to &&
      key !== back?.key &&
      isInput(column) &&
      to.create !== false &&
      offered(actor, form, column)
    )
  })
  const own = right[opened ? 'write' : 'create'] !== false
  const points = back ? (child.fields.get(back.key)?.create ?? false) !== false : own
  const stranger = actor.form !== undefined
  const add = block.add && columns.length > 0 && child.rows.create !== false && (stranger || points)
  const edit = block.edit && opened && columns.length > 0 && child.rows.update !== false
  const remove = block.remove && opened && (back ? child.rows.delete !== false : own)
  if (!add && !edit && !remove && !(opened && child.rows.read !== false)) return undefined
  return { block, field, table, access: child, columns: new Set(columns), back, add, edit, remove }
}

/** The table behind a rows block, and the link that holds its rows here; undefined for a field that cannot hold rows. */
export function rowsOf(
  tables: ReadonlyMap<string, Table>,
  table: Table,
  key: string,
): { field: Field; table: Table; back?: Field } | undefined {
  const field = fieldOf(table, key)
  const other = field && isToMany(field) ? tables.get(targetOf(field)!) : undefined
  if (!field || !other) return undefined
  if (field.source.kind !== 'inverse') return { field, table: other }
  const back = fieldOf(other, field.source.field)
  return back && isToOne(back) ? { field, table: other, back } : undefined
}

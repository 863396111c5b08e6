/**
 * Unique fields that somebody would write without reading them: "already taken" answers who writes one what others hold.
 * Both sides ask here, the one that makes a role and the one that makes a field unique or brings it back.
 */
import { appError } from '@/lib/errors'
import { isInput } from '@/lib/meta/fields'
import type { Definitions, Field, FieldModes, Role, Table, TableRights } from '@/lib/meta/model'
import { fieldRight, modesOf } from '@/lib/meta/rights'

export const isUnique = (table: Table, field: Field): boolean =>
  field.unique || table.uniques.some((rule) => rule.fields.includes(field.key))

/** Whether these modes, in these rows, let a value be written that is not always shown. */
export const writesBlind = ({ rows }: TableRights, modes: FieldModes): boolean =>
  modes.read !== true &&
  ((rows.create.length > 0 && modes.create !== false) || (rows.update.length > 0 && modes.edit !== false))

interface Blind {
  role: Role
  table: Table
  field: Field
}

function blindIn({ roles, tables }: Definitions): Map<string, Blind> {
  const found = new Map<string, Blind>()
  for (const role of roles.values())
    for (const [key, rights] of Object.entries(role.tables)) {
      const table = tables.get(key)
      for (const field of table?.fields ?? []) {
        if (!table || !isInput(field) || !isUnique(table, field)) continue
        if (writesBlind(rights, modesOf(fieldRight(rights, field.key))))
          found.set(`${role.key} ${key} ${field.key}`, { role, table, field })
      }
    }
  return found
}

/** Throws DEFINITION_INVALID at the field that a change would let some role write blindly; what was so before may stay. */
export function refuseBlind(before: Definitions, after: Definitions): void {
  const known = blindIn(before)
  for (const [name, { role, table, field }] of blindIn(after))
    if (!known.has(name))
      throw appError('DEFINITION_INVALID', {
        pointer: `/tables/${table.key}/fields/${field.key}`,
        field: field.key,
        label: field.label,
        problem: 'rights.uniqueBlind',
        named: { role: role.label },
      })
}

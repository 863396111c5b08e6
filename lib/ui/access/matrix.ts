/** The rights draft: what a cell of the matrix holds, how cells are painted, and what differs from what is saved. */
import type { RolesAnswer } from '@/lib/api/contract'
import { type FieldRight, type Role, type Rule, type TableRights, type Verb, verbs } from '@/lib/meta/model'
import { sameRule } from './rules'

export type RightsTable = RolesAnswer['tables'][number]
export type RightsField = RightsTable['fields'][number]

/** What a person paints with; `mask` alone means "each field's usual mask". */
export type Paint = FieldRight | 'mask'

/** A row of the matrix: a field, or the fields that will be added later. */
export const newFields = '_new'

/** What the role may do with a field; an admin edits everything, a table that is not listed is invisible. */
export function rightOf(role: Role, table: string, field: string): FieldRight {
  if (role.admin) return 'edit'
  const rights = role.tables[table]
  if (!rights) return 'hidden'
  return field === newFields ? rights.otherFields : (rights.fields[field] ?? rights.otherFields)
}

export function ruleOf(role: Role, table: string, verb: Verb): Rule {
  return role.admin ? [{ kind: 'all' }] : (role.tables[table]?.rows[verb] ?? [])
}

/** What a field can take of the paint: nobody writes a computed field, and a field without a mask keeps what it has. */
export function fitted(paint: Paint, field: RightsField): FieldRight | undefined {
  if (paint === 'edit') return field.writable ? 'edit' : 'read'
  if (paint === 'mask') return field.masks[0] && { mask: field.masks[0] }
  if (typeof paint === 'object') return field.masks.includes(paint.mask) ? paint : undefined
  return paint
}

/** The rights a role starts with on a table: normal fields to edit, personal ones masked, confidential ones hidden. */
export function startingRight(field: RightsField): FieldRight {
  if (field.sensitivity === 'confidential') return 'hidden'
  if (field.sensitivity === 'personal') return fitted('mask', field) ?? 'hidden'
  return fitted('edit', field) ?? 'read'
}

const noRows: Record<Verb, Rule> = { create: [], read: [], update: [], delete: [] }

/** Every field written out, so that a change of "fields added later" moves none of today's. */
function written(role: Role, table: RightsTable): TableRights {
  const { rows = noRows, otherFields = 'hidden' } = role.tables[table.key] ?? {}
  const fields = Object.fromEntries(table.fields.map((f) => [f.key, rightOf(role, table.key, f.key)]))
  return { rows, otherFields, fields }
}

const withTable = (role: Role, table: string, rights: TableRights): Role => ({
  ...role,
  tables: { ...role.tables, [table]: rights },
})

/** Paints these rows of one role's column. */
export function paintFields(role: Role, table: RightsTable, rows: ReadonlySet<string>, paint: Paint): Role {
  if (role.admin) return role
  const rights = written(role, table)
  for (const field of table.fields) {
    const right = rows.has(field.key) ? fitted(paint, field) : undefined
    if (right) rights.fields[field.key] = right
  }
  if (rows.has(newFields) && (paint === 'hidden' || paint === 'read' || paint === 'edit'))
    rights.otherFields = paint
  return withTable(role, table.key, rights)
}

/** Puts a whole column back to what sensitivity suggests. */
export function paintBySensitivity(role: Role, table: RightsTable): Role {
  if (role.admin) return role
  const rights = written(role, table)
  for (const field of table.fields) rights.fields[field.key] = startingRight(field)
  return withTable(role, table.key, rights)
}

/** Sets one verb's rule. A table that the role could not use at all starts with the suggested field rights. */
export function withRule(role: Role, table: RightsTable, verb: Verb, rule: Rule): Role {
  if (role.admin) return role
  const granted = role.tables[table.key] ? role : paintBySensitivity(role, table)
  const rights = granted.tables[table.key] as TableRights
  return withTable(granted, table.key, { ...rights, rows: { ...rights.rows, [verb]: rule } })
}

/** The role without what it says of tables and fields that are gone: the server refuses names that it does not know. */
export function current(role: Role, tables: readonly RightsTable[]): Role {
  const kept = tables.flatMap((table) => {
    const rights = role.tables[table.key]
    if (!rights) return []
    const known = table.fields.filter((f) => rights.fields[f.key] !== undefined)
    const fields = Object.fromEntries(known.map((f) => [f.key, rightOf(role, table.key, f.key)]))
    return [[table.key, { ...rights, fields }] as const]
  })
  return { ...role, tables: Object.fromEntries(kept) }
}

export interface Cell {
  row: number
  column: number
}

/** The rows and columns of the rectangle between two corners, whichever way it was drawn. */
export function rectangle(a: Cell, b: Cell): { rows: [number, number]; columns: [number, number] } {
  return {
    rows: [Math.min(a.row, b.row), Math.max(a.row, b.row)],
    columns: [Math.min(a.column, b.column), Math.max(a.column, b.column)],
  }
}

export const inside = (span: ReturnType<typeof rectangle>, cell: Cell): boolean =>
  cell.row >= span.rows[0] &&
  cell.row <= span.rows[1] &&
  cell.column >= span.columns[0] &&
  cell.column <= span.columns[1]

export type Change =
  | { kind: 'field'; role: string; table: string; field: string; before: FieldRight; after: FieldRight }
  | { kind: 'rule'; role: string; table: string; verb: Verb; before: Rule; after: Rule }
  | { kind: 'name'; role: string }

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What saving would change, in effect: a right that is written out anew but means the same is no change. */
export function changesOf(
  saved: readonly Role[],
  draft: readonly Role[],
  tables: readonly RightsTable[],
): Change[] {
  return draft.flatMap((after): Change[] => {
    const before = saved.find((r) => r.key === after.key)
    if (!before || before === after) return []
    const changes: Change[] = []
    if (!same(before.label, after.label) || !same(before.description, after.description))
      changes.push({ kind: 'name', role: after.key })
    for (const table of tables) {
      const at = { role: after.key, table: table.key }
      for (const verb of verbs) {
        const [x, y] = [ruleOf(before, table.key, verb), ruleOf(after, table.key, verb)]
        if (!sameRule(x, y)) changes.push({ kind: 'rule', ...at, verb, before: x, after: y })
      }
      for (const field of [...table.fields.map((f) => f.key), newFields]) {
        const [x, y] = [rightOf(before, table.key, field), rightOf(after, table.key, field)]
        if (!same(x, y)) changes.push({ kind: 'field', ...at, field, before: x, after: y })
      }
    }
    return changes
  })
}

/** Masks that every one of these fields offers; the first field's order. */
export function commonMasks(fields: readonly RightsField[]): RightsField['masks'] {
  return (fields[0]?.masks ?? []).filter((m) => fields.every((f) => f.masks.includes(m)))
}

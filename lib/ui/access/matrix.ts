/** The rights of a role as the page sets them: what a cell of the matrix holds, and how cells are painted. */
import type { RolesAnswer } from '@/lib/api/contract'
import type { MaskName } from '@/lib/fields/masks'
import {
  type Action,
  actions,
  type FieldModes,
  type FieldRight,
  type Role,
  type Rule,
  type TableRights,
  type Verb,
} from '@/lib/meta/model'
import { actionsOf, modesOf, rightOfModes } from '@/lib/meta/rights'

export type RightsTable = RolesAnswer['tables'][number] & {
  /** It is in the trash, or gone for good: nothing more can be asked about it. */
  gone?: true
}
export type RightsField = RightsTable['fields'][number]

/** What a person paints with; `mask` alone means "each field's usual mask". */
export type Paint = FieldRight | 'mask' | Cover

/** A mask over what is there: what is given when a record is new stays as it was. */
export interface Cover {
  cover: MaskName
  /** Whether the value may be asked for; left out, as before. */
  reveal?: boolean
}

/** May be given in a new record and is shown nowhere afterwards. */
export const onlyNew: FieldModes = { read: false, edit: false, create: true }
/** Shown, given in a new record, and not changed afterwards. */
export const readNew: FieldModes = { read: true, edit: false, create: true }

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

/** The rows that are denied whatever other roles say. */
export const denialOf = (role: Role, table: string): Rule => role.tables[table]?.deny ?? []

/** What the role may do beside reading and writing; a table that it cannot use at all has none of it. */
export function actionsIn(role: Role, table: string): readonly Action[] {
  if (role.admin) return actions
  const rights = role.tables[table]
  return rights ? actionsOf(rights) : []
}

/** What stands in a cell: nobody writes a computed field, an admin neither. */
export const cellRight = (role: Role, table: RightsTable, key: string, field?: RightsField): FieldRight =>
  role.admin && field && !field.writable ? 'read' : rightOf(role, table.key, key)

/**
 * What a field can take of the paint over the present right: nobody writes a computed field, and a field without a mask
 * keeps what it has.
 */
export function fitted(
  paint: Paint,
  field: RightsField,
  present: FieldRight = 'hidden',
): FieldRight | undefined {
  if (paint === 'mask') return field.masks[0] && covered({ cover: field.masks[0] }, field, present)
  if (typeof paint === 'object' && 'cover' in paint)
    return field.masks.includes(paint.cover) ? covered(paint, field, present) : undefined
  if (typeof paint === 'string') return paint === 'edit' && !field.writable ? 'read' : paint
  const { mask, reveal, ...modes } = modesOf(paint)
  const masked = mask && field.masks.includes(mask) ? { mask, ...(reveal ? { reveal } : {}) } : {}
  const right = rightOfModes({
    ...modes,
    ...masked,
    ...(field.writable ? {} : { edit: false, create: false }),
  })
  // A mask that does not fit would leave nothing, and so would "only when new" where nobody fills it in.
  return right === 'hidden' && !isNothing(paint) ? undefined : right
}

/** What cannot be seen cannot be changed; a unique field cannot be given either, or "already used" tells what others hold. */
function covered({ cover, reveal }: Cover, field: RightsField, present: FieldRight): FieldRight {
  const before = modesOf(present)
  const create = field.writable && !field.unique ? before.create : false
  const asked = reveal ?? before.reveal
  return rightOfModes({ read: false, edit: false, create, mask: cover, ...(asked ? { reveal: true } : {}) })
}

const isNothing = (paint: FieldRight): boolean => rightOfModes(modesOf(paint)) === 'hidden'

/** The rights a role starts with on a table: normal fields to edit, personal ones masked, confidential ones hidden. */
export function startingRight(field: RightsField): FieldRight {
  if (field.sensitivity === 'confidential') return 'hidden'
  if (field.sensitivity === 'personal') return fitted('mask', field) ?? 'hidden'
  return fitted('edit', field) ?? 'read'
}

const noRows: Record<Verb, Rule> = { create: [], read: [], update: [], delete: [] }

/** Every field written out, so that a change of "fields added later" moves none of today's. */
export function written(role: Role, table: RightsTable): TableRights {
  const known: Partial<TableRights> = role.tables[table.key] ?? {}
  const { rows = noRows, otherFields = 'hidden', fields = {}, ...more } = known
  const now = table.fields.map((f) => [f.key, rightOf(role, table.key, f.key)] as const)
  return { ...more, rows, otherFields, fields: { ...fields, ...Object.fromEntries(now) } }
}

export const withTable = (role: Role, table: string, rights: TableRights): Role => ({
  ...role,
  tables: { ...role.tables, [table]: rights },
})

/** Paints these rows of one role's column. */
export function paintFields(role: Role, table: RightsTable, rows: ReadonlySet<string>, paint: Paint): Role {
  if (role.admin) return role
  const rights = written(role, table)
  for (const field of table.fields) {
    const right = rows.has(field.key) ? fitted(paint, field, rights.fields[field.key]) : undefined
    if (right) rights.fields[field.key] = right
  }
  if (rows.has(newFields) && (paint === 'hidden' || paint === 'read' || paint === 'edit'))
    rights.otherFields = paint
  return withTable(role, table.key, rights)
}

/** Puts a whole column back to what sensitivity suggests; what is denied stays so. */
export function paintBySensitivity(role: Role, table: RightsTable): Role {
  if (role.admin) return role
  const rights = written(role, table)
  for (const field of table.fields)
    if (rights.fields[field.key] !== 'denied') rights.fields[field.key] = startingRight(field)
  return withTable(role, table.key, rights)
}

/** The rights to change: a table that the role could not use at all starts with the suggested field rights. */
function opened(role: Role, table: RightsTable): TableRights {
  const granted = role.tables[table.key] ? role : paintBySensitivity(role, table)
  return granted.tables[table.key] as TableRights
}

/** Sets one verb's rule. */
export function withRule(role: Role, table: RightsTable, verb: Verb, rule: Rule): Role {
  if (role.admin) return role
  const rights = opened(role, table)
  return withTable(role, table.key, { ...rights, rows: { ...rights.rows, [verb]: rule } })
}

/** Sets the rows that are denied. A table that the role cannot use stays so: nothing but the denial is said of it. */
export function withDenial(role: Role, table: RightsTable, rule: Rule): Role {
  if (role.admin) return role
  const { deny: _, ...known } = written(role, table)
  const rights = role.tables[table.key] ? known : { ...known, actions: [] }
  return withTable(role, table.key, rule.length === 0 ? rights : { ...rights, deny: rule })
}

/** Sets the actions, in their usual order. */
export function withActions(role: Role, table: RightsTable, chosen: readonly Action[]): Role {
  if (role.admin) return role
  const rights = opened(role, table)
  return withTable(role, table.key, { ...rights, actions: actions.filter((a) => chosen.includes(a)) })
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

/** Masks that every one of these fields offers; the first field's order. */
export function commonMasks(fields: readonly RightsField[]): RightsField['masks'] {
  return (fields[0]?.masks ?? []).filter((m) => fields.every((f) => f.masks.includes(m)))
}

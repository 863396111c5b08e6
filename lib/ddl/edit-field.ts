/** Use cases: add, change, delete and restore a field; each is one change of all documents that it concerns. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import type { FieldDraft } from '@/lib/api/contract'
import type { FieldPatchBody, FieldRoles } from '@/lib/api/contract-design'
import { appError } from '@/lib/errors'
import { fieldType, isTypeName } from '@/lib/fields/index'
import type { Option } from '@/lib/fields/type'
import { columnType, isInput, ownsColumn, targetOf } from '@/lib/meta/fields'
import { deletedField, keptFields } from '@/lib/meta/kept'
import { isFieldKey, suggestKey } from '@/lib/meta/keys'
import type { Definitions, Field, Role, Table } from '@/lib/meta/model'
import { uses } from '@/lib/meta/references'
import type { DocumentChange } from '@/lib/meta/store'
import { changeDefinitions } from './apply'
import { checkField } from './check-field'
import { withoutField } from './clean-up'
import { withRetired } from './edit-options'
import { changeOf } from './edit-table'
import { lastWith, placedBack } from './place-back'
import { refuseFaults, whereUsed } from './refuse'

/** Pages and people give up long before PostgreSQL, whose ceiling is 1,600 columns, those in the trash included. */
export const maxFields = 300
const maxColumns = 1500

export function roomIn({ fields, trash }: Table): void {
  if (fields.length >= maxFields || fields.length + trash.length >= maxColumns)
    throw appError('LIMIT_INVALID', { problem: 'impact.tooManyFields', params: { max: maxFields } })
}

/** The table of this key; NOT_FOUND otherwise. */
export function tableIn(definitions: Definitions, key: string): Table {
  const table = definitions.tables.get(key)
  if (!table) throw appError('NOT_FOUND')
  return table
}

/** The living field of this key; NOT_FOUND otherwise. */
export function fieldIn(table: Table, key: string): Field {
  const field = table.fields.find((f) => f.key === key)
  if (!field) throw appError('NOT_FOUND')
  return field
}

/** A field as it is asked for: all of it is one change, and so is who may see it. */
export type NewField = FieldDraft &
  Pick<FieldPatchBody, 'default' | 'showIf' | 'requiredIf' | 'message' | 'declassified'> & {
    roles?: FieldRoles
  }

/** Adds a field at the end of a section. Roles that are not asked about see it only if they say "all fields". */
export async function addField(actor: Actor, tableKey: string, draft: NewField): Promise<Field> {
  const id = randomUUID()
  const definitions = await changeDefinitions(changeOf(actor), async ({ definitions, nextNumber }) => {
    const before = tableIn(definitions, tableKey)
    const everUsed = new Set(keptFields(before).map((f) => f.key))
    const key =
      draft.key ?? suggestKey(draft.label.en || draft.label['zh-CN'] || '', 'field', everUsed, isFieldKey)
    if (!isFieldKey(key)) throw appError('DEFINITION_INVALID', { pointer: '/key' })
    if (everUsed.has(key)) throw appError('KEY_TAKEN', { pointer: '/key' })
    roomIn(before)
    if (!isTypeName(draft.type)) throw appError('DEFINITION_INVALID', { pointer: '/type' })
    const field: Field = {
      id,
      key,
      type: draft.type,
      options: withoutNulls({ ...fieldType(draft.type).defaultOptions, ...draft.options }),
      source: draft.source ?? { kind: 'input' },
      label: draft.label,
      ...(draft.help ? { help: draft.help } : {}),
      ...(draft.default ? { default: draft.default } : {}),
      ...(draft.showIf ? { showIf: draft.showIf } : {}),
      ...(draft.requiredIf ? { requiredIf: draft.requiredIf } : {}),
      ...(draft.message ? { message: draft.message } : {}),
      ...(draft.declassified ? { declassified: true } : {}),
      required: draft.required ?? false,
      unique: draft.unique ?? false,
      sensitivity: draft.sensitivity ?? 'normal',
      number: await nextNumber(),
    }
    const section = draft.section ?? before.sections.at(-1)?.key
    if (!before.sections.some((s) => s.key === section))
      throw appError('DEFINITION_INVALID', { pointer: '/section' })
    const sections = before.sections.map((s) =>
      s.key === section ? { ...s, fields: [...s.fields, key] } : s,
    )
    const after = { ...before, fields: [...before.fields, field], sections }
    return [
      judged(actor, definitions, before, after, field),
      ...rightsOf(definitions, before, field, draft.roles ?? {}),
    ]
  })
  return tableIn(definitions, tableKey).fields.find((f) => f.id === id)!
}

/** The change of a table for one field of it, once nothing is wrong with the field or because of it. */
function judged(
  actor: Actor,
  definitions: Definitions,
  before: Table,
  after: Table,
  field: Field,
): DocumentChange {
  const change: DocumentChange = { kind: 'table', before, after }
  checkField(definitions, after, field)
  // A new field that people fill in, and that asks nothing of others, can break nothing.
  const silent = isInput(field) && !field.default && !field.showIf && !field.requiredIf
  if (silent && !before.fields.some((f) => f.key === field.key)) return change
  refuseFaults(definitions, [change], actor.locale, { table: before.key, field: field.key })
  return change
}

/** The roles that were asked about, with their right on the new field where it is not the one of all other fields. */
function rightsOf(definitions: Definitions, table: Table, field: Field, roles: FieldRoles): DocumentChange[] {
  return Object.entries(roles).flatMap(([key, asked]): DocumentChange[] => {
    const before = definitions.roles.get(key)
    const rights = before?.tables[table.key]
    if (before?.admin) return []
    if (!before || (!rights && asked !== 'hidden'))
      throw appError('DEFINITION_INVALID', { pointer: `/roles/${key}` })
    const right = asked === 'edit' && !isInput(field) ? 'read' : asked
    if (!rights || rights.otherFields === right) return []
    const tables = {
      ...before.tables,
      [table.key]: { ...rights, fields: { ...rights.fields, [field.key]: right } },
    }
    const after: Role = { ...before, tables }
    return [{ kind: 'role', before, after }]
  })
}

/**
 * Changes what may change without touching stored values: words, rules, options of the same storage, expressions.
 * Between input and formula a field gets another column; the old one lies in the trash with its values.
 */
export async function changeField(
  actor: Actor,
  tableKey: string,
  key: string,
  patch: FieldPatchBody,
): Promise<Field> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = tableIn(definitions, tableKey)
    const was = fieldIn(before, key)
    if (patch.was && !sameDocument(patch.was, was))
      throw appError('CONFLICT', { field: key, present: was as unknown as Record<string, unknown> })
    const field = patched(was, patch)
    if (targetOf(was) !== targetOf(field) && was.source.kind !== 'inverse')
      throw appError('DEFINITION_INVALID', { pointer: '/options/table', problem: 'impact.needsConversion' })
    if (ownsColumn(field) && ownsColumn(was) && columnType(was) !== columnType(field))
      throw appError('DEFINITION_INVALID', { pointer: '/options', problem: 'impact.needsConversion' })
    refuseSource(was, field)
    const after = { ...before, fields: before.fields.map((f) => (f.key === key ? field : f)) }
    return [judged(actor, definitions, before, after, field)]
  })
  return fieldIn(tableIn(definitions, tableKey), key)
}

/** Where a value comes from may change between people and a formula: what was typed in stands aside, what was computed stays. */
function refuseSource(was: Field, field: Field): void {
  const [from, to] = [was.source.kind, field.source.kind]
  const free = [from, to].every((kind) => kind === 'input' || kind === 'formula')
  if ((from !== to && !free) || (isInput(field) && !isInput(was) && !ownsColumn(was)))
    throw appError('DEFINITION_INVALID', { pointer: '/source' })
}

/** Whether two documents say the same; members that are undefined are not there. */
const sameDocument = (a: object, b: object): boolean => canonical(a) === canonical(b)

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

const withoutNulls = (options: object): object =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null))

/** The field with the members of the patch; null takes one away, also inside the options. */
function patched(was: Field, { was: _was, options: given, ...patch }: FieldPatchBody): Field {
  const members = Object.entries({ ...was, ...patch }).filter(
    ([, value]) => value !== null && value !== undefined,
  )
  const { declassified, ...field } = Object.fromEntries(members) as unknown as Field
  const options: { options?: Option[] } = withoutNulls({ ...was.options, ...given })
  const { options: before } = was.options as { options?: Option[] }
  if (before && Array.isArray(options.options)) options.options = withRetired(before, options.options)
  return { ...field, options, ...(declassified ? { declassified } : {}) }
}

/**
 * Moves a field to the table's trash; its column and values stay for 30 days. Refused while something needs it; what
 * can do without it is changed too.
 */
export async function deleteField(actor: Actor, tableKey: string, key: string): Promise<void> {
  await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = tableIn(definitions, tableKey)
    const field = fieldIn(before, key)
    const needed = uses(definitions, { table: tableKey, field: key }).filter((use) => use.breaks)
    if (needed.length > 0)
      throw appError('DEFINITION_IN_USE', { params: { where: whereUsed(definitions, needed, actor.locale) } })
    return withoutField(definitions, before, field, actor.userId)
  })
}

/** Takes a field back from the trash with its values, to the place that it had. */
export async function restoreField(actor: Actor, tableKey: string, key: string): Promise<Field> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ tx, definitions }) => {
    const before = tableIn(definitions, tableKey)
    const item = deletedField(before, key)
    if (!item) throw appError('NOT_FOUND')
    roomIn(before)
    const { field } = item
    const placed = placedBack(before, field, await lastWith(tx, before, field))
    const after = { ...placed, trash: before.trash.filter((t) => t !== item) }
    return [judged(actor, definitions, before, after, field)]
  })
  return fieldIn(tableIn(definitions, tableKey), key)
}

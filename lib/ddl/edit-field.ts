/** Use cases: add, change, delete and restore a field, and change an option set. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import type { FieldDraft } from '@/lib/api/contract'
import { appError } from '@/lib/errors'
import { fieldType, isTypeName } from '@/lib/fields/index'
import type { Option } from '@/lib/fields/type'
import { columnType, ownsColumn, targetOf } from '@/lib/meta/fields'
import { isFieldKey, suggestKey } from '@/lib/meta/keys'
import type { Definitions, Field, OptionSet, Table } from '@/lib/meta/model'
import { fieldReferences } from '@/lib/meta/references'
import { changeDefinitions } from './apply'
import { checkField } from './check-field'
import { changeOf } from './edit-table'

/** Pages and people give up long before PostgreSQL, whose ceiling is 1,600 columns, those in the trash included. */
export const maxFields = 300
const maxColumns = 1500

function roomIn({ fields, trash }: Table): void {
  if (fields.length >= maxFields || fields.length + trash.length >= maxColumns)
    throw appError('LIMIT_INVALID', { params: { max: maxFields } })
}

const tableIn = (definitions: Definitions, key: string): Table => {
  const table = definitions.tables.get(key)
  if (!table) throw appError('NOT_FOUND')
  return table
}

/** Adds a field at the end of a section. Roles see it only if they say "all fields". */
export async function addField(actor: Actor, tableKey: string, draft: FieldDraft): Promise<Field> {
  const id = randomUUID()
  const definitions = await changeDefinitions(changeOf(actor), async ({ definitions, nextNumber }) => {
    const before = tableIn(definitions, tableKey)
    const everUsed = new Set([...before.fields, ...before.trash.map((t) => t.field)].map((f) => f.key))
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
      options: { ...fieldType(draft.type).defaultOptions, ...draft.options },
      source: draft.source ?? { kind: 'input' },
      label: draft.label,
      ...(draft.help ? { help: draft.help } : {}),
      required: draft.required ?? false,
      unique: draft.unique ?? false,
      sensitivity: draft.sensitivity ?? 'normal',
      number: await nextNumber(),
    }
    checkField(definitions, before, field)
    const section = draft.section ?? before.sections.at(-1)?.key
    if (!before.sections.some((s) => s.key === section))
      throw appError('DEFINITION_INVALID', { pointer: '/section' })
    const sections = before.sections.map((s) =>
      s.key === section ? { ...s, fields: [...s.fields, key] } : s,
    )
    return [{ kind: 'table', before, after: { ...before, fields: [...before.fields, field], sections } }]
  })
  return tableIn(definitions, tableKey).fields.find((f) => f.id === id)!
}

export type FieldPatch = Partial<
  Pick<Field, 'label' | 'help' | 'options' | 'required' | 'unique' | 'sensitivity'>
>

/** Changes what may change without touching stored values: words, rules, options of the same storage. */
export async function changeField(
  actor: Actor,
  tableKey: string,
  key: string,
  patch: FieldPatch,
): Promise<Field> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = tableIn(definitions, tableKey)
    const was = before.fields.find((f) => f.key === key)
    if (!was) throw appError('NOT_FOUND')
    const field: Field = { ...was, ...patch, options: { ...was.options, ...patch.options } }
    const { options } = was.options as { options?: Option[] }
    const given = (patch.options as { options?: Option[] } | undefined)?.options
    if (options && Array.isArray(given))
      field.options = { ...field.options, options: withRetired(options, given) }
    checkField(definitions, before, field)
    if (targetOf(was) !== targetOf(field)) throw appError('DEFINITION_INVALID', { pointer: '/options/table' })
    if (ownsColumn(field) && columnType(was) !== columnType(field))
      throw appError('DEFINITION_INVALID', { pointer: '/options' })
    return [
      {
        kind: 'table',
        before,
        after: { ...before, fields: before.fields.map((f) => (f.key === key ? field : f)) },
      },
    ]
  })
  return tableIn(definitions, tableKey).fields.find((f) => f.key === key)!
}

/** Moves a field to the table's trash; its column and values stay for 30 days. Refused while something needs it. */
export async function deleteField(actor: Actor, tableKey: string, key: string): Promise<void> {
  await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = tableIn(definitions, tableKey)
    const field = before.fields.find((f) => f.key === key)
    if (!field) throw appError('NOT_FOUND')
    const [used] = fieldReferences(definitions, tableKey, key)
    if (used)
      throw appError('DEFINITION_IN_USE', {
        params: { where: used.field ? `${used.key}.${used.field}` : used.key },
      })
    const after: Table = {
      ...before,
      fields: before.fields.filter((f) => f.key !== key),
      sections: before.sections.map((s) => ({ ...s, fields: s.fields.filter((f) => f !== key) })),
      trash: [...before.trash, { field, at: new Date().toISOString(), by: actor.userId }],
    }
    return [{ kind: 'table', before, after }]
  })
}

/** Takes a field back from the trash with its values. */
export async function restoreField(actor: Actor, tableKey: string, key: string): Promise<Field> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = tableIn(definitions, tableKey)
    const item = before.trash.find((t) => t.field.key === key)
    if (!item) throw appError('NOT_FOUND')
    roomIn(before)
    checkField(definitions, before, item.field)
    const after: Table = {
      ...before,
      fields: [...before.fields, item.field],
      sections: before.sections.map((s, i) =>
        i === before.sections.length - 1 ? { ...s, fields: [...s.fields, key] } : s,
      ),
      trash: before.trash.filter((t) => t !== item),
    }
    return [{ kind: 'table', before, after }]
  })
  return tableIn(definitions, tableKey).fields.find((f) => f.key === key)!
}

/** Changes an option set: labels, colours, order, new ones. A value that exists is never dropped, only retired. */
export async function saveOptions(actor: Actor, key: string, options: Option[]): Promise<OptionSet> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = definitions.optionSets.get(key)
    if (!before) throw appError('NOT_FOUND')
    const values = new Set(options.map((o) => o.value))
    if (values.size !== options.length) throw appError('DEFINITION_INVALID', { pointer: '/options' })
    return [{ kind: 'options', before, after: { ...before, options: withRetired(before.options, options) } }]
  })
  return definitions.optionSets.get(key)!
}

/** The options given, then those left out: records may hold them, so they are retired and never lost. */
function withRetired(before: readonly Option[], given: readonly Option[]): Option[] {
  const values = new Set(given.map((o) => o.value))
  return [...given, ...before.filter((o) => !values.has(o.value)).map((o) => ({ ...o, retired: true }))]
}

/** Use cases: add, change, delete and restore a field, and change an option set. */
import { randomUUID } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Actor } from '@/lib/access/actor'
import type { FieldDraft } from '@/lib/api/contract'
import { appError } from '@/lib/errors'
import { fieldType, isTypeName } from '@/lib/fields/index'
import { keywords } from '@/lib/fields/keywords'
import type { Option } from '@/lib/fields/type'
import { columnType, isToMany, isToOne, ownsColumn, targetOf, typeOf } from '@/lib/meta/fields'
import { isFieldKey, suggestKey } from '@/lib/meta/keys'
import type { Definitions, Field, OptionSet, Table } from '@/lib/meta/model'
import { fieldReferences } from '@/lib/meta/references'
import { isNumberPattern } from '@/lib/records/auto-number'
import { changeDefinitions } from './apply'
import { changeOf } from './edit-table'

/** PostgreSQL's ceiling is 1,600 columns, dropped ones included; pages and people give up long before. */
export const maxFields = 300

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
    if (before.fields.length >= maxFields) throw appError('LIMIT_INVALID', { params: { max: maxFields } })
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
    checkField(definitions, field)
    const sections = before.sections.map((s, i) => {
      const here = draft.section === undefined ? i === before.sections.length - 1 : s.key === draft.section
      return here ? { ...s, fields: [...s.fields, key] } : s
    })
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
    checkField(definitions, field)
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
    const kept = before.options.filter((o) => !values.has(o.value)).map((o) => ({ ...o, retired: true }))
    return [{ kind: 'options', before, after: { ...before, options: [...options, ...kept] } }]
  })
  return definitions.optionSets.get(key)!
}

const ajv = new Ajv2020({ strict: false })
for (const keyword of keywords) ajv.addKeyword(keyword)

/** Options fit the type, references exist, and what is asked of the field its type can do. */
function checkField(definitions: Definitions, field: Field): void {
  const type = typeOf(field)
  if (!ajv.validate(type.optionsSchema, field.options))
    throw appError('DEFINITION_INVALID', { pointer: `/options${ajv.errors?.[0]?.instancePath ?? ''}` })
  const { set } = field.options as { set?: string }
  if (set !== undefined && !definitions.optionSets.has(set))
    throw appError('DEFINITION_INVALID', { pointer: '/options/set' })
  if ((isToOne(field) || isToMany(field)) && !definitions.tables.has(targetOf(field) ?? ''))
    throw appError('DEFINITION_INVALID', { pointer: '/options/table' })
  if (field.unique && (!type.uniqueable || isToMany(field)))
    throw appError('DEFINITION_INVALID', { pointer: '/unique' })
  const { source } = field
  if (
    source.kind === 'auto' &&
    source.of === 'number' &&
    (type.kind !== 'text' || !isNumberPattern(source.pattern))
  )
    throw appError('DEFINITION_INVALID', { pointer: '/source/pattern' })
  if (source.kind === 'auto' && source.of !== 'number' && !['datetime', 'ref'].includes(type.kind))
    throw appError('DEFINITION_INVALID', { pointer: '/source/of' })
  if (source.kind === 'inverse') {
    const far = definitions.tables.get(source.table)?.fields.find((f) => f.key === source.field)
    if (!far || !isToMany(field) || targetOf(far) === undefined)
      throw appError('DEFINITION_INVALID', { pointer: '/source' })
  }
}

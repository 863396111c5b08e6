/**
 * A table as a plain JSON Schema (pure). A table that was imported gives back the schema it came from, with what was
 * added since; any other describes its records as the API reads and writes them, and Tian's own words are under `x-`.
 */
import { labelOf } from '@/lib/i18n/labels'
import type { Json, JsonObject, JsonSchema } from '@/lib/json'
import { typeOf } from '@/lib/meta/fields'
import type { Field, OptionSet, Table } from '@/lib/meta/model'
import { dialects } from './bundle'
import { replaceRefs, setAddress, setRef } from './own'

export function exportTable(table: Table, sets: ReadonlyMap<string, OptionSet>): JsonSchema {
  return table.schema ? withAdded(table.schema, table, sets) : ownSchema(table, sets)
}

function ownSchema(table: Table, sets: ReadonlyMap<string, OptionSet>): JsonSchema {
  const properties = Object.fromEntries(table.fields.map((f) => [f.key, propertyOf(f)]))
  return plain({
    $schema: dialects['2020-12'],
    title: labelOf(table.label, 'zh-CN', table.key),
    description: table.description && labelOf(table.description, 'zh-CN'),
    type: 'object',
    properties,
    required: table.fields.filter((f) => f.required && f.source.kind === 'input').map((f) => f.key),
    additionalProperties: false,
    ...definitionsOf(table.fields, sets),
    'x-table': {
      key: table.key,
      label: table.label,
      description: table.description,
      icon: table.icon,
      title: table.title,
      sections: table.sections,
    },
  })
}

/** A copy without undefined members. */
const plain = (value: object): JsonSchema => JSON.parse(JSON.stringify(value)) as JsonSchema

function propertyOf(field: Field): JsonSchema {
  const type = typeOf(field)
  const schema = type.valueSchema(field.options)
  const said = type.fromSchema(schema)
  const options = Object.fromEntries(
    Object.entries(field.options).filter(([name]) => !Object.hasOwn(said, name)),
  )
  const start = field.default?.expr.op === 'value' ? field.default.expr.value : undefined
  const { source } = field
  return plain({
    ...(replaceRefs(schema, (ref) =>
      ref.startsWith(setAddress) ? setRef(ref.slice(setAddress.length)) : ref,
    ) as JsonObject),
    title: labelOf(field.label, 'zh-CN', field.key),
    description: field.help && labelOf(field.help, 'zh-CN'),
    default: start,
    ...(source.kind === 'input' ? {} : { readOnly: true }),
    'x-field': {
      type: field.type,
      options: Object.keys(options).length > 0 ? options : undefined,
      // A formula names tables and fields of this base, and says nothing elsewhere.
      source: source.kind === 'input' ? undefined : source.kind === 'auto' ? source : { kind: source.kind },
      label: field.label,
      help: field.help,
      unique: field.unique || undefined,
      sensitivity: field.sensitivity === 'normal' ? undefined : field.sensitivity,
    },
  })
}

/** The shared option sets that fields choose from. */
function definitionsOf(
  fields: readonly Field[],
  sets: ReadonlyMap<string, OptionSet>,
): { $defs?: JsonObject } {
  const keys = new Set(fields.flatMap((f) => (f.options as { set?: string }).set ?? []))
  const entries = [...keys].flatMap((key): [string, Json][] => {
    const set = sets.get(key)
    if (!set) return []
    const values = set.options.filter((o) => !o.retired).map((o) => o.value)
    const choices: JsonSchema = values.length > 0 ? { enum: values } : { not: {} }
    const title = labelOf(set.label, 'zh-CN', key)
    return [
      [
        key,
        plain({ type: 'string', ...choices, title, 'x-options': { label: set.label, options: set.options } }),
      ],
    ]
  })
  return entries.length > 0 ? { $defs: Object.fromEntries(entries) } : {}
}

/** The schema that a table came from, and the fields that were made since beside the properties it lists. */
function withAdded(schema: JsonSchema, table: Table, sets: ReadonlyMap<string, OptionSet>): JsonSchema {
  const listed = (schema.properties ?? {}) as JsonObject
  const added = table.fields.filter((f) => isAdded(f) && !Object.hasOwn(listed, f.key))
  if (added.length === 0) return schema
  const { $defs = {} } = definitionsOf(added, sets)
  const required = added.filter((f) => f.required).map((f) => f.key)
  return {
    ...schema,
    properties: { ...listed, ...Object.fromEntries(added.map((f) => [f.key, propertyOf(f)])) },
    ...(required.length > 0
      ? { required: [...((schema.required as Json[] | undefined) ?? []), ...required] }
      : {}),
    ...(Object.keys($defs).length > 0
      ? { $defs: { ...$defs, ...((schema.$defs as JsonObject | undefined) ?? {}) } }
      : {}),
  }
}

/** Fields that people added; the link of a detail record to its owner is no part of the owner's list. */
const isAdded = (field: Field): boolean =>
  field.pointer === undefined &&
  field.source.kind === 'input' &&
  !('linkTable' in typeOf(field).storage) &&
  typeOf(field).kind !== 'ref'

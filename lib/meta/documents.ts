/**
 * Documents ↔ typed data (law L1): `parse` refuses what the meta-schema refuses, `print` gives the normal form,
 * and `print(parse(d))` is a fixed point. Standard JSON Schema keywords carry a table's constraints; `x-field` the rest.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { appError } from '@/lib/errors'
import { fieldType, isTypeName } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import type { JsonObject, JsonSchema } from '@/lib/json'
import type { Form } from './form'
import { metaSchemas } from './meta-schemas'
import type { DocumentKind, Field, Install, OptionSet, Role, Sensitivity, Source, Table, View } from './model'

export interface Models {
  table: Table
  options: OptionSet
  view: View
  form: Form
  role: Role
  install: Install
}

const ajv = new Ajv2020({ strict: false, allErrors: false })
addFormats.default(ajv)
const validators = new Map<DocumentKind, ValidateFunction>()

function validator(kind: DocumentKind): ValidateFunction {
  const known = validators.get(kind)
  if (known) return known
  const made = ajv.compile(metaSchemas[kind])
  validators.set(kind, made)
  return made
}

function validate(kind: DocumentKind, body: unknown): asserts body is JsonObject {
  const check = validator(kind)
  if (check(body)) return
  const error = check.errors?.[0]
  throw appError('DEFINITION_INVALID', {
    pointer: error?.instancePath,
    params: { reason: error?.message ?? '' },
  })
}

/** A plain copy without undefined members. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

function without(options: object, keys: object): JsonObject {
  return Object.fromEntries(Object.entries(options).filter(([k]) => !Object.hasOwn(keys, k))) as JsonObject
}

/** The property of a field; the table's document is made plain as a whole. */
function printField(field: Field): JsonSchema {
  const type = fieldType(field.type)
  const schema = type.valueSchema(field.options)
  const rest = without(field.options, type.fromSchema(schema))
  return {
    ...schema,
    title: labelOf(field.label, 'zh-CN', field.key),
    ...(field.source.kind === 'input' ? {} : { readOnly: true }),
    'x-field': {
      id: field.id,
      type: field.type,
      ...(Object.keys(rest).length > 0 ? { options: rest } : {}),
      ...(field.source.kind === 'input' ? {} : { source: field.source }),
      label: field.label,
      help: field.help,
      ...(field.unique ? { unique: true } : {}),
      ...(field.sensitivity === 'normal' ? {} : { sensitivity: field.sensitivity }),
      default: field.default,
      showIf: field.showIf,
      requiredIf: field.requiredIf,
      message: field.message,
      declassified: field.declassified,
      pointer: field.pointer,
      number: field.number,
      origin: field.origin,
    },
  } as unknown as JsonSchema
}

const optionalMembers = [
  'help',
  'default',
  'showIf',
  'requiredIf',
  'message',
  'declassified',
  'pointer',
  'origin',
] as const

function parseField(key: string, property: JsonObject, required: boolean): Field {
  const x = property['x-field'] as JsonObject
  const name = x.type as string
  if (!isTypeName(name))
    throw appError('DEFINITION_INVALID', { field: key, params: { reason: `type ${name}` } })
  const type = fieldType(name)
  const { title: _title, readOnly: _readOnly, 'x-field': _x, ...schema } = property
  const field: Field = {
    id: x.id as string,
    key,
    type: name,
    options: { ...type.defaultOptions, ...(x.options as object | undefined), ...type.fromSchema(schema) },
    source: (x.source as Source | undefined) ?? { kind: 'input' },
    label: x.label as Field['label'],
    required,
    unique: x.unique === true,
    sensitivity: (x.sensitivity as Sensitivity | undefined) ?? 'normal',
    number: x.number as number,
  }
  for (const name of optionalMembers) {
    if (x[name] !== undefined) Object.assign(field, { [name]: x[name] })
  }
  return field
}

function printTable(table: Table): JsonObject {
  return plain({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `tian:/tables/${table.key}`,
    title: labelOf(table.label, 'zh-CN', table.key),
    type: 'object',
    properties: Object.fromEntries(table.fields.map((f) => [f.key, printField(f)])),
    required: table.fields.filter((f) => f.required).map((f) => f.key),
    additionalProperties: false,
    'x-table': {
      id: table.id,
      key: table.key,
      label: table.label,
      description: table.description,
      icon: table.icon,
      title: table.title,
      sections: table.sections,
      order: table.fields.map((f) => f.key),
      ...(table.uniques.length > 0 ? { uniques: table.uniques } : {}),
      ...(table.checks.length > 0 ? { checks: table.checks } : {}),
      schema: table.schema,
      ...(table.trash.length > 0
        ? {
            trash: table.trash.map(({ field, at, by }) => ({
              key: field.key,
              property: printField(field),
              required: field.required,
              at,
              by,
            })),
          }
        : {}),
      origin: table.origin,
    },
  }) as unknown as JsonObject
}

function parseTable(body: JsonObject): Table {
  const x = body['x-table'] as JsonObject
  const properties = body.properties as Record<string, JsonObject>
  const required = new Set(body.required as string[])
  const order = x.order as string[]
  if (order.length !== Object.keys(properties).length || order.some((k) => !Object.hasOwn(properties, k)))
    throw appError('DEFINITION_INVALID', { pointer: '/x-table/order', params: { reason: 'order' } })
  if (!order.includes(x.title as string))
    throw appError('DEFINITION_INVALID', { pointer: '/x-table/title', params: { reason: 'title' } })
  const table: Table = {
    id: x.id as string,
    key: x.key as string,
    label: x.label as Table['label'],
    title: x.title as string,
    sections: x.sections as unknown as Table['sections'],
    fields: order.map((key) => parseField(key, properties[key]!, required.has(key))),
    uniques: (x.uniques as unknown as Table['uniques'] | undefined) ?? [],
    checks: (x.checks as unknown as Table['checks'] | undefined) ?? [],
    trash: ((x.trash as JsonObject[] | undefined) ?? []).map((t) => ({
      field: parseField(t.key as string, t.property as JsonObject, t.required as boolean),
      at: t.at as string,
      by: t.by as string,
    })),
  }
  for (const name of ['description', 'icon', 'schema', 'origin'] as const) {
    if (x[name] !== undefined) Object.assign(table, { [name]: x[name] })
  }
  return table
}

/** Typed data of a document; throws DEFINITION_INVALID with a pointer. */
export function parse<K extends DocumentKind>(kind: K, body: unknown): Models[K] {
  validate(kind, body)
  return (kind === 'table' ? parseTable(body) : plain(body)) as unknown as Models[K]
}

/** The document's normal form. */
export function print<K extends DocumentKind>(kind: K, model: Models[K]): JsonObject {
  return kind === 'table' ? printTable(model as Table) : (plain(model) as unknown as JsonObject)
}

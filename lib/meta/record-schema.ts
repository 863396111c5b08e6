/**
 * The record schema: Ajv validators for the fields of a table (law L1: it validates on the server, whatever the door).
 * Compiled once per definition version and table; messages come from the field type's own `check`.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ErrorDetail } from '@/lib/errors'
import { linearRegExp } from '@/lib/expr/pattern'
import { keywords } from '@/lib/fields/keywords'
import type { JsonSchema } from '@/lib/json'
import { typeOf } from './fields'
import type { Definitions, Field, OptionSet, Table } from './model'

type Validators = Map<string, ValidateFunction>
const compiled = new WeakMap<Definitions, { ajv: Ajv2020; tables: Map<string, Validators> }>()

/** An Ajv that knows our dialect: the formats, our own keywords, and every option set under its `$ref` address. */
export function recordAjv(sets: Iterable<OptionSet> = []): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: false,
    validateFormats: true,
    code: { regExp: linearRegExp },
  })
  addFormats.default(ajv)
  for (const keyword of keywords) ajv.addKeyword(keyword)
  for (const set of sets) ajv.addSchema(optionSetSchema(set))
  return ajv
}

/** The values that may be chosen now; retired ones stay where they are but cannot be given again. */
export const optionSetSchema = (set: OptionSet): JsonSchema => {
  const values = set.options.filter((o) => !o.retired).map((o) => o.value)
  return {
    $id: `tian:/options/${set.key}`,
    type: 'string',
    ...(values.length > 0 ? { enum: values } : { not: {} }),
  }
}

function validatorOf(definitions: Definitions, table: Table, field: Field): ValidateFunction {
  const entry = compiled.get(definitions) ?? {
    ajv: recordAjv(definitions.optionSets.values()),
    tables: new Map(),
  }
  compiled.set(definitions, entry)
  const validators: Validators = entry.tables.get(table.key) ?? new Map()
  entry.tables.set(table.key, validators)
  const validate = validators.get(field.key) ?? entry.ajv.compile(typeOf(field).valueSchema(field.options))
  validators.set(field.key, validate)
  return validate
}

/**
 * Brings one given value to its stored form and judges it.
 * @returns the value, undefined for empty; or what is wrong with it, in words' keys.
 */
export function readValue(
  definitions: Definitions,
  table: Table,
  field: Field,
  given: unknown,
): { value: unknown } | { problem: ErrorDetail } {
  const type = typeOf(field)
  const value = given === null || given === undefined ? undefined : type.normalize(given, field.options)
  if (value === undefined) return { value: undefined }
  if (validatorOf(definitions, table, field)(value)) return { value }
  const problem = type.check(value, field.options)
  return {
    problem: {
      field: field.key,
      problem: problem?.code ?? 'problem.notAllowed',
      params: problem?.params,
      ...(field.message ? { message: field.message } : {}),
    },
  }
}

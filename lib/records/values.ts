/** From a request's body to values: names first, then rights, then the record schema, all problems at once. */
import type { Actor } from '@/lib/access/actor'
import type { Access } from '@/lib/access/decide'
import { envOf } from '@/lib/access/env'
import { appError, type ErrorDetail } from '@/lib/errors'
import type { StoredExpr } from '@/lib/expr/ast'
import { checkStored } from '@/lib/expr/check'
import { holds } from '@/lib/expr/evaluate'
import { judgeBySchema } from '@/lib/json-schema/judge'
import { fieldOf, isInput, plainType } from '@/lib/meta/fields'
import type { Field } from '@/lib/meta/model'
import { readValue } from '@/lib/meta/record-schema'

/** Field key → value in its stored form; undefined for an empty cell that was named. */
export type Values = Map<string, unknown>

/** JSON pointer of a member; tells nothing that the caller did not say. */
const pointerTo = (member: string, key: string): string =>
  `/${member}/${key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`

/**
 * Reads `{key: value}`.
 * @param may whether the actor may give this field in this operation at all
 * @throws FIELD_UNKNOWN for hidden and unknown names alike, FIELD_READ_ONLY, VALUE_INVALID
 */
export function readValues(
  actor: Actor,
  access: Access,
  member: string,
  given: unknown,
  may: (key: string) => boolean,
): Values {
  const { values, problems } = readCells(actor, access, fieldsGiven(access, member, given, may))
  throwProblems('VALUE_INVALID', problems)
  return values
}

/** What stands at each field that is named, once all names are ones that may be given. */
export type Cells = readonly (readonly [field: Field, value: unknown])[]

/** Throws FIELD_UNKNOWN for hidden and unknown names alike, FIELD_READ_ONLY. */
export function fieldsGiven(
  access: Access,
  member: string,
  given: unknown,
  may: (key: string) => boolean,
): Cells {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw appError('BODY_INVALID', { pointer: `/${member}` })
  const cells = Object.entries(given).map(([key, value]) => {
    const field = access.fields.has(key) ? fieldOf(access.table, key) : undefined
    if (!field) throw appError('FIELD_UNKNOWN', { pointer: pointerTo(member, key) })
    return [field, value] as const
  })
  for (const [{ key }] of cells) if (!may(key)) throw appError('FIELD_READ_ONLY', { field: key })
  return cells
}

/** The values of cells, and what is wrong with the others. */
export function readCells(
  { definitions }: Actor,
  { table }: Access,
  cells: Cells,
): { values: Values; problems: ErrorDetail[] } {
  const values: Values = new Map()
  const problems: ErrorDetail[] = []
  for (const [field, value] of cells) {
    const read = readValue(definitions, table, field, value)
    if ('problem' in read) problems.push(read.problem)
    else values.set(field.key, read.value)
  }
  return { values, problems }
}

function throwProblems(code: 'VALUE_INVALID' | 'VALUE_REQUIRED', problems: ErrorDetail[]): void {
  const [first, ...more] = problems
  if (first) throw appError(code, first, more)
}

/** Whether a stored condition of a field holds for a record's values. */
function conditionHolds(
  actor: Actor,
  access: Access,
  condition: StoredExpr,
  cell: (key: string) => unknown,
): boolean {
  const checked = checkStored(condition, {
    field: ([key, ...rest]) => {
      const field = rest.length === 0 && key ? fieldOf(access.table, key) : undefined
      return field && plainType(field)
    },
  })
  return checked.ok && holds(checked.expr, { ...envOf(actor), field: ([key]) => cell(key!) ?? null })
}

/**
 * Refuses a record whose required fields are empty, as far as the actor can do something about it: fields out of
 * the actor's sight or reach, and fields that do not apply to this record (show-if), are not asked for.
 * A record of an imported table is judged by the schema it came from, too.
 * @param cell the record's value by key, as it will be
 * @param keys only these fields; all when absent
 * @param knows whether the actor knows of a cell: what is required by one that the system filled in would tell of it
 */
export function requireValues(
  actor: Actor,
  access: Access,
  cell: (key: string) => unknown,
  may: (key: string) => boolean,
  keys?: ReadonlySet<string>,
  knows: (key: string) => boolean = () => true,
): void {
  const known = (key: string): unknown => (knows(key) ? cell(key) : undefined)
  const missing = (field: Field): boolean => {
    if (keys && !keys.has(field.key) && !field.requiredIf) return false
    if (!isInput(field) || !access.fields.has(field.key) || !may(field.key)) return false
    const value = cell(field.key)
    if (value !== undefined && value !== null) return false
    if (field.showIf && !conditionHolds(actor, access, field.showIf, known)) return false
    return (
      field.required ||
      (field.requiredIf !== undefined && conditionHolds(actor, access, field.requiredIf, known))
    )
  }
  throwProblems(
    'VALUE_REQUIRED',
    access.table.fields.filter(missing).map((field) => ({ field: field.key })),
  )
  // A new record is known to its writer; of an old one only what the writer reads.
  const sees = (key: string): boolean => !keys || access.fields.get(key)?.read === true
  const broken = judgeBySchema(access.table, cell, sees)
  const inReach = broken.filter((d) => !d.field || may(d.field) || d.problem !== 'schema.breaksRequired')
  throwProblems('VALUE_INVALID', inReach)
}

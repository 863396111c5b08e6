/** What a change of type means, before it happens: the new field, and every document that changes with it. */
import type { Actor } from '@/lib/access/actor'
import type { ConversionAsk, Use } from '@/lib/api/contract-design'
import { appError } from '@/lib/errors'
import { fieldType, isTypeName } from '@/lib/fields/index'
import { columnType, isInput, isToMany, isToOne, ownsColumn, targetOf, typeOf } from '@/lib/meta/fields'
import type { Definitions, Field, Role, Table } from '@/lib/meta/model'
import { placesOf } from '@/lib/meta/places'
import { maskOf, modesOf, rightOfModes } from '@/lib/meta/rights'
import { faultOf, isComparable, newFaults } from '@/lib/meta/soundness'
import { type DocumentChange, withChanges } from '@/lib/meta/store'
import { checkField } from './check-field'
import { fittingViews } from './clean-up'
import { fieldIn, tableIn } from './edit-field'

export interface Conversion {
  table: Table
  was: Field
  /** The same id and key, a new number. */
  field: Field
  changes: DocumentChange[]
  /** What else changes, and what forbids the conversion. */
  uses: Use[]
}

/** The conversion that is asked for; `number` is the new field's. */
export function planConversion(
  definitions: Definitions,
  actor: Actor,
  tableKey: string,
  key: string,
  ask: ConversionAsk,
  number: number,
): Conversion {
  const table = tableIn(definitions, tableKey)
  const was = fieldIn(table, key)
  const field = convertedField(definitions, table, was, ask, number)
  const after: Table = {
    ...table,
    fields: table.fields.map((f) => (f.number === was.number ? field : f)),
    uniques: table.uniques.filter((rule) => !rule.fields.includes(key) || isComparable(field)),
    trash: [...table.trash, { field: was, at: new Date().toISOString(), by: actor.userId }],
  }
  const change: DocumentChange = { kind: 'table', before: table, after }
  const views = fittingViews(definitions, [change], tableKey, key)
  const roles = rolesWithout(definitions, table, field)
  const changes = [change, ...views, ...roles]
  const uses = [
    ...usesOfMembers(table, was, field, after),
    ...rolesThatReadNames(definitions, table, was, field),
    ...views.map(({ before }): Use => asUse(before as never, 'view', 'useFilter')),
    ...roles.map(({ before }): Use => asUse(before as never, 'role', 'useMask')),
    ...newFaults(definitions, withChanges(definitions, changes)).map(
      ({ kind, table, key, label, how }): Use => ({ kind, table, key, label, how, breaks: true }),
    ),
  ]
  return { table, was, field, changes, uses }
}

const asUse = (
  { key, label, table }: { key: string; label: Use['label']; table?: string },
  kind: Use['kind'],
  how: string,
): Use => ({ kind, ...(table === undefined ? {} : { table }), key, label, how, breaks: false })

/** A field whose values can be converted: typed in by people, or computed and kept. */
const isConvertible = (field: Field): boolean =>
  isInput(field) || (field.source.kind === 'formula' && field.source.stored)

function convertedField(
  definitions: Definitions,
  table: Table,
  was: Field,
  { type, options }: ConversionAsk,
  number: number,
): Field {
  if (!isTypeName(type)) throw appError('DEFINITION_INVALID', { pointer: '/type' })
  if (!isConvertible(was))
    throw appError('DEFINITION_INVALID', { pointer: '/source', problem: 'impact.notConvertible' })
  const { declassified: _declassified, ...rest } = was
  const kept = type === was.type ? was.options : fieldType(type).defaultOptions
  const given = Object.entries({ ...kept, ...options }).filter(([, value]) => value !== null)
  const plain: Field = {
    ...rest,
    type,
    options: Object.fromEntries(given),
    source: { kind: 'input' },
    number,
  }
  const field: Field = { ...plain, unique: was.unique && typeOf(plain).uniqueable && !isToMany(plain) }
  if (isInput(was) && !movesValues(was, field))
    throw appError('DEFINITION_INVALID', { pointer: '/type', problem: 'impact.sameType' })
  checkField(definitions, table, field)
  return withoutMisfits(definitions, table, field)
}

/** Whether values have to be written anew: another type, another column, other things linked. */
const movesValues = (was: Field, field: Field): boolean =>
  was.type !== field.type ||
  targetOf(was) !== targetOf(field) ||
  (ownsColumn(was) && ownsColumn(field) && columnType(was) !== columnType(field))

/** A default that is no value of the new type goes; it stays in the document of the old one. */
function withoutMisfits(definitions: Definitions, table: Table, field: Field): Field {
  if (!field.default) return field
  const fields = table.fields.map((f) => (f.key === field.key ? field : f))
  const then = withChanges(definitions, [{ kind: 'table', before: table, after: { ...table, fields } }])
  const place = [...placesOf(then)].find(
    (p) => p.how === 'useDefault' && p.table === table.key && p.key === field.key,
  )
  const { default: _default, ...rest } = field
  return place && faultOf(then, place) ? rest : field
}

/** Rules of the field itself that do not go over. */
function usesOfMembers(table: Table, was: Field, field: Field, after: Table): Use[] {
  const own: Omit<Use, 'how'> = {
    kind: 'field',
    table: table.key,
    key: was.key,
    label: was.label,
    breaks: false,
  }
  return [
    ...(was.unique && !field.unique ? [{ ...own, how: 'useUnique' }] : []),
    ...(after.uniques.length < table.uniques.length
      ? [{ ...own, kind: 'table' as const, key: table.key, label: table.label, how: 'useUnique' }]
      : []),
    ...(was.default && !field.default ? [{ ...own, how: 'useDefault' }] : []),
    ...(isInput(was) ? [] : [{ ...own, how: 'useFrozen' }]),
  ]
}

/** Roles that will read as text what records were called that they may not see. */
function rolesThatReadNames(definitions: Definitions, table: Table, was: Field, field: Field): Use[] {
  const links = (f: Field): boolean => isToOne(f) || isToMany(f)
  if (!links(was) || links(field)) return []
  return [...definitions.roles.values()].flatMap((role): Use[] => {
    const rights = role.tables[table.key]
    const right = rights && (rights.fields[was.key] ?? rights.otherFields)
    return role.admin || right === undefined || right === 'hidden' || right === 'denied'
      ? []
      : [asUse(role, 'role', 'useNames')]
  })
}

/** Who saw a mask that the new type does not have sees all of it masked, or nothing: never more than before. */
function rolesWithout(definitions: Definitions, table: Table, field: Field): DocumentChange[] {
  const { masks } = typeOf(field)
  return [...definitions.roles.values()].flatMap((before): DocumentChange[] => {
    const rights = before.tables[table.key]
    const right = rights?.fields[field.key]
    const mask = right && maskOf(right)
    if (!rights || !mask || (masks.includes(mask) && !isToMany(field))) return []
    const fitting = masks.includes('all') && !isToMany(field) ? ('all' as const) : undefined
    const next = rightOfModes({ ...modesOf(right), mask: fitting })
    const fields = { ...rights.fields, [field.key]: next }
    const after: Role = { ...before, tables: { ...before.tables, [table.key]: { ...rights, fields } } }
    return [{ kind: 'role', before, after }]
  })
}

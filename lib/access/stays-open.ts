/**
 * What a narrower right leaves open beside it: records of other tables that link to what is closed and go by a rule of
 * their own, fields of the same kind there, computed fields that tell of a closed one because they were declassified,
 * fields by which the role fulfils the condition itself.
 * Looked up in definitions and rules, nothing is proved; pure.
 */
import { isDeepStrictEqual } from 'node:util'
import type { StaysOpen } from '@/lib/api/contract-rights'
import { references } from '@/lib/expr/references'
import { locales } from '@/lib/i18n/labels'
import { fieldOf, isInput, isToMany, isToOne, targetOf, typeOf } from '@/lib/meta/fields'
import { graphOf } from '@/lib/meta/graph'
import type { Definitions, Field, Role, Rule, Table } from '@/lib/meta/model'
import { fieldRight, modesOf } from '@/lib/meta/rights'
import { readableWhere } from './computed'
import { type EffectiveRole, effectiveRoles } from './granted'

/** What one table's part of a change of a role leaves open, for this role alone. */
export function staysOpen(
  definitions: Definitions,
  before: Role | undefined,
  after: Role | undefined,
  table: Table,
): StaysOpen[] {
  if (!before || !after || before.admin || after.admin) return []
  const [role] = effectiveRoles([after])
  return [
    ...(rowsNarrowed(before, after, table.key) ? openRows(definitions, after, table) : []),
    ...table.fields.flatMap((field) =>
      fieldNarrowed(before, after, table.key, field.key)
        ? [
            ...openTelling(definitions, role!, table, field),
            ...openAlike(definitions, role!, table, field),
            ...openToItself(role!, table, field),
          ]
        : [],
    ),
  ]
}

const ruleOf = (role: Role, table: string): Rule => role.tables[table]?.rows.read ?? []
const denialOf = (role: Role, table: string): Rule => role.tables[table]?.deny ?? []

/** Whether a rule lets through all that another does, as far as they can be compared by looking. */
const contains = (rule: Rule, other: Rule): boolean =>
  rule.some((a) => a.kind === 'all') || other.every((one) => rule.some((a) => isDeepStrictEqual(a, one)))

function rowsNarrowed(before: Role, after: Role, table: string): boolean {
  const [was, will] = [ruleOf(before, table), ruleOf(after, table)]
  return (
    was.length > 0 && (!contains(will, was) || !contains(denialOf(before, table), denialOf(after, table)))
  )
}

/** The links of a table that lead to another, from where they are kept. */
export const linksTo = (table: Table, target: string): Field[] =>
  table.fields.filter((f) => (isToOne(f) || isToMany(f)) && isInput(f) && targetOf(f) === target)

/** Tables with a link to this one whose records the role sees by a rule that does not follow it. */
const openRows = (definitions: Definitions, role: Role, table: Table): StaysOpen[] =>
  [...definitions.tables.values()].flatMap((other): StaysOpen[] => {
    if (other.key === table.key || linksTo(other, table.key).length === 0) return []
    if (goesAlong(definitions, role, other, table.key, new Set())) return []
    return [{ kind: 'rows', table: other.key }]
  })

/** Whether every record that the role sees there is seen only because one of `target` is. Seeing none is so, too. */
function goesAlong(
  definitions: Definitions,
  role: Role,
  table: Table,
  target: string,
  seen: ReadonlySet<string>,
): boolean {
  if (denialOf(role, table.key).some((a) => a.kind === 'all') || seen.has(table.key)) return true
  return ruleOf(role, table.key).every((one) => {
    if (one.kind !== 'follows') return false
    const link = fieldOf(table, one.link)
    const next = link && targetOf(link)
    if (next === target) return true
    const linked = next === undefined ? undefined : definitions.tables.get(next)
    return linked !== undefined && goesAlong(definitions, role, linked, target, new Set([...seen, table.key]))
  })
}

/** Something of the value was shown, and less of it is now. */
function fieldNarrowed(before: Role, after: Role, table: string, field: string): boolean {
  const [was, will] = [before.tables[table], after.tables[table]]
  if (!was || !will || was.rows.read.length === 0 || will.rows.read.length === 0) return false
  const [x, y] = [modesOf(fieldRight(was, field)), modesOf(fieldRight(will, field))]
  if (x.read === false) return x.mask !== undefined && y.read === false && y.mask === undefined
  return y.read !== true && !isDeepStrictEqual(x.read, y.read)
}

/** Where the role is shown the value itself, of some record at least. */
function reads(definitions: Definitions, role: EffectiveRole, table: Table, field: Field): boolean {
  const granted = role.on(table.key)
  if (!granted || granted.rows.read.length === 0 || granted.modes(field.key).read === false) return false
  if (field.source.kind !== 'formula' || field.declassified) return true
  return readableWhere(definitions, role, table.key, field.key) !== undefined
}

/** Declassified fields that tell of the field: a computed one that is not closes by itself. */
function openTelling(definitions: Definitions, role: EffectiveRole, table: Table, field: Field): StaysOpen[] {
  const name = nameOf(table.key, field.key)
  return graphOf(definitions).order.flatMap(({ table: there, field: computed }): StaysOpen[] => {
    if (!reads(definitions, role, there, computed)) return []
    if (!drawsOn(definitions, there.key, computed.key, true).has(name)) return []
    if (!computed.declassified && drawsOn(definitions, there.key, computed.key, false).has(name)) return []
    return [{ kind: 'computed', of: field.key, table: there.key, field: computed.key }]
  })
}

const nameOf = (table: string, field: string): string => `${table}.${field}`

/** Everything that a computed field draws on; past declassified ones only if asked to. */
function drawsOn(definitions: Definitions, table: string, field: string, past: boolean): Set<string> {
  const found = new Set<string>()
  const look = (at: string, key: string): void => {
    for (const input of graphOf(definitions).computed(at, key)?.inputs ?? []) {
      const name = nameOf(input.table, input.field)
      if (found.has(name)) continue
      found.add(name)
      const drawn = fieldOf(definitions.tables.get(input.table)!, input.field)
      if (past || !drawn?.declassified) look(input.table, input.field)
    }
  }
  look(table, field)
  return found
}

/** Fields of the same kind that are as sensitive, in this table and those it is linked with: a phone beside a phone. */
function openAlike(definitions: Definitions, role: EffectiveRole, table: Table, field: Field): StaysOpen[] {
  const here = role.on(table.key)?.modes(field.key).read
  const near = [...definitions.tables.values()].filter(
    (other) =>
      other.key === table.key || linksTo(other, table.key).length + linksTo(table, other.key).length > 0,
  )
  return near.flatMap((other) =>
    other.fields.flatMap((one): StaysOpen[] => {
      if ((other.key === table.key && one.key === field.key) || !alike(field, one)) return []
      if (!reads(definitions, role, other, one)) return []
      // What is computed from the field closes with it, or is told of as such.
      if (drawsOn(definitions, other.key, one.key, true).has(nameOf(table.key, field.key))) return []
      // On the same condition as the field itself it is closed where that is.
      if (other.key === table.key && isDeepStrictEqual(role.on(other.key)?.modes(one.key).read, here))
        return []
      return [{ kind: 'field', of: field.key, table: other.key, field: one.key }]
    }),
  )
}

/** Fields that the condition asks for and the role may change: it can open the field to itself. */
function openToItself(role: EffectiveRole, table: Table, field: Field): StaysOpen[] {
  const granted = role.on(table.key)
  const read = granted?.modes(field.key).read
  if (!granted || typeof read !== 'object' || granted.rows.update.length === 0) return []
  const asked = new Set(references(read.expr).map(([key]) => key!))
  return [...asked]
    .filter((key) => granted.modes(key).edit !== false)
    .map((key) => ({ kind: 'own', of: field.key, table: table.key, field: key }))
}

/** Of one type and no less sensitive; where the type says nothing of what it holds (a text), of one name as well. */
function alike(field: Field, other: Field): boolean {
  const type = typeOf(field)
  if (type !== typeOf(other) || other.sensitivity === 'normal') return false
  return (type.telling && field.sensitivity === other.sensitivity) || namedAlike(field, other)
}

const namedAlike = (a: Field, b: Field): boolean =>
  a.key === b.key || locales.some((locale) => a.label[locale] && a.label[locale] === b.label[locale])

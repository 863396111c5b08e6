/** What has to happen in PostgreSQL so that a table becomes another one: two definitions in, steps out, all pure. */
import type { SQL } from '@/lib/db/sql'
import { columnType, isPeople, isToMany, isToOne, ownsColumn, targetOf, typeOf } from '@/lib/meta/fields'
import { columnName, isAside, keptFields } from '@/lib/meta/kept'
import type { Field, Table, UniqueRule } from '@/lib/meta/model'

export type Step =
  | { do: 'createTable'; table: string }
  | { do: 'addColumn'; table: string; column: string; type: string; collate: boolean; number: number }
  | { do: 'renameColumn'; table: string; from: string; to: string }
  | { do: 'dropColumn'; table: string; column: string }
  | { do: 'createLinkTable'; table: string; target: string; number: number }
  | { do: 'dropLinkTable'; number: number }
  | { do: 'addForeignKey'; table: string; column: string; target: string; number: number }
  | { do: 'dropForeignKey'; table: string; number: number }
  /** With `trash`, records in the trash are found by one of their own. */
  | { do: 'addIndex'; table: string; column: string; number: number; method: 'btree' | 'gin'; trash: boolean }
  | { do: 'dropIndex'; number: number }
  | { do: 'addUnique'; table: string; column: string; number: number }
  | { do: 'addUniqueRule'; table: string; columns: string[]; number: number }
  | { do: 'dropUnique'; number: number }
  /** Values, moved between steps of structure: a conversion fills its column before it is indexed. */
  | { do: 'run'; statement: SQL }

/**
 * Steps from `before` to `after`. A field is known by its number, which names what is stored of it. Links come last, so
 * that several new tables can point at each other.
 */
export function diffTable(before: Table | undefined, after: Table): { structure: Step[]; links: Step[] } {
  const structure: Step[] = before ? [] : [{ do: 'createTable', table: after.key }]
  const links: Step[] = []
  const old = new Map((before ? keptFields(before) : []).map((f) => [f.number, f]))
  const [gone, fresh] = [rulesBeside(before, after), rulesBeside(after, before)]
  for (const { number } of gone) structure.push({ do: 'dropUnique', number })
  // Columns that stand aside make room for those that take their names.
  for (const field of keptFields(after)) {
    const was = old.get(field.number)
    if (before && was && isAside(after, field) && !isAside(before, was))
      putAside(before, after, was, structure)
  }
  for (const field of after.fields) {
    const was = old.get(field.number)
    if (!was) addField(after.key, field, structure, links)
    else if (before && isAside(before, was)) bringBack(before, after.key, was, field, structure, links)
    else changeField(after.key, was, field, structure, links)
  }
  for (const { number, fields } of fresh)
    structure.push({ do: 'addUniqueRule', table: after.key, columns: fields, number })
  return { structure, links }
}

/** The rules over several fields that the other table does not have over the same columns. */
function rulesBeside(table: Table | undefined, other: Table | undefined): UniqueRule[] {
  const named = (of: Table, { number, fields }: UniqueRule): string =>
    JSON.stringify([number, fields.map((key) => of.fields.find((f) => f.key === key)?.number)])
  const there = new Set(other?.uniques.map((rule) => named(other, rule)))
  return table?.uniques.filter((rule) => !there.has(named(table, rule))) ?? []
}

function addField(table: string, field: Field, structure: Step[], links: Step[]): void {
  const { number } = field
  if (isToMany(field)) {
    if (field.source.kind === 'input')
      links.push({ do: 'createLinkTable', table, target: targetOf(field)!, number })
    return
  }
  if (!ownsColumn(field)) return
  const type = columnType(field)
  structure.push({ do: 'addColumn', table, column: field.key, type, collate: type === 'text', number })
  dress(table, field, structure, links)
}

/** Row rules ask for people, and every link is walked from its other side: both need an index from the start. */
function indexOf(field: Field): 'btree' | 'gin' | undefined {
  // A file is read through a cell that holds it, which is found the same way.
  const files = typeOf(field).fileIds !== undefined
  if (!isToOne(field) && !isPeople(field) && !files) return undefined
  return files || columnType(field).endsWith('[]') ? 'gin' : 'btree'
}

/** What a column of a living field has beside it: foreign key, index, unique index. */
function dress(table: string, field: Field, structure: Step[], links: Step[]): void {
  const { key: column, number } = field
  if (isToOne(field)) links.push({ do: 'addForeignKey', table, column, target: targetOf(field)!, number })
  const method = indexOf(field)
  // What a link leads to is asked from the other end as well, for records that may be coming back at that moment.
  if (method) structure.push({ do: 'addIndex', table, column, number, method, trash: isToOne(field) })
  if (field.unique) structure.push({ do: 'addUnique', table, column, number })
}

/** What a column that is there already is dressed in. */
export function dressSteps(table: string, field: Field): Step[] {
  const [structure, links]: [Step[], Step[]] = [[], []]
  dress(table, field, structure, links)
  return [...structure, ...links]
}

/** The column of a field that is no longer asked for under its name; the links of a link table need no name. */
function putAside(before: Table, after: Table, was: Field, structure: Step[]): void {
  if (!ownsColumn(was)) return
  const { number } = was
  if (isToOne(was)) structure.push({ do: 'dropForeignKey', table: after.key, number })
  if (indexOf(was)) structure.push({ do: 'dropIndex', number })
  if (was.unique) structure.push({ do: 'dropUnique', number })
  const [from, to] = [columnName(before, was), columnName(after, was)]
  structure.push({ do: 'renameColumn', table: after.key, from, to })
}

function bringBack(
  before: Table,
  table: string,
  was: Field,
  field: Field,
  structure: Step[],
  links: Step[],
): void {
  if (!ownsColumn(field)) return
  structure.push({ do: 'renameColumn', table, from: columnName(before, was), to: field.key })
  dress(table, field, structure, links)
}

/** A computed column is only what its formula makes of other columns: it comes and goes as the formula asks. */
function changeComputed(table: string, was: Field, field: Field, structure: Step[], links: Step[]): void {
  const [had, has] = [ownsColumn(was), ownsColumn(field)]
  if (had && has && columnType(was) === columnType(field) && targetOf(was) === targetOf(field)) return
  if (had) structure.push({ do: 'dropColumn', table, column: was.key })
  if (has) addField(table, field, structure, links)
}

function changeField(table: string, was: Field, field: Field, structure: Step[], links: Step[]): void {
  if (was.source.kind === 'formula' && field.source.kind === 'formula')
    changeComputed(table, was, field, structure, links)
  if (!ownsColumn(field)) return
  if (field.unique && !was.unique)
    structure.push({ do: 'addUnique', table, column: field.key, number: field.number })
  if (!field.unique && was.unique) structure.push({ do: 'dropUnique', number: field.number })
}

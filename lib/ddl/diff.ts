/** What has to happen in PostgreSQL so that a table becomes another one: two definitions in, steps out, all pure. */
import { columnType, isPeople, isToMany, isToOne, ownsColumn, targetOf, typeOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'

export type Step =
  | { do: 'createTable'; table: string }
  | { do: 'addColumn'; table: string; column: string; type: string; collate: boolean }
  | { do: 'createLinkTable'; table: string; target: string; number: number }
  | { do: 'addForeignKey'; table: string; column: string; target: string; number: number }
  | { do: 'addIndex'; table: string; column: string; number: number; method: 'btree' | 'gin' }
  | { do: 'addUnique'; table: string; column: string; number: number }
  | { do: 'dropUnique'; number: number }

/** Steps from `before` to `after`. Links come last, so that several new tables can point at each other. */
export function diffTable(before: Table | undefined, after: Table): { structure: Step[]; links: Step[] } {
  const structure: Step[] = before ? [] : [{ do: 'createTable', table: after.key }]
  const links: Step[] = []
  const old = new Map(
    (before ? [...before.fields, ...before.trash.map((t) => t.field)] : []).map((f) => [f.id, f]),
  )
  for (const field of after.fields) {
    const was = old.get(field.id)
    if (!was) addField(after.key, field, structure, links)
    else changeField(after.key, was, field, structure)
  }
  return { structure, links }
}

function addField(table: string, field: Field, structure: Step[], links: Step[]): void {
  const target = targetOf(field)
  if (isToMany(field)) {
    if (field.source.kind === 'input')
      links.push({ do: 'createLinkTable', table, target: target!, number: field.number })
    return
  }
  if (!ownsColumn(field)) return
  const { number } = field
  const type = columnType(field)
  structure.push({ do: 'addColumn', table, column: field.key, type, collate: type === 'text' })
  if (isToOne(field)) links.push({ do: 'addForeignKey', table, column: field.key, target: target!, number })
  // Row rules ask for people, and every link is walked from its other side: both need an index from the start.
  // A file is read through a cell that holds it, which is found the same way.
  const contains = type.endsWith('[]') || typeOf(field).fileIds !== undefined
  if (isToOne(field) || isPeople(field) || typeOf(field).fileIds)
    structure.push({ do: 'addIndex', table, column: field.key, number, method: contains ? 'gin' : 'btree' })
  if (field.unique) structure.push({ do: 'addUnique', table, column: field.key, number })
}

function changeField(table: string, was: Field, field: Field, structure: Step[]): void {
  if (!ownsColumn(field)) return
  if (field.unique && !was.unique)
    structure.push({ do: 'addUnique', table, column: field.key, number: field.number })
  if (!field.unique && was.unique) structure.push({ do: 'dropUnique', number: field.number })
}

/** What computed fields and defaults can name: the fields of a table as they are stored, along links, without anyone's rights. */
import type { Over } from '@/lib/expr/ast'
import type { Scope } from '@/lib/expr/check'
import type { Type } from '@/lib/expr/typed'
import { fieldOf, isToMany, isToOne, namesPart, plainType, targetOf } from './fields'
import type { Definitions, Table } from './model'

/** The scope of a record of the table; what it gathers is a record of the other one. */
export function storedScope(definitions: Definitions, table: Table): Scope {
  return {
    field: (path) => storedType(definitions, table, path),
    each(over) {
      const gathered = gatheredTable(definitions, table, over)
      return gathered && storedScope(definitions, gathered)
    },
  }
}

function storedType(
  definitions: Definitions,
  table: Table,
  [key, ...rest]: readonly string[],
): Type | undefined {
  if (key === 'id' && rest.length === 0) return { kind: 'ref' }
  const field = key === undefined ? undefined : fieldOf(table, key)
  if (!field || isToMany(field)) return undefined
  if (rest.length === 0) return plainType(field)
  if (namesPart(field, rest)) return { kind: 'text' }
  const target = isToOne(field) ? definitions.tables.get(targetOf(field)!) : undefined
  return target && storedType(definitions, target, rest)
}

/** The table at the end of a path of to-one links. */
export function tableAt(definitions: Definitions, table: Table, links: readonly string[]): Table | undefined {
  let at: Table | undefined = table
  for (const key of links) {
    const field: ReturnType<typeof fieldOf> = at && fieldOf(at, key)
    at = field && isToOne(field) ? definitions.tables.get(targetOf(field)!) : undefined
  }
  return at
}

/** The table whose records an `each` gathers: the way may pass links to one and to many and ends at one to many. */
export function gatheredTable(definitions: Definitions, table: Table, over: Over): Table | undefined {
  if ('table' in over) return definitions.tables.get(over.table)
  let at: Table | undefined = table
  let many = false
  for (const key of over.path) {
    const field: ReturnType<typeof fieldOf> = at && fieldOf(at, key)
    many = field !== undefined && isToMany(field)
    at = field && (many || isToOne(field)) ? definitions.tables.get(targetOf(field)!) : undefined
  }
  return many ? at : undefined
}

/** What a checked expression draws on: fields of which tables, and how one gets there from the record that it is computed for. */
import type { Over } from '@/lib/expr/ast'
import type { Typed } from '@/lib/expr/typed'
import { fieldOf, isToMany, isToOne, namesPart, targetOf } from './fields'
import type { Definitions, Table } from './model'
import { gatheredTable } from './stored-scope'

/** One step between records. Walked backwards it tells which records depend on a changed one. */
export type Hop =
  /** Along a to-one link of `table` to the record it names. */
  | { along: 'one'; table: string; link: string }
  /** From a record of `table` to the records behind a to-many field: stored links, or the other side of some. */
  | { along: 'many'; table: string; link: string }
  /** To every record of the table. */
  | { along: 'all'; table: string; of: string }

/** A field that is drawn on; `id` stands for the record's being there at all. */
export interface Input {
  table: string
  field: string
  via: Hop[]
}

/** Every input once, links on the way included. */
export function inputsOf(definitions: Definitions, table: Table, node: Typed): Input[] {
  const found = new Map<string, Input>()
  const add = (input: Input): void => {
    found.set(JSON.stringify(input), input)
  }
  collect(node, { definitions, table, via: [], add })
  return [...found.values()]
}

interface At {
  definitions: Definitions
  table: Table
  via: Hop[]
  add(input: Input): void
  /** Where the record is that gathers, inside an `each`. */
  outer?: At
}

function collect(node: Typed, at: At): void {
  switch (node.op) {
    case 'field':
      walk(node.path, node.outer && at.outer ? at.outer : at)
      return
    case 'call':
      for (const arg of node.args) collect(arg, at)
      return
    case 'each': {
      const inner = gather(node.over, at)
      if (!inner) return
      for (const arg of node.args) collect(arg, inner)
      if (node.where) collect(node.where, inner)
      for (const term of node.by ?? []) collect(term.expr, inner)
    }
  }
}

/** Names the fields of a path and answers where its last one stands. */
function walk(path: readonly string[], at: At): At {
  const [key, ...rest] = path as [string, ...string[]]
  at.add({ table: at.table.key, field: key, via: at.via })
  const field = fieldOf(at.table, key)
  if (rest.length > 0 && !(field && namesPart(field, rest))) return walk(rest, step(key, at))
  // A link to a record in the trash is empty, so it draws on that record's being there.
  if (field && isToOne(field)) step(key, at)
  return at
}

/** The records behind a link, whose being there is drawn on too. */
function step(link: string, at: At): At {
  const field = fieldOf(at.table, link)!
  const target = at.definitions.tables.get(targetOf(field)!)!
  const hop: Hop = { along: isToMany(field) ? 'many' : 'one', table: at.table.key, link }
  const there: At = { ...at, table: target, via: [...at.via, hop] }
  there.add({ table: target.key, field: 'id', via: there.via })
  const { source } = field
  if (source.kind === 'inverse') there.add({ table: target.key, field: source.field, via: there.via })
  return there
}

function gather(over: Over, at: At): At | undefined {
  const target = gatheredTable(at.definitions, at.table, over)
  if (!target) return undefined
  if ('table' in over) {
    const hop: Hop = { along: 'all', table: target.key, of: at.table.key }
    const there: At = { ...at, table: target, via: [...at.via, hop], outer: at }
    there.add({ table: target.key, field: 'id', via: there.via })
    return there
  }
  const from = walk(over.path, at)
  return { ...step(over.path.at(-1)!, from), outer: at }
}

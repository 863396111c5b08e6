/**
 * Which records have a stored computed value that a write may change: the dependency graph, walked backwards as SQL.
 * Nothing is written here; `recompute.ts` locks and writes.
 */
import { arrayParam, ident, joinSql, qualified, type SQL, sql } from '@/lib/db/sql'
import { linkTableName } from '@/lib/meta/derived-names'
import { fieldOf, isInput, isToMany, isToOne, tableOf, targetOf, watchedBy } from '@/lib/meta/fields'
import { type Computed, type Graph, graphOf, type Hop } from '@/lib/meta/graph'
import type { Definitions, Table } from '@/lib/meta/model'

/** Records that a transaction writes, and which of their fields; `all` when they come, go or come back. */
export interface Written {
  table: Table
  ids: readonly string[]
  fields: ReadonlySet<string> | 'all'
  /** What written link fields will name: those records depend on the written ones too. */
  links?: ReadonlyMap<string, readonly string[]>
}

/** Records of `table` that depend on written ones: `via` leads from there to those. */
export interface Reach {
  table: Table
  via: Hop[]
  written: Written
}

/** The fields that a write of these keys changes: an "updated" field moves with those it watches. */
export function touched(table: Table, keys: Iterable<string>): Set<string> {
  const all = new Set(keys)
  for (const field of table.fields) {
    const { source } = field
    if (source.kind !== 'auto' || source.of !== 'updated') continue
    if (watchedBy(table, source).some((key) => all.has(key))) all.add(field.key)
  }
  return all
}

/** What a write of values names by its links. */
export function linksIn(
  table: Table,
  records: readonly ReadonlyMap<string, unknown>[],
): Map<string, string[]> {
  const links = new Map<string, string[]>()
  for (const field of table.fields) {
    if (!isInput(field) || !(isToOne(field) || isToMany(field))) continue
    const ids = records.flatMap((r) => r.get(field.key) ?? []) as string[]
    if (ids.length > 0) links.set(field.key, [...new Set(ids)])
  }
  return links
}

/** Everything that a write may reach, over any number of steps, from what is written alone: no database is asked. */
export function reachOf(definitions: Definitions, written: readonly Written[]): Reach[] {
  const graph = graphOf(definitions)
  const found = new Map<string, Reach>()
  const seen = new Set<string>()
  const follow = (from: Reach, table: Table, fields: Iterable<string>): void => {
    for (const field of fields) {
      for (const { of, via } of graph.readers(table.key, field)) {
        const reach: Reach = { ...from, table: of.table, via: [...via, ...from.via] }
        const name = nameOf(reach, written)
        found.set(name, found.get(name) ?? reach)
        const step = `${name} ${of.field.key}`
        if (seen.has(step)) continue
        seen.add(step)
        follow(reach, of.table, [of.field.key])
      }
    }
  }
  for (const w of written) {
    const start: Reach = { table: w.table, via: [], written: w }
    if (w.fields === 'all' && ownComputed(graph, w.table).length > 0) {
      found.set(nameOf(start, written), start)
      follow(start, w.table, ownComputed(graph, w.table))
    }
    follow(start, w.table, fieldsOf(w))
  }
  return [...found.values()]
}

const nameOf = ({ table, via, written }: Reach, all: readonly Written[]): string =>
  `${all.indexOf(written)} ${table.key} ${JSON.stringify(via)}`

/** The fields of a write; a record that comes or goes is a change of all of them. */
export const fieldsOf = ({ table, fields }: Written): Iterable<string> =>
  fields === 'all' ? ['id', ...table.fields.map((f) => f.key)] : fields

/** The stored computed fields of a table. */
export const ownComputed = (graph: Graph, table: Table): string[] =>
  graph.order.filter((c) => c.stored && c.table.key === table.key).map((c) => c.field.key)

/** The ids of the records of a reach, as a select; deleted ones may be among them. */
export function idsOf(definitions: Definitions, { via, written }: Reach): SQL {
  let ids = sql`select unnest(${arrayParam(written.ids, 'uuid')}) as id`
  for (const [i, hop] of [...via.entries()].reverse()) {
    const next = backwards(definitions, hop, ids)
    const named = i === via.length - 1 ? namedBy(definitions, hop, written) : []
    ids = named.length > 0 ? sql`${next} union all select unnest(${arrayParam(named, 'uuid')})` : next
  }
  return ids
}

/** Records that the hop leads from, when it ends at one of these. */
function backwards({ schema, tables }: Definitions, hop: Hop, ids: SQL): SQL {
  if (hop.along === 'all') return sql`select a.id from ${qualified(schema, hop.of)} a`
  const table = tables.get(hop.table)!
  if (hop.along === 'one') {
    const here = (where: SQL): SQL =>
      sql`select a.id from ${qualified(schema, table.key)} a where a.${ident(hop.link)} = i.id and ${where}`
    // Each half has an index of its own.
    return sql`select a.id from (${ids}) i cross join lateral
        (${here(sql`a._deleted_at is null`)} union all ${here(sql`a._deleted_at is not null`)}) a`
  }
  const field = fieldOf(table, hop.link)!
  if (field.source.kind !== 'inverse')
    return sql`select l."from" as id from ${qualified(schema, linkTableName(field.number))} l where l."to" in (${ids})`
  const other = tables.get(targetOf(field)!)!
  const far = fieldOf(other, field.source.field)!
  if (!isToOne(far))
    return sql`select l."to" as id from ${qualified(schema, linkTableName(far.number))} l where l."from" in (${ids})`
  return sql`select a.${ident(far.key)} as id from ${qualified(schema, other.key)} a where a.id in (${ids})`
}

/** The records that a written link will name, when the hop comes back along that link. */
function namedBy(definitions: Definitions, hop: Hop, { links }: Written): readonly string[] {
  if (hop.along !== 'many' || !links) return []
  const { source } = fieldOf(tableOf(definitions, hop.table), hop.link)!
  return source.kind === 'inverse' ? (links.get(source.field) ?? []) : []
}

/** The union of several selects of ids. */
export const anyOf = (selects: readonly SQL[]): SQL => joinSql(selects, sql` union all `)

/** The fields that one statement can bring up to date: those of one table and level, lower levels first. */
export function inSteps(computed: readonly Computed[]): Computed[][] {
  const steps = new Map<string, Computed[]>()
  for (const c of computed) {
    const name = `${String(c.level).padStart(4, '0')} ${c.table.key}`
    steps.set(name, [...(steps.get(name) ?? []), c])
  }
  return [...steps.keys()].sort().map((name) => steps.get(name)!)
}

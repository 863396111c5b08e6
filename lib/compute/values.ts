/** Stored computed values as SQL: one statement that brings some fields of some records up to date. */
import { envOfZone } from '@/lib/access/env'
import { type Cells, cellsOf, computedSql } from '@/lib/access/stored-rows'
import { alias, arrayParam, ident, joinSql, pgType, qualified, type SQL, sql } from '@/lib/db/sql'
import { columnOf, columnType } from '@/lib/meta/fields'
import type { Computed } from '@/lib/meta/graph'
import type { Definitions } from '@/lib/meta/model'

/** Only these records. */
export const byId =
  (ids: readonly string[]) =>
  (row: SQL): SQL =>
    sql`${row}.id = any(${arrayParam(ids, 'uuid')})`

export const columnSql = ({ field }: Computed): SQL => ident(columnOf(field)!)

/** Fields of one record in the order in which they can be computed: those that draw on no other one of these first. */
function layersOf(computed: readonly Computed[]): Computed[][] {
  const depths = new Map<string, number>()
  const layers: Computed[][] = []
  for (const c of computed) {
    const own = c.inputs.filter((input) => input.via.length === 0)
    const depth = Math.max(0, ...own.map((input) => depths.get(input.field) ?? 0))
    depths.set(c.field.key, depth + 1)
    layers[depth] = [...(layers[depth] ?? []), c]
  }
  return layers
}

/**
 * One statement: the new values of the records for which `only` holds, written where they differ; answers the ids of
 * those. A field that draws on another one of these is given what the statement has just computed.
 */
export function updateSql(
  definitions: Definitions,
  computed: readonly Computed[],
  only: (row: SQL) => SQL = () => sql`true`,
): SQL {
  const { table } = computed[0]!
  const env = envOfZone(definitions.zone)
  const from = qualified(definitions.schema, table.key)
  const r = alias()
  const found = new Map<string, SQL>()
  const row: Cells = (column) => found.get(column) ?? cellsOf(r)(column)
  const laterals = layersOf(computed).map((layer) => {
    const l = alias()
    const values = layer.map(
      (c) => sql`${computedSql(definitions, c, row, env)}::${pgType(columnType(c.field))} as ${columnSql(c)}`,
    )
    for (const c of layer) found.set(columnOf(c.field)!, sql`${l}.${columnSql(c)}`)
    // Computed once, however often it is drawn on.
    return sql` cross join lateral (select ${joinSql(values, sql`, `)} offset 0) ${l}`
  })
  const columns = (of: (c: Computed) => SQL): SQL => joinSql(computed.map(of), sql`, `)
  const sets = computed.map((c) => sql`${columnSql(c)} = x.${columnSql(c)}`)
  return sql`update ${from} t set ${joinSql(sets, sql`, `)}
    from (select ${r}.id, ${columns((c) => row(columnOf(c.field)!))} from ${from} ${r}${joinSql(laterals, sql``)}
      where ${r}._deleted_at is null and ${only(r)} offset 0) x
    where t.id = x.id and row(${columns((c) => sql`t.${columnSql(c)}`)}) is distinct from row(${columns((c) => sql`x.${columnSql(c)}`)})
    returning t.id`
}

/**
 * Locks before a write (law L6): every record that the write, or what depends on it, will change, in one order for all
 * writers; and turns, where records are judged by a whole table of rules.
 */
import { run, type Tx } from '@/lib/db/connection'
import { param, qualified, type SQL, sql } from '@/lib/db/sql'
import { tableOf } from '@/lib/meta/fields'
import { graphOf } from '@/lib/meta/graph'
import type { Definitions } from '@/lib/meta/model'
import { anyOf, idsOf, type Reach, reachOf, type Written } from './reach'

/** Records that depended on what is written before it was, by table: the old customer of a moved order among them. */
export type Locked = ReadonlyMap<string, readonly string[]>

/**
 * Locks every record whose computed value this write may change, in one order for all writers. Call it before anything
 * is written or locked; what it misses, because somebody moves a link meanwhile, is locked by `recompute`.
 */
export async function lockDependants(
  tx: Tx,
  definitions: Definitions,
  written: readonly Written[],
): Promise<Locked> {
  const locked = new Map<string, string[]>()
  const reaches = reachOf(definitions, written)
  await takeTurns(tx, definitions, written, reaches)
  // Nothing but the written records themselves: whoever writes them has their locks anyway.
  if (reaches.every((r) => r.via.length === 0)) return locked
  const toLock = [...reaches, ...reaches.flatMap((r) => between(definitions, r))]
  for (const key of [...new Set(toLock.map((r) => r.table.key))].sort()) {
    const here = toLock.filter((r) => r.table.key === key)
    locked.set(key, await lock(tx, definitions, key, anyOf(here.map((r) => idsOf(definitions, r)))))
  }
  return locked
}

/**
 * The records that the way passes: whoever moves one of their links at this moment changes what depends on the write,
 * and both must not miss each other. Whole tables have turns of their own.
 */
const between = (definitions: Definitions, reach: Reach): Reach[] =>
  reach.via.flatMap((hop, i) =>
    i === 0 || hop.along === 'all'
      ? []
      : [{ ...reach, table: tableOf(definitions, hop.table), via: reach.via.slice(i) }],
  )

/**
 * Locks these records. Those in the trash too: one that is being restored at this moment is computed from what was
 * there before the write, unless both wait for each other. @returns their ids
 */
export async function lock(tx: Tx, { schema }: Definitions, table: string, ids: SQL): Promise<string[]> {
  const rows = await run<{ id: string }>(
    tx,
    sql`select t.id from ${qualified(schema, table)} t where t.id in (${ids})
        order by t.id for no key update of t`,
  )
  return rows.map((r) => r.id)
}

/** Writers of a table that others look up by condition, and writers of those others, take turns. */
async function takeTurns(
  tx: Tx,
  definitions: Definitions,
  written: readonly Written[],
  reaches: readonly Reach[],
): Promise<void> {
  const { wholeTables, order } = graphOf(definitions)
  if (wholeTables.size === 0) return
  const writes = new Set(written.map((w) => w.table.key).filter((key) => wholeTables.has(key)))
  const tables = new Set(reaches.map((r) => r.table.key))
  const reads = order
    .filter((c) => c.stored && tables.has(c.table.key))
    .flatMap((c) => c.inputs.flatMap((i) => i.via.filter((hop) => hop.along === 'all')))
    .map((hop) => hop.table)
  // A rule that is looked up may change every record of a large table, which takes what it takes.
  if (writes.size > 0) await run(tx, sql`set local statement_timeout = 0`)
  for (const key of [...new Set([...writes, ...reads])].sort()) {
    const name = sql`hashtextextended(${param(`tian ${definitions.schema}.${key}`)}, 0)`
    await run(
      tx,
      writes.has(key)
        ? sql`select pg_advisory_xact_lock(${name})`
        : sql`select pg_advisory_xact_lock_shared(${name})`,
    )
  }
}

/**
 * Keeps stored computed values right (law L6). A write calls `lockDependants` before it writes, and `recompute`
 * afterwards: every level is a statement of its own, later than the locks, so that it sees whatever another writer has
 * committed meanwhile. A sum computed in the writing statement itself would miss that.
 */
import { run, type Tx } from '@/lib/db/connection'
import type { SQL } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { beginWork, Cancelled } from '@/lib/jobs/work'
import { type Computed, graphOf } from '@/lib/meta/graph'
import type { Definitions } from '@/lib/meta/model'
import { type Locked, lock, lockDependants } from './locks'
import { anyOf, fieldsOf, idsOf, inSteps, ownComputed, type Reach, type Written } from './reach'
import { byId, updateSql } from './values'

export { type Locked, lockDependants } from './locks'

/** Changed fields: table → field → ids of the records where it changed. */
class Changed {
  private readonly found = new Map<string, Map<string, Set<string>>>()
  add(table: string, field: string, ids: Iterable<string>): void {
    const fields = this.found.get(table) ?? new Map<string, Set<string>>()
    this.found.set(table, fields)
    fields.set(field, new Set([...(fields.get(field) ?? []), ...ids]))
  }
  idsOf(table: string, field: string): ReadonlySet<string> {
    return this.found.get(table)?.get(field) ?? new Set()
  }
}

/** Brings every stored value that draws on the written fields up to date, level by level, as far as values really change. */
export async function recompute(
  tx: Tx,
  definitions: Definitions,
  written: readonly Written[],
  locked: Locked = new Map(),
): Promise<void> {
  const graph = graphOf(definitions)
  const changed = new Changed()
  /** New records have no values yet, so all of theirs are due. */
  const fresh = new Changed()
  for (const w of written) {
    for (const field of fieldsOf(w)) changed.add(w.table.key, field, w.ids)
    if (w.fields === 'all')
      for (const field of ownComputed(graph, w.table)) fresh.add(w.table.key, field, w.ids)
  }
  for (const computed of inSteps(graph.order.filter((c) => c.stored))) {
    const { table } = computed[0]!
    const due = dueIds(definitions, computed, changed)
    const known = new Set(computed.flatMap((c) => [...fresh.idsOf(table.key, c.field.key)]))
    if (due.selects.length === 0 && due.own.size === 0 && known.size === 0) continue
    const others = due.selects.length > 0 ? await lock(tx, definitions, table.key, anyOf(due.selects)) : []
    const before = due.selects.length > 0 ? (locked.get(table.key) ?? []) : []
    const ids = [...new Set([...known, ...due.own, ...others, ...before])]
    if (ids.length === 0) continue
    const different = await update(tx, definitions, computed, ids)
    for (const { field } of computed) changed.add(table.key, field.key, different)
  }
}

/** Brings some records of a table up to date in these fields, and all that draws on them. */
export async function settleRecords(
  tx: Tx,
  definitions: Definitions,
  computed: readonly Computed[],
  ids: readonly string[],
): Promise<void> {
  const { table } = computed[0]!
  const written: Written = { table, ids, fields: new Set(computed.map((c) => c.field.key)) }
  const locked = await lockDependants(tx, definitions, [written])
  await lock(tx, definitions, table.key, idsOf(definitions, { table, via: [], written }))
  await run(tx, updateSql(definitions, computed, byId(ids)))
  await recompute(tx, definitions, [written], locked)
}

/** More records than this are announced while they are computed, and may be stopped; they are committed once all the same. */
const announcedFrom = 10_000
const batch = 5000

/** @returns the ids of the records whose values were different */
async function update(
  tx: Tx,
  definitions: Definitions,
  computed: readonly Computed[],
  ids: readonly string[],
): Promise<string[]> {
  const some = async (ids: readonly string[]): Promise<string[]> =>
    (await run<{ id: string }>(tx, updateSql(definitions, computed, byId(ids)))).map((r) => r.id)
  if (ids.length <= announcedFrom) return some(ids)
  const { label } = computed[0]!.table
  const work = await beginWork(definitions.schema, { what: 'recomputing', label }, ids.length)
  try {
    const different: string[] = []
    for (let i = 0; i < ids.length; i += batch) {
      different.push(...(await some(ids.slice(i, i + batch))))
      await work.tell(Math.min(i + batch, ids.length))
    }
    return different
  } catch (error) {
    throw error instanceof Cancelled ? appError('CANCELLED') : error
  } finally {
    await work.end()
  }
}

/** The records whose value draws on something that changed: the changed ones themselves, and those a way leads from. */
function dueIds(
  definitions: Definitions,
  computed: readonly Computed[],
  changed: Changed,
): { own: Set<string>; selects: SQL[] } {
  const own = new Set<string>()
  const ways = new Map<string, Reach>()
  for (const { inputs, table } of computed) {
    for (const input of inputs) {
      const ids = changed.idsOf(input.table, input.field)
      if (ids.size === 0) continue
      if (input.via.length === 0) {
        for (const id of ids) own.add(id)
        continue
      }
      const name = JSON.stringify(input.via)
      const before = ways.get(name)?.written.ids ?? []
      const source = definitions.tables.get(input.table)!
      const written: Written = { table: source, ids: [...new Set([...before, ...ids])], fields: new Set() }
      ways.set(name, { table, via: input.via, written })
    }
  }
  return { own, selects: [...ways.values()].map((reach) => idsOf(definitions, reach)) }
}

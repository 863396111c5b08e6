/**
 * Use cases: delete and restore records. Deleting moves a row to the trash with everything that its links say goes
 * with it; inbound links keep their value and read as empty until it is restored.
 */
import type { Actor } from '@/lib/access/actor'
import { type Access, decide } from '@/lib/access/decide'
import { assertPresent } from '@/lib/access/enter'
import { relation } from '@/lib/access/relation'
import { writeChange } from '@/lib/changes/write'
import { lockDependants, recompute } from '@/lib/compute/recompute'
import { run, type Tx, transaction } from '@/lib/db/connection'
import { arrayParam, ident, param, qualified, sql } from '@/lib/db/sql'
import { taken } from '@/lib/ddl/unique'
import { appError, outOfRange } from '@/lib/errors'
import { labelOf } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import { linkTableName } from '@/lib/meta/derived-names'
import { isInput, isToMany, tableOf, targetOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'
import { recordId } from './get'
import { visibleTable } from './list'

export const maxDelete = 1000

function deleting(actor: Actor, tableKey: string, ids: unknown): { access: Access; ids: string[] } {
  const access = decide(actor, visibleTable(actor, tableKey))
  if (access.rows.delete === false) throw appError('FORBIDDEN')
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > maxDelete)
    throw outOfRange('ids', maxDelete, { of: 'count' })
  return { access, ids: [...new Set(ids.map((id) => recordId(String(id))))] }
}

/** Moves records to the trash, and what goes along with them; @returns how many of those asked for, and only those. */
export async function deleteRecords(actor: Actor, tableKey: string, given: unknown): Promise<number> {
  return transaction((tx) => removeRecords(tx, actor, tableKey, given))
}

/** The same inside the caller's transaction. */
export async function removeRecords(tx: Tx, actor: Actor, tableKey: string, given: unknown): Promise<number> {
  const { access, ids } = deleting(actor, tableKey, given)
  await lockDependants(tx, actor.definitions, [{ table: access.table, ids, fields: 'all' }])
  await lockRows(tx, actor, access, ids, false)
  await move(tx, actor, 'delete', tableKey, await withDependants(tx, actor, access.table, ids, 'delete'))
  return ids.length
}

/** Takes records back from the trash, with what had gone along with them; @returns how many of those asked for. */
export function restoreRecords(actor: Actor, tableKey: string, given: unknown): Promise<number> {
  const { access, ids } = deleting(actor, tableKey, given)
  return transaction(async (tx) => {
    await lockDependants(tx, actor.definitions, [{ table: access.table, ids, fields: 'all' }])
    await lockRows(tx, actor, access, ids, true)
    await move(tx, actor, 'restore', tableKey, await withDependants(tx, actor, access.table, ids, 'restore'))
    return ids.length
  })
}

/** All or none: every one of them must be there for the actor, and one that the actor may delete. */
async function lockRows(
  tx: Tx,
  actor: Actor,
  access: Access,
  ids: readonly string[],
  deleted: boolean,
): Promise<void> {
  const rows = await run<{ can: boolean }>(
    tx,
    sql`select v._can_delete as can from (${relation(actor, access.table, { columns: ['_can_delete'], deleted })}) v
        where v.id = any(${arrayParam(ids, 'uuid')}) order by v.id for no key update of v`,
  )
  await assertPresent(tx, actor)
  if (rows.length !== ids.length) throw appError('NOT_FOUND')
  if (rows.some((r) => !r.can)) throw appError('ROW_NOT_YOURS')
}

type Move = 'delete' | 'restore'
/** Ids of records by table. */
type Records = Map<string, Set<string>>

/** The records and all that their links say goes with them; cycles end because nobody goes twice. */
async function withDependants(
  tx: Tx,
  actor: Actor,
  table: Table,
  ids: readonly string[],
  way: Move,
  found: Records = new Map(),
): Promise<Records> {
  const known = found.get(table.key) ?? new Set<string>()
  const fresh = ids.filter((id) => !known.has(id))
  found.set(table.key, new Set([...known, ...fresh]))
  if (fresh.length === 0) return found
  for (const child of actor.definitions.tables.values()) {
    for (const field of child.fields) {
      const { onDelete } = field.options as { onDelete?: string }
      const follows = onDelete === 'cascade' || (onDelete === 'refuse' && way === 'delete')
      if (!follows || !isInput(field) || targetOf(field) !== table.key) continue
      const linked = await pointing(tx, actor, child, field, fresh, way)
      const others = linked.filter((id) => !found.get(child.key)?.has(id))
      if (others.length === 0) continue
      if (onDelete === 'refuse') throw appError('DELETE_REFUSED', { params: { table: nameOf(actor, child) } })
      await withDependants(tx, actor, child, others, way, found)
    }
  }
  return found
}

/** What the actor may call a table. */
const nameOf = (actor: Actor, table: Table): string =>
  decide(actor, table).rows.read === false
    ? translator(actor.locale)('error.hiddenTable')
    : labelOf(table.label, actor.locale, table.key)

/** Locks the records of `child` that point at one of these: living ones, or those that went to the trash with it. */
async function pointing(
  tx: Tx,
  actor: Actor,
  child: Table,
  field: Field,
  ids: readonly string[],
  way: Move,
): Promise<string[]> {
  const { schema } = actor.definitions
  const linked = isToMany(field)
    ? sql`exists (select 1 from ${qualified(schema, linkTableName(field.number))} l where l."from" = c.id and l."to" = p.id)`
    : sql`c.${ident(field.key)} = p.id`
  // One transaction has one now(), so what one deletion moved away bears the same time.
  const along = way === 'delete' ? sql`c._deleted_at is null` : sql`c._deleted_at = p._deleted_at`
  const rows = await run<{ id: string }>(
    tx,
    sql`select c.id from ${qualified(schema, child.key)} c, ${qualified(schema, targetOf(field)!)} p
        where p.id = any(${arrayParam(ids, 'uuid')}) and ${linked} and ${along} order by c.id for no key update of c`,
  )
  return [...new Set(rows.map((r) => r.id))]
}

/** Moves records to the trash or back, with one line of the log that each record's own history refers to. */
async function move(tx: Tx, actor: Actor, way: Move, tableKey: string, records: Records): Promise<void> {
  const { schema, tables } = actor.definitions
  const written = [...records].map(([key, ids]) => ({
    table: tableOf(actor.definitions, key),
    ids: [...ids],
    fields: 'all' as const,
  }))
  const locked = await lockDependants(tx, actor.definitions, written)
  const change = await writeChange(tx, schema, {
    actor: actor.userId,
    door: actor.door,
    kind: way,
    table: tableKey,
    count: [...records.values()].reduce((n, set) => n + set.size, 0),
    detail: { records: Object.fromEntries([...records].map(([table, set]) => [table, [...set]])) },
  })
  const state =
    way === 'delete'
      ? sql`_deleted_at = now(), _deleted_by = ${param(actor.userId, 'uuid')}`
      : sql`_deleted_at = null, _deleted_by = null`
  for (const [key, set] of records) {
    const ids = arrayParam([...set], 'uuid')
    await taken(
      tables.get(key),
      run(tx, sql`update ${qualified(schema, key)} set ${state} where id = any(${ids})`),
    )
    // A line without cells.
    await run(
      tx,
      sql`insert into ${qualified(schema, '_cells')} (change, record, before, after)
          select ${param(change, 'bigint')}, id, '{}', '{}' from unnest(${ids}) id`,
    )
  }
  await recompute(tx, actor.definitions, written, locked)
}

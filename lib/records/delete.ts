/**
 * Use cases: delete and restore records. Deleting moves a row to the trash with everything that its links say goes
 * with it; inbound links keep their value and read as empty until it is restored.
 */
import type { Actor } from '@/lib/access/actor'
import { type Access, decide } from '@/lib/access/decide'
import { assertPresent } from '@/lib/access/enter'
import { relation } from '@/lib/access/relation'
import { type ChangeKind, changeInsert, writeChange } from '@/lib/changes/write'
import { run, type Tx, transaction } from '@/lib/db/connection'
import { arrayParam, ident, param, qualified, sql } from '@/lib/db/sql'
import { linkTableName } from '@/lib/ddl/statements'
import { taken } from '@/lib/ddl/unique'
import { appError } from '@/lib/errors'
import { isInput, isToMany, tableOf, targetOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'
import { recordId } from './get'
import { visibleTable } from './list'

export const maxDelete = 1000

function deleting(actor: Actor, tableKey: string, ids: unknown): { access: Access; ids: string[] } {
  const access = decide(actor, visibleTable(actor, tableKey))
  if (access.rows.delete === false) throw appError('FORBIDDEN')
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > maxDelete)
    throw appError('LIMIT_INVALID', { pointer: '/ids', params: { max: maxDelete } })
  return { access, ids: [...new Set(ids.map((id) => recordId(String(id))))] }
}

/** Moves records to the trash; @returns how many, linked ones that went along included. */
export function deleteRecords(actor: Actor, tableKey: string, given: unknown): Promise<number> {
  const { access, ids } = deleting(actor, tableKey, given)
  return transaction(async (tx) => {
    await lockRows(tx, actor, access, ids, false)
    const gone = new Map<string, Set<string>>()
    await collect(tx, actor, access.table, ids, gone)
    const count = [...gone.values()].reduce((n, set) => n + set.size, 0)
    const change = await writeChange(tx, actor.definitions.schema, {
      actor: actor.userId,
      door: actor.door,
      kind: 'delete',
      table: tableKey,
      count,
      detail: { records: Object.fromEntries([...gone].map(([table, set]) => [table, [...set]])) },
    })
    for (const [table, set] of gone) await mark(tx, actor, table, [...set], change)
    return count
  })
}

/** Takes records back from the trash, with what had gone along with them. */
export function restoreRecords(actor: Actor, tableKey: string, given: unknown): Promise<number> {
  const { access, ids } = deleting(actor, tableKey, given)
  const { schema } = actor.definitions
  return transaction(async (tx) => {
    await lockRows(tx, actor, access, ids, true)
    // A cascade is restored as one: everything that the same lines of the log moved away and that still is away.
    const lines = await run<{ detail: { records: Record<string, string[]> } }>(
      tx,
      sql`select detail from ${qualified(schema, '_changes')} where kind = 'delete' and table_key = ${param(tableKey)}
          and detail -> 'records' -> ${param(tableKey)} ?| ${arrayParam(ids)} order by seq desc limit 1000`,
    )
    const back = new Map<string, Set<string>>([[tableKey, new Set(ids)]])
    for (const { detail } of lines) {
      const [own, ...others] = [
        detail.records[tableKey] ?? [],
        ...Object.entries(detail.records).filter(([t]) => t !== tableKey),
      ]
      if (own.length > 1 && !(own as string[]).every((id) => ids.includes(id))) continue
      for (const [table, set] of others as [string, string[]][])
        back.set(table, new Set([...(back.get(table) ?? []), ...set]))
    }
    let count = 0
    for (const [key, set] of back) {
      const table = actor.definitions.tables.get(key)
      if (!table) continue
      const rows = await taken(
        table.fields,
        run(
          tx,
          sql`update ${qualified(schema, key)} set _deleted_at = null, _deleted_by = null
              where id = any(${arrayParam([...set], 'uuid')}) and _deleted_at is not null returning id`,
        ),
      )
      count += rows.length
    }
    await logRows(tx, actor, 'restore', tableKey, ids)
    return count
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

/** Follows the links that say "refuse" or "cascade", breadth first; cycles end because nobody goes twice. */
async function collect(
  tx: Tx,
  actor: Actor,
  table: Table,
  ids: readonly string[],
  gone: Map<string, Set<string>>,
): Promise<void> {
  const known = gone.get(table.key) ?? new Set<string>()
  const fresh = ids.filter((id) => !known.has(id))
  gone.set(table.key, new Set([...known, ...fresh]))
  if (fresh.length === 0) return
  for (const child of actor.definitions.tables.values()) {
    for (const field of child.fields) {
      const { onDelete } = field.options as { onDelete?: string }
      if (
        !isInput(field) ||
        targetOf(field) !== table.key ||
        (onDelete !== 'refuse' && onDelete !== 'cascade')
      )
        continue
      const linked = (await pointing(tx, actor, child, field, fresh)).filter(
        (id) => !gone.get(child.key)?.has(id),
      )
      if (linked.length === 0) continue
      if (onDelete === 'refuse') throw appError('DELETE_REFUSED', { params: { table: child.key } })
      await collect(tx, actor, child, linked, gone)
    }
  }
}

/** Living records of `child` whose link field points at one of these. */
async function pointing(
  tx: Tx,
  actor: Actor,
  child: Table,
  field: Field,
  ids: readonly string[],
): Promise<string[]> {
  const { schema } = actor.definitions
  const among = arrayParam(ids, 'uuid')
  const rows = await run<{ id: string }>(
    tx,
    isToMany(field)
      ? sql`select c.id from ${qualified(schema, child.key)} c where c._deleted_at is null and exists (
            select 1 from ${qualified(schema, linkTableName(field.number))} l where l."from" = c.id and l."to" = any(${among}))`
      : sql`select c.id from ${qualified(schema, child.key)} c
            where c._deleted_at is null and c.${ident(field.key)} = any(${among}) for no key update`,
  )
  return rows.map((r) => r.id)
}

async function mark(
  tx: Tx,
  actor: Actor,
  table: string,
  ids: readonly string[],
  change: number,
): Promise<void> {
  const { schema } = actor.definitions
  await run(
    tx,
    sql`update ${qualified(schema, table)} set _deleted_at = now(), _deleted_by = ${param(actor.userId, 'uuid')}
        where id = any(${arrayParam(ids, 'uuid')}) and _deleted_at is null`,
  )
  await cellLines(tx, schema, ids, change)
}

/** A record's own history names its deletion and restoration: a line without cells. */
async function cellLines(tx: Tx, schema: string, ids: readonly string[], change: number): Promise<void> {
  await run(
    tx,
    sql`insert into ${qualified(schema, '_cells')} (change, record, before, after)
        select ${param(change, 'bigint')}, id, '{}', '{}' from unnest(${arrayParam(ids, 'uuid')}) id on conflict do nothing`,
  )
}

async function logRows(
  tx: Tx,
  actor: Actor,
  kind: ChangeKind,
  table: string,
  ids: readonly string[],
): Promise<void> {
  const { schema } = actor.definitions
  const line = { actor: actor.userId, door: actor.door, kind, table, count: ids.length }
  const [row] = await run<{ seq: number }>(tx, changeInsert(schema, line))
  await cellLines(tx, schema, ids, row!.seq)
}

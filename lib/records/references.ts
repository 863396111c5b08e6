/** Links, people and files of a write: each may only be set to what the actor can see; invisible and missing answer alike. */
import type { Actor } from '@/lib/access/actor'
import { relation } from '@/lib/access/relation'
import { run, type Tx } from '@/lib/db/connection'
import { arrayParam, param, qualified, sql } from '@/lib/db/sql'
import { type AppError, appError } from '@/lib/errors'
import { isPeople, tableOf, targetOf, typeOf } from '@/lib/meta/fields'
import type { Table } from '@/lib/meta/model'
import type { Values } from './values'

const idsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : []

/**
 * Refuses values that refer to what the actor may not see. Call it inside the write's transaction: records that are
 * newly linked are locked, so that nobody deletes them before the link is there.
 * @param seen what the cells hold now, as the actor sees it: people who left and files of others may stay there
 */
export async function checkReferences(
  tx: Tx,
  actor: Actor,
  table: Table,
  records: readonly Values[],
  seen: Record<string, unknown> = {},
): Promise<void> {
  const [first] = (await unknownReferences(tx, actor, table, records, seen)).flat()
  if (first) throw first
}

/** The same, told record by record. */
export async function unknownReferences(
  tx: Tx,
  actor: Actor,
  table: Table,
  records: readonly Values[],
  seen: Record<string, unknown> = {},
): Promise<AppError[][]> {
  const refused = records.map((): AppError[] => [])
  const kept = new Set(table.fields.flatMap((f) => (typeOf(f).fileIds ?? idsOf)(seen[f.key])))
  for (const field of table.fields) {
    const { fileIds } = typeOf(field)
    const target = targetOf(field)
    if (!target && !fileIds && !isPeople(field)) continue
    const given = records.map((r) => (fileIds ?? idsOf)(r.get(field.key)))
    const all = [...new Set(given.flat())]
    if (all.length === 0) continue
    const fresh = all.filter((id) => !kept.has(id))
    const known = target
      ? await lockTargets(tx, actor, tableOf(actor.definitions, target), all)
      : [...kept, ...(fileIds ? await bindFiles(tx, actor, fresh) : await membersAmong(tx, actor, fresh))]
    const there = new Set(known)
    given.forEach((ids, i) => {
      if (!ids.every((id) => there.has(id)))
        refused[i]!.push(appError(fileIds ? 'FILE_UNKNOWN' : 'LINK_UNKNOWN', { field: field.key }))
    })
  }
  return refused
}

type Found = Promise<string[]>
const idsIn = (rows: { id: string }[]): string[] => rows.map((r) => r.id)

async function lockTargets(tx: Tx, actor: Actor, target: Table, ids: string[]): Found {
  return idsIn(
    await run(
      tx,
      sql`select r.id from (${relation(actor, target, { columns: [] })}) r
        where r.id = any(${arrayParam(ids, 'uuid')}) order by r.id for share of r`,
    ),
  )
}

async function membersAmong(tx: Tx, actor: Actor, ids: string[]): Found {
  return idsIn(
    await run(
      tx,
      sql`select user_id as id from tian.memberships
        where base_id = ${param(actor.definitions.baseId, 'uuid')} and user_id = any(${arrayParam(ids, 'uuid')})`,
    ),
  )
}

/** Uploaded files become part of the record: a person can only bind what that person uploaded. */
async function bindFiles(tx: Tx, actor: Actor, ids: string[]): Found {
  if (ids.length === 0) return []
  return idsIn(
    await run(
      tx,
      sql`update ${qualified(actor.definitions.schema, '_files')} set state = 'bound'
        where id = any(${arrayParam(ids, 'uuid')}) and created_by = ${param(actor.userId, 'uuid')} returning id`,
    ),
  )
}

/** Links, people and files of a write: each may only be set to what the actor can see; invisible and missing answer alike. */
import type { Actor } from '@/lib/access/actor'
import { relation } from '@/lib/access/relation'
import { run, type Tx } from '@/lib/db/connection'
import { arrayParam, param, qualified, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { isPeople, tableOf, targetOf, typeOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'
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
  const kept = new Set(table.fields.flatMap((f) => (typeOf(f).fileIds ?? idsOf)(seen[f.key])))
  for (const field of table.fields) {
    const given = records.map((r) => r.get(field.key)).filter((v) => v !== undefined)
    if (given.length === 0) continue
    const fresh = (ids: string[]): string[] => [...new Set(ids.filter((id) => !kept.has(id)))]
    const target = targetOf(field)
    if (target)
      await lockTargets(tx, actor, field, tableOf(actor.definitions, target), [
        ...new Set(given.flatMap(idsOf)),
      ])
    if (isPeople(field)) await expectMembers(tx, actor, field, fresh(given.flatMap(idsOf)))
    const files = typeOf(field).fileIds
    if (files) await bindFiles(tx, actor, field, fresh(given.flatMap((v) => files(v))))
  }
}

async function lockTargets(tx: Tx, actor: Actor, field: Field, target: Table, ids: string[]): Promise<void> {
  const found = await run(
    tx,
    sql`select r.id from (${relation(actor, target, { columns: [] })}) r
        where r.id = any(${arrayParam(ids, 'uuid')}) order by r.id for share of r`,
  )
  if (found.length !== ids.length) throw appError('LINK_UNKNOWN', { field: field.key })
}

async function expectMembers(tx: Tx, actor: Actor, field: Field, ids: string[]): Promise<void> {
  const members = await run(
    tx,
    sql`select user_id from tian.memberships
        where base_id = ${param(actor.definitions.baseId, 'uuid')} and user_id = any(${arrayParam(ids, 'uuid')})`,
  )
  if (members.length !== ids.length) throw appError('LINK_UNKNOWN', { field: field.key })
}

/** Uploaded files become part of the record: a person can only bind what that person uploaded. */
async function bindFiles(tx: Tx, actor: Actor, field: Field, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await run(
    tx,
    sql`update ${qualified(actor.definitions.schema, '_files')} set state = 'bound'
        where id = any(${arrayParam(ids, 'uuid')}) and created_by = ${param(actor.userId, 'uuid')} returning id`,
  )
  if (rows.length !== ids.length) throw appError('FILE_UNKNOWN', { field: field.key })
}

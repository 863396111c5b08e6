/** Links, people and files of a write: each may only be set to what the actor can see; invisible and missing answer alike. */
import type { Actor } from '@/lib/access/actor'
import { relation } from '@/lib/access/relation'
import { type Db, run } from '@/lib/db/connection'
import { arrayParam, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { isPeople, tableOf, targetOf, typeOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'
import type { Values } from './values'

const idsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : []

/**
 * Refuses values that refer to what the actor may not see. Call it inside the write's transaction.
 * @param kept ids of files that the cells hold already, and that the actor reads there
 */
export async function checkReferences(
  db: Db,
  actor: Actor,
  table: Table,
  records: readonly Values[],
  kept: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (const field of table.fields) {
    const given = records.map((r) => r.get(field.key)).filter((v) => v !== undefined)
    if (given.length === 0) continue
    const source = referenceSource(actor, field)
    if (source) await expectAll(db, field, new Set(given.flatMap(idsOf)), source)
    const files = typeOf(field).fileIds
    if (files)
      await bindFiles(
        db,
        actor,
        field,
        given.flatMap((v) => files(v)).filter((id) => !kept.has(id)),
      )
  }
}

/** What the ids of this field must be among. */
function referenceSource(actor: Actor, field: Field): SQL | undefined {
  const target = targetOf(field)
  if (target) return relation(actor, tableOf(actor.definitions, target), { columns: [] })
  if (!isPeople(field)) return undefined
  return sql`select user_id as id from tian.memberships where base_id = ${param(actor.definitions.baseId, 'uuid')}`
}

async function expectAll(db: Db, field: Field, ids: Set<string>, source: SQL): Promise<void> {
  const [row] = await run<{ found: number }>(
    db,
    sql`select count(*)::int as found from (${source}) r where r.id = any(${arrayParam([...ids], 'uuid')})`,
  )
  if (row!.found !== ids.size) throw appError('LINK_UNKNOWN', { field: field.key })
}

/** Uploaded files become part of the record: a person can only bind what that person uploaded. */
async function bindFiles(db: Db, actor: Actor, field: Field, files: string[]): Promise<void> {
  const ids = [...new Set(files)]
  if (ids.length === 0) return
  const rows = await run(
    db,
    sql`update ${qualified(actor.definitions.schema, '_files')} set state = 'bound'
        where id = any(${arrayParam(ids, 'uuid')}) and created_by = ${param(actor.userId, 'uuid')} returning id`,
  )
  if (rows.length !== ids.length) throw appError('FILE_UNKNOWN', { field: field.key })
}

/** Writing new rows: one statement for any number of records, with its line in the log, then the links to many. */

import { generateNKeysBetween } from 'fractional-indexing'
import type { Actor } from '@/lib/access/actor'
import type { Decision } from '@/lib/access/clause'
import { decisionSql } from '@/lib/access/relation'
import { changeInsert } from '@/lib/changes/write'
import { type Db, run } from '@/lib/db/connection'
import { arrayParam, ident, joinSql, jsonParam, param, pgType, qualified, sql } from '@/lib/db/sql'
import { taken } from '@/lib/ddl/unique'
import { linkTableName } from '@/lib/meta/derived-names'
import { columnType, isInput, isToMany, ownsColumn } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'
import type { Values } from './values'

export interface NewRecord {
  id: string
  /** Set for installed sample records; now otherwise. */
  createdAt?: string
  values: Values
  /** Given by the system, whatever the actor may: the record that a form's row belongs to, a signed link's value. */
  system?: Values
}

/** Inserts the rows and their line of the log. Unique violations answer VALUE_TAKEN. */
export async function insertRows(
  db: Db,
  actor: Actor,
  table: Table,
  records: readonly NewRecord[],
  detail?: object,
): Promise<void> {
  const { schema } = actor.definitions
  const columns = table.fields.filter(
    (f) => ownsColumn(f) && records.some((r) => r.values.get(f.key) !== undefined),
  )
  const rows = records.map((r) => ({
    id: r.id,
    created_at: r.createdAt ?? null,
    ...Object.fromEntries(columns.map((f) => [f.key, r.values.get(f.key) ?? null])),
  }))
  const names = joinSql(
    columns.map((f) => sql`, ${ident(f.key)}`),
    sql``,
  )
  const values = joinSql(
    columns.map((f) => sql`, x.${ident(f.key)}`),
    sql``,
  )
  const types = joinSql(
    columns.map((f) => sql`, ${ident(f.key)} ${pgType(columnType(f))}`),
    sql``,
  )
  const line = {
    actor: actor.userId,
    door: actor.door,
    kind: 'create',
    table: table.key,
    count: rows.length,
    detail,
  } as const
  await taken(
    table,
    run(
      db,
      sql`with c as (${changeInsert(schema, line)})
          insert into ${qualified(schema, table.key)} (id, created_at, created_by, _created_in${names})
          select x.id, coalesce(x.created_at, now()), ${param(actor.userId, 'uuid')}, c.seq${values}
          from c, jsonb_to_recordset(${jsonParam(rows)}) as x(id uuid, created_at timestamptz${types})`,
    ),
    records.map((r) => (key) => r.values.get(key)),
  )
  for (const field of table.fields.filter((f) => isToMany(f) && isInput(f))) {
    const links = records.flatMap((r) => linkRows(r.id, r.values.get(field.key)))
    if (links.length > 0) await insertLinks(db, schema, field, links)
  }
}

interface LinkRow {
  from: string
  to: string
  pos: string
}

/** The links of one record in the order given. */
export function linkRows(from: string, ids: unknown): LinkRow[] {
  if (!Array.isArray(ids)) return []
  const positions = generateNKeysBetween(null, null, ids.length)
  return ids.map((to: string, i) => ({ from, to, pos: positions[i]! }))
}

export async function insertLinks(db: Db, schema: string, field: Field, links: LinkRow[]): Promise<void> {
  await run(
    db,
    sql`insert into ${qualified(schema, linkTableName(field.number))} ("from", "to", pos)
        select x."from", x."to", x.pos from jsonb_to_recordset(${jsonParam(links)}) as x("from" uuid, "to" uuid, pos text)`,
  )
}

/** Whether each of these rows, as it is now, is one that `rule` lets through (law L4, writes). */
export const satisfy = async (...row: Parameters<typeof outside>): Promise<boolean> =>
  (await outside(...row)).length === 0

/** Those of these rows that `rule` does not let through as they are now. */
export async function outside(
  db: Db,
  actor: Actor,
  table: Table,
  ids: readonly string[],
  rule: Decision,
): Promise<readonly string[]> {
  const condition = decisionSql(actor, table, ident('t'), rule)
  if (condition === true || ids.length === 0) return []
  if (condition === false) return ids
  const rows = await run<{ id: string }>(
    db,
    sql`select t.id from ${qualified(actor.definitions.schema, table.key)} t
        where t.id = any(${arrayParam(ids, 'uuid')}) and ${condition}`,
  )
  const inside = new Set(rows.map((r) => r.id))
  return ids.filter((id) => !inside.has(id))
}

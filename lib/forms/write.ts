/** Writing what a form was sent with: the record and its rows in one transaction, by the same writers as everything else. */
import type { Actor } from '@/lib/access/actor'
import { decide } from '@/lib/access/decide'
import { relation } from '@/lib/access/relation'
import { appSql, run, type Tx } from '@/lib/db/connection'
import { arrayParam, ident, param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Field, Table } from '@/lib/meta/model'
import { linkColumns, linkedSql } from '@/lib/query/links'
import { creating, takeAutoNumbers, writeNew } from '@/lib/records/create'
import { removeRecords } from '@/lib/records/delete'
import { recordId } from '@/lib/records/get'
import { newId } from '@/lib/records/id'
import type { NewRecord } from '@/lib/records/insert'
import { applyPatch, readPatch } from '@/lib/records/update'
import type { Answers, RowsToWrite } from './answers'
import type { LiveForm } from './live'
import { lockReferred } from './prefill'
import { inRows } from './words'

/** Rows with their ids, so that a transaction that is tried again writes the same ones. */
type MadeRows = RowsToWrite & { made: NewRecord[] }

/** Everything that is decided before the transaction; auto numbers are taken here. */
export interface Plan {
  id: string
  write(tx: Tx): Promise<void>
}

/** A new record with its rows. */
export async function planNew(live: LiveForm, { values, fixed, asked, rows }: Answers): Promise<Plan> {
  const { actor, table } = live
  const { access } = creating(actor, table.key)
  const id = newId()
  const made = await makeRows(actor, rows, id)
  const links = made.filter((r) => !r.live.back)
  const system = new Map(fixed)
  for (const { live, made } of links)
    system.set(
      live.field.key,
      made.map((r) => r.id),
    )
  const record: NewRecord = { id, values, system }
  await takeAutoNumbers(appSql(), actor, table, [record])
  return {
    id,
    async write(tx) {
      await lockReferred(tx, actor, table, fixed)
      await writeRows(tx, actor, links)
      await writeNew(tx, actor, table, access, [record], (key) => asked.has(key))
      await writeRows(
        tx,
        actor,
        made.filter((r) => r.live.back),
      )
    },
  }
}

/** Changes of a record and of its rows. */
export async function planChange(
  live: LiveForm,
  id: string,
  { values, rows }: Answers,
  seen: Record<string, unknown> = {},
): Promise<Plan> {
  const { actor, table } = live
  const made = await makeRows(actor, rows, id)
  const was: Record<string, unknown> = Object.fromEntries(
    Object.entries(seen).filter(([key]) => values.has(key)),
  )
  const set = Object.fromEntries([...values].map(([key, value]) => [key, value ?? null]))
  return {
    id,
    async write(tx) {
      const linked = made.filter((r) => !r.live.back && r.made.length + r.remove.length > 0)
      await writeRows(tx, actor, linked)
      for (const { live, made, remove } of linked) {
        const present = await linkedIds(tx, actor, table, live.field, id)
        if (!remove.every((to) => present.includes(to)))
          throw appError('LINK_UNKNOWN', { field: live.field.key })
        set[live.field.key] = [...present.filter((to) => !remove.includes(to)), ...made.map((r) => r.id)]
        // The whole list is written: one that somebody else changed a moment ago must not be lost.
        was[live.field.key] = present
      }
      if (Object.keys(set).length > 0)
        await applyPatch(tx, actor, id, readPatch(actor, table.key, { set, was }))
      await writeRows(
        tx,
        actor,
        made.filter((r) => r.live.back),
      )
      for (const rows of made) await changeRows(tx, actor, table, id, rows)
    },
  }
}

async function makeRows(actor: Actor, rows: readonly RowsToWrite[], parent: string): Promise<MadeRows[]> {
  const all = rows.map((r) => ({
    ...r,
    made: r.add.map((values): NewRecord => {
      const system = r.live.back && new Map([[r.live.back.key, parent]])
      return { id: newId(), values: new Map(values), ...(system ? { system } : {}) }
    }),
  }))
  for (const { live, made } of all) {
    if (made.length > 0) creating(actor, live.table.key)
    await takeAutoNumbers(appSql(), actor, live.table, made)
  }
  return all
}

async function writeRows(tx: Tx, actor: Actor, rows: readonly MadeRows[]): Promise<void> {
  for (const { live, made } of rows) {
    if (made.length === 0) continue
    const { table, access, columns, block } = live
    await inRows(block.field, () => writeNew(tx, actor, table, access, made, (key) => columns.has(key)))
  }
}

async function changeRows(tx: Tx, actor: Actor, parent: Table, id: string, rows: MadeRows): Promise<void> {
  const { live, edit, remove } = rows
  const { table, field, back } = live
  const ids = [...new Set([...edit.map((r) => r.id), ...(back ? remove : [])])].map(recordId)
  if (ids.length === 0) return
  const here = await linkedIds(tx, actor, parent, field, id, ids)
  if (here.length !== ids.length) throw appError('LINK_UNKNOWN', { field: field.key })
  for (const row of edit)
    await inRows(`${field.key}.${row.id}`, () =>
      applyPatch(tx, actor, row.id, readPatch(actor, table.key, { set: row.set, was: row.was })),
    )
  if (back && remove.length > 0) await inRows(field.key, () => removeRecords(tx, actor, table.key, remove))
}

/** The records behind a to-many field of a record, as the actor sees them; only those asked for, when some are. */
async function linkedIds(
  tx: Tx,
  actor: Actor,
  table: Table,
  field: Field,
  id: string,
  among?: readonly string[],
): Promise<string[]> {
  const source = relation(actor, table, { columns: linkColumns(decide(actor, table), field) })
  const only = among ? sql` and s.id = any(${arrayParam(among, 'uuid')})` : sql``
  const rows = await run<{ id: string }>(
    tx,
    sql`select s.id from (${source}) v, lateral (${linkedSql(actor, table, field, ident('v'), false)}) s
        where v.id = ${param(id, 'uuid')}${only} order by s.ord, s.id`,
  )
  return rows.map((r) => r.id)
}

/** Use cases: open one record to one more member of the base, to read or to edit, and take that back. */
import { forAction } from '@/lib/access/actions'
import type { Actor } from '@/lib/access/actor'
import { assertPresent } from '@/lib/access/enter'
import { relation } from '@/lib/access/relation'
import type { ShareAnswer } from '@/lib/api/contract'
import { writeChange } from '@/lib/changes/write'
import { appSql, type Db, run, type Tx, transaction } from '@/lib/db/connection'
import { param, qualified, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Table } from '@/lib/meta/model'
import { recordId } from './get'
import { visibleTable } from './list'

const sharesIn = (schema: string): SQL => qualified(schema, '_shares')
const shares = (actor: Actor): SQL => sharesIn(actor.definitions.schema)

/** With whom a record is shared, by name; for those who may share it. */
export async function listShares(asking: Actor, tableKey: string, id: string): Promise<ShareAnswer[]> {
  const { actor, table } = sharing(asking, tableKey)
  await requireShared(appSql(), actor, table, id, false)
  return readShares(appSql(), actor, table, id)
}

/** Shares a record with a member, or changes what they may do with it. Nobody gives more than they have. */
export async function shareRecord(
  asking: Actor,
  tableKey: string,
  id: string,
  person: string,
  edit: boolean,
): Promise<ShareAnswer[]> {
  const { actor, table } = sharing(asking, tableKey)
  // It would let somebody keep what they are about to lose.
  if (person === actor.userId)
    throw appError('VALUE_INVALID', { field: 'person', problem: 'exits.shareSelf' })
  return transaction(async (tx) => {
    await requireShared(tx, actor, table, id, edit)
    const [member] = await run(
      tx,
      sql`select 1 from tian.memberships m join tian.users u on u.id = m.user_id and u.active
          where m.base_id = ${param(actor.definitions.baseId, 'uuid')} and m.user_id = ${param(recordId(person), 'uuid')} for share of m`,
    )
    if (!member) throw appError('LINK_UNKNOWN', { field: 'person' })
    const written = await run(
      tx,
      sql`insert into ${shares(actor)} as s (record, person, table_key, edit, by)
          values (${param(id, 'uuid')}, ${param(person, 'uuid')}, ${param(table.key)}, ${param(edit, 'boolean')},
            ${param(actor.userId, 'uuid')})
          on conflict (record, person) do update set edit = excluded.edit, by = excluded.by, at = now()
          where s.edit <> excluded.edit returning 1`,
    )
    if (written.length > 0) await log(tx, actor, table, 'share', id, { person, edit })
    return readShares(tx, actor, table, id)
  })
}

/** What was shared with somebody who leaves the base goes with them. */
export const endShares = (tx: Tx, schema: string, person: string): Promise<unknown> =>
  run(tx, sql`delete from ${sharesIn(schema)} where person = ${param(person, 'uuid')}`)

/** How many records are shared with somebody. */
export async function countShares(schema: string, person: string): Promise<number> {
  const [row] = await run<{ count: number }>(
    appSql(),
    sql`select count(*)::int as count from ${sharesIn(schema)} where person = ${param(person, 'uuid')}`,
  )
  return row!.count
}

/** What was shared with one person, and by them, is the other's. Of two shares of a record the wider one holds. */
export async function handOverShares(tx: Tx, schema: string, from: string, to: string): Promise<void> {
  const [was, now] = [param(from, 'uuid'), param(to, 'uuid')]
  await run(
    tx,
    sql`with gone as (delete from ${sharesIn(schema)} where person = ${was} returning *)
        insert into ${sharesIn(schema)} as s (record, person, table_key, edit, by, at)
        select record, ${now}, table_key, edit, by, at from gone
        on conflict (record, person) do update set edit = s.edit or excluded.edit`,
  )
  await run(tx, sql`update ${sharesIn(schema)} set by = ${now} where by = ${was}`)
}

/** Takes a share back. */
export async function unshareRecord(
  asking: Actor,
  tableKey: string,
  id: string,
  person: string,
): Promise<ShareAnswer[]> {
  const { actor, table } = sharing(asking, tableKey)
  return transaction(async (tx) => {
    await requireShared(tx, actor, table, id, false)
    const gone = await run(
      tx,
      sql`delete from ${shares(actor)} where record = ${param(id, 'uuid')} and person = ${param(recordId(person), 'uuid')}
          returning 1`,
    )
    if (gone.length === 0) throw appError('NOT_FOUND')
    await log(tx, actor, table, 'unshare', id, { person })
    return readShares(tx, actor, table, id)
  })
}

function sharing(asking: Actor, tableKey: string): { actor: Actor; table: Table } {
  const table = visibleTable(asking, tableKey)
  return { actor: forAction(asking, table.key, 'share'), table }
}

/** The record is one that the actor reads, and changes where the share is to edit. */
async function requireShared(db: Db, actor: Actor, table: Table, id: string, edit: boolean): Promise<void> {
  const [row] = await run<{ can: boolean }>(
    db,
    sql`select v._can_update as can from (${relation(actor, table, { columns: ['_can_update'] })}) v
        where v.id = ${param(recordId(id), 'uuid')}`,
  )
  await assertPresent(db, actor)
  if (!row) throw appError('NOT_FOUND')
  if (edit && !row.can) throw appError('ROW_NOT_YOURS')
}

async function readShares(db: Db, actor: Actor, table: Table, id: string): Promise<ShareAnswer[]> {
  const rows = await run<Omit<ShareAnswer, 'opens'> & { roles: string[] }>(
    db,
    sql`select s.person, u.name, s.edit, s.at, m.roles
        from ${shares(actor)} s join tian.users u on u.id = s.person
        join tian.memberships m on m.user_id = s.person and m.base_id = ${param(actor.definitions.baseId, 'uuid')}
        where s.record = ${param(id, 'uuid')} order by u.name collate "zh-x-icu", s.person`,
  )
  // A share opens a record only to roles whose rules say so; else it would be a surprise that nothing happens.
  return rows.map(({ roles, ...share }) => ({
    ...share,
    opens: roles.some((key) => opensShared(actor, key, table.key)),
  }))
}

function opensShared({ definitions }: Actor, role: string, table: string): boolean {
  const found = definitions.roles.get(role)
  return (
    found?.admin === true ||
    (found?.tables[table]?.rows.read.some((a) => a.kind === 'shared' || a.kind === 'all') ?? false)
  )
}

async function log(
  tx: Tx,
  actor: Actor,
  table: Table,
  kind: 'share' | 'unshare',
  id: string,
  detail: object,
): Promise<void> {
  const line = { actor: actor.userId, door: actor.door, kind, table: table.key, count: 1, detail } as const
  const change = await writeChange(tx, actor.definitions.schema, line)
  await run(
    tx,
    sql`insert into ${qualified(actor.definitions.schema, '_cells')} (change, record, before, after)
        values (${param(change, 'bigint')}, ${param(id, 'uuid')}, '{}', '{}')`,
  )
}

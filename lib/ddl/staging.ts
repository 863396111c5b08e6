/**
 * Columns that are being filled before any definition names them: `_n_<number>`. A line among the jobs says that somebody
 * is at it; one that nobody is at any more was left by a process that died, and is dropped.
 */
import { randomUUID } from 'node:crypto'
import { type Db, ownerSql, ownerTransaction, run, type Tx } from '@/lib/db/connection'
import { ident, jsonParam, param, pgType, qualified, sql } from '@/lib/db/sql'
import { stagedName } from '@/lib/meta/derived-names'

export interface Staged {
  job: string
  schema: string
  table: string
  column: string
}

const patience = sql`now() + interval '2 minutes'`

/** Adds the column, and the line that says that it is being filled. */
export async function stageColumn(
  tx: Tx,
  schema: string,
  table: string,
  number: number,
  type: string,
): Promise<Staged> {
  const staged = { job: randomUUID(), schema, table, column: stagedName(number) }
  const collate = type === 'text' ? sql` collate "C"` : sql``
  await run(
    tx,
    sql`alter table ${qualified(schema, table)} add column ${ident(staged.column)} ${pgType(type)}${collate}`,
  )
  await run(
    tx,
    sql`insert into ${qualified(schema, '_jobs')} (id, kind, payload, state, locked_until)
        values (${param(staged.job, 'uuid')}, 'column', ${jsonParam({ table, column: staged.column })}, 'running', ${patience})`,
  )
  return staged
}

/** Says that the column is still being filled. */
export const stillAtIt = (tx: Tx, { schema, job }: Staged): Promise<unknown> =>
  run(
    tx,
    sql`update ${qualified(schema, '_jobs')} set locked_until = ${patience} where id = ${param(job, 'uuid')}`,
  )

/** The column is in use under another name now; nothing is left to be done. */
export const settleColumn = (tx: Tx, { schema, job }: Staged): Promise<unknown> =>
  run(tx, sql`delete from ${qualified(schema, '_jobs')} where id = ${param(job, 'uuid')}`)

/** Gives a column up that was being filled. */
export const dropStaged = (staged: Staged): Promise<void> =>
  ownerTransaction(async (tx) => {
    const { schema, table, column } = staged
    await run(tx, sql`alter table ${qualified(schema, table)} drop column if exists ${ident(column)}`)
    await settleColumn(tx, staged)
  })

/** Columns of this kind that nobody is filling, and lines of work that is over. */
export const abandonedColumns = (db: Db, schema: string): Promise<Staged[]> =>
  run<Staged>(
    db,
    sql`select coalesce(j.id, gen_random_uuid()) as job, n.nspname as schema, c.relname as table, a.attname as column
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        left join ${qualified(schema, '_jobs')} j
          on j.kind = 'column' and j.payload ->> 'table' = c.relname and j.payload ->> 'column' = a.attname
        where n.nspname = ${param(schema)} and c.relkind = 'r' and a.attname ~ '^_n_[0-9]+$' and not a.attisdropped
          and coalesce(j.locked_until < now(), true)`,
  )

/** Drops what processes that died have left in all bases; @returns how many columns. */
export async function dropAbandoned(): Promise<number> {
  const bases = await run<{ schema: string }>(ownerSql(), sql`select schema from tian.bases`)
  let dropped = 0
  for (const { schema } of bases) {
    for (const staged of await abandonedColumns(ownerSql(), schema)) {
      await dropStaged(staged)
      dropped++
    }
  }
  return dropped
}

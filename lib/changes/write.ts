/** Writing the log (law L7): every operation leaves one line in the base's `_changes`, in its own transaction. */
import { type Db, run } from '@/lib/db/connection'
import { jsonParam, param, qualified, type SQL, sql } from '@/lib/db/sql'

/** Through which door a change came. */
export type Door = 'page' | 'form' | 'api' | 'import' | 'template' | 'command'
export type ChangeKind = 'create' | 'update' | 'delete' | 'restore' | 'share' | 'unshare' | 'schema'

export interface ChangeLine {
  actor: string | null
  door: Door
  kind: ChangeKind
  table: string
  count: number
  detail?: object
  undoOf?: number
}

/** The `insert … returning seq` of a line, to stand alone or as the first CTE of a larger write. */
export const changeInsert = (schema: string, line: ChangeLine): SQL =>
  sql`insert into ${qualified(schema, '_changes')} (actor, door, kind, table_key, count, undo_of, detail)
      values (${param(line.actor, 'uuid')}, ${param(line.door)}, ${param(line.kind)}, ${param(line.table)},
        ${param(line.count, 'int')}, ${param(line.undoOf ?? null, 'bigint')},
        ${line.detail ? jsonParam(line.detail) : sql`null`})
      returning seq`

/** Writes a line; answers its number. */
export async function writeChange(db: Db, schema: string, line: ChangeLine): Promise<number> {
  const [row] = await run<{ seq: number }>(db, changeInsert(schema, line))
  return row!.seq
}

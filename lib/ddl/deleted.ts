/** Documents in the trash: a table comes back with what was deleted with it. */
import { type Db, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { parse } from '@/lib/meta/documents'
import type { DocumentKind, Table } from '@/lib/meta/model'
import type { DocumentChange } from '@/lib/meta/store'

/** How long what was deleted can be taken back. */
export const keptDays = 30
const keptSince = sql`now() - make_interval(days => ${param(keptDays, 'int')})`

/**
 * A deleted table and the views and forms of the same change, as changes that bring them back; [] when there is none.
 * As the differ sees it nothing changed: structure and rows never went away.
 */
export async function deletedWith(db: Db, baseId: string, table: string): Promise<DocumentChange[]> {
  const rows = await run<{ kind: DocumentKind; body: unknown }>(
    db,
    sql`with t as (select deleted_at from tian.documents
          where base_id = ${param(baseId, 'uuid')} and kind = 'table' and key = ${param(table)}
            and deleted_at > ${keptSince})
        select d.kind, d.body from tian.documents d join t on t.deleted_at = d.deleted_at
        where d.base_id = ${param(baseId, 'uuid')}
          and (d.kind = 'table' and d.key = ${param(table)} or d.kind in ('view', 'form') and d.body ->> 'table' = ${param(table)})
        order by d.kind = 'table' desc, d.created_at, d.key`,
  )
  return rows.map(({ kind, body }) => {
    const model = parse(kind, body)
    return { kind, before: model, after: model } as DocumentChange
  })
}

export interface DeletedTable {
  table: Table
  at: string
  by?: string
}

/** The tables in the trash, newest first, with who put them there. */
export async function deletedTables(db: Db, baseId: string): Promise<DeletedTable[]> {
  const rows = await run<{ body: unknown; at: string; name: string | null }>(
    db,
    sql`select d.body, d.deleted_at as at, u.name from tian.documents d
        left join lateral (select h.actor from tian.document_history h
          where h.document_id = d.id and h.after is null order by h.seq desc limit 1) h on true
        left join tian.users u on u.id = h.actor
        where d.base_id = ${param(baseId, 'uuid')} and d.kind = 'table' and d.deleted_at > ${keptSince}
        order by d.deleted_at desc, d.key`,
  )
  return rows.map(({ body, at, name }) => ({
    table: parse('table', body),
    at,
    ...(name ? { by: name } : {}),
  }))
}

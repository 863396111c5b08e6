/** Use case: the changes of a base's definitions in words, newest first, and which of them can be taken back now. */
import type { Actor } from '@/lib/access/actor'
import type { SchemaChangeLine, SchemaHistoryAnswer } from '@/lib/api/contract-design'
import { appSql, type Db, run } from '@/lib/db/connection'
import { arrayParam, ident, jsonParam, param, qualified, sql } from '@/lib/db/sql'
import type { Labels } from '@/lib/i18n/labels'
import type { Definitions, DocumentKind } from '@/lib/meta/model'
import { templateLabels } from '@/lib/templates/format'
import { keptDays } from './deleted'
import { namesOfGone, storedRoles } from './role-history'
import { type Change, partsOf } from './words'

const pageSize = 30

/** A line of the log that changed definitions. */
export interface Line {
  seq: number
  at: string
  door: string
  actor: string | null
  name: string | null
  undoOf: number | null
  detail: { purge?: true; cells?: number[] } | null
  old: boolean
}

/** A document in a change, as the history keeps it. */
export interface HistoryRow extends Change {
  seq: number
  id: string
}

/**
 * One page of the history.
 * @param rights only changes of who may see and do what: of roles, and of computed fields that are open whatever they draw on
 */
export async function schemaHistory(
  actor: Actor,
  before?: number,
  rights = false,
): Promise<SchemaHistoryAnswer> {
  const { definitions } = actor
  const earlier = before === undefined ? sql`true` : sql`c.seq < ${param(before, 'bigint')}`
  const about = rights
    ? sql` and exists (select 1 from tian.document_history h where h.change_seq = c.seq
        and h.base_id = ${param(definitions.baseId, 'uuid')} and (h.kind = 'role'
          or h.kind = 'table' and ${declassified('before')} is distinct from ${declassified('after')}))`
    : sql``
  const lines = await readLines(appSql(), definitions, sql`${earlier}${about}`, pageSize + 1)
  const page = lines.slice(0, pageSize)
  const rows = await readRows(
    appSql(),
    definitions,
    page.map((l) => l.seq),
  )
  const order = await undoOrder(appSql(), definitions)
  const later = await laterChanges(
    appSql(),
    definitions,
    page.map((l) => l.seq),
  )
  const templates = await templateLabels()
  const changes = page.map((line) => {
    const own = rows.filter((r) => r.seq === line.seq)
    return lineOf(line, own, order, later.get(line.seq) ?? [], templates)
  })
  const gone = await namesOfGone(
    appSql(),
    definitions,
    changes.flatMap((c) => c.roles ?? []),
  )
  return {
    changes,
    ...(gone.length > 0 ? { gone } : {}),
    ...(lines.length > pageSize ? { next: String(page.at(-1)!.seq) } : {}),
  }
}

/** The computed fields of a table's document that are open whatever they draw on. */
const declassified = (side: 'before' | 'after') =>
  sql`(select jsonb_agg(p.key order by p.key) from jsonb_each(h.${ident(side)} -> 'properties') p
    where p.value -> 'x-field' -> 'declassified' = 'true')`

function lineOf(
  line: Line,
  rows: HistoryRow[],
  order: UndoOrder,
  later: number[],
  templates: ReadonlyMap<string, Labels>,
): SchemaChangeLine {
  const { seq, at, door, actor, name, undoOf } = line
  const roles = storedRoles(rows)
  return {
    id: seq,
    at,
    ...(actor && name ? { by: { id: actor, name } } : {}),
    door,
    parts: partsOf(rows, templates),
    ...(roles.length > 0 ? { roles } : {}),
    ...(undoOf === null ? {} : { undoOf }),
    ...(order.stands(seq) ? {} : { undone: true as const }),
    undo: whetherUndoable(line, rows, order, later),
  }
}

/** Whether a change can be taken back now, and if not, why. */
export function whetherUndoable(
  line: Line,
  rows: readonly HistoryRow[],
  order: UndoOrder,
  later: readonly number[],
): SchemaChangeLine['undo'] {
  if (!order.stands(line.seq)) return { can: false, why: 'undoDone' }
  if (line.detail?.purge) return { can: false, why: 'undoPurged' }
  if (line.old || rows.length === 0) return { can: false, why: 'undoTooOld' }
  const after = order.lastEffective(later, line.seq)
  return after === undefined ? { can: true } : { can: false, why: 'undoAfter', after }
}

export async function readLines(
  db: Db,
  { schema }: Definitions,
  which: ReturnType<typeof sql>,
  limit: number,
): Promise<Line[]> {
  return run<Line>(
    db,
    sql`select c.seq, c.at, c.door, c.actor, u.name, c.undo_of as "undoOf", c.detail,
          c.at < now() - make_interval(days => ${param(keptDays, 'int')}) as old
        from ${qualified(schema, '_changes')} c left join tian.users u on u.id = c.actor
        where c.kind = 'schema' and ${which} order by c.seq desc limit ${param(limit, 'int')}`,
  )
}

/** The documents of some changes, in the order in which they were saved. */
export async function readRows(
  db: Db,
  { baseId }: Definitions,
  seqs: readonly number[],
): Promise<HistoryRow[]> {
  return run<HistoryRow>(
    db,
    sql`select h.change_seq as seq, h.document_id as id, h.kind, h.key, h.before, h.after,
          exists (select 1 from tian.document_history e where e.document_id = h.document_id and e.seq < h.seq) as known
        from tian.document_history h
        where h.base_id = ${param(baseId, 'uuid')}
          and h.change_seq in (select x::bigint from jsonb_array_elements_text(${jsonParam(seqs)}) x)
        order by h.seq`,
  )
}

/** For each change, the later ones that touched a document of it. */
export async function laterChanges(
  db: Db,
  { baseId, schema }: Definitions,
  seqs: readonly number[],
): Promise<Map<number, number[]>> {
  const rows = await run<{ seq: number; later: number[] }>(
    db,
    sql`select h.change_seq as seq, jsonb_agg(distinct l.change_seq) as later
        from tian.document_history h
        join tian.document_history l on l.document_id = h.document_id and l.change_seq > h.change_seq
        join ${qualified(schema, '_changes')} c on c.seq = l.change_seq and c.detail -> 'purge' is null
        where h.base_id = ${param(baseId, 'uuid')}
          and h.change_seq in (select x::bigint from jsonb_array_elements_text(${jsonParam(seqs)}) x)
        group by h.change_seq`,
  )
  return new Map(rows.map(({ seq, later }) => [seq, later]))
}

/** What takes what back: a change stands unless a standing one has taken it back. */
export interface UndoOrder {
  stands(seq: number): boolean
  /** The last of the later changes that still has an effect, and so has to be taken back first. */
  lastEffective(later: readonly number[], than: number): number | undefined
}

export async function undoOrder(db: Db, { schema }: Definitions): Promise<UndoOrder> {
  const rows = await run<{ seq: number; undoOf: number }>(
    db,
    sql`select seq, undo_of as "undoOf" from ${qualified(schema, '_changes')}
        where kind = 'schema' and undo_of is not null order by seq`,
  )
  const undoers = new Map<number, number[]>()
  const undoes = new Map(rows.map(({ seq, undoOf }) => [seq, undoOf]))
  for (const { seq, undoOf } of rows) undoers.set(undoOf, [...(undoers.get(undoOf) ?? []), seq])
  const stands = (seq: number): boolean => !(undoers.get(seq) ?? []).some(stands)
  return {
    stands,
    lastEffective(later, than) {
      // A pair of a change and what took it back has no effect, as long as both came later.
      const effective = later.filter((seq) => stands(seq) && !((undoes.get(seq) ?? -1) > than))
      return effective.length === 0 ? undefined : Math.max(...effective)
    },
  }
}

/** The present bodies of documents by id, also of deleted ones. */
export async function presentBodies(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { kind: DocumentKind; body: unknown; deleted: boolean }>> {
  const rows = await run<{ id: string; kind: DocumentKind; body: unknown; deleted: boolean }>(
    db,
    sql`select id, kind, body, deleted_at is not null as deleted from tian.documents
        where id = any(${arrayParam(ids, 'uuid')})`,
  )
  return new Map(rows.map(({ id, ...rest }) => [id, rest]))
}

/**
 * Use case: change cells of one record. Different cells merge; the same cell conflicts by value (design §3): what the
 * sender saw is compared, inside the sender's relation, with what is there once the row is locked.
 */
import { actionsFor, forAction } from '@/lib/access/actions'
import type { Actor } from '@/lib/access/actor'
import { type Access, decide } from '@/lib/access/decide'
import { relation } from '@/lib/access/relation'
import { noteValues } from '@/lib/audit/looks'
import { changeInsert } from '@/lib/changes/write'
import { linksIn, touched } from '@/lib/compute/reach'
import { type Locked, lockDependants, recompute } from '@/lib/compute/recompute'
import { run, type Tx, transaction } from '@/lib/db/connection'
import { ident, joinSql, jsonParam, param, pgType, qualified, type SQL, sql } from '@/lib/db/sql'
import { taken } from '@/lib/ddl/unique'
import { appError } from '@/lib/errors'
import { linkTableName } from '@/lib/meta/derived-names'
import { columnType, fieldOf, isToMany, isToOne, ownsColumn, targetOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'
import { linkColumns, linkedSql } from '@/lib/query/links'
import { keepChecks } from './checks'
import { stampUpdated } from './create'
import { getRecord, recordId, unseen } from './get'
import { insertLinks, linkRows, satisfy } from './insert'
import { visibleTable } from './list'
import { checkReferences } from './references'
import { sameValue } from './same'
import { readValues, requireValues, type Values } from './values'

export interface Patch {
  set: unknown
  /** What the sender saw of the same cells; a cell that is not named here is simply overwritten. */
  was?: unknown
}

/** Applies a patch; @returns the record as JSON text. Throws CONFLICT with the present values. */
export async function updateRecord(
  actor: Actor,
  tableKey: string,
  id: string,
  patch: Patch,
): Promise<string> {
  const change = readPatch(actor, tableKey, patch)
  if (change.given.size === 0) return getRecord(actor, tableKey, id)
  return transaction(async (tx) => {
    await applyPatch(tx, actor, id, change)
    return getRecord(actor, tableKey, id, tx).catch((error: unknown) => {
      // It was there under the lock: it is out of sight because this change has handed it over, or would have.
      if ((error as { code?: string }).code !== 'NOT_FOUND') throw error
      if (actionsFor(actor, change.access.table).includes('handOver')) return unseen(id)
      throw appError('ROW_NOT_YOURS')
    })
  })
}

/** A patch that was read and judged, as far as that goes without the record. */
interface Change {
  access: Access
  may: (key: string) => boolean
  given: Values
  was: Values
}

/** Reads a patch; throws what is wrong with it whatever the record. */
export function readPatch(actor: Actor, tableKey: string, patch: Patch): Change {
  const table = visibleTable(actor, tableKey)
  const access = decide(actor, table)
  if (access.rows.update === false) throw appError('FORBIDDEN')
  const may = (key: string): boolean => (access.fields.get(key)?.write ?? false) !== false
  const given = readValues(actor, access, 'set', patch.set, may)
  const was =
    patch.was === undefined ? new Map<string, unknown>() : readValues(actor, access, 'was', patch.was, may)
  return { access, may, given, was }
}

/** Applies a patch inside the caller's transaction. */
export async function applyPatch(
  tx: Tx,
  actor: Actor,
  id: string,
  { access, may, given, was }: Change,
): Promise<void> {
  const { table } = access
  const fields = touched(table, given.keys())
  const written = { table, ids: [recordId(id)], fields, links: linksIn(table, [given]) }
  const first = await lockDependants(tx, actor.definitions, [written])
  const row = await lockRow(tx, actor, access, recordId(id), given, was)
  const changed: Values = new Map([...given].filter(([key, value]) => changes(table, row, key, value)))
  if (changed.size === 0) return
  // Only under the row's lock is it certain what its links lead to: somebody may have moved them a moment ago.
  const moves = [...changed.keys()].some((key) => targetOf(fieldOf(table, key)!) !== undefined)
  const locked = moves ? await lockDependants(tx, actor.definitions, [written]) : first
  await write(tx, actor, access, id, row, changed, may, locked)
}

interface LockedRow {
  /** Present value of every cell that matters here, as the actor sees it. */
  seen: Record<string, unknown>
  /** Links as stored: those out of the actor's sight can be replaced (one) or stay (many), but are never told. */
  stored: Record<string, unknown>
  /** Cells that the actor may change in other rows, and not in this one. */
  locked: string[]
}

/** Whether a given value differs from what is seen, or takes away a link to one that is not seen. */
const changes = (table: Table, { seen, stored }: LockedRow, key: string, value: unknown): boolean =>
  !sameValue(value, seen[key]) || (isToOne(fieldOf(table, key)!) && !sameValue(value, stored[key]))

/** Locks the row if the actor may change these cells of it, and compares what the sender saw. */
async function lockRow(
  tx: Tx,
  actor: Actor,
  access: Access,
  id: string,
  given: Values,
  was: Values,
): Promise<LockedRow> {
  const { table } = access
  const keys = neededKeys(table, given, was).filter((key) => access.fields.has(key))
  const conditional = keys.filter((key) => typeof access.fields.get(key)!.write !== 'boolean')
  const inRow = keys.filter((key) => !isToMany(fieldOf(table, key)!))
  const links = inRow.filter((key) => isToOne(fieldOf(table, key)!))
  const columns = [
    ...inRow.map((key) => `_json_${key}`),
    ...links.flatMap((key) => [`_raw_${key}`, `_read_${key}`]),
    ...conditional.map((key) => `_write_${key}`),
    '_can_update',
  ]
  const seen = inRow.map((key) => sql`${param(key)}, v.${ident(`_json_${key}`)}`)
  // Of a link that is hidden in this row, not even that it is set.
  const stored = links.map(
    (key) => sql`${param(key)}, case when v.${ident(`_read_${key}`)} then v.${ident(`_raw_${key}`)} end`,
  )
  const [row] = await run<LockedRow & { can: boolean }>(
    tx,
    sql`select v._can_update as can,
          ${conditional.length === 0 ? sql`array[]::text[]` : sql`array_remove(array[${joinSql(conditional.map(lockedKey), sql`, `)}], null)`} as locked,
          ${jsonObject(seen)} as seen, ${jsonObject(stored)} as stored
        from (${relation(actor, table, { columns })}) v where v.id = ${param(id, 'uuid')} for no key update of v`,
  )
  if (!row) throw appError('NOT_FOUND')
  if (!row.can) throw appError('ROW_NOT_YOURS')
  const shut = [...given.keys()].find((key) => row.locked.includes(key))
  if (shut !== undefined) throw appError('FIELD_READ_ONLY', { field: shut })
  for (const key of keys) if (!inRow.includes(key)) await readLinks(tx, actor, access, id, key, row)
  const moved = [...was.keys()].filter((key) => !sameValue(was.get(key), row.seen[key]))
  if (moved.length > 0) {
    noteValues(actor, table, 'record', moved, [id])
    throw appError('CONFLICT', {
      field: moved[0],
      present: Object.fromEntries(moved.map((key) => [key, row.seen[key] ?? null])),
    })
  }
  return row
}

/** Links to many live in a table of their own: only a later statement sees what another writer did before the lock. */
async function readLinks(
  tx: Tx,
  actor: Actor,
  access: Access,
  id: string,
  key: string,
  row: LockedRow,
): Promise<void> {
  const field = fieldOf(access.table, key)!
  const source = relation(actor, access.table, { columns: linkColumns(access, field) })
  const [found] = await run<{ seen: string[] | null; stored: string[] | null }>(
    tx,
    sql`select
          (select json_agg(s.id order by s.ord) from (${linkedSql(actor, access.table, field, ident('v'), false)}) s) as seen,
          (select json_agg(l."to" order by l.pos) from ${qualified(actor.definitions.schema, linkTableName(field.number))} l
            where l."from" = v.id) as stored
        from (${source}) v where v.id = ${param(id, 'uuid')}`,
  )
  if (!found) throw appError('NOT_FOUND')
  row.seen[key] = found.seen
  row.stored[key] = found.stored
}

const lockedKey = (key: string): SQL =>
  sql`case when v.${ident(`_write_${key}`)} is not true then ${param(key)} end`

/** More pairs than PostgreSQL takes arguments are merged from several objects. */
function jsonObject(pairs: SQL[]): SQL {
  const groups: SQL[] = []
  for (let i = 0; i < pairs.length; i += 40)
    groups.push(sql`jsonb_build_object(${joinSql(pairs.slice(i, i + 40), sql`, `)})`)
  return groups.length === 0 ? sql`'{}'::jsonb` : joinSql(groups, sql` || `)
}

/** The cells to read under the lock: those given, those compared, and all readable ones when conditions ask for them. */
function neededKeys(table: Table, given: Values, was: Values): string[] {
  const conditional =
    table.schema !== undefined ||
    table.fields.some((f) => f.requiredIf) ||
    [...given].some(([key, v]) => v === undefined && fieldOf(table, key)?.required)
  const all = conditional ? table.fields.filter((f) => ownsColumn(f)).map((f) => f.key) : []
  // What stands beside a given value in a rule over several fields: the record in the way is found by it.
  const beside = table.uniques.filter((rule) => rule.fields.some((key) => given.has(key)))
  return [...new Set([...given.keys(), ...was.keys(), ...beside.flatMap((rule) => rule.fields), ...all])]
}

async function write(
  tx: Tx,
  actor: Actor,
  access: Access,
  id: string,
  row: LockedRow,
  changed: Values,
  may: (key: string) => boolean,
  locked: Locked,
): Promise<void> {
  const { table } = access
  await checkReferences(tx, actor, table, [changed], row.seen)
  const keys = new Set(changed.keys())
  const handsOver = await mayHandOver(tx, actor, table, id, keys)
  const before = { ...row.seen, ...row.stored }
  const mayHere = (key: string): boolean => may(key) && !row.locked.includes(key)
  const after = (key: string): unknown => {
    if (changed.has(key)) return changed.get(key)
    return isToMany(fieldOf(table, key)!) ? row.seen[key] : before[key]
  }
  requireValues(actor, access, after, mayHere, keys)
  const values: Values = new Map(
    [...changed].map(([key, value]) => [
      key,
      isToMany(fieldOf(table, key)!) ? withUnseen(row, key, value) : value,
    ]),
  )
  stampUpdated(actor, table, values, keys)
  await updateColumns(tx, actor, table, id, values, keys, before)
  for (const key of keys) {
    const field = fieldOf(table, key)!
    if (isToMany(field)) await replaceLinks(tx, actor, field, id, values.get(key))
  }
  const fields = touched(table, keys)
  await recompute(tx, actor.definitions, [{ table, ids: [id], fields }], locked)
  // The row must still be one the actor may change: nobody writes a record out of their own reach, but to hand it over.
  if (!handsOver && !(await satisfy(tx, actor, table, [id], access.rows.update)))
    throw appError('ROW_NOT_YOURS')
  await keepChecks(tx, actor, access, [id], fields)
}

/** Whether the roles that may hand records over let these cells of this one be changed, as it is now. */
async function mayHandOver(
  tx: Tx,
  actor: Actor,
  table: Table,
  id: string,
  keys: ReadonlySet<string>,
): Promise<boolean> {
  if (!actionsFor(actor, table).includes('handOver')) return false
  const handing = forAction(actor, table.key, 'handOver')
  const { rows, fields } = decide(handing, table)
  for (const decision of [rows.update, ...[...keys].map((key) => fields.get(key)?.write ?? false)])
    if (!(await satisfy(tx, handing, table, [id], decision))) return false
  return true
}

/**
 * Links to many as they will be: those given, then those that the actor does not see and so cannot have meant. One may
 * be both, when it has come back from the trash since.
 */
function withUnseen({ seen, stored }: LockedRow, key: string, given: unknown): string[] {
  const visible = new Set(seen[key] as string[] | null)
  const unseen = ((stored[key] ?? []) as string[]).filter((to) => !visible.has(to))
  return [...new Set([...((given ?? []) as string[]), ...unseen])]
}

/** One statement: the line of the log, the cells' history, and the row. */
async function updateColumns(
  tx: Tx,
  actor: Actor,
  table: Table,
  id: string,
  values: Values,
  changed: ReadonlySet<string>,
  before: Record<string, unknown>,
): Promise<void> {
  const { schema } = actor.definitions
  const line = { actor: actor.userId, door: actor.door, kind: 'update', table: table.key, count: 1 } as const
  const pick = (of: (key: string) => unknown): object =>
    Object.fromEntries([...changed].map((key) => [key, of(key) ?? null]))
  const columns = [...values.keys()].map((key) => fieldOf(table, key)!).filter((f) => ownsColumn(f))
  const log = sql`c as (${changeInsert(schema, line)}),
    h as (insert into ${qualified(schema, '_cells')} (change, record, before, after)
      select c.seq, ${param(id, 'uuid')}, ${jsonParam(pick((key) => before[key]))}, ${jsonParam(pick((key) => values.get(key)))} from c)`
  if (columns.length === 0) {
    await run(tx, sql`with ${log} select 1`)
    return
  }
  const row = Object.fromEntries(columns.map((f) => [f.key, values.get(f.key) ?? null]))
  const types = joinSql(
    columns.map((f) => sql`${ident(f.key)} ${pgType(columnType(f))}`),
    sql`, `,
  )
  const sets = joinSql(
    columns.map((f) => sql`${ident(f.key)} = x.${ident(f.key)}`),
    sql`, `,
  )
  await taken(
    table,
    run(
      tx,
      sql`with ${log} update ${qualified(schema, table.key)} t set ${sets}
          from jsonb_to_record(${jsonParam(row)}) as x(${types}) where t.id = ${param(id, 'uuid')}`,
    ),
    [(key) => (values.has(key) ? values.get(key) : before[key])],
  )
}

async function replaceLinks(tx: Tx, actor: Actor, field: Field, id: string, ids: unknown): Promise<void> {
  const { schema } = actor.definitions
  await run(
    tx,
    sql`delete from ${qualified(schema, linkTableName(field.number))} where "from" = ${param(id, 'uuid')}`,
  )
  const links = linkRows(id, ids)
  if (links.length > 0) await insertLinks(tx, schema, field, links)
}

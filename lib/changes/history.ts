/** The history of one record, read from the log through the reader's present rights (laws L4, L7). */
import type { Actor } from '@/lib/access/actor'
import type { Decision } from '@/lib/access/clause'
import { type Access, decide } from '@/lib/access/decide'
import { assertGuard, guardOf } from '@/lib/access/enter'
import { relation } from '@/lib/access/relation'
import type { HistoryAnswer } from '@/lib/api/contract'
import { noteTitles, noteValues } from '@/lib/audit/looks'
import { appSql, run } from '@/lib/db/connection'
import { arrayParam, ident, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { fieldType } from '@/lib/fields/index'
import { masks } from '@/lib/fields/masks'
import type { CellValue } from '@/lib/fields/type'
import { fieldOf, isPeople, isToMany, isToOne, targetOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'
import { openCursor, sealCursor } from '@/lib/query/cursor'
import { titleOf } from '@/lib/query/links'
import { sameValue } from '@/lib/records/same'
import { formerFields } from './former'

const pageSize = 30
const batchSize = 100

interface Line {
  seq: number
  at: string
  door: string
  kind: HistoryAnswer['entries'][number]['kind']
  actor: string | null
  name: string | null
  /** With whom the record was shared, or no longer. */
  shared: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** What the fields of a line were when it was written. */
type Then = (field: Field, line: Line) => Field | undefined

type Entry = HistoryAnswer['entries'][number]

/** @returns newest first; a change that this reader cannot tell from none is not there at all. */
export async function recordHistory(
  actor: Actor,
  table: Table,
  id: string,
  cursor?: string,
): Promise<HistoryAnswer> {
  const access = decide(actor, table)
  const shown = await visibleCells(actor, access, id)
  const former = await formerFields(table)
  const then: Then = (field, line) => former(field, line.at)
  const about = ['history', table.key, id]
  const page: { seq: number; entry: Entry }[] = []
  let below = cursor === undefined ? null : (openCursor(actor, about, cursor)[0] ?? null)
  // Lines that show nothing to this reader fill no page, so that neither counts nor cursors tell of them.
  for (let lines: Line[] = []; page.length <= pageSize; below = String(lines.at(-1)!.seq)) {
    lines = await readLines(actor, table, id, [...shown.keys()], below)
    const titles = await titlesIn(actor, table, shown, lines, then)
    for (const line of lines) {
      const entry = entryOf(access, line, shown, titles, then)
      if (entry.cells?.length !== 0) page.push({ seq: line.seq, entry })
    }
    if (lines.length < batchSize) break
  }
  const entries = page.slice(0, pageSize)
  noteHistory(
    actor,
    table,
    id,
    entries.map((e) => e.entry),
    shown,
  )
  // The number is padded, because the length of a cursor would tell how much has happened elsewhere.
  const keyset = [String(entries.at(-1)?.seq).padStart(16, '0')]
  return {
    entries: entries.map((e) => e.entry),
    ...(page.length > pageSize ? { next: sealCursor(actor, about, keyset) } : {}),
  }
}

/** For the access log: past values that are no masks, and the titles beside them. */
function noteHistory(actor: Actor, table: Table, id: string, entries: Entry[], shown: Shown): void {
  const cells = entries.flatMap((entry) =>
    (entry.cells ?? []).map((cell) => ({ cell, titles: entry.titles })),
  )
  const open = cells.filter(({ cell }) => shown.get(cell.field) === plain)
  noteValues(
    actor,
    table,
    'history',
    open.map(({ cell }) => cell.field),
    [id],
  )
  for (const key of new Set(open.map(({ cell }) => cell.field))) {
    const target = targetOf(fieldOf(table, key)!)
    const linked = target === undefined ? undefined : actor.definitions.tables.get(target)
    if (!linked) continue
    const named = open.filter(({ cell }) => cell.field === key)
    const ids = named.flatMap(({ cell, titles }) =>
      [cell.before, cell.after].flat().filter((v): v is string => typeof v === 'string' && v in titles),
    )
    noteTitles(actor, linked, ids)
  }
}

/** Lines of the log about a record, that mention one of these fields or none at all; newest first. */
function readLines(
  actor: Actor,
  table: Table,
  id: string,
  fields: readonly string[],
  below: string | null,
): Promise<Line[]> {
  const { schema } = actor.definitions
  return run<Line>(
    appSql(),
    sql`select c.seq, c.at, c.door, c.kind, c.actor, u.name, p.name as shared, x.before, x.after from (
          select h.change as seq, h.before, h.after from ${qualified(schema, '_cells')} h
            where h.record = ${param(id, 'uuid')} and (h.after = '{}' or h.after ?| ${arrayParam(fields)})
          union all
          select t._created_in, null, null from ${qualified(schema, table.key)} t where t.id = ${param(id, 'uuid')}
        ) x join ${qualified(schema, '_changes')} c on c.seq = x.seq left join tian.users u on u.id = c.actor
          left join tian.users p on c.kind in ('share', 'unshare') and p.id::text = c.detail ->> 'person'
        where ${below === null ? sql`true` : sql`c.seq < ${param(below, 'bigint')}`}
        order by c.seq desc limit ${param(batchSize, 'int')}`,
  )
}

/** How past values of a field are shown: as they were, or as a mask. */
type Shown = Map<string, (value: unknown) => unknown>
const plain = (value: unknown): unknown => value

/** Of a type that it is not made for, a mask would show what it should cover. */
const suits = ({ fields }: Access, was: Field): boolean => {
  const mask = fields.get(was.key)?.mask
  return mask === undefined || fieldType(was.type).masks.includes(mask.name)
}

/** Per field how its past values are shown to this reader in this record; hidden ones are missing. */
async function visibleCells(actor: Actor, access: Access, id: string): Promise<Shown> {
  const columns = [...access.fields].flatMap(([key, { read, mask }]) => [
    ...(typeof read === 'object' ? [`_read_${key}`] : []),
    ...(typeof mask?.where === 'object' ? [`_mask_${key}`] : []),
  ])
  const flags = columns.map((name) => sql`, v.${ident(name)}`)
  const [row] = await run<Record<string, unknown>>(
    appSql(),
    sql`select g.guard, v.id${joinSql(flags, sql``)} from (select ${guardOf(actor)} as guard) g
        left join (${relation(actor, access.table, { columns })} ) v on v.id = ${param(id, 'uuid')}`,
  )
  assertGuard(actor, (row?.guard as string | null) ?? null)
  if (!row?.id) throw appError('NOT_FOUND')
  const holds = (decision: Decision, column: string): boolean =>
    typeof decision === 'boolean' ? decision : row[column] === true
  const shown: Shown = new Map()
  for (const [key, { read, mask }] of access.fields) {
    if (holds(read, `_read_${key}`)) shown.set(key, plain)
    else if (mask && holds(mask.where, `_mask_${key}`)) shown.set(key, masks[mask.name].js)
  }
  return shown
}

function entryOf(access: Access, line: Line, shown: Shown, titles: Map<string, string>, then: Then): Entry {
  const cells = Object.keys(line.after ?? {})
    .filter((key) => shown.has(key))
    .flatMap((key) => {
      const field = fieldOf(access.table, key)!
      const was = then(field, line)
      // Of a value whose type has been forgotten nothing can be said.
      if (!was) return []
      const how = shown.get(key)!
      const show = how === plain || suits(access, was) ? how : masks.all.js
      const { type, options } = was
      return {
        field: key,
        before: present(show(line.before?.[key])),
        after: present(show(line.after?.[key])),
        ...(was === field ? {} : { former: { type, options } }),
      }
    })
    .filter((cell) => !sameValue(cell.before, cell.after))
  const ids = new Set<unknown>(
    cells.flatMap((c) => [c.before, c.after]).flatMap((v) => (Array.isArray(v) ? v : [v])),
  )
  return {
    at: line.at,
    by: { id: line.actor ?? '', name: line.name ?? '' },
    door: line.door,
    kind: line.kind,
    ...(line.kind === 'update' ? { cells } : {}),
    ...(line.shared === null ? {} : { shared: line.shared }),
    titles: Object.fromEntries([...titles].filter(([id]) => ids.has(id))),
  }
}

/** A past cell as it travels: empty is left out, a link that is out of sight is empty. */
const present = (value: unknown): CellValue | undefined =>
  value === null || (Array.isArray(value) && value.length === 0)
    ? undefined
    : (value as CellValue | undefined)

/** Titles of the people and of the visible records that the page mentions; ids of others are taken out of the lines. */
async function titlesIn(
  actor: Actor,
  table: Table,
  shown: Shown,
  all: Line[],
  then: Then,
): Promise<Map<string, string>> {
  const titles = new Map<string, string>()
  const versions = [...shown].flatMap(([key, show]) => {
    // A mask is the same whether or not the reader sees what is linked.
    if (show !== plain) return []
    const present = fieldOf(table, key)!
    return [...new Set(all.map((line) => then(present, line)))].flatMap((field) =>
      field ? [{ key, field, lines: all.filter((line) => then(present, line) === field) }] : [],
    )
  })
  for (const { key, field, lines } of versions) {
    const values = lines.flatMap((l) => [l.before?.[key], l.after?.[key]]).flat()
    const ids = [...new Set(values.filter((v): v is string => typeof v === 'string'))]
    if (ids.length === 0) continue
    if (isPeople(field)) await addTitles(titles, sql`select id, name as title from tian.users`, ids)
    if (!isToOne(field) && !isToMany(field)) continue
    const target = actor.definitions.tables.get(targetOf(field)!)
    if (target) await addTitles(titles, titledRecords(actor, target), ids)
    const seen = (v: unknown): unknown =>
      Array.isArray(v)
        ? v.filter((id) => titles.has(id as string))
        : typeof v === 'string' && !titles.has(v)
          ? null
          : v
    for (const line of lines) {
      if (line.before && key in line.before) line.before[key] = seen(line.before[key])
      if (line.after && key in line.after) line.after[key] = seen(line.after[key])
    }
  }
  return titles
}

/** The records of a table that this reader sees, with what they are called. */
function titledRecords(actor: Actor, target: Table): SQL {
  const title = titleOf(actor, target)
  const r = ident('r')
  return sql`select r.id, ${title?.expression(r) ?? sql`null`} as title
    from (${relation(actor, target, { columns: title?.columns ?? [] })}) r`
}

async function addTitles(titles: Map<string, string>, source: SQL, ids: string[]): Promise<void> {
  const rows = await run<{ id: string; title: string | null }>(
    appSql(),
    sql`select x.id, x.title from (${source}) x where x.id = any(${arrayParam(ids, 'uuid')}) order by x.id`,
  )
  for (const { id, title } of rows) titles.set(id, title ?? '')
}

/** What became of roles in a change of definitions, for the difference in words; and what is called that is gone since. */
import { isDeepStrictEqual } from 'node:util'
import type { GoneTable, RoleChange } from '@/lib/api/contract-design'
import { type Db, run } from '@/lib/db/connection'
import { arrayParam, param, sql } from '@/lib/db/sql'
import { parse } from '@/lib/meta/documents'
import { fieldOf } from '@/lib/meta/fields'
import type { Definitions, DocumentKind, Role, Table } from '@/lib/meta/model'

/** A document before and after, as it is stored; null where there was or is none. */
interface Stored {
  kind: DocumentKind
  before: unknown
  after: unknown
}

/**
 * The roles among the documents of a change, as they were and as they became; without tables of which both say the same,
 * because a page of the history has many lines.
 */
export const storedRoles = (rows: readonly Stored[]): RoleChange[] =>
  rows.flatMap(({ kind, before, after }) => {
    if (kind !== 'role') return []
    const [was, now] = [before, after].map((body) => (body ? parse('role', body) : undefined))
    return [was && now ? roleChange(unlike(was, now), unlike(now, was)) : roleChange(was, now)]
  })

const unlike = (role: Role, other: Role): Role => ({
  ...role,
  tables: Object.fromEntries(
    Object.entries(role.tables).filter(([key, rights]) => !isDeepStrictEqual(rights, other.tables[key])),
  ),
})

/** What its template says about a role in sentences is no right, and long. */
export const roleChange = (before: Role | undefined, after: Role | undefined): RoleChange => ({
  ...(before ? { before: plain(before) } : {}),
  ...(after ? { after: plain(after) } : {}),
})

const plain = ({ notes: _, ...role }: Role): Role => role

/** The names of tables and fields that these roles speak of and that are in the trash; what is gone for good has none. */
export async function namesOfGone(
  db: Db,
  definitions: Definitions,
  changes: readonly RoleChange[],
): Promise<GoneTable[]> {
  const named = new Map<string, Set<string>>()
  for (const { before, after } of changes)
    for (const role of [before, after])
      for (const [key, { fields }] of Object.entries(role?.tables ?? {})) {
        const known = named.get(key) ?? new Set()
        for (const field of Object.keys(fields)) known.add(field)
        named.set(key, known)
      }
  const lost = await deletedTables(
    db,
    definitions,
    [...named.keys()].filter((key) => !definitions.tables.has(key)),
  )
  return [...named].flatMap(([key, fields]): GoneTable[] => {
    const table = definitions.tables.get(key) ?? lost.get(key)
    if (!table) return []
    const living = definitions.tables.has(key)
    const gone = [...fields].filter((name) => !living || !fieldOf(table, name))
    const labels = gone.flatMap((name) => {
      const field = fieldOf(table, name) ?? table.trash.find((t) => t.field.key === name)?.field
      return field ? [{ key: name, label: field.label }] : []
    })
    return living && labels.length === 0 ? [] : [{ key, label: table.label, fields: labels }]
  })
}

async function deletedTables(
  db: Db,
  { baseId }: Definitions,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Table>> {
  if (keys.length === 0) return new Map()
  const rows = await run<{ key: string; body: unknown }>(
    db,
    sql`select key, body from tian.documents
        where base_id = ${param(baseId, 'uuid')} and kind = 'table' and key = any(${arrayParam(keys)})`,
  )
  return new Map(rows.map(({ key, body }) => [key, parse('table', body)]))
}

/**
 * After 30 days what was deleted goes for good: fields and what they were before a change of type, tables, records
 * with their shares, and the files that only these held. The log says so, under nobody's name: the platform did it.
 */
import { changeInsert } from '@/lib/changes/write'
import { ownerSql, ownerTransaction, run, type Tx } from '@/lib/db/connection'
import { arrayParam, ident, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { linkTableName } from '@/lib/meta/derived-names'
import { parse } from '@/lib/meta/documents'
import { isToMany, isToOne, ownsColumn, targetOf, typeOf } from '@/lib/meta/fields'
import { columnName, isAside, keptFields } from '@/lib/meta/kept'
import type { Definitions, Field, Table } from '@/lib/meta/model'
import type { DocumentChange } from '@/lib/meta/store'
import { applyChanges, lockBase } from './apply'
import { keptDays } from './deleted'
import type { Step } from './diff'

const batch = 500

/** Purges every base; @returns how many fields, tables and records went. */
export async function purgeTrash(): Promise<number> {
  const bases = await run<{ key: string }>(ownerSql(), sql`select key from tian.bases order by created_at`)
  let purged = 0
  for (const { key } of bases)
    purged += (await purgeFields(key)) + (await purgeTables(key)) + (await purgeRecords(key))
  return purged
}

const limit = sql`now() - make_interval(days => ${param(keptDays, 'int')})`

/** Fields in the trash of living tables, with their columns and links. */
const purgeFields = (base: string): Promise<number> =>
  ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, base)
    const [row] = await run<{ limit: string }>(tx, sql`select ${limit} as limit`)
    const due = [...definitions.tables.values()].flatMap((table) => {
      const gone = table.trash.filter((t) => t.at < row!.limit)
      return gone.length > 0 ? [{ table, fields: gone.map((t) => t.field) }] : []
    })
    if (due.length === 0) return 0
    const changes = due.map(({ table: before, fields }): DocumentChange => {
      const trash = before.trash.filter((t) => !fields.includes(t.field))
      return { kind: 'table', before, after: { ...before, trash } }
    })
    const places = due.flatMap(({ table, fields }) => fields.map((field) => ({ table, field })))
    await releaseFiles(tx, definitions, places)
    const drops = places.flatMap(({ table, field }): Step[] => dropOf(table, field))
    const change = { base, actor: null, door: 'command', purge: true } as const
    await applyChanges(tx, definitions, change, changes, (steps) => [...drops, ...steps])
    return places.length
  })

function dropOf(table: Table, field: Field): Step[] {
  if (isToMany(field))
    return field.source.kind === 'input' ? [{ do: 'dropLinkTable', number: field.number }] : []
  return ownsColumn(field) ? [{ do: 'dropColumn', table: table.key, column: columnName(table, field) }] : []
}

/** Deleted tables with their rows; their documents stay, so that no key is ever used twice. */
const purgeTables = (base: string): Promise<number> =>
  ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, base)
    const rows = await run<{ body: unknown }>(
      tx,
      sql`select d.body from tian.documents d where d.base_id = ${param(definitions.baseId, 'uuid')}
          and d.kind = 'table' and d.deleted_at < ${limit}
          and to_regclass(format('%I.%I', ${param(definitions.schema)}, d.key)) is not null`,
    )
    const tables = rows.map(({ body }) => parse('table', body))
    for (const table of tables) {
      const fields = keptFields(table)
      await releaseFiles(
        tx,
        definitions,
        fields.map((field) => ({ table, field })),
      )
      for (const field of fields.filter((f) => isToMany(f) && f.source.kind === 'input'))
        await run(tx, sql`drop table if exists ${qualified(definitions.schema, linkTableName(field.number))}`)
      await run(
        tx,
        sql`delete from ${qualified(definitions.schema, '_shares')} where table_key = ${param(table.key)}`,
      )
      // Only what lies in the trash itself can still point here.
      await run(tx, sql`drop table ${qualified(definitions.schema, table.key)} cascade`)
      await run(
        tx,
        changeInsert(definitions.schema, {
          actor: null,
          door: 'command',
          kind: 'schema',
          table: table.key,
          count: 1,
          detail: { purge: true },
        }),
      )
    }
    return tables.length
  })

/** Deleted records, a batch at a time; links to them, which have read as empty since, become empty. */
async function purgeRecords(base: string): Promise<number> {
  let purged = 0
  for (let more = true; more; ) {
    more = false
    const counts = await ownerTransaction(async (tx) => {
      const definitions = await lockBase(tx, base)
      const done: number[] = []
      for (const table of definitions.tables.values()) done.push(await purgeRows(tx, definitions, table))
      return done
    })
    for (const count of counts) {
      purged += count
      more ||= count === batch
    }
  }
  return purged
}

async function purgeRows(tx: Tx, definitions: Definitions, table: Table): Promise<number> {
  const rows = qualified(definitions.schema, table.key)
  const found = await run<{ id: string }>(
    tx,
    sql`select t.id from ${rows} t where t._deleted_at < ${limit} order by t.id limit ${param(batch, 'int')} for update`,
  )
  if (found.length === 0) return 0
  const ids = arrayParam(
    found.map((f) => f.id),
    'uuid',
  )
  for (const other of definitions.tables.values())
    for (const field of keptFields(other)) {
      if (!isToOne(field) || targetOf(field) !== table.key || !ownsColumn(field) || isAside(other, field))
        continue
      const column = ident(columnName(other, field))
      await run(
        tx,
        sql`update ${qualified(definitions.schema, other.key)} t set ${column} = null where t.${column} = any(${ids})`,
      )
    }
  const places = keptFields(table).map((field) => ({ table, field }))
  await releaseFiles(tx, definitions, places, sql`t.id = any(${ids})`)
  await run(tx, sql`delete from ${rows} t where t.id = any(${ids})`)
  await run(tx, sql`delete from ${qualified(definitions.schema, '_shares')} where record = any(${ids})`)
  await run(
    tx,
    changeInsert(definitions.schema, {
      actor: null,
      door: 'command',
      kind: 'delete',
      table: table.key,
      count: found.length,
      detail: { purge: true },
    }),
  )
  return found.length
}

interface Place {
  table: Table
  field: Field
}

const holdsFiles = ({ field }: Place): boolean => typeOf(field).fileIds !== undefined && ownsColumn(field)

/** Files that only these cells hold are unbound: the sweep of uploads removes them. */
async function releaseFiles(
  tx: Tx,
  definitions: Definitions,
  places: readonly Place[],
  which: SQL = sql`true`,
): Promise<void> {
  const going = places.filter(holdsFiles)
  if (going.length === 0) return
  const all = [...definitions.tables.values()].flatMap((table) =>
    keptFields(table).map((field) => ({ table, field })),
  )
  const same = (a: Place, b: Place): boolean => a.field.number === b.field.number
  const staying = all.filter(holdsFiles).map((place) => ({
    place,
    rows: going.some((g) => same(g, place)) ? sql`not (${which})` : sql`true`,
  }))
  const idsOf = ({ table, field }: Place, rows: SQL): SQL =>
    sql`select (e.x ->> 'id')::uuid as id from ${qualified(definitions.schema, table.key)} t
        cross join lateral jsonb_array_elements(t.${ident(columnName(table, field))}) as e(x) where ${rows}`
  const held = staying.map(({ place, rows }) => idsOf(place, rows))
  const kept =
    held.length === 0
      ? sql``
      : sql` except ${joinSql(
          held.map((h) => sql`(${h})`),
          sql` except `,
        )}`
  await run(
    tx,
    sql`update ${qualified(definitions.schema, '_files')} f set state = 'pending', created_at = now() - interval '2 days'
        where f.state = 'bound' and f.id in (${joinSql(
          going.map((p) => sql`(${idsOf(p, which)})`),
          sql` union `,
        )}${kept})`,
  )
}

/** The data of a base as plain data: made by the generators, written into a base, and read back from it. */
import { type Db, run } from '@/lib/db/connection'
import { joinSql, jsonParam, param, qualified, type SQL, sql } from '@/lib/db/sql'
import type { Json } from '@/lib/json'
import { linkTableName } from '@/lib/meta/derived-names'
import { isToMany } from '@/lib/meta/fields'
import type { Definitions, Field, Table, Team } from '@/lib/meta/model'

export interface Row {
  id: string
  table: string
  /** As stored; links to many as lists of ids in their order. Empty cells are left out. */
  cells: Record<string, Json>
  createdBy: string | null
  createdAt: string
  /** Number of the line of the log that made it. */
  createdIn: number | null
  deletedAt: string | null
}

export interface Share {
  record: string
  person: string
  table: string
  edit: boolean
}

/** A line of the log, with the cells that it changed in each record. */
export interface Line {
  seq: number
  at: string
  actor: string | null
  door: string
  kind: string
  table: string
  cells: { record: string; before: Record<string, Json>; after: Record<string, Json> }[]
}

export interface State {
  rows: Row[]
  shares: Share[]
  lines: Line[]
  teams: Team[]
  /** What somebody else has typed into a form and not sent yet. */
  drafts: { form: string; holder: string; field: string; body: string }[]
  /** Somebody else's API token, and the record that they have made under the key that the principal uses as well. */
  aside: { person: string; mark: string; record?: string }[]
}

export const rowOf = (state: State, id: unknown): Row | undefined => state.rows.find((r) => r.id === id)

/** The to-many fields that have a table of their own, by the number in its name. */
const linkFields = ({ tables }: Definitions): { table: Table; field: Field }[] =>
  [...tables.values()].flatMap((table) =>
    table.fields.flatMap((field) =>
      isToMany(field) && field.source.kind !== 'inverse' ? [{ table, field }] : [],
    ),
  )

/** Writes a whole state into an empty base; its statements go out together. */
export async function writeState(db: Db, definitions: Definitions, state: State): Promise<void> {
  const { schema } = definitions
  const statements: SQL[] = [
    sql`insert into ${qualified(schema, '_changes')} (seq, at, actor, door, kind, table_key, count)
        overriding system value select seq, at, actor, door, kind, "table", 1 from jsonb_to_recordset(${jsonParam(state.lines)})
          as x(seq bigint, at timestamptz, actor uuid, door text, kind text, "table" text)`,
    sql`insert into ${qualified(schema, '_cells')} (change, record, before, after)
        select change, record, before, after from jsonb_to_recordset(${jsonParam(
          state.lines.flatMap((line) => line.cells.map((c) => ({ change: line.seq, ...c }))),
        )}) as x(change bigint, record uuid, before jsonb, after jsonb)`,
    ...[...definitions.tables.values()].map((table) => insertRows(schema, table, state)),
    ...linkFields(definitions).map(({ table, field }) => insertLinks(schema, table, field, state)),
    sql`insert into ${qualified(schema, '_shares')} (record, person, table_key, edit)
        select record, person, "table", edit from jsonb_to_recordset(${jsonParam(state.shares)})
          as x(record uuid, person uuid, "table" text, edit boolean)`,
    sql`insert into ${qualified(schema, '_drafts')} (form, holder, record, body)
        select form, holder, '00000000-0000-0000-0000-000000000000', jsonb_build_object('answers', jsonb_build_object(field, body))
        from jsonb_to_recordset(${jsonParam(state.drafts)}) as x(form uuid, holder uuid, field text, body text)`,
    sql`insert into tian.teams (id, name, parent_id) select id, name, parent from jsonb_to_recordset(${jsonParam(state.teams)})
          as x(id uuid, name text, parent uuid)`,
    sql`insert into tian.team_members (team_id, user_id, manager)
        select t.id, m.person::uuid, t.managers ? m.person from jsonb_to_recordset(${jsonParam(state.teams)})
          as t(id uuid, members jsonb, managers jsonb), jsonb_array_elements_text(t.members) as m(person)`,
    sql`insert into tian.api_tokens (id, base_id, user_id, label, prefix, hash, role)
        select gen_random_uuid(), ${param(definitions.baseId, 'uuid')}, person, mark, 'tian_z', mark, 'role0'
        from jsonb_to_recordset(${jsonParam(state.aside)}) as x(person uuid, mark text)`,
    sql`insert into ${qualified(schema, '_idempotency')} (key, actor, request_hash, status, response)
        select 'again', person, mark, 201, to_jsonb(record)
        from jsonb_to_recordset(${jsonParam(state.aside)}) as x(person uuid, mark text, record uuid) where record is not null`,
  ]
  // Links go both ways, and tables are written one after the other.
  await run(db, sql`set session_replication_role = replica`)
  await Promise.all(statements.map((statement) => run(db, statement)))
  await run(db, sql`set session_replication_role = origin`)
}

function insertRows(schema: string, table: Table, state: State): SQL {
  const rows = state.rows
    .filter((r) => r.table === table.key)
    .map(({ id, cells, createdBy, createdAt, createdIn, deletedAt }) => ({
      ...cells,
      id,
      created_by: createdBy,
      created_at: createdAt,
      _created_in: createdIn,
      _deleted_at: deletedAt,
    }))
  const into = qualified(schema, table.key)
  return sql`insert into ${into} select * from jsonb_populate_recordset(null::${into}, ${jsonParam(rows)})`
}

function insertLinks(schema: string, table: Table, field: Field, state: State): SQL {
  const links = state.rows
    .filter((r) => r.table === table.key)
    .flatMap((r) =>
      ((r.cells[field.key] ?? []) as string[]).map((to, i) => ({ from: r.id, to, pos: `a${i}` })),
    )
  return sql`insert into ${qualified(schema, linkTableName(field.number))} ("from", "to", pos)
    select "from", "to", pos from jsonb_to_recordset(${jsonParam(links)}) as x("from" uuid, "to" uuid, pos text)`
}

/** What else a request may change: no rows, and yet state. */
const others = ['_submissions', '_drafts', '_files', '_idempotency', '_jobs'] as const

interface Dump {
  rows: Record<string, Record<string, Json>[] | null>
  links: Record<string, { from: string; to: string }[] | null>
  changes: (Omit<Line, 'cells' | 'table'> & { table_key: string })[] | null
  cells:
    | { change: number; record: string; before: Record<string, Json>; after: Record<string, Json> }[]
    | null
  shares: (Omit<Share, 'table'> & { table_key: string })[] | null
  rest: string
}

/** Everything that is in the base, and a hash of what is beside the records. */
export async function readState(
  db: Db,
  definitions: Definitions,
  { teams, drafts, aside }: Pick<State, 'teams' | 'drafts' | 'aside'>,
): Promise<State & { rest: string }> {
  const { schema } = definitions
  const agg = (source: SQL, order: SQL): SQL => sql`(select json_agg(t order by ${order}) from ${source} t)`
  const pairs = (entries: [string, SQL][]): SQL =>
    entries.length === 0
      ? sql`'{}'::json`
      : sql`json_build_object(${joinSql(
          entries.map(([key, value]) => sql`${param(key)}, ${value}`),
          sql`, `,
        )})`
  const tables = [...definitions.tables.keys()].map((key): [string, SQL] => [
    key,
    agg(qualified(schema, key), sql`t.id`),
  ])
  const links = linkFields(definitions).map(({ field }): [string, SQL] => [
    String(field.number),
    agg(qualified(schema, linkTableName(field.number)), sql`t."from", t.pos`),
  ])
  const texts = others.map(
    (name) =>
      sql`coalesce((select md5(string_agg(t::text, ',' order by t::text)) from ${qualified(schema, name)} t), '')`,
  )
  const [row] = await run<{ dump: Dump }>(
    db,
    sql`select json_build_object('rows', ${pairs(tables)}, 'links', ${pairs(links)},
      'changes', ${agg(qualified(schema, '_changes'), sql`t.seq`)}, 'cells', ${agg(qualified(schema, '_cells'), sql`t.change, t.record`)},
      'shares', ${agg(qualified(schema, '_shares'), sql`t.record, t.person`)},
      'rest', concat(${joinSql(texts, sql`, `)}, (select md5(string_agg(t::text, ',' order by t::text)) from tian.view_settings t))) as dump`,
  )
  return { ...fromDump(definitions, row!.dump), teams, drafts, aside, rest: row!.dump.rest }
}

const systemColumns = ['id', 'created_at', 'created_by', '_created_in', '_deleted_at', '_deleted_by']

function fromDump(definitions: Definitions, dump: Dump): Omit<State, 'teams' | 'drafts' | 'aside'> {
  const rows = Object.entries(dump.rows).flatMap(([table, found]) =>
    (found ?? []).map((columns): Row => {
      const cells = Object.entries(columns).filter(([key, v]) => v !== null && !systemColumns.includes(key))
      return {
        id: String(columns.id),
        table,
        cells: Object.fromEntries(cells),
        createdBy: columns.created_by as string | null,
        createdAt: String(columns.created_at),
        createdIn: columns._created_in as number | null,
        deletedAt: columns._deleted_at as string | null,
      }
    }),
  )
  const byId = new Map(rows.map((r) => [r.id, r]))
  for (const { field } of linkFields(definitions))
    for (const { from, to } of dump.links[String(field.number)] ?? []) {
      const row = byId.get(from)!
      row.cells[field.key] = [...((row.cells[field.key] as string[] | undefined) ?? []), to]
    }
  const cells = new Map<number, Line['cells']>()
  for (const { change, ...cell } of dump.cells ?? []) cells.set(change, [...(cells.get(change) ?? []), cell])
  const lines = (dump.changes ?? []).map(
    ({ seq, at, actor, door, kind, table_key }): Line => ({
      seq,
      at,
      actor,
      door,
      kind,
      table: table_key,
      cells: cells.get(seq) ?? [],
    }),
  )
  const shares = (dump.shares ?? []).map(({ table_key, record, person, edit }) => ({
    record,
    person,
    table: table_key,
    edit,
  }))
  return { rows, shares, lines }
}

/** Marks of values that stand in cells out of sight and nowhere else. */
const mark = /^zq[a-z]{4}/i
export const isSecret = (value: Json): boolean =>
  typeof value === 'string'
    ? mark.test(value) || /^\+86177\d{8}$/.test(value)
    : typeof value === 'number' && value >= 70_000_000 && value < 80_000_000

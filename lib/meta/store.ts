/**
 * The one store of definitions (law L1): reads a base at one version, and writes documents with their history.
 * Every process caches a base by its version; a statement that meets another version says so and is planned again.
 */
import { type Db, run } from '@/lib/db/connection'
import { jsonParam, param, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { type Models, parse, print } from './documents'
import type { Definitions, DocumentKind, Install, Team } from './model'

export interface BaseRow {
  id: string
  key: string
  schema: string
  label: Definitions['label']
  version: number
}

const cache = new Map<string, Definitions>()

/** The base's line, locked if a clause says so; undefined when there is none of that key. */
export async function findBase(db: Db, key: string, lock: SQL = sql``): Promise<BaseRow | undefined> {
  const [row] = await run<BaseRow>(
    db,
    sql`select id, key, schema, label, version from tian.bases where key = ${param(key)} ${lock}`,
  )
  return row
}

/** The workspace's zone and name. */
export async function workspace(db: Db): Promise<{ name: string; zone: string }> {
  const rows = await run<{ key: string; value: string }>(
    db,
    sql`select key, value from tian.settings where key in ('name', 'zone')`,
  )
  const of = (key: string) => rows.find((r) => r.key === key)?.value
  return { name: of('name') ?? 'Tian', zone: of('zone') ?? 'Asia/Shanghai' }
}

/** All definitions of a base, from the copy if it is of this version. */
export async function loadDefinitions(db: Db, base: BaseRow): Promise<Definitions> {
  const kept = cache.get(base.id)
  if (kept?.version === base.version) return kept
  return keepDefinitions(await readDefinitions(db, base))
}

/** Keeps what is committed, unless a newer copy is there. */
export function keepDefinitions(definitions: Definitions): Definitions {
  const kept = cache.get(definitions.baseId)
  if (!kept || kept.version < definitions.version) cache.set(definitions.baseId, definitions)
  return definitions
}

/**
 * All definitions of a base as they are in this transaction. No copy is kept: if the transaction fails, the next one
 * gives its version number to something else.
 */
export async function readDefinitions(db: Db, base: BaseRow): Promise<Definitions> {
  const [{ zone }, rows] = await Promise.all([
    workspace(db),
    run<{ version: number; as_of: string | null; teams: Team[] | null; kind: DocumentKind; body: unknown }>(
      db,
      // One statement, so that the version, the documents and the teams are of one snapshot; the teams stand in one line.
      sql`select b.version, b.as_of, d.kind, d.body,
            case when row_number() over (order by d.created_at, d.key) = 1 then ${teamsSql} end as teams
          from tian.bases b left join tian.documents d on d.base_id = b.id and d.deleted_at is null and d.kind <> 'install'
          where b.id = ${param(base.id, 'uuid')} order by d.created_at, d.key`,
    ),
  ])
  const definitions: Definitions = {
    baseId: base.id,
    base: base.key,
    label: base.label,
    schema: base.schema,
    version: rows[0]?.version ?? base.version,
    zone,
    ...(rows[0]?.as_of ? { asOf: rows[0].as_of } : {}),
    tables: new Map(),
    optionSets: new Map(),
    views: new Map(),
    forms: new Map(),
    roles: new Map(),
    teams: rows[0]?.teams ?? [],
  }
  for (const { kind, body } of rows) if (kind) place(definitions, kind, parse(kind, body))
  return definitions
}

const teamsSql = sql`(select json_agg(json_strip_nulls(json_build_object('id', t.id, 'name', t.name, 'parent', t.parent_id,
    'members', array(select m.user_id from tian.team_members m where m.team_id = t.id order by m.user_id),
    'managers', array(select m.user_id from tian.team_members m where m.team_id = t.id and m.manager order by m.user_id)))
  order by t.created_at, t.id) from tian.teams t)`

/** The definitions after documents that are there have changed, without reading all the others again. */
export function changedDefinitions(definitions: Definitions, saved: readonly SavedDocument[]): Definitions {
  const { tables, optionSets, views, forms, roles } = definitions
  const changed: Definitions = {
    ...definitions,
    version: definitions.version + 1,
    tables: new Map(tables),
    optionSets: new Map(optionSets),
    views: new Map(views),
    forms: new Map(forms),
    roles: new Map(roles),
  }
  for (const { kind, model } of saved) place(changed, kind, model)
  return changed
}

const homeOf = (
  { tables, optionSets, views, forms, roles }: Definitions,
  kind: DocumentKind,
): Map<string, unknown> | undefined =>
  ({ table: tables, options: optionSets, view: views, form: forms, role: roles, install: undefined })[kind]

function place(definitions: Definitions, kind: DocumentKind, model: Models[DocumentKind]): void {
  homeOf(definitions, kind)?.set(model.key, model)
}

/** The definitions as they will be after changes that are not saved yet. */
export function withChanges(definitions: Definitions, changes: readonly DocumentChange[]): Definitions {
  const there = changes.flatMap(({ kind, after }) => (after ? [{ kind, model: after }] : []))
  const next = changedDefinitions(definitions, there)
  for (const { kind, before, after } of changes) if (before && !after) homeOf(next, kind)?.delete(before.key)
  return next
}

/** One change of one document; `before` is undefined for a new one, `after` for a deleted one. */
export type DocumentChange = {
  [K in DocumentKind]: { kind: K; before?: Models[K]; after?: Models[K] }
}[DocumentKind]

/** What a change needs to know about who makes it. */
export interface ChangeContext {
  baseId: string
  actor: string | null
  /** Line of the base's log that this belongs to. */
  change: number | null
}

/** A document as it is after saving: the typed data of its normal form. */
export interface SavedDocument {
  kind: DocumentKind
  model: Models[DocumentKind]
}

/**
 * Writes documents with their history and moves the base's version. Call it inside the transaction that also
 * changes the structure. A key that is or was in use answers KEY_TAKEN.
 * @returns the documents that are there afterwards
 */
export async function saveDocuments(
  db: Db,
  context: ChangeContext,
  changes: readonly DocumentChange[],
): Promise<SavedDocument[]> {
  if (changes.length === 0) return []
  const lines = changes.map(({ kind, before, after }, ord) => {
    const { id, key, origin } = (after ?? before) as { id: string; key: string; origin?: object }
    const body = after && print(kind, after as never)
    return { ord, id, kind, key, origin: origin ?? null, body: body ?? null }
  })
  const models = lines.flatMap(({ kind, body }) => (body ? [{ kind, model: parse(kind, body) }] : []))
  const baseId = param(context.baseId, 'uuid')
  const saved = await run<{ id: string }>(
    db,
    // What a document was before is what stands in the store, not what somebody remembers.
    sql`with x as (
          select x.*, d.body as stored, d.deleted_at is null as there
          from jsonb_to_recordset(${jsonParam(lines)})
            as x(ord int, id uuid, kind text, key text, origin jsonb, body jsonb)
          left join tian.documents d on d.id = x.id and d.base_id = ${baseId}),
        history as (
          insert into tian.document_history (base_id, document_id, kind, key, before, after, actor, change_seq)
          select ${baseId}, id, kind, key, case when there then stored end, nullif(body, 'null'),
            ${param(context.actor, 'uuid')}, ${param(context.change, 'bigint')} from x),
        moved as (update tian.bases set version = version + 1 where id = ${baseId})
        insert into tian.documents as d (id, base_id, kind, key, body, origin, created_at, deleted_at)
        select id, ${baseId}, kind, key, coalesce(nullif(body, 'null'), stored), nullif(origin, 'null'),
          -- One transaction has one now(): the order in which documents were given is their order ever after.
          now() + ord * interval '1 millisecond',
          case when nullif(body, 'null') is null then now() end
        from x
        on conflict (id) do update set
          body = excluded.body, origin = excluded.origin, updated_at = now(), deleted_at = excluded.deleted_at
          where d.base_id = excluded.base_id and d.kind = excluded.kind
        returning d.id`,
  ).catch((error: unknown) => {
    if ((error as { code?: string }).code === '23505') throw appError('KEY_TAKEN')
    throw error
  })
  if (saved.length !== lines.length) throw appError('CONFLICT')
  return models
}

/** Pages of a base that stand where its tables do: `/main/access` is not a table. */
const pages = ['access', 'compare', 'forms', 'import', 'members', 'reach', 'schema', 'trash', 'fields']

/** Keys of a kind that exist or ever existed in the base: none of them may be chosen again. */
export async function takenKeys(db: Db, baseId: string, kind: DocumentKind): Promise<Set<string>> {
  const rows = await run<{ key: string }>(
    db,
    sql`select key from tian.documents where base_id = ${param(baseId, 'uuid')} and kind = ${param(kind)}`,
  )
  return new Set([...rows.map((r) => r.key), ...(kind === 'table' ? pages : [])])
}

/** The deleted documents of a kind, for restoring them. */
export async function deletedDocuments<K extends DocumentKind>(
  db: Db,
  baseId: string,
  kind: K,
): Promise<Models[K][]> {
  const rows = await run<{ body: unknown }>(
    db,
    sql`select body from tian.documents where base_id = ${param(baseId, 'uuid')} and kind = ${param(kind)}
        and deleted_at is not null order by created_at, key`,
  )
  return rows.map((r) => parse(kind, r.body))
}

/** The template installs of a base. */
export async function installs(db: Db, baseId: string): Promise<Install[]> {
  const rows = await run<{ body: unknown }>(
    db,
    sql`select body from tian.documents where base_id = ${param(baseId, 'uuid')} and kind = 'install'
        and deleted_at is null order by created_at`,
  )
  return rows.map((r) => parse('install', r.body))
}

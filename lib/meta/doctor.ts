/** The doctor: proves that documents, PostgreSQL's catalogue, links, rights, files and log agree; finds, never mends. */
import { access } from 'node:fs/promises'
import type { ChainFault } from '@/lib/api/contract-audit'
import { workspaceLog } from '@/lib/audit/accounts'
import { verifyChain } from '@/lib/audit/chain'
import { wrongValues } from '@/lib/compute/fill'
import { type Db, run } from '@/lib/db/connection'
import { ident, joinSql, param, qualified, sql } from '@/lib/db/sql'
import { abandonedColumns } from '@/lib/ddl/staging'
import { storedPath } from '@/lib/files/store'
import { indexName, linkTableName, uniqueName } from '@/lib/meta/derived-names'
import { columnType, isInput, isPeople, isToMany, isToOne, ownsColumn, targetOf, typeOf } from './fields'
import { columnName, isAside, keptFields } from './kept'
import type { Definitions, Table } from './model'
import { faultsOf } from './soundness'
import { type BaseRow, deletedDocuments, loadDefinitions } from './store'

export interface Finding {
  base: string
  /** What the finding is about: a table, a field, a view, a file. */
  where: string
  /** Message key under `doctor.*`. */
  code:
    | 'columnMissing'
    | 'columnType'
    | 'columnLeft'
    | 'linksLeft'
    | 'computedWrong'
    | 'unsound'
    | 'tableMissing'
    | 'indexMissing'
    | 'indexInvalid'
    | 'reference'
    | 'linkBroken'
    | 'shareLeft'
    | 'fileMissing'
    | 'logMissing'
    | ChainFault['code']
  detail?: string
}

/** Findings of what belongs to no base: the log of accounts. */
export const examineWorkspace = (): Promise<Finding[]> =>
  examineAccessLog({ base: workspaceLog, schema: workspaceLog })

/** All findings of a base; an empty list means that everything agrees. */
export async function examine(db: Db, base: BaseRow): Promise<Finding[]> {
  const definitions = await loadDefinitions(db, base)
  const parts = await Promise.all([
    examineCatalogue(db, definitions),
    examineLinks(db, definitions),
    examineShares(db, definitions),
    examineFiles(db, definitions),
    examineLog(db, definitions),
    examineAccessLog(definitions),
    examineComputed(db, definitions),
  ])
  return [...examineReferences(definitions), ...examineSoundness(definitions), ...parts.flat()]
}

const canonicalType = (type: string): string =>
  type
    .replace('timestamptz(3)', 'timestamp(3) with time zone')
    .replace(/^(numeric)\((\d+), ?(\d+)\)$/, '$1($2,$3)')

async function examineCatalogue(db: Db, definitions: Definitions): Promise<Finding[]> {
  const { base, schema, tables } = definitions
  const columns = await run<{ name: string; column: string; type: string }>(
    db,
    sql`select c.relname as name, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = ${param(schema)} and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
  )
  const indexes = await run<{ name: string; valid: boolean }>(
    db,
    sql`select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
        join pg_namespace n on n.oid = c.relnamespace where n.nspname = ${param(schema)}`,
  )
  const types = new Map(columns.map((c) => [`${c.name}.${c.column}`, c.type]))
  const known = new Set(indexes.map((i) => i.name))
  const found: Finding[] = indexes
    .filter((i) => !i.valid)
    .map((i) => ({ base, where: i.name, code: 'indexInvalid' }))
  for (const table of tables.values()) found.push(...examineTable(base, table, types, known))
  const all = [...tables.values(), ...(await deletedDocuments(db, definitions.baseId, 'table'))]
  const abandoned = new Set((await abandonedColumns(db, schema)).map((c) => `${c.table}.${c.column}`))
  const beingFilled = (name: string): boolean => /\._n_\d+$/.test(name) && !abandoned.has(name)
  return [
    ...found,
    ...leftOver(
      base,
      all,
      columns.filter((c) => !beingFilled(`${c.name}.${c.column}`)),
    ),
  ]
}

/** The columns, links and indexes that a table's fields need, those of its trash included. */
function examineTable(
  base: string,
  table: Table,
  types: ReadonlyMap<string, string>,
  indexes: ReadonlySet<string>,
): Finding[] {
  const found: Finding[] = []
  for (const field of keptFields(table)) {
    const where = `${table.key}.${columnName(table, field)}`
    if (isToMany(field) && isInput(field) && !types.has(`${linkTableName(field.number)}.from`))
      found.push({ base, where, code: 'tableMissing' })
    if (!ownsColumn(field)) continue
    const type = types.get(where)
    if (type === undefined) found.push({ base, where, code: 'columnMissing' })
    else if (type !== canonicalType(columnType(field)))
      found.push({ base, where, code: 'columnType', detail: type })
    // What stands aside is only kept, not asked for.
    if (isAside(table, field)) continue
    const indexed = isToOne(field) || isPeople(field) || typeOf(field).fileIds
    if (indexed && !indexes.has(indexName(field.number))) found.push({ base, where, code: 'indexMissing' })
    if (field.unique && !indexes.has(uniqueName(field.number)))
      found.push({ base, where, code: 'indexMissing' })
  }
  for (const { number, fields } of table.uniques)
    if (!indexes.has(uniqueName(number)))
      found.push({ base, where: `${table.key} (${fields.join(', ')})`, code: 'indexMissing' })
  return found
}

const systemColumns = ['id', 'created_at', 'created_by', '_created_in', '_deleted_at', '_deleted_by']

/** Columns and link tables that no definition names: a change of type that was cut off leaves such. */
function leftOver(
  base: string,
  tables: readonly Table[],
  columns: readonly { name: string; column: string }[],
): Finding[] {
  const found: Finding[] = []
  for (const table of tables) {
    const named = new Set([...systemColumns, ...keptFields(table).map((f) => columnName(table, f))])
    for (const { name, column } of columns)
      if (name === table.key && !named.has(column))
        found.push({ base, where: `${name}.${column}`, code: 'columnLeft' })
  }
  const links = new Set(tables.flatMap(keptFields).map((f) => linkTableName(f.number)))
  for (const { name, column } of columns)
    if (name.startsWith('_l_') && column === 'from' && !links.has(name))
      found.push({ base, where: name, code: 'linksLeft' })
  return found
}

/** What definitions ask of each other beyond names: conditions have the kinds they need, rules lead somewhere. */
const examineSoundness = (definitions: Definitions): Finding[] =>
  [...faultsOf(definitions)].map(({ table, key, how }) => ({
    base: definitions.base,
    where: table === undefined || table === key ? key : `${table}.${key}`,
    code: 'unsound',
    detail: how,
  }))

/** Stored computed values are what their inputs give. */
const examineComputed = async (db: Db, definitions: Definitions): Promise<Finding[]> =>
  (await wrongValues(db, definitions)).map(({ table, field, records }) => ({
    base: definitions.base,
    where: `${table.key}.${field}`,
    code: 'computedWrong',
    detail: String(records),
  }))

/** Keys that definitions name exist: link targets, option sets, columns of views, fields of roles. */
function examineReferences(definitions: Definitions): Finding[] {
  const { base, tables, optionSets, views, roles } = definitions
  const found: Finding[] = []
  const broken = (where: string, detail: string) => found.push({ base, where, code: 'reference', detail })
  const has = (table: Table | undefined, key: string) =>
    table !== undefined && [...table.fields, ...table.trash.map((t) => t.field)].some((f) => f.key === key)
  for (const table of tables.values()) {
    for (const field of table.fields) {
      const target = targetOf(field)
      const { set } = field.options as { set?: string }
      if (target !== undefined && !tables.has(target)) broken(`${table.key}.${field.key}`, target)
      if (set !== undefined && !optionSets.has(set)) broken(`${table.key}.${field.key}`, set)
      if (field.source.kind === 'inverse' && !has(tables.get(field.source.table), field.source.field))
        broken(`${table.key}.${field.key}`, field.source.field)
    }
    for (const key of table.sections.flatMap((s) => s.fields)) if (!has(table, key)) broken(table.key, key)
  }
  for (const view of views.values()) {
    for (const { field } of view.columns) if (!has(tables.get(view.table), field)) broken(view.key, field)
  }
  for (const role of roles.values()) {
    for (const [table, rights] of Object.entries(role.tables)) {
      for (const key of Object.keys(rights.fields))
        if (!has(tables.get(table), key)) broken(role.key, `${table}.${key}`)
    }
  }
  return found
}

/** Foreign keys hold by themselves; what they cannot know is whether people exist. */
async function examineLinks(db: Db, { base, schema, tables }: Definitions): Promise<Finding[]> {
  const found: Finding[] = []
  for (const table of tables.values()) {
    for (const field of table.fields.filter((f) => isPeople(f) && ownsColumn(f))) {
      const column = ident(field.key)
      const ids = typeOf(field).kind === 'list' ? sql`unnest(t.${column})` : sql`t.${column}`
      const [row] = await run<{ n: number }>(
        db,
        sql`select count(*)::int as n from (select ${ids} as id from ${qualified(schema, table.key)} t) x
            where x.id is not null and not exists (select 1 from tian.users u where u.id = x.id)`,
      )
      if (row!.n > 0)
        found.push({ base, where: `${table.key}.${field.key}`, code: 'linkBroken', detail: String(row!.n) })
    }
  }
  return found
}

/** Every share opens a record that is still kept to somebody who belongs to the base. */
async function examineShares(db: Db, { base, baseId, schema, tables }: Definitions): Promise<Finding[]> {
  const shares = qualified(schema, '_shares')
  const dangling = [...tables.keys()].map(
    (key) => sql`s.table_key = ${param(key)}
      and not exists (select 1 from ${qualified(schema, key)} t where t.id = s.record)`,
  )
  const rows = await run<{ table: string; n: number }>(
    db,
    sql`select s.table_key as table, count(*)::int as n from ${shares} s
        where not exists (select 1 from tian.memberships m
            where m.base_id = ${param(baseId, 'uuid')} and m.user_id = s.person)
          or to_regclass(format('%I.%I', ${param(schema)}, s.table_key)) is null
          ${joinSql(
            dangling.map((d) => sql`or (${d})`),
            sql` `,
          )}
        group by s.table_key order by s.table_key`,
  )
  return rows.map(({ table, n }) => ({ base, where: table, code: 'shareLeft', detail: String(n) }))
}

async function examineFiles(db: Db, { base, schema }: Definitions): Promise<Finding[]> {
  const files = await run<{ id: string; name: string }>(
    db,
    sql`select id, name from ${qualified(schema, '_files')} where state = 'bound'`,
  )
  const missing = await Promise.all(
    files.map((f) =>
      access(storedPath(f.id)).then(
        () => undefined,
        () => f,
      ),
    ),
  )
  return missing.flatMap((f) =>
    f ? [{ base, where: f.name, code: 'fileMissing' as const, detail: f.id }] : [],
  )
}

/** Every row came through a line of the log. */
async function examineLog(db: Db, { base, schema, tables }: Definitions): Promise<Finding[]> {
  const found: Finding[] = []
  for (const table of tables.values()) {
    const [row] = await run<{ n: number }>(
      db,
      sql`select count(*)::int as n from ${qualified(schema, table.key)} t
          where not exists (select 1 from ${qualified(schema, '_changes')} c where c.seq = t._created_in)`,
    )
    if (row!.n > 0) found.push({ base, where: table.key, code: 'logMissing', detail: String(row!.n) })
  }
  return found
}

/** Nobody has touched the log of who looked. */
const examineAccessLog = async ({ base, schema }: Pick<Definitions, 'base' | 'schema'>): Promise<Finding[]> =>
  (await verifyChain(schema)).faults.map(({ seq, code }) => ({ base, where: `_access_log ${seq}`, code }))

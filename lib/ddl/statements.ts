/** Steps → statements. Identifiers are keys or `_<kind>_<number>`; printing decides nothing. */
import { ident, joinSql, pgType, qualified, type SQL, sql } from '@/lib/db/sql'
import {
  foreignKeyName,
  indexName,
  linkTableName,
  trashIndexName,
  uniqueName,
} from '@/lib/meta/derived-names'
import type { Step } from './diff'

const alive = sql`where _deleted_at is null`

const printers: { [K in Step['do']]: (schema: string, step: Extract<Step, { do: K }>) => SQL[] } = {
  createTable: (schema, { table }) => [
    sql`create table ${qualified(schema, table)} (
      id uuid primary key,
      created_at timestamptz(3) not null default now(),
      created_by uuid,
      _created_in bigint,
      _deleted_at timestamptz(3),
      _deleted_by uuid)`,
    // The default order is newest first, and ids grow with time; a rule "created by me" walks its own index.
    sql`create index on ${qualified(schema, table)} (created_by, id desc) ${alive}`,
    sql`create index on ${qualified(schema, table)} (_created_in)`,
  ],
  addColumn: (schema, { table, column, type, collate }) => [
    sql`alter table ${qualified(schema, table)} add column ${ident(column)} ${pgType(type)}${
      collate ? sql` collate "C"` : sql``
    }`,
  ],
  renameColumn: (schema, { table, from, to }) => [
    sql`alter table ${qualified(schema, table)} rename column ${ident(from)} to ${ident(to)}`,
  ],
  dropColumn: (schema, { table, column }) => [
    sql`alter table ${qualified(schema, table)} drop column if exists ${ident(column)}`,
  ],
  createLinkTable: (schema, { table, target, number }) => {
    const name = linkTableName(number)
    return [
      sql`create table ${qualified(schema, name)} (
        "from" uuid not null references ${qualified(schema, table)} (id) on delete cascade,
        "to" uuid not null references ${qualified(schema, target)} (id) on delete cascade,
        pos text collate "C" not null,
        primary key ("from", "to"))`,
      sql`create index on ${qualified(schema, name)} ("from", pos)`,
      sql`create index on ${qualified(schema, name)} ("to", "from")`,
    ]
  },
  dropLinkTable: (schema, { number }) => [
    sql`drop table if exists ${qualified(schema, linkTableName(number))}`,
  ],
  addForeignKey: (schema, { table, column, target, number }) => [
    sql`alter table ${qualified(schema, table)} add constraint ${ident(foreignKeyName(number))}
        foreign key (${ident(column)}) references ${qualified(schema, target)} (id)`,
  ],
  dropForeignKey: (schema, { table, number }) => [
    sql`alter table ${qualified(schema, table)} drop constraint if exists ${ident(foreignKeyName(number))}`,
  ],
  // Without a list of pending entries, which every read would scan until the next vacuum: 3 ms after a large import.
  addIndex: (schema, { table, column, number, method, trash }) => [
    method === 'gin'
      ? sql`create index ${ident(indexName(number))} on ${qualified(schema, table)} using gin (${ident(column)})
          with (fastupdate = off) ${alive}`
      : sql`create index ${ident(indexName(number))} on ${qualified(schema, table)} (${ident(column)}, id desc) ${alive}`,
    ...(trash
      ? [
          sql`create index ${ident(trashIndexName(number))} on ${qualified(schema, table)} (${ident(column)})
            where _deleted_at is not null`,
        ]
      : []),
  ],
  addUnique: (schema, { table, column, number }) => [
    sql`create unique index ${ident(uniqueName(number))} on ${qualified(schema, table)} (${ident(column)}) ${alive}`,
  ],
  addUniqueRule: (schema, { table, columns, number }) => [
    sql`create unique index ${ident(uniqueName(number))} on ${qualified(schema, table)}
        (${joinSql(columns.map(ident), sql`, `)}) ${alive}`,
  ],
  dropIndex: (schema, { number }) => [
    sql`drop index if exists ${qualified(schema, indexName(number))}`,
    sql`drop index if exists ${qualified(schema, trashIndexName(number))}`,
  ],
  dropUnique: (schema, { number }) => [sql`drop index ${qualified(schema, uniqueName(number))}`],
  run: (_schema, { statement }) => [statement],
}

/** The statements of one step, in order. */
export function statementsOf(schema: string, step: Step): SQL[] {
  const printer = printers[step.do] as (schema: string, step: Step) => SQL[]
  return printer(schema, step)
}

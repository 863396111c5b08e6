/** The internal tables of a base, as numbered migrations that run in each base's own schema. */
import { type Db, run } from './connection'
import { grantAppendOnly, grantBase } from './roles'
import { ident, joinSql, param, qualified, type SQL, sql } from './sql'

/** What a line of the access log is given; number, salt and erasure are not the writer's. */
const accessLine = [
  'at',
  'actor',
  'acting_as',
  'door',
  'kind',
  'table_key',
  'fields',
  'records',
  'count',
  'reason',
  'detail',
] as const

/** Statements of one migration; some ask first what there is. Append new ones; never edit one that has shipped. */
type Migration = (table: (name: string) => SQL, tx: Db, schema: string) => SQL[] | Promise<SQL[]>

const migrations: Migration[] = [
  (table) => [
    // The log (law L7): one line per operation and table. Readers order by (tx, seq) below the oldest open transaction.
    sql`create table ${table('_changes')} (
      seq bigint generated always as identity primary key,
      tx xid8 not null default pg_current_xact_id(),
      at timestamptz(3) not null default now(),
      actor uuid,
      door text not null,
      kind text not null,
      table_key text not null,
      count int not null,
      undo_of bigint,
      detail jsonb
    )`,
    sql`create index on ${table('_changes')} (tx, seq)`,
    sql`create table ${table('_cells')} (
      change bigint not null references ${table('_changes')},
      record uuid not null,
      before jsonb not null,
      after jsonb not null,
      primary key (change, record)
    )`,
    sql`create index on ${table('_cells')} (record, change desc)`,
    sql`create table ${table('_files')} (
      id uuid primary key,
      sha256 text collate "C" not null,
      size bigint not null,
      type text not null,
      name text not null,
      state text not null default 'pending' check (state in ('pending', 'bound')),
      created_by uuid,
      created_at timestamptz(3) not null default now()
    )`,
    sql`create index on ${table('_files')} (created_at) where state = 'pending'`,
    sql`create index on ${table('_files')} (sha256)`,
    sql`create table ${table('_counters')} (
      field uuid not null,
      period text collate "C" not null,
      value bigint not null,
      primary key (field, period)
    )`,
    sql`create table ${table('_idempotency')} (
      key text collate "C" not null,
      actor uuid not null,
      request_hash text collate "C" not null,
      status int,
      response jsonb,
      at timestamptz(3) not null default now(),
      primary key (key, actor)
    )`,
    sql`create index on ${table('_idempotency')} (at)`,
    sql`create table ${table('_jobs')} (
      id uuid primary key,
      kind text not null,
      payload jsonb not null,
      state text not null default 'waiting',
      run_at timestamptz(3) not null default now(),
      locked_until timestamptz(3),
      tries int not null default 0,
      error text,
      created_at timestamptz(3) not null default now()
    )`,
    sql`create index on ${table('_jobs')} (run_at) where state = 'waiting'`,
  ],
  (table) => [
    // What was sent by forms: which form as it was then, and what was agreed to. The ticket makes a repeat harmless.
    sql`create table ${table('_submissions')} (
      id uuid primary key default gen_random_uuid(),
      form uuid not null,
      version text collate "C" not null,
      ticket uuid not null unique,
      request_hash text collate "C" not null,
      at timestamptz(3) not null default now(),
      actor uuid,
      address_hash text collate "C",
      consent jsonb,
      record uuid
    )`,
    sql`create index on ${table('_submissions')} (form, at desc, id desc)`,
    // What somebody typed into a form and has not sent yet. The holder is a person, or a stranger's ticket.
    sql`create table ${table('_drafts')} (
      form uuid not null,
      holder uuid not null,
      record uuid not null,
      body jsonb not null,
      at timestamptz(3) not null default now(),
      primary key (form, holder, record)
    )`,
    sql`create index on ${table('_drafts')} (at)`,
    // The ticket under which a stranger uploaded a file.
    sql`alter table ${table('_files')} add column ticket uuid`,
    sql`create index on ${table('_files')} (ticket) where ticket is not null`,
  ],
  (table) => [
    // One record, open to one more person than the row rules would let in, where a role's rule says "shared with me".
    sql`create table ${table('_shares')} (
      record uuid not null,
      person uuid not null,
      table_key text not null,
      edit boolean not null default false,
      by uuid,
      at timestamptz(3) not null default now(),
      primary key (record, person)
    )`,
    sql`create index on ${table('_shares')} (person)`,
  ],
  (table) => [
    // Who looked (law L8): one line per read that showed values of personal or confidential fields. Lines are only added;
    // the salt is what makes a line's digest tell nothing once the line is emptied.
    sql`create table ${table('_access_log')} (
      seq bigint generated always as identity primary key,
      at timestamptz(3) not null,
      actor uuid,
      acting_as jsonb,
      door text not null,
      kind text not null,
      table_key text,
      fields text[] not null default '{}',
      records uuid[] not null default '{}',
      count int,
      reason text,
      detail jsonb,
      salt uuid default gen_random_uuid(),
      erased timestamptz(3)
    )`,
    sql`create index on ${table('_access_log')} (actor, seq)`,
    sql`create index on ${table('_access_log')} ((acting_as ->> 'person'), seq) where acting_as is not null`,
    sql`create index on ${table('_access_log')} using gin (records)`,
    // The chain over the lines: each link holds the line's digest and what it and all before it come to.
    sql`create table ${table('_access_chain')} (
      seq bigint primary key,
      line_digest bytea not null,
      chain bytea not null,
      at timestamptz(3) not null default now()
    )`,
  ],
  // Links are found from the records in the trash too, which may come back while what they copy is being changed.
  async (table, tx, schema) => {
    const links = await run<{ index: string; table: string; column: string }>(
      tx,
      sql`select replace(x.relname, '_x_', '_t_') as index, t.relname as table, a.attname as column
        from pg_constraint f
        join pg_class t on t.oid = f.conrelid
        join pg_attribute a on a.attrelid = t.oid and a.attnum = f.conkey[1]
        join pg_index i on i.indrelid = t.oid and i.indkey[0] = a.attnum and i.indpred is not null and not i.indisunique
        join pg_class x on x.oid = i.indexrelid and x.relname ~ '^_x_[0-9]+$'
        where f.contype = 'f' and t.relnamespace = to_regnamespace(quote_ident(${param(schema)}))`,
    )
    return links.map(
      ({ index, table: name, column }) =>
        sql`create index ${ident(index)} on ${table(name)} (${ident(column)}) where _deleted_at is not null`,
    )
  },
]

/** Creates the schema if needed and brings its internal tables up to date. Call it inside an owner transaction. */
export async function migrateBase(tx: Db, schema: string): Promise<void> {
  const table = (name: string) => qualified(schema, name)
  await run(tx, sql`create schema if not exists ${ident(schema)}`)
  await run(
    tx,
    sql`create table if not exists ${table('_migrations')} (
    number int primary key, at timestamptz(3) not null default now())`,
  )
  const [{ done }] = (await run<{ done: number }>(
    tx,
    sql`select coalesce(max(number), 0) as done from ${table('_migrations')}`,
  )) as [{ done: number }]
  for (const [index, migration] of migrations.entries()) {
    if (index < done) continue
    for (const statement of await migration(table, tx, schema)) await run(tx, statement)
    await run(
      tx,
      joinSql([sql`insert into`, table('_migrations'), sql`(number) values (${String(index + 1)})`], sql` `),
    )
  }
  await grantBase(tx, schema)
  await keepLogWhole(tx, schema)
}

/** To the access log the app only adds lines; its chain is the owner's alone. */
export async function keepLogWhole(tx: Db, schema: string): Promise<void> {
  await grantAppendOnly(tx, schema, '_access_log', accessLine)
  await grantAppendOnly(tx, schema, '_access_chain', [])
}

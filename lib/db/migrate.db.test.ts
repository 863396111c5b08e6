import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrateBase } from './base-schema'
import { checkServer } from './check'
import {
  appSql,
  connectTo,
  disconnect,
  ownerSql,
  ownerTransaction,
  run,
  sqlState,
  target,
} from './connection'
import { migrate } from './migrate'
import { appRoleName, ensureAppRole } from './roles'
import { ident, sql } from './sql'
import { at, maintain } from './testing/clone'

const name = `m_${randomBytes(6).toString('hex')}`
const template = inject('tianTemplate')

beforeAll(async () => {
  await maintain(template.maintenance, sql`create database ${ident(name)} template template0`)
  const owner = at(template.maintenance, name)
  connectTo({ ...template.target, owner, app: owner })
})
afterAll(async () => {
  await disconnect()
  await maintain(template.maintenance, sql`drop database ${ident(name)} with (force)`)
})

const migrations = () => run(ownerSql(), sql`select id, hash from tian._migrations order by id`)

test('three starts at once migrate once, and a later one changes nothing', async () => {
  await Promise.all([migrate(), migrate(), migrate()])
  const once = await migrations()
  expect(once.length).toBeGreaterThan(0)
  await migrate()
  expect(await migrations()).toEqual(once)
})

test("a base's internal tables appear once, and the app role may use their rows only", async () => {
  await ownerTransaction((tx) => migrateBase(tx, 'b_crm'))
  await ownerTransaction((tx) => migrateBase(tx, 'b_crm'))
  const tables = await run<{ name: string }>(
    ownerSql(),
    sql`select tablename as name from pg_tables where schemaname = 'b_crm' order by tablename collate "C"`,
  )
  expect(tables.map((table) => table.name)).toEqual([
    '_access_chain',
    '_access_log',
    '_cells',
    '_changes',
    '_counters',
    '_drafts',
    '_files',
    '_idempotency',
    '_jobs',
    '_migrations',
    '_shares',
    '_submissions',
  ])
  const [line] = await run(
    appSql(),
    sql`insert into b_crm._changes (door, kind, table_key, count) values ('api', 'create', 'customers', 1)
      returning seq, tx = pg_current_xact_id() as ours`,
  )
  expect(line).toEqual({ seq: 1, ours: true })
  expect(sqlState(await run(appSql(), sql`drop table b_crm._jobs`).catch((e) => e))).toBe('42501')
})

test('links of earlier bases come to be found from the trash too', async () => {
  const made = [
    sql`create table b_crm.customers (id uuid primary key)`,
    sql`create table b_crm.orders (id uuid primary key, customer uuid references b_crm.customers, owner uuid,
      _deleted_at timestamptz(3))`,
    sql`create index _x_7 on b_crm.orders (customer, id desc) where _deleted_at is null`,
    sql`create index _x_8 on b_crm.orders (owner, id desc) where _deleted_at is null`,
    sql`delete from b_crm._migrations where number >= 5`,
  ]
  for (const statement of made) await run(ownerSql(), statement)
  await ownerTransaction((tx) => migrateBase(tx, 'b_crm'))
  const indexes = await run<{ name: string }>(
    ownerSql(),
    sql`select indexrelid::regclass::text as name from pg_index
        where indrelid = 'b_crm.orders'::regclass and not indisprimary order by 1`,
  )
  expect(indexes.map((i) => i.name)).toEqual(['b_crm._t_7', 'b_crm._x_7', 'b_crm._x_8'])
  for (const name of ['orders', 'customers'])
    await run(ownerSql(), sql`drop table ${ident('b_crm')}.${ident(name)}`)
})

test('tables that the owner adds later are open to the app role without another grant', async () => {
  await run(ownerSql(), sql`create table b_crm.customers (id uuid primary key)`)
  expect(await run(appSql(), sql`select * from b_crm.customers`)).toEqual([])
})

test('migrating brings every listed base up to date', async () => {
  await run(
    ownerSql(),
    sql`insert into tian.bases (id, key, schema, label) values (gen_random_uuid(), 'late', 'b_late', '{}')`,
  )
  await migrate()
  expect(await run(appSql(), sql`select * from b_late._changes`)).toEqual([])
})

test('the app role is made once, and this server can do what we need', async () => {
  expect(await ensureAppRole(ownerSql())).toBe(true)
  expect(await ensureAppRole(ownerSql())).toBe(true)
  expect(target().appRole).toBe(appRoleName)
  await expect(checkServer(ownerSql())).resolves.toBeUndefined()
})

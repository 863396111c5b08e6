/** Brings a database up to date: our own tables (drizzle/), the app role's rights, and every base's internal tables. */
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as migrateDrizzle } from 'drizzle-orm/postgres-js/migrator'
import { keepLogWhole, migrateBase } from './base-schema'
import { openPool, run, target } from './connection'
import { grantBase } from './roles'
import { param, sql } from './sql'

/** Two starts at once must not both create a table; any number that nobody else locks will do. */
const lock = param(0x7469616e, 'bigint')

/** Runs what has not run yet. Safe to call from several processes at once: all but one wait, then find nothing to do. */
export async function migrate(root = process.cwd()): Promise<void> {
  // One connection of its own, since the lock belongs to a connection and drizzle changes its client's type parsers.
  const pool = openPool(target().owner, { max: 1, statementTimeout: 0 })
  try {
    await run(pool, sql`select pg_advisory_lock(${lock})`)
    await migrateDrizzle(drizzle(pool), {
      migrationsFolder: join(root, 'drizzle'),
      migrationsSchema: 'tian',
      migrationsTable: '_migrations',
    })
    await pool.begin(async (tx) => {
      await grantBase(tx, 'tian')
      await keepLogWhole(tx, 'tian')
    })
    const bases = await run<{ schema: string }>(pool, sql`select schema from tian.bases order by id`)
    for (const { schema } of bases) await pool.begin((tx) => migrateBase(tx, schema))
  } finally {
    await pool.end({ timeout: 5 })
  }
}

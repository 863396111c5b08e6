/** Small steps on a server as a whole, which the tests' setup and each test file share. */
import { openPool, run } from '@/lib/db/connection'
import type { SQL } from '@/lib/db/sql'

/** The same server and user, another database. */
export function at(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.toString()
}

/** One statement outside any test database. */
export async function maintain(url: string, statement: SQL): Promise<void> {
  const pool = openPool(url, { max: 1, statementTimeout: 0 })
  try {
    await run(pool, statement)
  } finally {
    await pool.end()
  }
}

/** Everything that a database holds, as one hash: for tests that must prove that a refusal changed nothing. */
import { ownerSql, run } from '@/lib/db/connection'
import { joinSql, param, qualified, sql } from '@/lib/db/sql'

/**
 * Who came when is no data, and a refused create may leave a gap in the auto numbers, which are taken before its
 * transaction.
 */
const apart = new Set(['tian.sessions', 'tian.attempts', 'tian._access_log', 'tian._access_chain'])

/** A hash over all rows of all tables, ours and the users'. */
export async function stateOf(): Promise<string> {
  const tables = await run<{ schema: string; name: string }>(
    ownerSql(),
    sql`select schemaname as schema, tablename as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`,
  )
  const counted = tables.filter((t) => !apart.has(`${t.schema}.${t.name}`) && t.name !== '_counters')
  const each = counted.map(
    ({ schema, name }) => sql`select ${param(`${schema}.${name}`)} as name,
      md5(coalesce(string_agg(t::text, E'\n' order by t::text), '')) as rows from ${qualified(schema, name)} t`,
  )
  const [state] = await run<{ hash: string }>(
    ownerSql(),
    sql`select md5(string_agg(x.name || x.rows, '' order by x.name)) as hash from (${joinSql(each, sql` union all `)}) x`,
  )
  return state!.hash
}

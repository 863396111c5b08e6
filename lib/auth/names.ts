/** What people are called, for sentences that mention them by id. */
import { appSql, run } from '@/lib/db/connection'
import { arrayParam, sql } from '@/lib/db/sql'

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** The names of everybody whose id occurs anywhere in what is given. */
export async function namesOf(mentioning: unknown): Promise<Map<string, string>> {
  const ids = [...new Set(JSON.stringify(mentioning).match(uuids))]
  if (ids.length === 0) return new Map()
  const rows = await run<{ id: string; name: string }>(
    appSql(),
    sql`select id, name from tian.users where id = any(${arrayParam(ids, 'uuid')})`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

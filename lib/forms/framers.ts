/** Which sites may show a public form in a page of theirs: those that its maker named. */
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { isToken } from './principal'

/** The origins for a token; none for a token that leads to no form. */
export async function framersOf(token: string): Promise<string[]> {
  if (!isToken(token)) return []
  const [found] = await run<{ embed: string[] | null }>(
    appSql(),
    sql`select body -> 'public' -> 'embed' as embed from tian.documents
        where kind = 'form' and deleted_at is null and body -> 'public' ->> 'token' = ${param(token)}`,
  )
  return found?.embed ?? []
}

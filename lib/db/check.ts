/** What a PostgreSQL server must be able to do before Tian stores anything in it. */
import { type Db, run } from './connection'
import { sql } from './sql'
import { StartError } from './start-error'

interface Facts {
  version: number
  encoding: string
  han: boolean
  collations: number
}

/** Refuses a server that is too old, not UTF-8, does not know Chinese letters, or was built without ICU. */
export async function checkServer(db: Db): Promise<void> {
  const [facts] = await run<Facts>(
    db,
    sql`select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
      '田' ~ '^[[:alpha:]]$' as han,
      (select count(distinct collname)::int from pg_collation where collname in ('zh-x-icu', 'und-x-icu', 'en-x-icu'))
        as collations`,
  )
  if (!facts || facts.version < 150_000)
    throw new StartError('DATABASE_TOO_OLD', { found: Math.floor((facts?.version ?? 0) / 10_000) })
  if (facts.encoding !== 'UTF8') throw new StartError('DATABASE_NOT_UTF8', { found: facts.encoding })
  if (!facts.han) throw new StartError('DATABASE_NO_HAN')
  if (facts.collations < 3) throw new StartError('DATABASE_NO_ICU')
}

/** Uploads that no record's write bound within a day are removed, line first, so that a crash between leaves only bytes. */
import { appSql, run } from '@/lib/db/connection'
import { qualified, sql } from '@/lib/db/sql'
import { removeStored } from './store'

const hour = 60 * 60 * 1000

/** Removes expired uploads of every base; @returns how many. */
export async function expireUploads(): Promise<number> {
  const bases = await run<{ schema: string }>(appSql(), sql`select schema from tian.bases`)
  let removed = 0
  for (const { schema } of bases) {
    const files = await run<{ id: string }>(
      appSql(),
      sql`delete from ${qualified(schema, '_files')} where state = 'pending' and created_at < now() - interval '1 day' returning id`,
    )
    await Promise.all(files.map((f) => removeStored(f.id)))
    removed += files.length
  }
  return removed
}

/** Does so now and every hour; @returns how to stop. A failure waits for the next hour. */
export function expireHourly(): () => void {
  const once = () => void expireUploads().catch((error: unknown) => console.error(String(error)))
  const timer = setInterval(once, hour)
  timer.unref()
  once()
  return () => clearInterval(timer)
}

/** Sweeps: what nobody needs any more is removed, line first, so that a crash between leaves only bytes. */
import { appSql, run } from '@/lib/db/connection'
import { qualified, sql } from '@/lib/db/sql'
import { removeStored } from '@/lib/files/store'

const hour = 60 * 60 * 1000

/** Uploads that no record's write bound within a day; @returns how many. */
export async function expireUploads(): Promise<number> {
  let removed = 0
  for (const schema of await schemas()) {
    const files = await run<{ id: string }>(
      appSql(),
      sql`delete from ${qualified(schema, '_files')} where state = 'pending' and created_at < now() - interval '1 day' returning id`,
    )
    await Promise.all(files.map((f) => removeStored(f.id)))
    removed += files.length
  }
  return removed
}

/** Keys of creates sent more than a day ago: nobody repeats those any more. @returns how many. */
export async function forgetSubmissions(): Promise<number> {
  let removed = 0
  for (const schema of await schemas()) {
    const keys = await run(
      appSql(),
      sql`delete from ${qualified(schema, '_idempotency')} where at < now() - interval '1 day' returning key`,
    )
    removed += keys.length
  }
  return removed
}

async function schemas(): Promise<string[]> {
  const bases = await run<{ schema: string }>(appSql(), sql`select schema from tian.bases`)
  return bases.map((b) => b.schema)
}

/** Sweeps now and every hour; @returns how to stop. A failure waits for the next hour. */
export function sweepHourly(): () => void {
  const once = () => {
    for (const sweep of [expireUploads, forgetSubmissions])
      void sweep().catch((error: unknown) => console.error(String(error)))
  }
  const timer = setInterval(once, hour)
  timer.unref()
  once()
  return () => clearInterval(timer)
}

/** Sweeps: what nobody needs any more is removed, line first, so that a crash between leaves only bytes. */
import { forgetMails } from '@/lib/auth/mail'
import { appSql, run } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'
import { purgeTrash } from '@/lib/ddl/purge'
import { dropAbandoned } from '@/lib/ddl/staging'
import { removeStored } from '@/lib/files/store'

const hour = 60 * 60 * 1000

/** Uploads that no record's write bound within a day and no draft of a form holds; @returns how many. */
export async function expireUploads(): Promise<number> {
  let removed = 0
  for (const schema of await schemas()) {
    const files = await run<{ id: string }>(
      appSql(),
      // Every id in any draft, read in one pass.
      sql`with held as materialized (
            select distinct x[1]::uuid as id from ${qualified(schema, '_drafts')} d,
              regexp_matches(d.body::text, ${param('[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')}, 'g') x)
          delete from ${qualified(schema, '_files')} f
          where state = 'pending' and created_at < now() - interval '1 day' and f.id not in (select id from held)
          returning id`,
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

/** Drafts of forms that nobody touched for 30 days; @returns how many. */
export async function expireDrafts(): Promise<number> {
  let removed = 0
  for (const schema of await schemas()) {
    const drafts = await run(
      appSql(),
      sql`delete from ${qualified(schema, '_drafts')} where at < now() - interval '30 days' returning form`,
    )
    removed += drafts.length
  }
  return removed
}

/** Counters of limits that have long run out; @returns how many. */
export async function forgetAttempts(): Promise<number> {
  const counters = await run(
    appSql(),
    sql`delete from tian.attempts where window_start < now() - interval '2 days'
          and coalesce(locked_until, now()) <= now() returning key`,
  )
  return counters.length
}

async function schemas(): Promise<string[]> {
  const bases = await run<{ schema: string }>(appSql(), sql`select schema from tian.bases`)
  return bases.map((b) => b.schema)
}

/** Sweeps now and every hour; @returns how to stop. A failure waits for the next hour. */
export function sweepHourly(): () => void {
  const once = () => {
    for (const sweep of [
      expireDrafts,
      expireUploads,
      forgetSubmissions,
      forgetAttempts,
      forgetMails,
      dropAbandoned,
      purgeTrash,
    ])
      void sweep().catch((error: unknown) => console.error(String(error)))
  }
  const timer = setInterval(once, hour)
  timer.unref()
  once()
  return () => clearInterval(timer)
}

/** What goes on beside the reads: lines are written every second, chained every minute, and removed when their time is over. */
import { appSql, run } from '@/lib/db/connection'
import { sql } from '@/lib/db/sql'
import { workspaceLog } from './accounts'
import { writeEverySecond } from './buffer'
import { chainLines } from './chain'
import { forgetLooks } from './erase'

const minute = 60_000
/** How often it is looked for lines whose time is over: in minutes. */
const seldom = 60

/** Chains what is there in every base and of accounts, and now and then removes what is too old. A failure waits for the next time. */
export async function sweepLogs(removing: boolean): Promise<void> {
  const bases = await run<{ schema: string }>(appSql(), sql`select schema from tian.bases order by id`)
  for (const { schema } of [...bases, { schema: workspaceLog }])
    try {
      await chainLines(schema)
      if (removing && (await forgetLooks(schema)) > 0) await chainLines(schema)
    } catch (error) {
      console.error(`access log of ${schema}: ${String(error)}`)
    }
}

/** Begins now; @returns how to stop, which waits for what is under way and writes what is left. */
export function keepAccessLog(): () => Promise<void> {
  const stopWriting = writeEverySecond()
  let turns = 0
  let under: Promise<void> | undefined
  const once = () => {
    under ??= sweepLogs(turns++ % seldom === 0)
      .catch((error: unknown) => console.error(`access log: ${String(error)}`))
      .finally(() => {
        under = undefined
      })
  }
  const timer = setInterval(once, minute)
  timer.unref()
  once()
  return async () => {
    clearInterval(timer)
    await under
    await stopWriting()
  }
}

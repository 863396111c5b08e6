/**
 * The sweep after the workspace's midnight (law L6): stored values that depend on the day are computed for the new day,
 * and only records whose value differs are written. It also runs at the start, for nights that the server slept through.
 */
import { Moved } from '@/lib/access/enter'
import { envOfZone } from '@/lib/access/env'
import { appSql, ownerSql, run, transaction } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type Computed, graphOf } from '@/lib/meta/graph'
import type { Definitions } from '@/lib/meta/model'
import { type BaseRow, loadDefinitions } from '@/lib/meta/store'
import { differing } from './fill'
import { inSteps } from './reach'
import { settleRecords } from './recompute'

/** Records written in one transaction: short enough that nobody waits for their locks. */
const batch = 500

/** Brings every base to the present day; @returns how many records were written. */
export async function sweepDay(): Promise<number> {
  const bases = await run<BaseRow & { as_of: string | null }>(
    appSql(),
    sql`select id, key, schema, label, version, as_of from tian.bases`,
  )
  let written = 0
  for (const base of bases) {
    const definitions = await loadDefinitions(appSql(), base)
    const { today } = envOfZone(definitions.zone)
    if (base.as_of !== null && base.as_of >= today) continue
    const dated = datedIn(definitions)
    if (dated.length === 0) continue
    for (const step of inSteps(dated)) written += await sweepStep(definitions, step)
    // A new version number, so that every copy learns the new day.
    await run(
      ownerSql(),
      sql`update tian.bases set as_of = ${param(today, 'date')}, version = version + 1
          where id = ${param(base.id, 'uuid')} and (as_of is null or as_of < ${param(today, 'date')})`,
    )
  }
  return written
}

/** The stored fields that depend on the day. */
export const datedIn = (definitions: Definitions): Computed[] =>
  graphOf(definitions).order.filter((c) => c.stored && c.timing === 'dated')

async function sweepStep(definitions: Definitions, step: Computed[]): Promise<number> {
  const ids = await differing(appSql(), definitions, step)
  for (let i = 0; i < ids.length; i += batch)
    await transaction(async (tx) => {
      await settleRecords(tx, definitions, step, ids.slice(i, i + batch))
      // A formula that has come meanwhile would not have been brought along: the next minute begins anew with it.
      const [base] = await run<BaseRow>(
        tx,
        sql`select version from tian.bases where id = ${param(definitions.baseId, 'uuid')}`,
      )
      if (base?.version !== definitions.version) throw new Moved('definitions moved')
    })
  return ids.length
}

const minute = 60_000

/** Looks every minute whether a new day has begun; @returns how to stop. A failure waits for the next minute. */
export function sweepDaily(): () => void {
  let running = false
  const once = async () => {
    if (running) return
    running = true
    await sweepDay().catch((error: unknown) => console.error(String(error)))
    running = false
  }
  const timer = setInterval(() => void once(), minute)
  timer.unref()
  void once()
  return () => clearInterval(timer)
}

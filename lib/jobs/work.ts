/**
 * Work that takes long, as others see it: how far it is, and a way to ask that it stop. It is told by the process that
 * works, in statements of their own, so that everybody sees it while the work's own transactions are still open.
 */
import { randomUUID } from 'node:crypto'
import { appSql, run } from '@/lib/db/connection'
import { jsonParam, param, qualified, sql } from '@/lib/db/sql'
import type { Labels } from '@/lib/i18n/labels'

export interface WorkAbout {
  /** Message key under `work.*`. */
  what: 'computing' | 'converting' | 'recomputing'
  /** What is worked on. */
  label: Labels
}
export interface WorkState extends WorkAbout {
  id: string
  completed: number
  total: number
}

/** Thrown where the work looks whether it should go on. */
export class Cancelled extends Error {}

export interface Work {
  /** Tells how far it is; throws `Cancelled` when somebody has asked for an end. */
  tell(completed: number): Promise<void>
  end(): Promise<void>
}

/** A worker that has not been heard of for so long is gone. */
const silence = '60 seconds'

/** Announces work in a base. Always `end` it. */
export async function beginWork(schema: string, about: WorkAbout, total: number): Promise<Work> {
  const id = randomUUID()
  const jobs = qualified(schema, '_jobs')
  const alive = sql`locked_until = now() + ${param(silence)}::interval`
  await run(
    appSql(),
    sql`insert into ${jobs} (id, kind, payload, state, locked_until)
        values (${param(id, 'uuid')}, 'work', ${jsonParam({ ...about, completed: 0, total })}, 'running',
          now() + ${param(silence)}::interval)`,
  )
  return {
    async tell(completed) {
      const rows = await run(
        appSql(),
        sql`update ${jobs} set payload = payload || ${jsonParam({ completed })}, ${alive}
            where id = ${param(id, 'uuid')} and state = 'running' returning id`,
      )
      if (rows.length === 0) throw new Cancelled('somebody asked for an end')
    },
    async end() {
      await run(appSql(), sql`delete from ${jobs} where id = ${param(id, 'uuid')}`)
    },
  }
}

/** What is being worked on in a base. */
export async function workOf(schema: string): Promise<WorkState[]> {
  const rows = await run<{ id: string; payload: Omit<WorkState, 'id'> }>(
    appSql(),
    sql`select id, payload from ${qualified(schema, '_jobs')}
        where kind = 'work' and state = 'running' and locked_until > now() order by created_at`,
  )
  return rows.map(({ id, payload }) => ({ ...payload, id }))
}

/** Asks a piece of work to end; false when it has ended already. */
export async function cancelWork(schema: string, id: string): Promise<boolean> {
  const rows = await run(
    appSql(),
    sql`update ${qualified(schema, '_jobs')} set state = 'cancelled'
        where id = ${param(id, 'uuid')} and kind = 'work' and state = 'running' returning id`,
  )
  return rows.length > 0
}

/** A create sent twice is one record: the answer is kept under the sender's key, in the create's own transaction. */
import { createHash } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { type Db, run } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'

export interface Idempotency {
  key: string
  /** Digest of method, address and body: the same key with another request is refused. */
  hash: string
}

export const idempotencyOf = (key: string, ...request: string[]): Idempotency => ({
  key,
  hash: createHash('sha256').update(JSON.stringify(request)).digest('hex'),
})

/** The answer given before, or undefined after taking the key; a second sender waits here for the first. */
export async function remembered(
  db: Db,
  actor: Actor,
  idempotency?: Idempotency,
): Promise<string | undefined> {
  if (!idempotency) return undefined
  const table = qualified(actor.definitions.schema, '_idempotency')
  const mine = sql`key = ${param(idempotency.key)} and actor = ${param(actor.userId, 'uuid')}`
  const taken = await run(
    db,
    sql`insert into ${table} (key, actor, request_hash)
        values (${param(idempotency.key)}, ${param(actor.userId, 'uuid')}, ${param(idempotency.hash)})
        on conflict do nothing returning key`,
  )
  if (taken.length > 0) return undefined
  const [row] = await run<{ request_hash: string; response: string | null }>(
    db,
    sql`select request_hash, response ->> 'body' as response from ${table} where ${mine}`,
  )
  if (!row || row.request_hash !== idempotency.hash) throw appError('IDEMPOTENCY_MISMATCH')
  return row.response ?? undefined
}

/** Keeps the answer for a repeat. */
export async function remember(
  db: Db,
  actor: Actor,
  idempotency: Idempotency | undefined,
  answer: string,
): Promise<void> {
  if (!idempotency) return
  await run(
    db,
    sql`update ${qualified(actor.definitions.schema, '_idempotency')}
        set status = 201, response = jsonb_build_object('body', ${param(answer)})
        where key = ${param(idempotency.key)} and actor = ${param(actor.userId, 'uuid')}`,
  )
}

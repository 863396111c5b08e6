/** A create sent twice is one record: its ids are kept under the sender's key, in the create's own transaction. */
import { createHash } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { run, type Tx } from '@/lib/db/connection'
import { jsonParam, param, qualified, sql } from '@/lib/db/sql'
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

/**
 * Runs a create unless it was run before under this key; a second sender waits here for the first.
 * What is kept are ids, and why rows were left out: records are read anew, through the rights that the sender has then.
 */
export async function once<T>(
  tx: Tx,
  actor: Actor,
  idempotency: Idempotency | undefined,
  create: () => Promise<T>,
): Promise<T> {
  if (!idempotency) return create()
  const table = qualified(actor.definitions.schema, '_idempotency')
  const mine = sql`key = ${param(idempotency.key)} and actor = ${param(actor.userId, 'uuid')}`
  const taken = await run(
    tx,
    sql`insert into ${table} (key, actor, request_hash)
        values (${param(idempotency.key)}, ${param(actor.userId, 'uuid')}, ${param(idempotency.hash)})
        on conflict do nothing returning key`,
  )
  if (taken.length === 0) {
    const [row] = await run<{ request_hash: string; response: T }>(
      tx,
      sql`select request_hash, response from ${table} where ${mine}`,
    )
    if (row?.request_hash !== idempotency.hash) throw appError('IDEMPOTENCY_MISMATCH')
    return row.response
  }
  const made = await create()
  await run(tx, sql`update ${table} set status = 201, response = ${jsonParam(made)} where ${mine}`)
  return made
}

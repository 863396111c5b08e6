/** Cursors: the keyset of the last row, sealed, and bound to the actor and the ask so that nobody else can use it. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import type { ListAsk } from '@/lib/api/contract'
import { appError } from '@/lib/errors'

/** Values of the sort terms as PostgreSQL prints them, then the id. */
export type Keyset = (string | null)[]

let sealing: Buffer | undefined
function key(): Buffer {
  const secret = process.env.NEXTAUTH_SECRET
  if (!secret) throw new Error('NEXTAUTH_SECRET is not set')
  sealing ??= Buffer.from(hkdfSync('sha256', secret, '', 'tian cursor', 32))
  return sealing
}

/** What a cursor belongs to: who asks, and everything of the ask that decides which rows come in which order. */
function binding(actor: Actor, table: string, ask: ListAsk): Buffer {
  const { filter, sort, deleted } = ask
  const text = JSON.stringify([
    actor.userId,
    actor.definitions.baseId,
    table,
    filter ?? null,
    sort ?? [],
    deleted ?? false,
  ])
  return createHash('sha256').update(text).digest()
}

/**
 * Seals a keyset. The nonce is derived from the content: the same row gives the same cursor, so that two servers
 * that differ only in what the actor may not see still answer alike, and equal content may look equal.
 */
export function sealCursor(actor: Actor, table: string, ask: ListAsk, keyset: Keyset): string {
  const plain = Buffer.from(JSON.stringify(keyset))
  const bound = binding(actor, table, ask)
  const nonce = createHash('sha256').update(key()).update(bound).update(plain).digest().subarray(0, 12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(bound)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  )
}

/** Opens a cursor; anything but one of this actor and ask is CURSOR_INVALID. */
export function openCursor(actor: Actor, table: string, ask: ListAsk, cursor: string): Keyset {
  try {
    const bytes = Buffer.from(cursor, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12))
    decipher.setAAD(binding(actor, table, ask)).setAuthTag(bytes.subarray(-16))
    const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
    return JSON.parse(plain.toString()) as Keyset
  } catch {
    throw appError('CURSOR_INVALID')
  }
}

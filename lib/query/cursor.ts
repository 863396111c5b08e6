/** Cursors: the keyset of the last row, sealed, and bound to the actor and the ask so that nobody else can use it. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
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

/** What a cursor belongs to: who asks, and everything that decides which rows come in which order. */
const binding = (actor: Actor, about: unknown): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([actor.userId, actor.definitions.baseId, about]))
    .digest()

/**
 * Seals a keyset. The nonce is derived from the content: the same row gives the same cursor, so that two servers
 * that differ only in what the actor may not see still answer alike, and equal content may look equal.
 * @param about what is being paged through, as planned: a cursor does not outlive a right that changes the order
 */
export function sealCursor(actor: Actor, about: unknown, keyset: Keyset): string {
  const plain = Buffer.from(JSON.stringify(keyset))
  const bound = binding(actor, about)
  const nonce = createHash('sha256').update(key()).update(bound).update(plain).digest().subarray(0, 12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(bound)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  )
}

/** Opens a cursor; anything but one of this actor about this is CURSOR_INVALID. */
export function openCursor(actor: Actor, about: unknown, cursor: string): Keyset {
  try {
    const bytes = Buffer.from(cursor, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12))
    decipher.setAAD(binding(actor, about)).setAuthTag(bytes.subarray(-16))
    const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
    return JSON.parse(plain.toString()) as Keyset
  } catch {
    throw appError('CURSOR_INVALID')
  }
}

/** Record ids: UUIDv7, so that newer records have greater ids and the primary key is the default order. */
import { randomBytes } from 'node:crypto'

let last = 0n

/** A new id, greater than every id this process made before. */
export function newId(now = Date.now()): string {
  // 48 bits of milliseconds, then 74 random bits; within one millisecond the whole counts up.
  const fresh = (BigInt(now) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`)
  last = fresh > last ? fresh : last + (1n << 40n)
  const hex = last.toString(16).padStart(32, '0')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** Record ids: UUIDv7, so that newer records have greater ids and the primary key is the default order. */
import { randomBytes } from 'node:crypto'

let last = 0n

/** A new id, greater than every id this process made before. */
export function newId(now = Date.now()): string {
  // 48 bits of milliseconds, then 74 random bits; within one millisecond the whole counts up.
  const fresh = (BigInt(now) << 74n) | (BigInt(`0x${randomBytes(10).toString('hex')}`) >> 6n)
  last = fresh > last ? fresh : last + (1n << 40n)
  // The version stands between the first 60 bits and the others, the variant before the last 62: the order stays.
  const high = ((last >> 74n) << 16n) | 0x7000n | ((last >> 62n) & 0xfffn)
  const low = (2n << 62n) | (last & ((1n << 62n) - 1n))
  const hex = [high, low].map((half) => half.toString(16).padStart(16, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

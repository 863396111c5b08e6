/**
 * What makes two runs comparable byte for byte: chance and the clock. Ids, tickets and nonces come from a stream that
 * begins anew for each world, and the clock stands where it is put. Nothing has to be normalised afterwards.
 */
import crypto, { createHash } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { vi } from 'vitest'

let seed = ''
let drawn = 0

function bytes(count: number): Buffer {
  const parts: Buffer[] = []
  for (let size = 0; size < count; size += 32)
    parts.push(createHash('sha256').update(`${seed}/${drawn++}`).digest())
  return Buffer.concat(parts).subarray(0, count)
}

function uuid(): string {
  const b = bytes(16)
  b[6] = (b[6]! & 0x0f) | 0x40
  b[8] = (b[8]! & 0x3f) | 0x80
  const hex = b.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Takes chance and the clock away from this thread; @returns how to give them back. */
export function holdStill(): () => void {
  const { randomBytes, randomUUID } = crypto
  Object.assign(crypto, { randomBytes: bytes, randomUUID: uuid })
  syncBuiltinESMExports()
  vi.useFakeTimers({ toFake: ['Date'] })
  return () => {
    vi.useRealTimers()
    Object.assign(crypto, { randomBytes, randomUUID })
    syncBuiltinESMExports()
  }
}

/** The beginning of a world: the same stream of chance, the same instant. */
export function beginAt(name: string, time: number): void {
  seed = name
  drawn = 0
  vi.setSystemTime(time)
}

export const setClock = (time: number): void => {
  vi.setSystemTime(time)
}

/** Cursors are sealed for one person, one base and one question, and tell nothing of each other. */
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { type Keyset, openCursor, sealCursor } from './cursor'

beforeAll(() => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
})

const actor = (userId: string, baseId = 'b'): Actor => ({ userId, definitions: { baseId } }) as Actor
const about = ['customers', undefined, [], false]
const row: Keyset = ['甲', 'id-1']

test('one opens for its person, in its base, about its question', () => {
  const cursor = sealCursor(actor('p'), about, row)
  expect(openCursor(actor('p'), about, cursor)).toEqual(row)
  for (const [who, what] of [
    [actor('q'), about],
    [actor('p', 'c'), about],
    [actor('p'), ['orders', undefined, [], false]],
    [actor('p'), ['customers', undefined, [], true]],
  ] as const)
    expect(() => openCursor(who, what, cursor)).toThrow('CURSOR_INVALID')
})

test('one that was changed anywhere does not open', () => {
  const bytes = Buffer.from(sealCursor(actor('p'), about, row), 'base64url')
  for (let i = 0; i < bytes.length; i++) {
    const other = Buffer.from(bytes)
    other[i]! ^= 1
    expect(() => openCursor(actor('p'), about, other.toString('base64url'))).toThrow('CURSOR_INVALID')
  }
})

test('no two are sealed with the same nonce, unless they are the same', () => {
  const nonce = (who: string, keyset: Keyset) =>
    Buffer.from(sealCursor(actor(who), about, keyset), 'base64url')
      .subarray(0, 12)
      .toString('hex')
  expect(nonce('p', row)).toBe(nonce('p', row))
  expect(new Set([nonce('p', row), nonce('q', row), nonce('p', ['甲', 'id-2'])]).size).toBe(3)
})

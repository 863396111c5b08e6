/** Record ids: version 7, and each greater than the one before, also within one millisecond and when the clock goes back. */
import { expect, test } from 'vitest'
import { newId } from './id'

test('an id is a UUID of version 7 with its millisecond', () => {
  const now = Date.now() + 1000
  const id = newId(now)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now)
})

test('ids count up', () => {
  const now = Date.now() + 2000
  const ids = Array.from({ length: 5000 }, (_, i) => newId(i === 4000 ? now - 500 : now))
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
})

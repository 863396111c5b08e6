import { expect, test } from 'vitest'
import { instantIn } from './instant'

test('a wall clock means an instant of its zone, on both sides of a change of the clock', () => {
  expect(instantIn('2026-11-21T09:05', 'Asia/Shanghai')).toBe('2026-11-21T01:05:00.000Z')
  expect(instantIn('2026-03-29T01:30', 'Europe/Berlin')).toBe('2026-03-29T00:30:00.000Z')
  expect(instantIn('2026-03-29T03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  expect(instantIn('2026-10-25T12:00', 'Europe/Berlin')).toBe('2026-10-25T11:00:00.000Z')
})

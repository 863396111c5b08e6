/** Who asks, in conditions and defaults: a stranger is nobody, not the form that they fill in. */
import { expect, test } from 'vitest'
import type { Actor } from './actor'
import { envOf } from './env'

test('me is the person, and nobody where a stranger fills in a form', () => {
  const actor = { userId: 'p', definitions: { zone: 'Asia/Shanghai' } } as Actor
  expect(envOf(actor).me).toBe('p')
  expect(envOf({ ...actor, userId: 'f', form: 'f' }).me).toBeNull()
})

test('the day is that of the workspace', () => {
  const actor = (zone: string) => ({ userId: 'p', definitions: { zone } }) as Actor
  const instant = new Date('2026-05-04T20:00:00Z')
  expect(envOf(actor('Asia/Shanghai'), instant).today).toBe('2026-05-05')
  expect(envOf(actor('America/New_York'), instant).today).toBe('2026-05-04')
})

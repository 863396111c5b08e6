/** The faults that the property is tried with: each finds its place in the product as it is now. */
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { mutants } from './mutants.mjs'
import { misfit } from './planting.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

test('there are enough of them, each with a name of its own', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(25)
  expect(new Set(mutants.map((m) => m.name)).size).toBe(mutants.length)
})
test.each(mutants.map((m) => [m.name, m] as const))('%s finds its place', (_, mutant) => {
  // One that is in already has changed the text.
  if (process.env.NI_MUTANT !== mutant.name) expect(misfit(root, mutant)).toBeUndefined()
})

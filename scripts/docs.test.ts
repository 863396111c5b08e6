/** Generated pages are what the registry says now. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fieldTypesPage, fieldTypesPath } from './docs'

test('docs/field-types.md is up to date; if not, run npm run docs', () => {
  expect(readFileSync(fieldTypesPath, 'utf8')).toBe(fieldTypesPage())
})

/** Generated pages are what the registries say now. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pages } from './docs'

test.each(Object.entries(pages))('%s is up to date; if not, run npm run docs', (path, page) => {
  expect(readFileSync(path, 'utf8')).toBe(page())
})

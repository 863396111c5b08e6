/** The README files name every environment variable, and what the pages of this repository link to exists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { locales } from '@/lib/i18n/labels'
import { readmes, withConfiguration } from './configuration'

test.each(locales)(
  'the table of variables in the README of %s is up to date; if not, run npm run docs',
  (locale) => {
    const text = readFileSync(readmes[locale], 'utf8')
    expect(text).toBe(withConfiguration(text, locale))
  },
)

const pages = ['.', 'docs'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
)

test.each(pages)('%s links only to files that exist', (page) => {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(
    ([, to]) => to!,
  )
  expect(links.filter((to) => !existsSync(join(dirname(page), to)))).toEqual([])
})

/** The property asks everything that answers: an endpoint or a page that it does not know fails here. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { register } from '@/lib/api/register'
import { apart } from './apart'
import { generators } from './requests'

const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`
const open = register.filter((line) => line.guard === 'member' || line.guard === 'anyone').map(nameOf)

test('every endpoint for members and strangers has its requests, or a reason to stand apart', () => {
  const known = [...Object.keys(generators), ...Object.keys(apart)]
  expect(open.filter((name) => !known.includes(name))).toEqual([])
  expect(Object.keys(generators).filter((name) => name in apart)).toEqual([])
})
test('no line is left of what is not there any more', () => {
  const all = register.map(nameOf)
  expect([...Object.keys(generators), ...Object.keys(apart)].filter((name) => !all.includes(name))).toEqual(
    [],
  )
})
test('pages know nothing of records: what they show, the browser asks of these endpoints', () => {
  const app = fileURLToPath(new URL('../app', import.meta.url))
  const pages = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx$/.test(path))
  expect(pages.length).toBeGreaterThan(20)
  const harmless = /^@\/lib\/(ui|kit|views|fields|i18n)\/|^@\/lib\/api\/contract/
  for (const page of pages)
    for (const [, name] of readFileSync(join(app, page), 'utf8').matchAll(
      /(?:from|import)\s*\(?'(@\/lib\/[^']+)'/g,
    ))
      expect(name, page).toMatch(harmless)
})

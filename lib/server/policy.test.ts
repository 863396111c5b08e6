/** What the policies forbid, our own code does not try: it would only break in the browser. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { newNonce, pagePolicy, standingHeaders } from './policy'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = ['lib', 'app'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|(^|\/)testing[/.]/.test(path))
    .map((path) => [`${folder}/${path}`, readFileSync(join(root, folder, path), 'utf8')] as const),
)
const withMatch = (pattern: RegExp, files = sources): string[] =>
  files.filter(([, text]) => pattern.test(text)).map(([path]) => path)

test('a policy gives way nowhere', () => {
  for (const framers of [undefined, [], ['https://a.example']]) {
    const policy = pagePolicy({ nonce: newNonce(), framers, dev: false })
    const directives = policy.split('; ').map((line) => line.split(' ')[0])
    expect(new Set(directives).size).toBe(directives.length)
    expect(directives).toEqual(
      expect.arrayContaining(['default-src', 'object-src', 'base-uri', 'form-action']),
    )
    expect(policy).not.toMatch(/unsafe|\*|http:|wasm|hashes/)
  }
  expect(new Set(Array.from({ length: 100 }, newNonce)).size).toBe(100)
  expect(JSON.stringify(standingHeaders(true))).not.toMatch(/unsafe|\*/)
})

test('nothing turns text into markup or code', () => {
  expect(
    withMatch(
      /dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcDoc|\beval\(|\bnew Function\(|setTimeout\(['"`]/,
    ),
  ).toEqual([])
})

test('files are shown as pictures only, and no style or script stands in a page', () => {
  const markup = sources.filter(([path]) => path.endsWith('.tsx'))
  expect(withMatch(/<(object|embed|frame|style|script|base|audio|video)\b[^>]*>/, markup)).toEqual([])
  // The code that makers copy into pages of theirs.
  expect(withMatch(/<iframe\b/, markup)).toEqual(['lib/ui/forms/design/publish.tsx'])
})

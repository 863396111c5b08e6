/** What is installed and what is built, compared with what the checkout says. Needs nothing but Node. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')
export const stampPath = join(root, '.next/tian/stamp')

/** Whether node_modules holds what package-lock.json says, by npm's own note of what it installed. */
export function installed() {
  const wanted = lockedVersions('package-lock.json')
  const present = lockedVersions('node_modules/.package-lock.json')
  if (!wanted || !present) return false
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || present[path]?.version === version || (optional && !present[path]),
  )
}

function lockedVersions(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages
  } catch {
    return undefined
  }
}

/** Whether .next was built from these sources. */
export const built = () => existsSync(stampPath) && readFileSync(stampPath, 'utf8') === sourceStamp()

const parts = [
  'app',
  'lib',
  'public',
  'scripts/build.mjs',
  'scripts/bundle.mjs',
  'package-lock.json',
  'tsconfig.json',
]
const configs = [
  'next.config.js',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
]

/** One hash over the contents of everything that a build reads. */
export function sourceStamp() {
  const hash = createHash('sha256')
  for (const part of [...parts, ...configs]) if (existsSync(join(root, part))) add(hash, part)
  return hash.digest('hex')
}

function add(hash, path) {
  const full = join(root, path)
  const entries = directory(full)
  if (!entries) return hash.update(`${path}\0`).update(readFileSync(full))
  for (const name of entries.sort()) if (!/\.test\.tsx?$/.test(name)) add(hash, join(path, name))
}

function directory(path) {
  try {
    return readdirSync(path)
  } catch {
    return undefined
  }
}

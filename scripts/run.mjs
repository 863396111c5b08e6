/** Runs one of our TypeScript programs: `node scripts/run.mjs scripts/doctor.ts --flag`. */
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'
import { fail } from './messages.mjs'
import { root } from './sources.mjs'

process.chdir(root)
const [entry, ...args] = process.argv.slice(2)
const file = join(root, 'node_modules/.cache/tian', `${basename(entry, '.ts')}.mjs`)
process.argv = [process.argv[0], join(root, entry), ...args]
try {
  await bundle(root, entry, file)
  await import(pathToFileURL(file).href)
} catch (error) {
  fail(error)
}

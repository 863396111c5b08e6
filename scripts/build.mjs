/** Builds the pages (Next) and the server (one file) into .next, and notes which sources they were made from. */
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { root, sourceStamp, stampPath } from './sources.mjs'

process.chdir(root)
// Taken first: what is edited while we build is built again next time.
const stamp = sourceStamp()
rmSync(stampPath, { force: true })

const { status } = spawnSync(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
})
if (status !== 0) {
  // A build that broke off can leave a cache that makes every later build fail.
  rmSync(join(root, '.next/cache'), { recursive: true, force: true })
  process.exit(1)
}
await bundle(root, 'lib/server/main.ts', join(root, '.next/tian/server.mjs'))
writeFileSync(stampPath, stamp)

/** `npm start`: installs and builds what is missing, then runs database and web server in this process. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fail, failure, say } from './messages.mjs'
import { built, installed, root, stampPath } from './sources.mjs'

const dev = process.argv.includes('--dev')
let stop = async () => {}
let stopping = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (stopping) process.exit(1)
    stopping = true
    console.log(say('stopping'))
    await stop()
    process.exit(0)
  })
}

try {
  await start()
} catch (error) {
  if (!stopping) fail(error)
}

async function start() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 9))
    throw failure('NODE_TOO_OLD', { found: process.versions.node })
  process.chdir(root)
  process.env.NODE_ENV = dev ? 'development' : 'production'
  process.env.NEXT_TELEMETRY_DISABLED = '1'

  // Before node_modules or .next change under a Tian that runs from them.
  await refuseSecond()
  if (!installed())
    await step('install', 'INSTALL_FAILED', ...npm('ci', '--include=dev', '--no-audit', '--no-fund'))
  if (!dev && !built()) await step('build', 'BUILD_FAILED', process.execPath, join(root, 'scripts/build.mjs'))

  const development = dev ? await import('./dev.mjs') : undefined
  const file = development ? await development.bundleServer() : join(stampPath, '../server.mjs')
  const { serve } = await import(pathToFileURL(file).href)
  const starting = serve({ root, dev, report: (name) => console.log(say(name)), api: development?.api })
  stop = async () => {
    await (await starting.catch(() => undefined))?.close()
    await development?.stopBundling()
  }
  const { url, lost } = await starting
  if (stopping) return
  console.log(say('ready', { url }))
  await lost
  if (!stopping) throw failure('DATABASE_LOST')
}

/** Runs a program, quiet unless it fails; it ends with us. */
async function step(message, code, program, ...args) {
  console.log(say(message))
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const ended = new Promise((resolve) => child.once('close', resolve).once('error', resolve))
  stop = async () => {
    child.kill()
    await ended
  }
  if ((await ended) === 0) return
  if (!stopping) console.error(output)
  throw failure(code)
}

/** The npm that runs us, else the one on the path. */
function npm(...args) {
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js') ? [process.execPath, cli, ...args] : ['npm', ...args]
}

/** The server's own two refusals, early: they must come before anything is touched. */
async function refuseSecond() {
  const { DATABASE_URL, DATA_DIR = 'data', PORT = '3000', HOST = '127.0.0.1' } = process.env
  const holder = DATABASE_URL ? undefined : liveHolder(resolve(DATA_DIR))
  if (holder) throw failure('ALREADY_RUNNING', holder)
  if (!/^\d{1,5}$/.test(PORT)) return
  const probe = createServer()
  const code = await new Promise((done) => {
    probe.once('error', (error) => done(error.code))
    probe.listen(Number(PORT), HOST, () => probe.close(() => done(undefined)))
  })
  if (code === 'EADDRINUSE') throw failure('PORT_BUSY', { port: PORT })
}

/** Who holds the data directory, where /proc can prove that it lives; elsewhere the server finds out (lib/db/lock.ts). */
function liveHolder(path) {
  try {
    const { pid, started, url } = JSON.parse(readFileSync(join(path, 'tian.lock'), 'utf8'))
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [, state, ...rest] = stat.slice(stat.lastIndexOf(')')).split(' ')
    return state !== 'Z' && rest[18] === started ? { pid, url, path } : undefined
  } catch {
    return undefined
  }
}

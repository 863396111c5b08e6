/** Processes of ours: is one alive, and how to run PostgreSQL, which refuses to be root, when we are root. */
import { type ChildProcess, execFileSync, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'

/** When a process began, in whatever unit the system tells: with the pid it names one process for good. */
export function startedAt(pid: number): string | undefined {
  try {
    // After the command in parentheses, which may hold anything, the 20th field is the start time.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? undefined : rest[18]
  } catch {
    if (process.platform === 'linux') return undefined
    try {
      return (
        execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
      )
    } catch {
      return undefined
    }
  }
}

/** Whether the process lives and its command line names this path. */
export function alive(pid: number, path: string): boolean {
  if (!startedAt(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(path)
  } catch {
    if (process.platform === 'linux') return false
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(path)
  }
}

export interface Runner {
  spawn(command: string, args: string[], options: SpawnOptions): ChildProcess
  /** Gives a directory to whom the server runs as, and a way to it. */
  own(path: string): void
  /** A file that only the server can read. */
  secretFile(path: string, content: string): string
}

const nobody = 65534

/**
 * How to run the server: as we are; as root (or under a uid without a name, which initdb refuses) inside a user
 * namespace, where files stay ours and directories of mode 0700 stay readable; as root where namespaces are not
 * allowed, as the user nobody. Where the system can, the server is told to shut down when we die, even by SIGKILL.
 */
export function unprivileged(): Runner {
  const isRoot = process.getuid?.() === 0
  const inNamespace = (isRoot || nameless()) && works(namespace)
  const asNobody = isRoot && !inNamespace
  const wrapper = inNamespace ? namespace : []
  const prefix = works([...wrapper, ...untilParentDies]) ? [...wrapper, ...untilParentDies] : wrapper
  return {
    spawn: (command, args, options) => {
      const [program, ...rest] = [...prefix, command, ...args]
      return spawn(program!, rest, { ...options, ...(asNobody && { uid: nobody, gid: nobody }) })
    },
    own: (path) => {
      // Whichever way root ran the server last time may be another one today.
      const owner = asNobody ? nobody : 0
      if (asNobody) chmodSync(dirname(path), 0o711)
      if (isRoot && existsSync(path) && statSync(path).uid !== owner) chownTree(path, owner)
    },
    secretFile: (path, content) => {
      rmSync(path, { force: true })
      writeFileSync(path, content, { mode: 0o600, flag: 'wx' })
      if (asNobody) chownSync(path, nobody, nobody)
      return path
    },
  }
}

const namespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--']
const untilParentDies = ['setpriv', '--pdeathsig', 'INT', '--']

/** A container may run us under a uid that no user has. */
function nameless(): boolean {
  try {
    return !userInfo().username
  } catch {
    return true
  }
}

/** Whether a command runs with this prefix here; each of them `exec`s, so the pid stays that of what we start. */
function works([program, ...args]: string[]): boolean {
  return process.platform === 'linux' && spawnSync(program!, [...args, 'true']).status === 0
}

function chownTree(path: string, owner: number): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) chownTree(join(path, entry.name), owner)
    else lchownSync(join(path, entry.name), owner, owner)
  }
  chownSync(path, owner, owner)
}

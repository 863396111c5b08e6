/** One Tian per data directory: `tian.lock` names the process that holds it. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startedAt } from './processes'
import { StartError } from './start-error'

export interface Holder {
  pid: number
  started: string
  /** Where the holder serves, for the sentence that refuses a second start. */
  url: string
}

/** Who holds the directory, if that process is still alive. */
export function lockHolder(dataDir: string): Holder | undefined {
  const holder = read(join(dataDir, 'tian.lock'))
  return holder && startedAt(holder.pid) === holder.started ? holder : undefined
}

/** A second Tian on the same data is refused in one sentence. */
export function refuseHeld(dataDir: string): void {
  const holder = lockHolder(dataDir)
  if (holder) throw new StartError('ALREADY_RUNNING', { pid: holder.pid, url: holder.url, path: dataDir })
}

/** Takes the directory and answers how to let go of it. A lock whose process is dead counts for nothing. */
export function takeLock(dataDir: string, url: string): () => void {
  const path = join(dataDir, 'tian.lock')
  const own = `${path}.${process.pid}`
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const me: Holder = { pid: process.pid, started: startedAt(process.pid) ?? '', url }
  writeFileSync(own, JSON.stringify(me), { mode: 0o600 })
  try {
    while (!linked(own, path)) {
      refuseHeld(dataDir)
      discard(path)
    }
  } finally {
    rmSync(own, { force: true })
  }
  return () => {
    if (read(path)?.pid === process.pid) rmSync(path, { force: true })
  }
}

/** A hard link is made whole or not at all, and only if the name is free. */
function linked(own: string, path: string): boolean {
  try {
    linkSync(own, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Moves a dead lock aside. If another start replaced it meanwhile, what moved is alive: put it back. */
function discard(path: string): void {
  const aside = `${path}.old.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = read(aside)
  if (moved && startedAt(moved.pid) === moved.started) linked(aside, path)
  rmSync(aside, { force: true })
}

function read(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

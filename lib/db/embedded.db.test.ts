import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool, run } from './connection'
import { attachEmbedded, type Embedded, startEmbedded } from './embedded'
import { startedAt } from './processes'
import { sql } from './sql'

const home = mkdtempSync(join(tmpdir(), 'tian embedded '))
const dataDir = join(home, '数据 dir')
const options = { dataDir, ownerPassword: 'of-this-test-only', fsync: false }
const running = new Set<Embedded>()

async function start(more: Partial<typeof options> = {}): Promise<Embedded> {
  const server = await startEmbedded({ ...options, ...more })
  running.add(server)
  return server
}
async function ask(server: Embedded, password = options.ownerPassword): Promise<unknown> {
  const pool = openPool(server.url('postgres', { password }), { max: 1, statementTimeout: 0 })
  const [row] = await run<{ answer: unknown }>(pool, sql`select '田' ~ '^[[:alpha:]]$' as answer`).finally(
    () => pool.end(),
  )
  return row?.answer
}
const postmaster = (dir = dataDir) =>
  Number(readFileSync(join(dir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

beforeAll(() => mkdirSync(dataDir, { mode: 0o700 }))
afterAll(async () => {
  for (const server of running) await server.stop()
  rmSync(home, { recursive: true })
})

describe('the embedded server', () => {
  test('starts in a path with spaces and Chinese, knows Han, and ends without a trace', async () => {
    const server = await start()
    expect(await ask(server)).toBe(true)
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700)
    const pid = postmaster()
    await server.stop()
    expect(startedAt(pid)).toBeUndefined()
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
    expect(existsSync(join(dataDir, 'postgres.password'))).toBe(false)
  })

  test('lets nobody in without the password', async () => {
    const server = await start()
    await expect(ask(server, 'guess')).rejects.toMatchObject({ code: '28P01' })
    expect(await ask(attachEmbedded(dataDir))).toBe(true)
    await server.stop()
  })

  test('a server that outlived its Tian is ended and replaced', async () => {
    const left = await start()
    const before = postmaster()
    const next = await start()
    await left.exited
    expect(postmaster()).not.toBe(before)
    expect(await ask(next)).toBe(true)
    await next.stop()
  })

  test('a pid file left by a killed server does not stand in the way', async () => {
    const server = await start()
    process.kill(postmaster(), 'SIGKILL')
    await server.exited
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(true)
    const next = await start()
    expect(await ask(next)).toBe(true)
    await next.stop()
  })

  test('data of another major is refused and left alone', async () => {
    const old = join(home, 'old')
    mkdirSync(join(old, 'postgres'), { recursive: true })
    writeFileSync(join(old, 'postgres/PG_VERSION'), '15\n')
    await expect(startEmbedded({ ...options, dataDir: old })).rejects.toMatchObject({
      code: 'DATA_OTHER_MAJOR',
      params: { found: 15, major: 18 },
    })
    expect(readFileSync(join(old, 'postgres/PG_VERSION'), 'utf8')).toBe('15\n')
    expect(existsSync(join(old, 'postgres.log'))).toBe(false)
  })

  test('a path too long for a socket is served on loopback', async () => {
    const long = join(home, 'x'.repeat(100))
    mkdirSync(long)
    const server = await start({ dataDir: long })
    expect(new URL(server.url('postgres', { password: 'x' })).hostname).toBe('127.0.0.1')
    expect(await ask(server)).toBe(true)
    expect(await ask(attachEmbedded(long))).toBe(true)
    await server.stop()
  })
})

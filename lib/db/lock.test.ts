import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockHolder, takeLock } from './lock'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tian-lock-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

test('the second to ask is refused and told who holds it', () => {
  const release = takeLock(dir, 'http://localhost:3000')
  expect(() => takeLock(dir, 'http://localhost:3001')).toThrow(
    expect.objectContaining({
      code: 'ALREADY_RUNNING',
      params: expect.objectContaining({ pid: process.pid }),
    }),
  )
  expect(lockHolder(dir)?.url).toBe('http://localhost:3000')
  release()
  expect(readdirSync(dir)).toEqual([])
})

test.each([
  ['a process that ended', () => spawnSync(process.execPath, ['-e', '']).pid, '1'],
  ['our own number, used again by another process', () => process.pid, '1'],
])('a lock of %s counts for nothing', (_, pid, started) => {
  writeFileSync(join(dir, 'tian.lock'), JSON.stringify({ pid: pid(), started, url: '' }))
  const release = takeLock(dir, 'http://localhost:3000')
  expect(JSON.parse(readFileSync(join(dir, 'tian.lock'), 'utf8')).pid).toBe(process.pid)
  release()
  expect(existsSync(join(dir, 'tian.lock'))).toBe(false)
})

test('a torn lock file counts for nothing', () => {
  writeFileSync(join(dir, 'tian.lock'), '{"pid":')
  takeLock(dir, '')()
  expect(readdirSync(dir)).toEqual([])
})

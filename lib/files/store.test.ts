/** Bytes of attachments: stored whole under their id, or not at all. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { storedPath, storeFile } from './store'

const { DATA_DIR } = process.env
const home = mkdtempSync(join(tmpdir(), 'tian-store-'))
beforeAll(() => {
  process.env.DATA_DIR = home
})
afterAll(() => {
  if (DATA_DIR === undefined) delete process.env.DATA_DIR
  else process.env.DATA_DIR = DATA_DIR
  rmSync(home, { recursive: true })
})

const body = (...chunks: string[]) =>
  new ReadableStream<Uint8Array>({
    start(to) {
      for (const chunk of chunks) to.enqueue(new TextEncoder().encode(chunk))
      to.close()
    },
  })
const kept = () =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => one.name)

test('a body is kept as it came, for our own eyes', async () => {
  const id = randomUUID()
  expect(await storeFile(id, body('田', '地'))).toMatchObject({ size: 6 })
  expect(readFileSync(storedPath(id), 'utf8')).toBe('田地')
  expect(statSync(storedPath(id)).mode & 0o777).toBe(0o600)
  rmSync(storedPath(id))
})

test('of a body that is too large or breaks off nothing stays, however early it ends', async () => {
  const broken = () =>
    new ReadableStream<Uint8Array>({
      pull(to) {
        to.error(new Error('gone'))
      },
    })
  for (let n = 0; n < 100; n++) {
    await expect(storeFile(randomUUID(), body('xx'), 1)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
    await expect(storeFile(randomUUID(), body('x', 'x'), 1)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
    await expect(storeFile(randomUUID(), broken())).rejects.toThrow('gone')
  }
  expect(kept()).toEqual([])
})

/** Where attachment bytes live: files under the data directory, named by our own ids, never by a person's words. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readEnvironment } from '@/lib/db/environment'
import { appError } from '@/lib/errors'

export const maxFileBytes = 25 * 1024 * 1024

export interface StoredFile {
  size: number
  sha256: string
  /** The first bytes, for telling what the file really is. */
  head: Uint8Array
}

const folder = (id: string) => join(readEnvironment().DATA_DIR, 'files', id.slice(-2))
/** Where the bytes of a file are. */
export const storedPath = (id: string): string => join(folder(id), id)

/** Writes a body under an id, counting and hashing as it comes; nothing stays of a body that breaks off or is too large. */
export async function storeFile(
  id: string,
  body: ReadableStream<Uint8Array> | null,
  maxBytes = maxFileBytes,
): Promise<StoredFile> {
  await mkdir(folder(id), { recursive: true, mode: 0o700 })
  const part = `${storedPath(id)}.part`
  const hash = createHash('sha256')
  let size = 0
  let head = new Uint8Array()
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body ?? []) {
      size += chunk.length
      if (size > maxBytes)
        throw appError('FILE_TOO_LARGE', { params: { max: Math.round((maxBytes / 1024 / 1024) * 10) / 10 } })
      if (head.length < 64) head = Uint8Array.from([...head, ...chunk.subarray(0, 64 - head.length)])
      hash.update(chunk)
      yield chunk
    }
  }
  // Opened before anything is read: a file that is still being opened would outlive its removal.
  const file = await open(part, 'wx', 0o600)
  try {
    await pipeline(measured, file.createWriteStream())
    await rename(part, storedPath(id))
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  return { size, sha256: hash.digest('hex'), head }
}

/** The bytes of a stored file. */
export const readStored = (id: string): ReadableStream<Uint8Array> =>
  Readable.toWeb(createReadStream(storedPath(id))) as ReadableStream<Uint8Array>

export const removeStored = (id: string): Promise<void> => rm(storedPath(id), { force: true })

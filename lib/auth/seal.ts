/** What must rest in the database and be readable again, sealed with a key of the data directory: a dump alone opens nothing. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { readEnvironment } from '@/lib/db/environment'
import { loadSecrets } from '@/lib/db/secrets'
import { shared } from './shared'

const keys = shared('seal', () => new Map<string, Buffer>())

function keyFor(purpose: string): Buffer {
  const { DATA_DIR } = readEnvironment()
  const name = `${DATA_DIR}\n${purpose}`
  const key =
    keys.get(name) ??
    Buffer.from(hkdfSync('sha256', loadSecrets(DATA_DIR).authSecret, '', `tian account ${purpose}`, 32))
  keys.set(name, key)
  return key
}

/** AES-256-GCM; it opens only for the same purpose and the same owner. */
export function seal(purpose: string, owner: string, text: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')
}

/** Undefined for anything that was not sealed for this purpose and owner, or with another key. */
export function unseal(purpose: string, owner: string, sealed: string): string | undefined {
  try {
    const bytes = Buffer.from(sealed, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), bytes.subarray(0, 12), {
      authTagLength: 16,
    })
    decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** Secrets that are made on the first start and kept beside the data, readable by its owner only. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { StartError } from './start-error'

export interface Secrets {
  /** Passwords of the embedded server's two roles. */
  ownerPassword: string
  appPassword: string
  /** Signs sessions and cursors. */
  authSecret: string
}

/** The secrets of a data directory, made and stored at the first call. */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Secrets
  // A database whose password is gone cannot be opened; new secrets would only hide that.
  if (existsSync(join(dataDir, 'postgres/PG_VERSION'))) throw new StartError('SECRETS_MISSING', { path })
  const secret = () => randomBytes(32).toString('base64url')
  const secrets = { ownerPassword: secret(), appPassword: secret(), authSecret: secret() }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = openSync(`${path}.new`, 'w', 0o600)
  writeSync(file, `${JSON.stringify(secrets, null, 2)}\n`)
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}.new`, path)
  return secrets
}

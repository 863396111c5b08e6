/** Passwords: what is accepted, and their scrypt hashes as PHC strings (`$scrypt$ln=15,r=8,p=3$salt$hash`). */
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { appError, type ErrorDetail } from '@/lib/errors'
import { shared } from './shared'

export const minPassword = 8
export const maxPassword = 200

/** What people try first in China, which lists made elsewhere hardly know. */
const alsoCommon = `52013145201314 1314520520 woaiwojia woaimama woaibaba woaini520 woaini521 wodemima mima123456 asd123456
  zxc123456 qaz123456 aa123456789 abcd123456 a123456789a admin888 admin888888 admin666666 root123456 test123456`

/** The most used of leaked passwords of 8 characters or more, small letters only: case is no help. */
export const commonPasswords = (): ReadonlySet<string> =>
  shared('common', () => {
    const packed = readFileSync(join(process.cwd(), 'lib/auth/common-passwords.txt.gz'))
    return new Set(`${gunzipSync(packed).toString('utf8')} ${alsoCommon}`.split(/\s+/))
  })

/** NIST's form, so that one password typed on two keyboards is the same. */
const normal = (password: string): string => password.normalize('NFKC')

/** More code units than any password of `maxPassword` characters has; hashing a megabyte only costs us. */
const mostUnits = 8 * maxPassword

/** What is compared when somebody signs in: never cut, and what is too long to be right is nobody's password. */
export const typed = (password: string): string => (password.length > mostUnits ? '' : password)

/** Whose password it is to be: their name and address are what somebody who knows them tries first. */
export interface Owner {
  name?: string
  email?: string
}

/** Throws VALUE_INVALID at `field` when a new password is too short, too long, common, or made of its owner's own words. */
export function checkPassword(password: string, field = 'password', owner: Owner = {}): void {
  const plain = normal(password)
  const length = [...plain].length
  const refuse = (problem: string, params?: ErrorDetail['params']) =>
    appError('VALUE_INVALID', { field, problem, params })
  if (length < minPassword) throw refuse('auth.passwordShort', { min: minPassword })
  if (length > maxPassword || password.length > mostUnits)
    throw refuse('auth.passwordLong', { max: maxPassword })
  const small = plain.toLowerCase()
  if (commonPasswords().has(small)) throw refuse('auth.passwordCommon')
  const rest = without(small, ownWords(owner))
  if (rest !== small && [...rest].length < minPassword) throw refuse('account.passwordOwn')
}

/** Names of the product, the person and the parts of their address, longest first. */
function ownWords({ name = '', email = '' }: Owner): string[] {
  const [local = '', domain = ''] = email.split('@')
  const parts = [
    name,
    ...name.split(/\s+/),
    local,
    ...local.split(/[._+-]+/),
    ...domain.split('.').slice(0, -1),
  ]
  const words = ['tian', 'tianapp', ...parts].map((word) => normal(word).toLowerCase().replace(/\s+/g, ''))
  return words
    .filter((word) => word.length >= (/\p{Script=Han}/u.test(word) ? 2 : 3))
    .sort((a, b) => b.length - a.length)
}

const without = (text: string, words: readonly string[]): string =>
  words.reduce((left, word) => left.replaceAll(word, ''), text)

interface Cost {
  ln: number
  r: number
  p: number
}

/** OWASP's 32 MB setting: 0.2 s of one core. Tests that sign in a hundred times ask for less. */
const cost = (): Cost => (process.env.TIAN_TEST === '1' ? { ln: 10, r: 8, p: 1 } : { ln: 15, r: 8, p: 3 })

const hashBytes = 32
const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

const phc = ({ ln, r, p }: Cost, salt: Buffer, hash: Buffer): string =>
  `$scrypt$ln=${ln},r=${r},p=${p}$${base64(salt)}$${base64(hash)}`

function parsePhc(text: string): { cost: Cost; salt: Buffer; hash: Buffer } {
  const parts = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(text)
  if (!parts) throw new Error('not a password hash')
  const [, ln, r, p, salt, hash] = parts
  return {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt!, 'base64'),
    hash: Buffer.from(hash!, 'base64'),
  }
}

/** The hash of a new password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return phc(cost(), salt, await derive(password, salt, cost()))
}

export interface Verdict {
  right: boolean
  /** The stored hash was made with other parameters: hash the password again while it is known. */
  outdated: boolean
}

/** Compares a password with a stored hash. Without one the same work is done for nothing, so that time tells nothing. */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<Verdict> {
  const {
    cost: made,
    salt,
    hash,
  } = stored ? parsePhc(stored) : { cost: cost(), salt: randomBytes(16), hash: randomBytes(hashBytes) }
  const right = timingSafeEqual(await derive(password, salt, made), hash) && stored != null
  const { ln, r, p } = cost()
  return { right, outdated: right && (made.ln !== ln || made.r !== r || made.p !== p) }
}

/** At most two at a time: each takes 32 MB and one of libuv's four threads, which files and DNS need as well. */
const slots = shared('scrypt', () => ({ busy: 0, waiting: [] as (() => void)[] }))
const maxBusy = 2
const maxWaiting = 100

async function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  if (slots.busy < maxBusy) slots.busy++
  else if (slots.waiting.length >= maxWaiting) throw appError('BUSY')
  else await new Promise<void>((resolve) => slots.waiting.push(resolve))
  try {
    const options = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r }
    return await new Promise<Buffer>((resolve, reject) =>
      scrypt(normal(password), salt, hashBytes, options, (error, hash) =>
        error ? reject(error) : resolve(hash),
      ),
    )
  } finally {
    const next = slots.waiting.shift()
    if (next) next()
    else slots.busy--
  }
}

/** Letters and digits that nobody mistakes for each other on paper or on the phone. */
const unambiguous = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** A password to hand to somebody: 16 characters, 91 bits. */
export const generatePassword = (): string =>
  Array.from({ length: 16 }, () => unambiguous[randomInt(unambiguous.length)]).join('')

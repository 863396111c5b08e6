/** Passwords: what is accepted, and their scrypt hashes as PHC strings (`$scrypt$ln=15,r=8,p=3$salt$hash`). */
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { appError, type ErrorDetail } from '@/lib/errors'
import { shared } from './shared'

export const minPassword = 8
export const maxPassword = 200

/** What people try first, and so do attackers; small letters only, because case is no help. */
const common = new Set(
  `12345678 123456789 1234567890 0123456789 11111111 00000000 88888888 66666666 12341234 11223344 87654321 987654321
   password password1 passw0rd p@ssw0rd qwertyui qwerty123 1qaz2wsx 1q2w3e4r q1w2e3r4 asdfghjk abcd1234 abc12345
   abc123456 a1234567 a12345678 a123456 a123456789 aa123456 qq123456 qwe123456 zxcvbnm123 iloveyou woaini1314 woaini520
   5201314 52013145201314 1314520520 admin123 administrator welcome1 letmein1 sunshine football`.split(/\s+/),
)

/** NIST's form, so that one password typed on two keyboards is the same. */
const normal = (password: string): string => password.normalize('NFKC')

/** Throws VALUE_INVALID at `field` when a new password is too short, too long, or among the most common. */
export function checkPassword(password: string, field = 'password'): void {
  const length = [...normal(password)].length
  const refuse = (problem: string, params?: ErrorDetail['params']) =>
    appError('VALUE_INVALID', { field, problem, params })
  if (length < minPassword) throw refuse('auth.passwordShort', { min: minPassword })
  if (length > maxPassword) throw refuse('auth.passwordLong', { max: maxPassword })
  if (common.has(normal(password).toLowerCase())) throw refuse('auth.passwordCommon')
}

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

/** The sign-in cookie: its name, and what it claims. The claims are only a name; the database decides (sessions.ts). */
import { decode, encode } from 'next-auth/jwt'
import { sessionSeconds } from './sessions'
import { shared } from './shared'

export interface Claims {
  sid: string
  uid: string
  /** Seconds since 1970. */
  exp: number
}

/** Whether people reach us by https, so that cookies may insist on it. */
export const secure = (): boolean => process.env.NEXTAUTH_URL?.startsWith('https:') ?? false

/** With the prefix no other host of the domain can set or read it. */
export const ownCookie = (name: string): string => `${secure() ? '__Host-' : ''}tian.${name}`
export const cookieName = (): string => ownCookie('session')

/** Decrypting a cookie costs more than the rest of a request's bookkeeping, so the latest ones are remembered. */
const known = shared('claims', () => new Map<string, Claims>())
const maxKnown = 5000

/** What a cookie's value claims, or undefined when it is not ours or has expired. */
export async function readClaims(value: string): Promise<Claims | undefined> {
  const claims = known.get(value) ?? (await decrypt(value))
  if (!claims) return undefined
  known.delete(value)
  if (claims.exp * 1000 <= Date.now()) return undefined
  if (known.size >= maxKnown) known.delete(known.keys().next().value!)
  known.set(value, claims)
  return claims
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function decrypt(token: string): Promise<Claims | undefined> {
  try {
    const payload = await decode({ token, secret: process.env.NEXTAUTH_SECRET ?? '' })
    const { sid, uid, exp } = (payload ?? {}) as Record<string, unknown>
    if (typeof sid !== 'string' || typeof uid !== 'string' || typeof exp !== 'number') return undefined
    return uuid.test(sid) && uuid.test(uid) ? { sid, uid, exp } : undefined
  } catch {
    return undefined
  }
}

/** The Set-Cookie line that names a session, as next-auth writes it at sign-in. */
export async function cookieLine(sid: string, uid: string): Promise<string> {
  const value = await encode({
    token: { sid, uid },
    secret: process.env.NEXTAUTH_SECRET ?? '',
    maxAge: sessionSeconds,
  })
  const expires = new Date(Date.now() + sessionSeconds * 1000).toUTCString()
  return `${cookieName()}=${value}; Path=/; Expires=${expires}; HttpOnly; SameSite=Lax${secure() ? '; Secure' : ''}`
}

/** The value of the sign-in cookie in a Cookie header. */
export function sessionCookie(header: string | null | undefined): string | undefined {
  if (!header) return undefined
  const start = `${cookieName()}=`
  return header
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start))
    ?.slice(start.length)
}

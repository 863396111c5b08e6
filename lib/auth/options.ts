/**
 * next-auth's options. Its token carries only the names of a session and a person; whether they still count is decided
 * by the session's line in the database at every request (sessions.ts).
 */
import type { CookieOption, NextAuthOptions } from 'next-auth'
import { noteAccount } from '@/lib/audit/accounts'
import { type Environment, readEnvironment } from '@/lib/db/environment'
import { AppError } from '@/lib/errors'
import { addressHeader } from '@/lib/server/http'
import { cookieName, ownCookie, readClaims, secure, sessionCookie } from './cookie'
import { openSession } from './second-step'
import { revoke, sessionSeconds, type Visitor } from './sessions'
import { checkSignIn, verifiedAccount } from './sign-in'

type Provider = NextAuthOptions['providers'][number]
type Headers = Record<string, string | undefined>

/** Built at each request: the environment is complete only when the server runs, and sessions remember their browser. */
export function authOptions(visitor: Visitor): NextAuthOptions {
  const single = singleSignOn(readEnvironment())
  return {
    secret: process.env.NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    cookies: cookies(),
    providers: single ? [credentials, single] : [credentials],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.provider === credentials.id || (await verifiedAccount(profile ?? {}))) return true
        await noteAccount('sign_in_failed', { by: null, address: visitor.address, wrong: 'single' })
        return false
      },
      jwt: async ({ token, user, account, profile }) => {
        if (!user) return { sid: token.sid, uid: token.uid }
        const typed = account?.provider === credentials.id
        const uid = typed ? user.id : await verifiedAccount(profile ?? {})
        if (!uid) throw new Error('SIGN_IN_FAILED')
        return { sid: await openSession(uid, visitor, typed ? 'password' : 'single'), uid }
      },
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => wayBack(url, baseUrl),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid !== 'string' || typeof token.uid !== 'string') return
        if (await revoke(token.sid, 'signOut'))
          await noteAccount('sign_out', { by: { userId: token.uid, door: 'page' } })
      },
    },
    // Its own logger prints tokens and profiles.
    logger: {
      error: (code) =>
        console.error(JSON.stringify({ level: 'error', at: new Date().toISOString(), signIn: code })),
      warn: () => {},
      debug: () => {},
    },
  }
}

/** Where somebody is led afterwards: only to addresses of this site. */
function wayBack(text: string, site: string): string {
  const url = URL.canParse(text, site) ? new URL(text, site) : undefined
  return url?.origin === new URL(site).origin ? url.href : site
}

const credentials = {
  id: 'credentials',
  name: 'credentials',
  type: 'credentials',
  credentials: { email: {}, password: {} },
  authorize: async (given, { headers }) => {
    try {
      const { email, password } = given ?? {}
      if (typeof email !== 'string' || typeof password !== 'string') return null
      const id = await checkSignIn(email, password, (headers as Headers)[addressHeader] ?? '')
      await leave(headers as Headers)
      return { id }
    } catch (error) {
      throw new Error(refusal(error))
    }
  },
} satisfies Extract<Provider, { type: 'credentials' }>

/** What the sign-in page is told: a code, and for a lockout the seconds to wait. */
function refusal(error: unknown): string {
  if (!(error instanceof AppError)) throw error
  const seconds = error.detail.params?.seconds
  return error.code === 'TOO_MANY_ATTEMPTS' ? `${error.code}:${seconds}` : error.code
}

/** Whoever signs in anew in the same browser leaves the session that its cookie named. */
async function leave(headers: Headers): Promise<void> {
  const cookie = sessionCookie(headers.cookie)
  const claims = cookie && (await readClaims(cookie))
  if (claims) await revoke(claims.sid, 'signedInAnew')
}

/** Any OpenID Connect provider that the environment names. Only people who are members already get in. */
function singleSignOn({
  OIDC_ISSUER,
  OIDC_CLIENT_ID,
  OIDC_CLIENT_SECRET,
  OIDC_NAME,
}: Environment): Provider | undefined {
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID) return undefined
  return {
    id: 'oidc',
    name: OIDC_NAME,
    type: 'oauth',
    wellKnown: `${OIDC_ISSUER}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    profile: (claims: { sub: string }) => ({ id: claims.sub }),
  }
}

/** Cookies of our own names, bound to this host when it speaks https. */
function cookies(): NextAuthOptions['cookies'] {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: secure() } as const
  const cookie = (name: string, more?: object): CookieOption => ({
    name: ownCookie(name),
    options: { ...options, ...more },
  })
  const minutes = (n: number) => ({ maxAge: n * 60 })
  return {
    sessionToken: { name: cookieName(), options },
    callbackUrl: cookie('callback'),
    csrfToken: cookie('csrf'),
    pkceCodeVerifier: cookie('pkce', minutes(15)),
    state: cookie('state', minutes(15)),
    nonce: cookie('nonce', minutes(15)),
  }
}

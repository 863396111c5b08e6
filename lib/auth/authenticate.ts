/**
 * Who asks: from the sign-in cookie to a person, without the database on the hot path. That the session still lives is
 * verified by the guard inside each statement (lib/access/enter.ts), or by `requireLive` where there is none.
 */
import type { Person } from '@/lib/access/actor'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { addressHeader } from '@/lib/server/http'
import { type Claims, readClaims, sessionCookie } from './cookie'
import { liveSession } from './sessions'
import { shared } from './shared'
import { personOfToken } from './tokens'
import { viewAsHeader, viewAsOf } from './view-as'

type Known = Omit<Person, 'door'>

const cacheMs = 30_000
const maxKnown = 5000
/** By session: name, language and the like, for half a minute. It proves nothing about the session. */
const people = shared('people', () => new Map<string, { person: Known; until: number }>())

/** The token that a program shows, whether or not it is one of ours. */
export const bearer = (request: Request): string | undefined =>
  /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]

/** The person of a request, or undefined when nobody is signed in. Who shows a token is that token's and nobody else. */
export async function authenticate(request: Request): Promise<Person | undefined> {
  const key = bearer(request)
  if (key !== undefined) {
    // A program has its own rights and nobody else's eyes.
    if (request.headers.has(viewAsHeader)) throw appError('FORBIDDEN')
    return personOfToken(key, request.headers.get(addressHeader) ?? '')
  }
  const cookie = sessionCookie(request.headers.get('cookie'))
  const claims = cookie && (await readClaims(cookie))
  if (!claims) return undefined
  const person = await personOf(claims)
  // Browsers name the page a request comes from, and no script can forge it.
  const door = request.headers.get('sec-fetch-site') === 'same-origin' ? 'page' : 'api'
  const as = person && viewAsOf(request)
  // Nobody is the workspace's owner through other eyes.
  return person && { ...person, door, as, owner: person.owner && !as }
}

async function personOf(claims: Claims): Promise<Known | undefined> {
  const known = people.get(claims.sid)
  if (known && known.until > Date.now() && known.person.userId === claims.uid) return known.person
  const person = await readPerson(claims)
  people.delete(claims.sid)
  if (!person) return undefined
  if (people.size >= maxKnown) people.delete(people.keys().next().value!)
  people.set(claims.sid, { person, until: Date.now() + cacheMs })
  return person
}

/** The person of a living session, which counts as used now; written at most once a minute. */
export async function readPerson({ sid, uid }: Pick<Claims, 'sid' | 'uid'>): Promise<Known | undefined> {
  const [row] = await run<Omit<Known, 'sessionId'>>(
    appSql(),
    sql`with live as (
          select s.id, s.last_seen_at, u.id as "userId", u.name, coalesce(u.email, '') as email, u.locale, u.owner
          from tian.users u join tian.sessions s on ${liveSession}
          where s.id = ${param(sid, 'uuid')} and u.id = ${param(uid, 'uuid')}),
        seen as (
          update tian.sessions s set last_seen_at = now() from live
          where s.id = live.id and live.last_seen_at < now() - interval '1 minute')
        select "userId", name, email, locale, owner from live`,
  )
  return row && { ...row, sessionId: sid }
}

/** Forgets what is remembered of a person whose name, language or rights have changed. */
export function forgetPerson(userId: string): void {
  for (const [session, { person }] of people) if (person.userId === userId) people.delete(session)
}

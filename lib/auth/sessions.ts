/** Sessions live in the database: a cookie only names one, and ending it there ends it at its next request. */
import { randomUUID } from 'node:crypto'
import type { Person } from '@/lib/access/actor'
import { appSql, type Db, run } from '@/lib/db/connection'
import { param, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { addressHeader } from '@/lib/server/http'

/** Seconds from sign-in after which a session ends, whatever happens. */
export const sessionSeconds = 7 * 24 * 3600

/** Seconds that a person has for the second step of signing in. */
export const pendingSeconds = 10 * 60

/** Why one session was ended, kept with it. */
export type EndReason = 'signOut' | 'signedInAnew' | 'confirmed' | 'endedByPerson' | EndAllReason

/** Why all sessions of a person were ended, and whether their API tokens end as well. */
export const endsTokens = {
  /** Access is taken away. */
  deactivated: true,
  /** Somebody else may have known the password: whatever it opened ends, what was made with it too. */
  passwordChanged: true,
  passwordReset: true,
  /** An administrator took the lost second factor away. */
  factorReset: true,
  /** The account has another address: links that went to the old one end. */
  emailChanged: false,
  /** The person has a new second factor, or none; what they made before is still theirs. */
  factorChanged: false,
  /** The workspace asks for a second factor from now on, and there is none yet. */
  factorRequired: false,
  /** Signed out everywhere, by the person or by an administrator. Tokens are listed apart and end there. */
  signedOutEverywhere: false,
} as const

export type EndAllReason = keyof typeof endsTokens

/**
 * The join and condition under which session `s` of user `u` is alive: not revoked, past the second step, not too old,
 * not idle for 12 hours.
 */
export const liveSession: SQL = sql`s.user_id = u.id and u.active and not u.placeholder and s.revoked_at is null
  and not s.pending and s.expires_at > now() and s.last_seen_at > now() - interval '12 hours'`

/** The condition under which API token `k` of user `u` is alive. */
export const liveToken: SQL = sql`k.user_id = u.id and not u.placeholder and k.revoked_at is null
  and (k.expires_at is null or k.expires_at > now())`

/** Whether the person may still act. Commands and templates have no session; their account must be active all the same. */
export function personLives(person: Person): SQL {
  const user = param(person.userId, 'uuid')
  if (person.token)
    return sql`exists (select 1 from tian.users u join tian.api_tokens k on ${liveToken}
      where k.id = ${param(person.token.id, 'uuid')} and u.id = ${user} and u.active)`
  if (!person.sessionId) return sql`exists (select 1 from tian.users u where u.id = ${user} and u.active)`
  return sql`exists (select 1 from tian.users u join tian.sessions s on ${liveSession}
    where s.id = ${param(person.sessionId, 'uuid')} and u.id = ${user})`
}

/** Throws SIGNED_OUT once the session is over; for work whose own statements do not ask. */
export async function requireLive(person: Person, db: Db = appSql()): Promise<void> {
  const [row] = await run<{ lives: boolean }>(db, sql`select ${personLives(person)} as lives`)
  if (!row!.lives) throw appError('SIGNED_OUT')
}

/** The browser in its own words, and from where it comes. */
export interface Visitor {
  agent: string
  address: string
}

export const visitorOf = (headers: { get(name: string): string | null }): Visitor => ({
  agent: headers.get('user-agent') ?? '',
  address: headers.get(addressHeader) ?? '',
})

/**
 * A new session of a person who has just signed in, or has half done so (`pending`); sessions that ended a month ago
 * are forgotten on the way.
 */
export async function createSession(
  userId: string,
  { agent = '', address = '', pending = false }: Partial<Visitor> & { pending?: boolean } = {},
  db: Db = appSql(),
): Promise<string> {
  const id = randomUUID()
  const seconds = pending ? pendingSeconds : sessionSeconds
  await run(
    db,
    sql`with old as (delete from tian.sessions where expires_at < now() - interval '30 days')
        insert into tian.sessions (id, user_id, expires_at, agent, address, pending)
        values (${param(id, 'uuid')}, ${param(userId, 'uuid')}, now() + ${param(`${seconds} s`, 'interval')},
          ${param(agent.slice(0, 300))}, ${param(address.slice(0, 60))}, ${param(pending, 'boolean')})`,
  )
  return id
}

/** Ends one session; false when it was over. */
export async function revoke(sessionId: string, why: EndReason, db: Db = appSql()): Promise<boolean> {
  const ended = await run(
    db,
    sql`update tian.sessions set revoked_at = now(), revoked_why = ${param(why)}
        where id = ${param(sessionId, 'uuid')} and revoked_at is null returning 1`,
  )
  return ended.length > 0
}

/** A new session in the place of one that has proved more; a stolen name of the old one is worth nothing. */
export async function renewSession(
  old: { sessionId: string; userId: string },
  why: EndReason,
  visitor: Visitor,
  db: Db,
): Promise<string> {
  await revoke(old.sessionId, why, db)
  return createSession(old.userId, visitor, db)
}

/**
 * Ends all sessions of a person and every link that could set a password, and their API tokens where `endsTokens` says
 * so: the one function for every path that takes access away.
 */
export async function revokeAll(
  db: Db,
  userId: string,
  why: EndAllReason,
  exceptSession?: string | null,
): Promise<void> {
  const user = param(userId, 'uuid')
  await run(
    db,
    sql`with links as (update tian.account_links set used_at = now() where user_id = ${user} and used_at is null),
          tokens as (update tian.api_tokens set revoked_at = now(), revoked_why = ${param(why)}
            where user_id = ${user} and revoked_at is null and ${param(endsTokens[why], 'boolean')})
        update tian.sessions set revoked_at = now(), revoked_why = ${param(why)}
        where user_id = ${user} and revoked_at is null
          and id is distinct from ${param(exceptSession ?? null, 'uuid')}`,
  )
}

/** Sessions live in the database: a cookie only names one, and ending it there ends it at its next request. */
import { randomUUID } from 'node:crypto'
import type { Person } from '@/lib/access/actor'
import { appSql, type Db, run } from '@/lib/db/connection'
import { param, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'

/** Seconds from sign-in after which a session ends, whatever happens. */
export const sessionSeconds = 7 * 24 * 3600

/** Why sessions were ended, kept with them. */
export type EndReason = 'signOut' | 'signedInAnew' | 'passwordChanged' | 'passwordReset' | 'deactivated'

/** The join and condition under which session `s` of user `u` is alive: not revoked, not too old, not idle for 12 hours. */
export const liveSession: SQL = sql`s.user_id = u.id and u.active and not u.placeholder and s.revoked_at is null
  and s.expires_at > now() and s.last_seen_at > now() - interval '12 hours'`

/** Whether the person may still act. Commands and templates have no session; their account must be active all the same. */
export function personLives(person: Person): SQL {
  const user = param(person.userId, 'uuid')
  if (!person.sessionId) return sql`exists (select 1 from tian.users u where u.id = ${user} and u.active)`
  return sql`exists (select 1 from tian.users u join tian.sessions s on ${liveSession}
    where s.id = ${param(person.sessionId, 'uuid')} and u.id = ${user})`
}

/** Throws SIGNED_OUT once the session is over; for work whose own statements do not ask. */
export async function requireLive(person: Person, db: Db = appSql()): Promise<void> {
  const [row] = await run<{ lives: boolean }>(db, sql`select ${personLives(person)} as lives`)
  if (!row!.lives) throw appError('SIGNED_OUT')
}

/** A new session of a person who has just signed in; sessions that ended a month ago are forgotten on the way. */
export async function createSession(userId: string, db: Db = appSql()): Promise<string> {
  const id = randomUUID()
  await run(
    db,
    sql`with old as (delete from tian.sessions where expires_at < now() - interval '30 days')
        insert into tian.sessions (id, user_id, expires_at)
        values (${param(id, 'uuid')}, ${param(userId, 'uuid')}, now() + ${param(`${sessionSeconds} s`, 'interval')})`,
  )
  return id
}

/** Ends one session. */
export async function revoke(sessionId: string, why: EndReason): Promise<void> {
  await run(
    appSql(),
    sql`update tian.sessions set revoked_at = now(), revoked_why = ${param(why)}
        where id = ${param(sessionId, 'uuid')} and revoked_at is null`,
  )
}

/** Ends all sessions of a person: the one function for every path that takes access away. */
export async function revokeAll(
  db: Db,
  userId: string,
  why: EndReason,
  exceptSession?: string | null,
): Promise<void> {
  await run(
    db,
    sql`update tian.sessions set revoked_at = now(), revoked_why = ${param(why)}
        where user_id = ${param(userId, 'uuid')} and revoked_at is null
          and id is distinct from ${param(exceptSession ?? null, 'uuid')}`,
  )
}

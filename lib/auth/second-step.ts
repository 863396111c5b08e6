/**
 * The second step of signing in. After the right password a person with a second factor, or one who must get one, has a
 * pending session: it is nobody anywhere (`liveSession`), and opens only what is here.
 */
import { noteAccount } from '@/lib/audit/accounts'
import { appSql, run, transaction } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { AppError, appError } from '@/lib/errors'
import { cookieLine, readClaims, sessionCookie } from './cookie'
import { checkCode, hasFactor, keepFactor, needsFactor, proveFactor } from './factors'
import { notify } from './notices'
import { createSession, renewSession, type Visitor } from './sessions'

/** What is still to come: a code, or setting up the app that makes codes. */
export type Step = 'code' | 'enrol'

export interface Pending {
  userId: string
  sessionId: string
  email: string
  step: Step
}

/** Opens a session after the first step: a whole one only for whom nothing more is asked. */
export async function openSession(
  userId: string,
  visitor: Visitor,
  how: 'password' | 'single',
): Promise<string> {
  const [person] = await run<{ pending: boolean }>(
    appSql(),
    sql`select ${hasFactor} or ${needsFactor} as pending from tian.users u where u.id = ${param(userId, 'uuid')}`,
  )
  const { pending } = person!
  if (!pending) await noteAccount('sign_in', { by: { userId, door: 'page' }, address: visitor.address, how })
  return createSession(userId, { ...visitor, pending })
}

/** Who is between the two steps, by the cookie of a request. */
export async function pendingOf(request: Request): Promise<Pending | undefined> {
  const cookie = sessionCookie(request.headers.get('cookie'))
  const claims = cookie && (await readClaims(cookie))
  if (!claims) return undefined
  const [person] = await run<Omit<Pending, 'sessionId'>>(
    appSql(),
    sql`select u.id as "userId", u.email, case when ${hasFactor} then 'code' else 'enrol' end as step
        from tian.sessions s join tian.users u on u.id = s.user_id and u.active and not u.placeholder
        where s.id = ${param(claims.sid, 'uuid')} and u.id = ${param(claims.uid, 'uuid')}
          and s.pending and s.revoked_at is null and s.expires_at > now()`,
  )
  return person && { ...person, sessionId: claims.sid }
}

/** The pending person whose next step this is; throws SIGNED_OUT, so that the page begins anew. */
export async function requirePending(request: Request, step?: Step): Promise<Pending> {
  const pending = await pendingOf(request)
  if (!pending || (step && pending.step !== step)) throw appError('SIGNED_OUT')
  return pending
}

/** Ends the second step; @returns the cookie of the whole session, and recovery codes where an app was set up. */
export async function takeSecondStep(
  pending: Pending,
  given: { code: string; offer?: string },
  visitor: Visitor,
): Promise<{ cookie: string; recovery?: string[] }> {
  const { userId, step } = pending
  const { address } = visitor
  const by = { userId, door: 'page' as const }
  const failed = async (error: unknown) => {
    if (error instanceof AppError && error.code === 'VALUE_INVALID')
      await noteAccount('sign_in_failed', { by: null, of: userId, address, wrong: 'code' })
    throw error
  }
  const proven = step === 'enrol' ? await proveFactor(userId, given, address) : undefined
  const how = proven ? 'code' : await checkCode(userId, given.code, address).catch(failed)
  const { sid, recovery } = await transaction(async (tx) => {
    if (proven) {
      await noteAccount('factor_set', { by, address }, tx)
      await notify(tx, userId, 'factorSet')
    }
    await noteAccount('sign_in', { by, address, how }, tx)
    return {
      recovery: proven && (await keepFactor(tx, userId, proven)),
      sid: await renewSession(pending, 'signedInAnew', visitor, tx),
    }
  })
  return { cookie: await cookieLine(sid, userId), recovery }
}

/** Proving again who one is: what is dangerous asks for it unless it happened within the last quarter of an hour. */
import type { Person } from '@/lib/access/actor'
import { noteAccount } from '@/lib/audit/accounts'
import { appSql, run, transaction } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { AppError, appError } from '@/lib/errors'
import { cookieLine } from './cookie'
import { accountForm } from './email'
import { checkCode, factorOf } from './factors'
import { countAttempt, forgiveAttempt } from './limits'
import { typed, verifyPassword } from './password'
import { renewSession, type Visitor } from './sessions'

/**
 * Throws CONFIRM_IDENTITY when the session's person has not proved who they are for 15 minutes. Commands have no session;
 * a program with a token can prove nothing.
 */
export async function requireRecent(person: Person): Promise<void> {
  if (person.token) throw appError('FORBIDDEN')
  if (!person.sessionId) return
  const [recent] = await run(
    appSql(),
    sql`select 1 from tian.sessions where id = ${param(person.sessionId, 'uuid')}
          and confirmed_at > now() - interval '15 minutes'`,
  )
  if (!recent) throw appError('CONFIRM_IDENTITY')
}

/** Asks for everything that signing in asks for; @returns the cookie of the session that takes this one's place. */
export async function confirmIdentity(
  person: Person,
  given: { password: string; code?: string },
  visitor: Visitor,
): Promise<string> {
  await requirePassword(person, given.password, visitor.address, 'password')
  const { enrolled } = await factorOf(person.userId)
  if (enrolled) {
    if (!given.code?.trim()) throw appError('VALUE_INVALID', { field: 'code', problem: 'account.codeNeeded' })
    await checkCode(person.userId, given.code, visitor.address).catch(async (error: unknown) => {
      if (error instanceof AppError && error.code === 'VALUE_INVALID')
        await noteAccount('confirm_failed', { by: person, address: visitor.address, wrong: 'code' })
      throw error
    })
  }
  return cookieLine(await renewed(person, visitor), person.userId)
}

const renewed = (person: Person, visitor: Visitor): Promise<string> =>
  transaction((tx) =>
    renewSession({ userId: person.userId, sessionId: person.sessionId! }, 'confirmed', visitor, tx),
  )

/** Throws at `field` unless this is the person's password; guesses are limited as at sign-in. */
export async function requirePassword(
  person: Person,
  password: string,
  address: string,
  field: string,
): Promise<void> {
  const account = accountForm(person.email)
  const paused = await countAttempt(account, address)
  const [user] = await run<{ hash: string | null }>(
    appSql(),
    sql`select password_hash as hash from tian.users where id = ${param(person.userId, 'uuid')}`,
  )
  const { right } = await verifyPassword(typed(password), user?.hash)
  if (!right) {
    await noteAccount('confirm_failed', { by: person, address, wrong: 'password', ...(paused && { paused }) })
    throw appError('VALUE_INVALID', { field, problem: 'auth.currentWrong' })
  }
  await forgiveAttempt(account, address)
}

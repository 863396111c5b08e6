/** Signing in with e-mail and password. Every refusal is the same, whether the account exists or not. */
import { noteAccount } from '@/lib/audit/accounts'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { accountForm } from './email'
import { countAttempt, forgiveAttempt } from './limits'
import { hashPassword, typed, verifyPassword } from './password'

/** @returns the person's id. Throws SIGN_IN_FAILED or TOO_MANY_ATTEMPTS. */
export async function checkSignIn(email: string, password: string, address: string): Promise<string> {
  const account = accountForm(email)
  const paused = await countAttempt(account, address)
  const [user] = await run<{ id: string; acts: boolean; hash: string | null }>(
    appSql(),
    sql`select id, active and not placeholder as acts, password_hash as hash from tian.users
        where email_norm = ${param(account)}`,
  )
  const { right, outdated } = await verifyPassword(typed(password), user?.acts ? user.hash : undefined)
  if (!user?.acts || !right) {
    // People type their password into the wrong line: what stood there is kept nowhere.
    const wrong = user?.acts ? 'password' : 'account'
    await noteAccount('sign_in_failed', { by: null, of: user?.id, address, wrong, ...(paused && { paused }) })
    throw appError('SIGN_IN_FAILED')
  }
  await forgiveAttempt(account, address)
  if (outdated) await storePassword(user.id, password)
  return user.id
}

async function storePassword(userId: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  await run(
    appSql(),
    sql`update tian.users set password_hash = ${param(hash)} where id = ${param(userId, 'uuid')}`,
  )
}

/** The active account of an address that an identity provider vouches for; an account is never made here. */
export async function verifiedAccount(claims: {
  email?: unknown
  email_verified?: unknown
}): Promise<string | undefined> {
  if (typeof claims.email !== 'string' || claims.email_verified !== true) return undefined
  const [user] = await run<{ id: string }>(
    appSql(),
    sql`select id from tian.users where email_norm = ${param(accountForm(claims.email))} and active and not placeholder`,
  )
  return user?.id
}

/** A forgotten password: a link by mail, and the new password that it lets one set. */
import { noteAccount } from '@/lib/audit/accounts'
import { run, transaction } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Locale } from '@/lib/i18n/labels'
import { setPassword } from './accounts'
import { accountForm, readEmail } from './email'
import { resetLetter } from './letters'
import { addressKey, count, type Limit, namedKey } from './limits'
import { makeLink, openLink, type Purpose, spendLink } from './links'
import { mailOn, post } from './mail'
import { notify } from './notices'
import { checkPassword, hashPassword } from './password'
import { shared } from './shared'

/** Letters to one account, and questions from one address. */
const accountLetters: Limit = { most: 4, windowSeconds: 3600, lockSeconds: 900, longestSeconds: 3600 }
export const linkLimit: Limit = { most: 30, windowSeconds: 600, lockSeconds: 600, longestSeconds: 600 }

/** Limits guessing of links by address; one secret has 256 bits, so this only keeps the noise down. */
export const countLink = (address: string): Promise<boolean> =>
  count(`link:${addressKey(address)}`, linkLimit)

/**
 * Sends a link to whoever has this address. The answer is given before anybody looks whether there is such an account:
 * neither what it says nor how long it takes can tell.
 */
export async function forgotPassword(email: string, address: string): Promise<void> {
  if (!mailOn()) throw appError('MAIL_OFF')
  const account = readEmail(email)
  if (account === undefined) throw appError('VALUE_INVALID', { field: 'email', problem: 'auth.emailInvalid' })
  await count(`forgot:${addressKey(address)}`, linkLimit)
  await count(namedKey('forgot', accountForm(account)), accountLetters)
  later(() => sendReset(accountForm(account), address))
}

const underWay = shared('underWay', () => new Set<Promise<void>>())

function later(work: () => Promise<void>): void {
  const done = work()
    .catch((error: unknown) => console.error(String(error)))
    .finally(() => underWay.delete(done))
  underWay.add(done)
}

/** Resolves when nothing that was left for later is under way. */
export async function settled(): Promise<void> {
  await Promise.all(underWay)
}

async function sendReset(account: string, from: string): Promise<void> {
  await transaction(async (tx) => {
    const [user] = await run<{ id: string; name: string; email: string; locale: Locale }>(
      tx,
      sql`select id, name, email, locale from tian.users
          where email_norm = ${param(account)} and active and not placeholder`,
    )
    if (!user) return
    const { link } = await makeLink(tx, 'reset', user.id, null)
    await noteAccount('reset_link', { by: null, of: user.id, address: from }, tx)
    await post(tx, user.email, await resetLetter(tx, user.locale, { name: user.name, link }))
  })
}

/** Whom a link greets; limited by address. */
export async function readLink(
  purpose: Purpose,
  token: string,
  address: string,
): Promise<{ name: string; email: string }> {
  await countLink(address)
  const { name, email } = await openLink(purpose, token)
  return { name, email }
}

/** Sets the password by a link. Everything that the old one opened ends, the second factor stays. */
export async function resetPassword(token: string, password: string, address: string): Promise<void> {
  await countLink(address)
  const { linkId, userId, name, email } = await openLink('reset', token)
  checkPassword(password, 'password', { name, email })
  const hash = await hashPassword(password)
  await transaction(async (tx) => {
    await spendLink(tx, 'reset', linkId)
    await setPassword(tx, userId, hash, 'passwordReset')
    await noteAccount('password_reset', { by: { userId, door: 'page' }, address }, tx)
    await notify(tx, userId, 'passwordReset')
  })
}

/**
 * One's own address: asked for by somebody who has just proved who they are, confirmed by a link that only the new address
 * gets and only the person who asked can use, told of at the old one. Where no mail is sent an administrator changes it.
 */
import type { Person } from '@/lib/access/actor'
import { noteAccount } from '@/lib/audit/accounts'
import { type Db, run, sqlState, transaction } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { forgetPerson } from './authenticate'
import { accountForm, readEmail } from './email'
import { requireRecent } from './identity'
import { emailLetter } from './letters'
import { count, type Limit, namedKey } from './limits'
import { makeLink, openLink, spendLink } from './links'
import { mailOn, post } from './mail'
import { notify } from './notices'
import { countLink } from './reset'
import { revokeAll } from './sessions'

const letters: Limit = { most: 5, windowSeconds: 3600, lockSeconds: 900, longestSeconds: 3600 }

/** The address as it was written, or a refusal at the field. */
export function readAddress(text: string): string {
  const address = readEmail(text)
  if (address === undefined) throw appError('VALUE_INVALID', { field: 'email', problem: 'auth.emailInvalid' })
  return address
}

/**
 * Sends a link to the new address. Whether somebody has it already is not looked at before the link is used: only who reads
 * the mail of an address learns whether it has an account.
 */
export async function askEmail(person: Person, text: string, from: string): Promise<void> {
  if (!mailOn()) throw appError('MAIL_OFF')
  await requireRecent(person)
  const email = readAddress(text)
  if (email === person.email)
    throw appError('VALUE_INVALID', { field: 'email', problem: 'account.emailSame' })
  await count(namedKey('email', person.userId), letters)
  await transaction(async (tx) => {
    const { link } = await makeLink(tx, 'email', person.userId, person.userId, email)
    await post(tx, email, await emailLetter(tx, person.locale, { name: person.name, link }))
    await noteAccount('email_asked', { by: person, address: from }, tx)
  })
}

/** Takes the address that the link was sent to. All other sessions end, and every link that went to the old one. */
export async function confirmEmail(person: Person, token: string, from: string): Promise<string> {
  await countLink(from)
  const { linkId, userId, email } = await openLink('email', token)
  if (userId !== person.userId) throw appError('LINK_INVALID')
  await transaction(async (tx) => {
    await spendLink(tx, 'email', linkId)
    await setEmail(tx, userId, email, person.sessionId)
    await noteAccount('email_changed', { by: person, address: from }, tx)
  })
  forgetPerson(userId)
  return email
}

/** Stores an address, tells the old one, and ends what it opened. Throws VALUE_TAKEN when somebody else signs in with it. */
export async function setEmail(
  db: Db,
  userId: string,
  email: string,
  exceptSession?: string | null,
): Promise<void> {
  const user = param(userId, 'uuid')
  await notify(db, userId, 'emailChanged')
  await run(
    db,
    sql`update tian.users set email = ${param(email)}, email_norm = ${param(accountForm(email))} where id = ${user}`,
  ).catch((error: unknown) => {
    if (sqlState(error) !== '23505') throw error
    throw appError('VALUE_TAKEN', { field: 'email', problem: 'account.emailElsewhere' })
  })
  await revokeAll(db, userId, 'emailChanged', exceptSession)
}

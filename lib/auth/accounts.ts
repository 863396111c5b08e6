/** Accounts: what a name, an address and a password must be, making an account, and changing one's own. */
import { randomUUID } from 'node:crypto'
import type { Person } from '@/lib/access/actor'
import { noteAccount } from '@/lib/audit/accounts'
import { appSql, type Db, run, transaction } from '@/lib/db/connection'
import { param, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { checkText, trimmed } from '@/lib/fields/characters'
import type { Locale } from '@/lib/i18n/labels'
import { forgetPerson } from './authenticate'
import { cookieLine } from './cookie'
import { accountForm, readEmail } from './email'
import { requirePassword } from './identity'
import { notify } from './notices'
import { checkPassword, hashPassword } from './password'
import { createSession, revokeAll, type Visitor } from './sessions'

/** An id from an address; a text that is none names nobody. */
export function personId(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw appError('NOT_FOUND')
  return text.toLowerCase()
}

/** Of a person `u`: was invited and has never joined. */
export const isInvited: SQL = sql`(not u.active and not u.placeholder and u.password_hash is null and u.email is not null)`

/** A line of text up to 100 characters, or the problem with it. */
export function readName(text: string, field = 'name'): string {
  const name = trimmed(text)
  const problem = name === undefined ? { code: 'auth.nameNeeded' } : checkText(name, { max: 100 })
  if (problem) throw appError('VALUE_INVALID', { field, problem: problem.code, params: problem.params })
  return name as string
}

export interface NewAccount {
  name: string
  email: string
  password: string
}

/** Refuses an account that would not do, naming the field. */
export function checkAccount({ name, email, password }: NewAccount): { name: string; email: string } {
  const address = readEmail(email)
  const account = { name: readName(name), email: address ?? '' }
  if (address === undefined) throw appError('VALUE_INVALID', { field: 'email', problem: 'auth.emailInvalid' })
  checkPassword(password, 'password', account)
  return account
}

/** Adds an account, which acts only once it has a password; undefined when its address already has one. */
export async function addAccount(
  db: Db,
  account: { name: string; email: string; hash: string | null; locale: Locale; owner?: boolean },
): Promise<string | undefined> {
  const [row] = await run<{ id: string }>(
    db,
    sql`insert into tian.users (id, name, email, email_norm, password_hash, locale, owner, active)
        values (${param(randomUUID(), 'uuid')}, ${param(account.name)}, ${param(account.email)},
          ${param(accountForm(account.email))}, ${param(account.hash)}, ${param(account.locale)},
          ${param(account.owner ?? false, 'boolean')}, ${param(account.hash !== null, 'boolean')})
        on conflict (email_norm) do nothing returning id`,
  )
  return row?.id
}

/** Changes one's own name and language. */
export async function changeOwn(person: Person, change: { name?: string; locale?: Locale }): Promise<void> {
  const name = change.name === undefined ? null : readName(change.name)
  await run(
    appSql(),
    sql`update tian.users set name = coalesce(${param(name)}, name), locale = coalesce(${param(change.locale ?? null)}, locale)
        where id = ${param(person.userId, 'uuid')}`,
  )
  forgetPerson(person.userId)
}

/** Changes one's own password; the present one is asked again. @returns the cookie of the one session that is left. */
export async function changePassword(
  person: Person,
  current: string,
  next: string,
  visitor: Visitor,
): Promise<string> {
  checkPassword(next, 'next', person)
  await requirePassword(person, current, visitor.address, 'current')
  const hash = await hashPassword(next)
  const session = await transaction(async (tx) => {
    await setPassword(tx, person.userId, hash, 'passwordChanged')
    await noteAccount('password_changed', { by: person, address: visitor.address }, tx)
    await notify(tx, person.userId, 'passwordChanged')
    return createSession(person.userId, visitor, tx)
  })
  return cookieLine(session, person.userId)
}

/** Stores a password and ends what the old one opened. */
export async function setPassword(
  db: Db,
  userId: string,
  hash: string,
  why: 'passwordChanged' | 'passwordReset',
  exceptSession?: string | null,
): Promise<void> {
  await run(db, sql`update tian.users set password_hash = ${param(hash)} where id = ${param(userId, 'uuid')}`)
  await revokeAll(db, userId, why, exceptSession)
}

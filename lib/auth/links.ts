/** Links that prove once who opens them: 256 random bits of which only the hash is kept, each for one purpose. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { appSql, type Db, run } from '@/lib/db/connection'
import { param, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'

export type Purpose = 'invitation' | 'reset' | 'email'

/** For how long a link works. */
export const linkSeconds: Record<Purpose, number> = {
  invitation: 7 * 24 * 3600,
  reset: 30 * 60,
  email: 60 * 60,
}

const pages: Record<Purpose, string> = { invitation: 'join', reset: 'reset', email: 'confirm-email' }

/** Where people reach us: the configured address, never what a request says of itself. */
export const siteAddress = (): string => process.env.NEXTAUTH_URL ?? ''

/** The secret stands behind `#`, which no browser sends: it is in no log, no proxy and no Referer. */
const address = (purpose: Purpose, token: string): string => `${siteAddress()}/${pages[purpose]}#${token}`

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** A new link; those of the same purpose that the person had end. @param email the address that it is to make their own */
export async function makeLink(
  db: Db,
  purpose: Purpose,
  userId: string,
  by: string | null,
  email: string | null = null,
): Promise<{ link: string; until: string }> {
  const token = randomBytes(32).toString('base64url')
  const user = param(userId, 'uuid')
  const seconds = param(`${linkSeconds[purpose]} s`, 'interval')
  const [row] = await run<{ until: string }>(
    db,
    sql`with old as (update tian.account_links set used_at = now()
            where user_id = ${user} and purpose = ${param(purpose)} and used_at is null)
        insert into tian.account_links (id, user_id, purpose, hash, created_by, email, expires_at)
        values (${param(randomUUID(), 'uuid')}, ${user}, ${param(purpose)}, ${param(hashOf(token))},
          ${param(by, 'uuid')}, ${param(email)}, now() + ${seconds}) returning expires_at as until`,
  )
  return { link: address(purpose, token), until: row!.until }
}

/** Link `l` of user `u` still works. An invitation is for who never joined, the others for who did. */
const works = (purpose: Purpose): SQL => sql`l.purpose = ${param(purpose)} and l.used_at is null
  and l.expires_at > now() and not u.placeholder and ${
    purpose === 'invitation' ? sql`not u.active and u.password_hash is null` : sql`u.active`
  }`

export interface Invited {
  linkId: string
  userId: string
  name: string
  email: string
}

/** Whom a link is for. Throws LINK_INVALID alike for an unknown, used, withdrawn, expired or other link. */
export async function openLink(purpose: Purpose, token: string): Promise<Invited> {
  const [found] = await run<Invited>(
    appSql(),
    sql`select l.id as "linkId", u.id as "userId", u.name, coalesce(l.email, u.email) as email
        from tian.account_links l join tian.users u on u.id = l.user_id
        where l.hash = ${param(hashOf(token))} and ${works(purpose)}`,
  )
  if (!found) throw appError('LINK_INVALID')
  return found
}

/** Uses a link up, in the transaction of what it was for: of two at once, one finds it used. */
export async function spendLink(db: Db, purpose: Purpose, linkId: string): Promise<void> {
  const used = await run(
    db,
    sql`update tian.account_links l set used_at = now() from tian.users u
        where u.id = l.user_id and l.id = ${param(linkId, 'uuid')} and ${works(purpose)} returning 1`,
  )
  if (used.length === 0) throw appError('LINK_INVALID')
}

/** Ends the open links of a purpose. */
export async function endLinks(db: Db, purpose: Purpose, userId: string): Promise<void> {
  await run(
    db,
    sql`update tian.account_links set used_at = now()
        where user_id = ${param(userId, 'uuid')} and purpose = ${param(purpose)} and used_at is null`,
  )
}

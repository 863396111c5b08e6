/** Members of a base: listing, adding and changing them, under the rule that an administrator always remains. */
import type { Actor } from '@/lib/access/actor'
import { assertGuard, assertPresent, guardOf } from '@/lib/access/enter'
import type { MemberAnswer, PersonAnswer } from '@/lib/api/contract'
import type { AccountKind } from '@/lib/api/contract-audit'
import { noteAccount } from '@/lib/audit/accounts'
import { appSql, type Db, run, type Tx, transaction } from '@/lib/db/connection'
import { arrayParam, param, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { addAccount, checkAccount, isInvited, personId, readName, setPassword } from './accounts'
import { forgetPerson } from './authenticate'
import { readAddress, setEmail } from './change-email'
import { accountForm } from './email'
import { hasFactor } from './factors'
import { requireRecent } from './identity'
import { mailOn } from './mail'
import { notify } from './notices'
import { checkPassword, generatePassword, hashPassword } from './password'
import { revokeAll } from './sessions'
import { joining, type Place, placed } from './teams'

/** Everybody in the base. */
export async function listMembers(actor: Actor): Promise<MemberAnswer[]> {
  return readMembers(appSql(), actor, sql`true`)
}

async function readMembers(db: Db, actor: Actor, where: SQL): Promise<MemberAnswer[]> {
  const rows = await run<MemberRow>(
    db,
    sql`select u.id, u.name, u.email, u.placeholder, u.active, m.roles, ${hasFactor} as factor,
          (select max(s.last_seen_at) from tian.sessions s where s.user_id = u.id and not s.pending) as "lastSeen",
          ${isInvited} as invited,
          (select max(l.expires_at) from tian.account_links l
            where l.user_id = u.id and l.purpose = 'invitation' and l.used_at is null and l.expires_at > now()) as until
        from tian.memberships m join tian.users u on u.id = m.user_id
        where m.base_id = ${base(actor)} and ${where}
        order by u.placeholder, u.name collate "zh-x-icu", u.id`,
  )
  return rows.map(({ email, lastSeen, invited, until, factor, ...row }) => ({
    ...row,
    ...(email && { email }),
    ...(lastSeen && { lastSeen }),
    ...(factor && { factor }),
    ...(invited && { invited: until ? { until } : {} }),
  }))
}

type MemberRow = Omit<MemberAnswer, 'email' | 'lastSeen' | 'invited'> & {
  email: string | null
  lastSeen: string | null
  /** Was invited and has never joined. */
  invited: boolean
  until: string | null
}

const base = (actor: Actor): SQL => param(actor.definitions.baseId, 'uuid')

export async function memberOf(db: Db, actor: Actor, id: string): Promise<MemberAnswer> {
  const [member] = await readMembers(db, actor, sql`u.id = ${param(personId(id), 'uuid')}`)
  if (!member) throw appError('NOT_FOUND')
  return member
}

/** People whom fields of the base may name, found by name. Addresses are not searched: they are not everybody's to know. */
export async function findPeople(actor: Actor, search: string): Promise<PersonAnswer[]> {
  const wanted = param(search.trim().slice(0, 100).toLowerCase())
  const rows = await run<PersonAnswer & { guard: string | null }>(
    appSql(),
    sql`select g.guard, p.id, p.name, p.placeholder, p.active from (select ${guardOf(actor)} as guard) g
        left join lateral (
          select u.id, u.name, u.placeholder, u.active from tian.memberships m join tian.users u on u.id = m.user_id
          where m.base_id = ${base(actor)} and position(${wanted} in lower(u.name collate "und-x-icu")) > 0
          order by u.active desc, u.placeholder, u.name collate "zh-x-icu", u.id limit 50) p on true`,
  )
  assertGuard(actor, rows[0]?.guard ?? null)
  return rows.filter((row) => row.id).map(({ guard, ...person }) => person)
}

export interface NewMember {
  name: string
  email: string
  password?: string
  roles: string[]
  /** Teams that they are in from now on. */
  teams?: Place[]
}

/**
 * Adds a member. Somebody who has an account in this workspace joins with it, name and password unchanged;
 * @returns the password only if it was made here, this once.
 */
export async function addMember(
  actor: Actor,
  given: NewMember,
): Promise<MemberAnswer & { password?: string }> {
  const password = given.password ?? generatePassword()
  const account = checkAccount({ ...given, password })
  checkRoles(actor, given.roles)
  const hash = await hashPassword(password)
  return joining(actor, given.teams, async (tx, teams) => {
    const made = await addAccount(tx, { ...account, hash, locale: actor.locale })
    const id = made ?? (await accountOf(tx, account.email))
    const joined = await run(
      tx,
      sql`insert into tian.memberships (base_id, user_id, roles)
          values (${base(actor)}, ${param(id, 'uuid')}, ${arrayParam(unique(given.roles))}) on conflict do nothing returning 1`,
    )
    if (joined.length === 0) throw appError('VALUE_TAKEN', { field: 'email', problem: 'auth.emailTaken' })
    await placed(tx, teams, id, given.teams)
    await noteMember('member_added', tx, actor, id, given.roles)
    const member = await memberOf(tx, actor, id)
    return made && given.password === undefined ? { ...member, password } : member
  })
}

async function accountOf(db: Db, email: string): Promise<string> {
  const [user] = await run<{ id: string }>(
    db,
    sql`select id from tian.users where email_norm = ${param(accountForm(email))}`,
  )
  return user!.id
}

const unique = (keys: readonly string[]): string[] => [...new Set(keys)]

/** Leaves a line about somebody's membership of the base. */
export const noteMember = (
  kind: AccountKind,
  tx: Tx,
  actor: Actor,
  of: string,
  roles?: readonly string[],
): Promise<void> => noteAccount(kind, { by: actor, of, base: actor.definitions.base, roles }, tx)

/** Throws unless every role is one of the base. */
export function checkRoles(actor: Actor, roles: readonly string[]): void {
  if (!roles.every((key) => actor.definitions.roles.has(key)))
    throw appError('BODY_INVALID', { pointer: '/roles' })
}

export interface MemberChange {
  roles?: string[]
  active?: boolean
  name?: string
  password?: string
  /** The address to sign in with. One's own is changed by a link, where mail is sent. */
  email?: string
}

/** Changes a member's roles here, or the account: name, address, password, whether it is active. */
export async function changeMember(actor: Actor, id: string, change: MemberChange): Promise<MemberAnswer> {
  const name = change.name === undefined ? undefined : readName(change.name)
  if (change.roles) checkRoles(actor, change.roles)
  const email = change.email === undefined ? undefined : readAddress(change.email)
  if (email !== undefined || change.password !== undefined) await requireRecent(actor)
  if (change.password !== undefined) {
    checkPassword(change.password, 'password', await memberOf(appSql(), actor, id))
  }
  const hash = change.password === undefined ? undefined : await hashPassword(change.password)
  const member = await transaction(async (tx) => {
    await lockBases(tx, actor, personId(id))
    await assertPresent(tx, actor)
    const before = await memberOf(tx, actor, id)
    if (name !== undefined || email !== undefined || hash !== undefined || change.active !== undefined)
      await requireAccount(tx, actor, before)
    const user = param(before.id, 'uuid')
    if (change.roles) {
      await run(
        tx,
        sql`update tian.memberships set roles = ${arrayParam(unique(change.roles))}
            where base_id = ${base(actor)} and user_id = ${user}`,
      )
      await noteMember('roles_changed', tx, actor, before.id, change.roles)
    }
    if (name !== undefined) await run(tx, sql`update tian.users set name = ${param(name)} where id = ${user}`)
    if (hash !== undefined) {
      if (before.placeholder)
        throw appError('VALUE_INVALID', { field: 'password', problem: 'auth.placeholderNoSignIn' })
      await setPassword(
        tx,
        before.id,
        hash,
        'passwordReset',
        actor.userId === before.id ? actor.sessionId : null,
      )
      await noteAccount('password_reset', { by: actor, of: before.id }, tx)
      await notify(tx, before.id, actor.userId === before.id ? 'passwordChanged' : 'passwordSet')
    }
    // After what is told to the address of before.
    if (email !== undefined) await changeEmail(tx, actor, before, email)
    // An account without a password opens by its invitation only.
    if (before.invited && (change.active || hash !== undefined))
      throw appError('VALUE_INVALID', { problem: 'account.notJoined' })
    if (change.active !== undefined) {
      await run(tx, sql`update tian.users set active = ${param(change.active, 'boolean')} where id = ${user}`)
      await noteAccount(change.active ? 'activated' : 'deactivated', { by: actor, of: before.id }, tx)
    }
    if (change.active === false) await revokeAll(tx, before.id, 'deactivated')
    await requireAdmins(tx, before.id)
    return memberOf(tx, actor, id)
  })
  forgetPerson(member.id)
  return member
}

async function changeEmail(tx: Tx, actor: Actor, member: MemberAnswer, email: string): Promise<void> {
  const own = member.id === actor.userId
  if (member.placeholder)
    throw appError('VALUE_INVALID', { field: 'email', problem: 'auth.placeholderNoSignIn' })
  if (own && mailOn()) throw appError('VALUE_INVALID', { field: 'email', problem: 'account.emailOwn' })
  await setEmail(tx, member.id, email, own ? actor.sessionId : null)
  await noteAccount('email_changed', { by: actor, of: member.id }, tx)
}

/** Changes of who administers a base come one at a time: the bases of this person are locked, always in one order. */
async function lockBases(tx: Tx, actor: Actor, userId: string): Promise<void> {
  await run(
    tx,
    sql`select 1 from tian.bases where id = ${base(actor)}
          or id in (select base_id from tian.memberships where user_id = ${param(userId, 'uuid')})
        order by id for no key update`,
  )
}

/**
 * An account is the whole workspace's. Who administers one base may change accounts that are only there; otherwise
 * setting somebody's password would open bases that are none of theirs. The owner's is the owner's alone.
 */
export async function requireAccount(db: Db, actor: Actor, member: MemberAnswer): Promise<void> {
  if (actor.owner || actor.userId === member.id) return
  const [row] = await run<{ theirs: boolean }>(
    db,
    sql`select u.owner or exists (select 1 from tian.memberships m
          where m.user_id = u.id and m.base_id <> ${base(actor)}) as theirs
        from tian.users u where u.id = ${param(member.id, 'uuid')}`,
  )
  if (row!.theirs) throw appError('FORBIDDEN')
}

/** Refuses when one of the person's bases is left without an active administrator, or the workspace without its owner. */
async function requireAdmins(db: Db, userId: string): Promise<void> {
  const [lost] = await run(
    db,
    sql`select 1 from tian.memberships mine where mine.user_id = ${param(userId, 'uuid')} and not exists (
            select 1 from tian.memberships m join tian.users u on u.id = m.user_id
            join tian.documents d on d.base_id = m.base_id and d.kind = 'role' and d.deleted_at is null
              and d.key = any(m.roles) and d.body -> 'admin' = 'true'
            where m.base_id = mine.base_id and u.active and not u.placeholder)
        union all
        select 1 from tian.users where id = ${param(userId, 'uuid')} and owner and not active limit 1`,
  )
  if (lost) throw appError('LAST_ADMIN')
}

/** Inviting people by e-mail: a one-use link with which they set their own name and password. Links to reset go the same way. */
import type { Actor } from '@/lib/access/actor'
import { assertPresent } from '@/lib/access/enter'
import type { MemberAnswer } from '@/lib/api/contract'
import type { InvitationAnswer, PassedOn } from '@/lib/api/contract-account'
import { noteAccount } from '@/lib/audit/accounts'
import { run, type Tx, transaction } from '@/lib/db/connection'
import { arrayParam, param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Locale } from '@/lib/i18n/labels'
import { endShares } from '@/lib/records/share'
import { addAccount, readName } from './accounts'
import { accountForm, readEmail } from './email'
import { dropFactor } from './factors'
import { requireRecent } from './identity'
import { invitationLetter, resetLetter } from './letters'
import { endLinks, makeLink, openLink, spendLink } from './links'
import { mailOn, post } from './mail'
import { checkRoles, memberOf, noteMember, requireAccount } from './members'
import { notify } from './notices'
import { checkPassword, hashPassword } from './password'
import { countLink } from './reset'
import { revokeAll } from './sessions'
import { joining, leaveTeams, lockEveryBase, type Place, placed } from './teams'

export interface Invitation {
  email: string
  name?: string
  roles: string[]
  /** Teams that they are in from now on. */
  teams?: Place[]
}

/** Somebody with an account joins at once; anybody else becomes a member who can do nothing until they accept. */
export async function invite(actor: Actor, given: Invitation): Promise<InvitationAnswer> {
  const email = readEmail(given.email)
  if (email === undefined) throw appError('VALUE_INVALID', { field: 'email', problem: 'auth.emailInvalid' })
  const name = readName(given.name?.trim() ? given.name : email.split('@')[0]!)
  checkRoles(actor, given.roles)
  return joining(actor, given.teams, async (tx, teams) => {
    const made = await addAccount(tx, { name, email, hash: null, locale: actor.locale })
    const [joined] = await run<{ id: string }>(
      tx,
      sql`insert into tian.memberships (base_id, user_id, roles)
          select ${param(actor.definitions.baseId, 'uuid')}, u.id, ${arrayParam([...new Set(given.roles)])}
          from tian.users u where u.email_norm = ${param(accountForm(email))}
          on conflict do nothing returning user_id as id`,
    )
    if (!joined) throw appError('VALUE_TAKEN', { field: 'email', problem: 'auth.emailTaken' })
    await placed(tx, teams, joined.id, given.teams)
    await noteMember('member_added', tx, actor, joined.id, given.roles)
    const member = await memberOf(tx, actor, joined.id)
    const known = { id: member.id, name: member.name }
    if (!member.invited) return { ...known, joined: true, mailed: false }
    // Whoever holds the link becomes this person, also in other bases: no administrator of one gets to see it.
    if (!made && !mailOn() && !(await isOnlyHere(tx, actor, member)))
      return { ...known, joined: false, mailed: false }
    return { ...known, joined: false, ...(await sendInvitation(tx, actor, member.id)) }
  })
}

const isOnlyHere = (tx: Tx, actor: Actor, member: MemberAnswer): Promise<boolean> =>
  requireAccount(tx, actor, member).then(
    () => true,
    () => false,
  )

/** Sends the invitation again, by a new link; the one before ends. */
export async function inviteAgain(actor: Actor, id: string): Promise<PassedOn> {
  return transaction(async (tx) => {
    await assertPresent(tx, actor)
    const member = await memberOf(tx, actor, id)
    if (!member.invited) throw appError('NOT_FOUND')
    if (!mailOn()) await requireAccount(tx, actor, member)
    return sendInvitation(tx, actor, member.id)
  })
}

/** Takes an invitation back: the link ends, and the person is no member here, nor in a team once they are a member nowhere. */
export async function withdraw(actor: Actor, id: string): Promise<void> {
  await transaction(async (tx) => {
    await lockEveryBase(tx)
    await assertPresent(tx, actor)
    const member = await memberOf(tx, actor, id)
    if (!member.invited) throw appError('NOT_FOUND')
    const user = param(member.id, 'uuid')
    await run(
      tx,
      sql`delete from tian.memberships where base_id = ${param(actor.definitions.baseId, 'uuid')} and user_id = ${user}`,
    )
    await endShares(tx, actor.definitions.schema, member.id)
    await noteMember('member_removed', tx, actor, member.id)
    const [elsewhere] = await run(tx, sql`select 1 from tian.memberships where user_id = ${user}`)
    if (elsewhere) return
    await endLinks(tx, 'invitation', member.id)
    await leaveTeams(tx, member.id)
  })
}

async function sendInvitation(tx: Tx, actor: Actor, userId: string): Promise<PassedOn> {
  const { email, name, locale } = await reader(tx, userId)
  const { link, until } = await makeLink(tx, 'invitation', userId, actor.userId)
  if (!mailOn()) return { mailed: false, link, until }
  await post(tx, email, await invitationLetter(tx, locale, { name, by: actor.name, link }))
  return { mailed: true, until }
}

async function reader(tx: Tx, userId: string): Promise<{ email: string; name: string; locale: Locale }> {
  const [user] = await run<{ email: string; name: string; locale: Locale }>(
    tx,
    sql`select email, name, locale from tian.users where id = ${param(userId, 'uuid')}`,
  )
  return user!
}

/** A link with which a member sets a new password, by mail or to pass on. */
export async function sendResetLink(actor: Actor, id: string): Promise<PassedOn> {
  await requireRecent(actor)
  return transaction(async (tx) => {
    await assertPresent(tx, actor)
    const member = await memberOf(tx, actor, id)
    if (!member.active || member.placeholder || !member.email) throw appError('NOT_FOUND')
    await requireAccount(tx, actor, member)
    const { email, name, locale } = await reader(tx, member.id)
    const { link, until } = await makeLink(tx, 'reset', member.id, actor.userId)
    await noteAccount('reset_link', { by: actor, of: member.id }, tx)
    if (!mailOn()) return { mailed: false, link, until }
    await post(tx, email, await resetLetter(tx, locale, { name, link }))
    return { mailed: true, until }
  })
}

/** Takes a member's lost second factor away, and with it every session. */
export async function resetFactor(actor: Actor, id: string): Promise<void> {
  await requireRecent(actor)
  await transaction(async (tx) => {
    await assertPresent(tx, actor)
    const member = await memberOf(tx, actor, id)
    await requireAccount(tx, actor, member)
    if (!(await dropFactor(tx, member.id))) throw appError('NOT_FOUND')
    await revokeAll(tx, member.id, 'factorReset')
    await noteAccount('factor_reset', { by: actor, of: member.id }, tx)
    await notify(tx, member.id, 'factorReset')
  })
}

/** Signs a member out everywhere. */
export async function endSessions(actor: Actor, id: string): Promise<void> {
  await transaction(async (tx) => {
    await assertPresent(tx, actor)
    const member = await memberOf(tx, actor, id)
    await requireAccount(tx, actor, member)
    await revokeAll(tx, member.id, 'signedOutEverywhere')
    await noteAccount('everywhere_ended', { by: actor, of: member.id }, tx)
  })
}

/** Accepts an invitation: from here on the account is its person's. */
export async function join(
  token: string,
  given: { name: string; password: string; locale: Locale },
  address: string,
): Promise<{ email: string }> {
  await countLink(address)
  const { linkId, userId, email } = await openLink('invitation', token)
  const name = readName(given.name)
  checkPassword(given.password, 'password', { name, email })
  const hash = await hashPassword(given.password)
  await transaction(async (tx) => {
    await spendLink(tx, 'invitation', linkId)
    await run(
      tx,
      sql`update tian.users set name = ${param(name)}, locale = ${param(given.locale)},
            password_hash = ${param(hash)}, active = true where id = ${param(userId, 'uuid')}`,
    )
    await revokeAll(tx, userId, 'passwordReset')
    await noteAccount('member_joined', { by: { userId, door: 'page' }, address }, tx)
  })
  return { email }
}

/** Tells people by letter what has just changed about their account, so that a stranger's doing does not go unseen. */
import { type Db, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import type { Locale } from '@/lib/i18n/labels'
import { nameIn, words } from './letters'
import { mailOn, post } from './mail'

export type Notice =
  | 'passwordChanged'
  | 'passwordReset'
  | 'passwordSet'
  | 'factorSet'
  | 'factorDropped'
  | 'factorReset'
  | 'recoveryRenewed'
  | 'emailChanged'

/** A letter to the address that the account has until now, in the transaction of what it tells; none where no mail is sent. */
export async function notify(db: Db, userId: string, what: Notice): Promise<void> {
  if (!mailOn()) return
  const [user] = await run<{ name: string; email: string | null; locale: Locale }>(
    db,
    sql`select name, email, locale from tian.users where id = ${param(userId, 'uuid')} for no key update`,
  )
  if (!user?.email) return
  const { t, args } = await words(db, user.locale, { name: nameIn(user.name) })
  await post(db, user.email, {
    subject: t(`account.${what}Subject`, args),
    body: t(`account.${what}Letter`, args),
  })
}

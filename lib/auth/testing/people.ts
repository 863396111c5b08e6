/** People for tests of accounts: members with a password, their tokens, links and second factors. */
import { createHash, randomBytes } from 'node:crypto'
import type { Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { handle } from '@/lib/api/dispatch'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { addMember } from '../members'
import { codeAt, stepAt } from '../totp'
import { type Browser, origin } from './browser'

export const password = '山上的雪 还没有化'

let number = 0

export interface Member {
  id: string
  email: string
}

/** A member of the base with the password of these tests. */
export async function newMember(by: Person, roles = ['sales'], name = '赵新人'): Promise<Member> {
  const email = `member${++number}@example.com`
  const { id } = await asActor(by, 'crm', (actor) => addMember(actor, { name, email, password, roles }))
  return { id, email }
}

/** A key for programs that acts as the member. */
export async function newToken({ id }: Member, role = 'sales'): Promise<string> {
  const key = `tian_${randomBytes(32).toString('base64url')}`
  const hash = createHash('sha256').update(key).digest('base64url')
  await run(
    appSql(),
    sql`insert into tian.api_tokens (id, base_id, user_id, label, prefix, hash, role)
        select gen_random_uuid(), b.id, ${param(id, 'uuid')}, 'test', ${param(key.slice(0, 9))}, ${param(hash)}, ${param(role)}
        from tian.bases b where b.key = 'crm'`,
  )
  return key
}

export const customers = '/bases/crm/tables/customers/records'

/** What a program is answered that shows a key. */
export async function statusWith(key: string): Promise<number> {
  const request = new Request(`${origin}/api/v1${customers}`, {
    headers: { authorization: `Bearer ${key}`, host: 'tian.test' },
  })
  return (await handle(request)).status
}

/** The code that the app shows now, as if none had been used before. */
export async function freshCode({ id }: Member, secret: string): Promise<string> {
  await run(appSql(), sql`update tian.factors set last_step = 0 where user_id = ${param(id, 'uuid')}`)
  return codeAt(secret, stepAt(Date.now()))
}

/** Sets an authenticator app up for whoever is signed in. */
export async function enrol(browser: Browser): Promise<{ secret: string; recovery: string[] }> {
  const { status, body } = await browser.api('POST', '/account/factor')
  if (status !== 200) throw new Error(`no offer: ${JSON.stringify(body)}`)
  const { secret, offer } = body as { secret: string; offer: string }
  const answer = await browser.api('PUT', '/account/factor', {
    offer,
    code: codeAt(secret, stepAt(Date.now())),
  })
  if (answer.status !== 200) throw new Error(`not taken: ${JSON.stringify(answer.body)}`)
  return { secret, recovery: (answer.body as { recovery: string[] }).recovery }
}

/** The session forgets that its person has just proved who they are. */
export const longAgo = () =>
  run(appSql(), sql`update tian.sessions set confirmed_at = now() - interval '16 minutes'`)

/** The secret at the end of a link. */
export const tokenIn = (link: string): string => link.slice(link.indexOf('#') + 1)

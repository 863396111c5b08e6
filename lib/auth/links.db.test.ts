/** Invitations and resets: one-use links of one purpose from the configured address, and answers that tell nothing. */
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { appSql, ownerTransaction, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { createBase } from '@/lib/ddl/base'
import { makePerson, makeWorld, type World } from '@/lib/records/testing/world'
import {
  endSessions,
  type Invitation,
  invite,
  inviteAgain,
  resetFactor,
  sendResetLink,
  withdraw,
} from './invitations'
import { sendDue } from './mail'
import { changeMember, listMembers } from './members'
import { settled } from './reset'
import { verifiedAccount } from './sign-in'
import { Browser, prepareSignIn } from './testing/browser'
import { customers, enrol, newMember, password, tokenIn } from './testing/people'
import { openPostOffice, type PostOffice } from './testing/post-office'

let db: TestDatabase
let world: World
let office: PostOffice
let number = 0

beforeAll(async () => {
  prepareSignIn()
  db = await testDatabase()
  world = await makeWorld()
  office = await openPostOffice()
})
beforeEach(async () => {
  await run(appSql(), sql`delete from tian.attempts`)
  await run(appSql(), sql`delete from tian.mails`)
})
afterEach(() => withoutMail())
afterAll(async () => {
  office.close()
  await db.close()
})

function withMail(): void {
  process.env.SMTP_URL = office.url
  process.env.MAIL_FROM = 'no-reply@tian.test'
  office.letters.length = 0
}
function withoutMail(): void {
  delete process.env.SMTP_URL
  delete process.env.MAIL_FROM
}
const someone = (more: Partial<Invitation> = {}): Invitation => ({
  email: `invited${++number}@example.com`,
  name: '孙受邀',
  roles: ['sales'],
  ...more,
})
const by = (person: Person, given: Invitation, base = 'crm') =>
  asActor(person, base, (actor) => invite(actor, given))
async function invited(more: Partial<Invitation> = {}) {
  const given = someone(more)
  const { id, link } = await by(world.admin, given)
  return { ...given, id, token: tokenIn(link!) }
}
async function resetTokenOf(id: string): Promise<string> {
  return tokenIn((await asActor(world.admin, 'crm', (actor) => sendResetLink(actor, id))).link!)
}
const visitor = () => new Browser(`203.0.113.${++number % 250}`)
const join = (token: string, more: object = {}) =>
  visitor().api('POST', '/account/join', { token, name: '孙加入', password, locale: 'zh-CN', ...more })
const reset = (token: string, to = 'a wholly new password') =>
  visitor().api('POST', '/account/reset', { token, password: to })
const look = (purpose: string, token: string) => visitor().api('POST', '/account/link', { purpose, token })
const dead = { status: 410, body: { error: { code: 'LINK_INVALID' } } }
const memberOf = async (id: string) =>
  (await asActor(world.admin, 'crm', listMembers)).find((member) => member.id === id)

describe('an invitation', () => {
  test('is a link from the configured address that lets somebody set their own name and password', async () => {
    const given = someone()
    const { id, link, until, joined, mailed } = await by(world.admin, given)
    expect({ joined, mailed }).toEqual({ joined: false, mailed: false })
    expect(link).toMatch(/^http:\/\/tian\.test\/join#[A-Za-z0-9_-]{43}$/)
    expect(new Date(until!).getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
    expect(await memberOf(id)).toMatchObject({ active: false, invited: { until }, roles: ['sales'] })
    expect((await look('invitation', tokenIn(link!))).body).toEqual({
      workspace: 'Tian',
      name: '孙受邀',
      email: given.email,
    })
    expect(await join(tokenIn(link!))).toMatchObject({ status: 201, body: { email: given.email } })
    const browser = new Browser()
    expect(await browser.signIn(given.email, password)).toBeUndefined()
    expect((await browser.api('GET', customers)).status).toBe(200)
    const member = await memberOf(id)
    expect(member).toMatchObject({ name: '孙加入', active: true })
    expect(member).not.toHaveProperty('invited')
  })

  test('is kept as a hash only', async () => {
    const { token, id } = await invited()
    const [row] = await run<{ hash: string; text: string }>(
      appSql(),
      sql`select hash, l::text as text from tian.account_links l where user_id = ${param(id, 'uuid')}`,
    )
    expect(row!.hash).toBe(createHash('sha256').update(token).digest('base64url'))
    expect(row!.text).not.toContain(token)
  })

  test('goes by mail where there is a server, and then the administrator never sees it', async () => {
    withMail()
    const given = someone()
    const answer = await by(world.admin, given)
    expect(answer).toMatchObject({ mailed: true })
    expect(answer).not.toHaveProperty('link')
    await sendDue()
    expect(office.letters).toMatchObject([{ to: [given.email] }])
    const link = /http:\S+#\S+/.exec(office.letters[0]!.text)![0]
    expect(await join(tokenIn(link))).toMatchObject({ status: 201 })
  })

  test('works once, also for two at the same time', async () => {
    const { token } = await invited()
    const both = await Promise.all([join(token), join(token)])
    expect(both.map((one) => one.status).sort()).toEqual([201, 410])
    expect(await join(token)).toMatchObject(dead)
  })

  test('that was accepted cannot be taken back: that would take a member away', async () => {
    const { id, token } = await invited()
    expect(await join(token)).toMatchObject({ status: 201 })
    for (const deed of [withdraw, inviteAgain])
      await expect(
        asActor(world.admin, 'crm', (actor): Promise<unknown> => deed(actor, id)),
        deed.name,
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await memberOf(id)).toMatchObject({ active: true })
  })

  test('ends after seven days, when it is made anew, and when it is taken back', async () => {
    const [late, renewed, gone] = [await invited(), await invited(), await invited()]
    await run(
      appSql(),
      sql`update tian.account_links set expires_at = now() where user_id = ${param(late.id, 'uuid')}`,
    )
    expect(await join(late.token)).toMatchObject(dead)
    expect((await memberOf(late.id))!.invited).toEqual({})
    const again = await asActor(world.admin, 'crm', (actor) => inviteAgain(actor, renewed.id))
    expect(await join(renewed.token)).toMatchObject(dead)
    expect(await join(tokenIn(again.link!))).toMatchObject({ status: 201 })
    await asActor(world.admin, 'crm', (actor) => withdraw(actor, gone.id))
    expect(await join(gone.token)).toMatchObject(dead)
    expect(await memberOf(gone.id)).toBeUndefined()
    const { link, joined } = await by(world.admin, { ...someone(), email: gone.email })
    expect(joined).toBe(false)
    expect(await join(tokenIn(link!))).toMatchObject({ status: 201 })
  })

  test('that is not accepted opens nothing: no sign-in, no single sign-on, no reset, no activation', async () => {
    withMail()
    const { id, email } = { ...(await by(world.admin, someone())), email: `invited${number}@example.com` }
    expect(await new Browser().signIn(email, password)).toBe('SIGN_IN_FAILED')
    expect(await new Browser().signIn(email, '')).toBeDefined()
    expect(await verifiedAccount({ email, email_verified: true })).toBeUndefined()
    await sendDue()
    office.letters.length = 0
    expect((await visitor().api('POST', '/account/forgot', { email })).status).toBe(204)
    await settled()
    await sendDue()
    expect(office.letters).toEqual([])
    const change = (to: object) => asActor(world.admin, 'crm', (actor) => changeMember(actor, id, to))
    await expect(change({ active: true })).rejects.toMatchObject({ detail: { problem: 'account.notJoined' } })
    await expect(change({ password })).rejects.toMatchObject({ detail: { problem: 'account.notJoined' } })
  })

  test('of an account joins it at once, as it is', async () => {
    const member = await newMember(world.admin)
    await ownerTransaction((tx) => createBase(tx, world.admin, 'other', { en: 'Other' }))
    const email = member.email.toUpperCase()
    expect(await by(world.admin, someone({ email, name: '改名', roles: ['admin'] }), 'other')).toEqual({
      id: member.id,
      name: '赵新人',
      joined: true,
      mailed: false,
    })
    await expect(by(world.admin, someone({ email, roles: ['admin'] }), 'other')).rejects.toMatchObject({
      code: 'VALUE_TAKEN',
    })
  })

  test('of somebody invited elsewhere is not handed to a second administrator, who would become that person', async () => {
    const { id, email, token } = await invited()
    const stranger = await makePerson('别处的管理员')
    await ownerTransaction((tx) => createBase(tx, stranger, 'theirs', { en: 'Theirs' }))
    const answer = await by(stranger, someone({ email, roles: ['admin'] }), 'theirs')
    expect(answer).toMatchObject({ id, joined: false, mailed: false })
    expect(answer).not.toHaveProperty('link')
    await expect(asActor(stranger, 'theirs', (actor) => inviteAgain(actor, id))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(await join(token)).toMatchObject({ status: 201 })
  })

  test.each([
    [{ email: 'a@example.com,b@evil.example' }, 'VALUE_INVALID'],
    [{ email: 'a@example.com\r\nBcc: b@evil.example' }, 'VALUE_INVALID'],
    [{ roles: ['nobody'] }, 'BODY_INVALID'],
    [{ name: 'x'.repeat(101) }, 'VALUE_INVALID'],
  ])('is refused for %j', async (wrong, code) => {
    await expect(by(world.admin, someone(wrong))).rejects.toMatchObject({ code })
  })

  test('asks for a good password and a name', async () => {
    const { token } = await invited()
    for (const [wrong, field] of [
      [{ password: '1234567' }, 'password'],
      [{ password: 'password1' }, 'password'],
      [{ password: '孙加入2026' }, 'password'],
      [{ name: ' ' }, 'name'],
    ] as const)
      expect(await join(token, wrong)).toMatchObject({ status: 422, body: { error: { field } } })
    expect(await join(token)).toMatchObject({ status: 201 })
  })
})

test('an account that works elsewhere is not in the hands of who administers one base', async () => {
  const member = await newMember(world.admin)
  const stranger = await makePerson('另一处的管理员')
  await ownerTransaction((tx) => createBase(tx, stranger, 'third', { en: 'Third' }))
  await by(stranger, someone({ email: member.email, roles: ['admin'] }), 'third')
  const browser = new Browser()
  await browser.signIn(member.email, password)
  await enrol(browser)
  for (const deed of [sendResetLink, resetFactor, endSessions])
    await expect(
      asActor(stranger, 'third', (actor): Promise<unknown> => deed(actor, member.id)),
      deed.name,
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect((await browser.api('GET', '/account')).body).toMatchObject({ factor: { enrolled: true } })
})

describe('a reset', () => {
  test('sets the password once and keeps the second factor', async () => {
    const member = await newMember(world.admin)
    const browser = new Browser()
    await browser.signIn(member.email, password)
    await enrol(browser)
    const token = await resetTokenOf(member.id)
    expect((await look('reset', token)).body).toMatchObject({ email: member.email })
    for (const weak of ['1234567', 'password1', '赵新人2026'])
      expect(await reset(token, weak)).toMatchObject({ status: 422, body: { error: { field: 'password' } } })
    expect((await reset(token)).status).toBe(204)
    expect(await reset(token)).toMatchObject(dead)
    expect(await new Browser().signIn(member.email, password)).toBe('SIGN_IN_FAILED')
    const after = new Browser()
    expect(await after.signIn(member.email, 'a wholly new password')).toBeUndefined()
    expect((await after.api('GET', '/session')).body).toMatchObject({ pending: 'code' })
  })

  test('link works for thirty minutes, and only the newest', async () => {
    const { id } = await newMember(world.admin)
    const [first, second] = [await resetTokenOf(id), await resetTokenOf(id)]
    expect(await reset(first)).toMatchObject(dead)
    const [row] = await run<{ minutes: number }>(
      appSql(),
      sql`select extract(epoch from expires_at - created_at)::int / 60 as minutes from tian.account_links
          where user_id = ${param(id, 'uuid')} and used_at is null`,
    )
    expect(row!.minutes).toBe(30)
    await run(
      appSql(),
      sql`update tian.account_links set expires_at = now() where user_id = ${param(id, 'uuid')}`,
    )
    expect(await reset(second)).toMatchObject(dead)
  })

  test('of a deactivated account does nothing', async () => {
    const { id } = await newMember(world.admin)
    const token = await resetTokenOf(id)
    await asActor(world.admin, 'crm', (actor) => changeMember(actor, id, { active: false }))
    expect(await reset(token)).toMatchObject(dead)
    await expect(resetTokenOf(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('of an account that works in another base too is nothing that an administrator of one can make', async () => {
    const { id } = await newMember(world.admin)
    await ownerTransaction((tx) => createBase(tx, { userId: id }, 'own', { en: 'Own' }))
    await expect(resetTokenOf(id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('tells the person that the password was changed', async () => {
    const member = await newMember(world.admin)
    const token = await resetTokenOf(member.id)
    withMail()
    await reset(token)
    await sendDue()
    expect(office.letters.map(({ to, text }) => [to, /密码刚刚通过重设链接更改/.test(text)])).toEqual([
      [[member.email], true],
    ])
  })
})

describe('Formbricks 2025-59934: a link is for one purpose', () => {
  test('and a guess, another purpose, a session or a half link is no link', async () => {
    const one = await invited()
    const { id } = await newMember(world.admin)
    const resetToken = await resetTokenOf(id)
    const signedIn = new Browser()
    await signedIn.signIn((await newMember(world.admin)).email, password)
    const hash = createHash('sha256').update(resetToken).digest('base64url')
    for (const wrong of [
      one.token,
      'x',
      '',
      hash,
      resetToken.slice(1),
      `${resetToken}x`,
      signedIn.cookie.slice(0, 200),
    ])
      expect(await reset(wrong), wrong).toMatchObject(dead)
    for (const wrong of [resetToken, one.token.toLowerCase(), `${one.token}=`])
      expect(await join(wrong), wrong).toMatchObject(dead)
    expect(await look('reset', one.token)).toMatchObject(dead)
    expect(await look('invitation', resetToken)).toMatchObject(dead)
    expect((await reset(resetToken)).status).toBe(204)
  })
})

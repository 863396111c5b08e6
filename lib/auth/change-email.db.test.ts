/** One's own address: by a link that only the new address gets, used by the person alone, told at the old one. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { sendDue } from './mail'
import { linkLimit } from './reset'
import { Browser, prepareSignIn } from './testing/browser'
import { longAgo, type Member, newMember, password, tokenIn } from './testing/people'
import { openPostOffice, type PostOffice } from './testing/post-office'

let db: TestDatabase
let office: PostOffice
let world: World
let member: Member
let browser: Browser
let number = 0

beforeAll(async () => {
  prepareSignIn()
  db = await testDatabase()
  office = await openPostOffice()
  world = await makeWorld()
})
beforeEach(async () => {
  process.env.SMTP_URL = office.url
  process.env.MAIL_FROM = 'no-reply@tian.test'
  office.letters.length = 0
  await run(appSql(), sql`delete from tian.attempts`)
  await run(appSql(), sql`delete from tian.mails`)
  member = await newMember(world.admin)
  browser = await signedIn(member)
})
afterEach(() => {
  delete process.env.SMTP_URL
  delete process.env.MAIL_FROM
})
afterAll(async () => {
  office.close()
  await db.close()
})

async function signedIn({ email }: { email: string }): Promise<Browser> {
  const one = new Browser()
  expect(await one.signIn(email, password)).toBeUndefined()
  return one
}
const ask = (email: string, by = browser) => by.api('POST', '/account/email', { email })
const confirm = (token: string, by = browser) => by.api('PUT', '/account/email', { token })
const newAddress = () => `new${++number}@example.com`
const codeOf = (body: object) => (body as { error?: { code: string } }).error?.code
async function letters() {
  await sendDue()
  return office.letters.splice(0)
}
/** Asks, and opens the letter. */
async function asked(email: string): Promise<string> {
  expect((await ask(email)).status).toBe(204)
  const [letter, ...more] = await letters()
  expect([letter!.to, more]).toEqual([[email], []])
  return tokenIn(/http:\/\/tian\.test\/confirm-email#\S+/.exec(letter!.text)![0])
}
const emailOf = async ({ id }: Member) =>
  (
    await run<{ email: string }>(appSql(), sql`select email from tian.users where id = ${param(id, 'uuid')}`)
  )[0]!.email

test('the new address signs in once its link was opened, and the old one is told and does not any more', async () => {
  const email = newAddress()
  const elsewhere = await signedIn(member)
  const token = await asked(email)
  expect(await emailOf(member)).toBe(member.email)
  expect(await confirm(token)).toMatchObject({ status: 200, body: { email } })
  expect((await browser.api('GET', '/session')).body).toMatchObject({ person: { email } })
  expect((await elsewhere.api('GET', '/session')).body).not.toHaveProperty('person')
  const told = await letters()
  expect(told.map((letter) => letter.to)).toEqual([[member.email]])
  expect(told[0]!.text).not.toContain(email)
  expect(await new Browser().signIn(member.email, password)).toBe('SIGN_IN_FAILED')
  await signedIn({ email })
  expect((await confirm(token)).status).toBe(410)
})

describe('a link', () => {
  test('is of no use to anybody but the person who asked, signed in', async () => {
    const token = await asked(newAddress())
    const other = await signedIn(await newMember(world.admin))
    expect(codeOf((await confirm(token, other)).body)).toBe('LINK_INVALID')
    expect(codeOf((await confirm(token, new Browser())).body)).toBe('SIGNED_OUT')
    for (const purpose of ['invitation', 'reset'])
      expect((await new Browser().api('POST', '/account/link', { purpose, token })).status).toBe(410)
    const reset = { token, password: 'a wholly new password' }
    expect((await new Browser().api('POST', '/account/reset', reset)).status).toBe(410)
    expect(await emailOf(member)).toBe(member.email)
    expect((await confirm(token)).status).toBe(200)
  })
  test('is not guessed', async () => {
    for (let i = 0; i < linkLimit.most; i++) expect((await confirm('x')).status).toBe(410)
    expect((await confirm('x')).status).toBe(429)
    await run(appSql(), sql`delete from tian.attempts`)
  })
  test('ends when another is asked for, with a change of the password, and after an hour', async () => {
    const [one, two] = [await asked(newAddress()), await asked(newAddress())]
    expect((await confirm(one)).status).toBe(410)
    await browser.api('POST', '/session/password', { current: password, next: 'a wholly new password' })
    expect((await confirm(two)).status).toBe(410)
    await letters()
    const three = await asked(newAddress())
    await run(appSql(), sql`update tian.account_links set expires_at = now() where used_at is null`)
    expect((await confirm(three)).status).toBe(410)
  })
  test('that went to the old address for another purpose ends with the change', async () => {
    await new Browser().api('POST', '/account/forgot', { email: member.email })
    const { settled } = await import('./reset')
    await settled()
    const [letter] = await letters()
    const reset = tokenIn(/http:\/\/tian\.test\/reset#\S+/.exec(letter!.text)![0])
    expect((await confirm(await asked(newAddress()))).status).toBe(200)
    expect(
      (await new Browser().api('POST', '/account/link', { purpose: 'reset', token: reset })).status,
    ).toBe(410)
  })
})

test('nobody learns who has an account: a taken address is asked for like any other, and its reader alone is told', async () => {
  const other = await newMember(world.admin)
  const token = await asked(other.email)
  const { status, body } = await confirm(token)
  expect([status, codeOf(body)]).toEqual([409, 'VALUE_TAKEN'])
  expect(await emailOf(member)).toBe(member.email)
  expect((await browser.api('GET', '/session')).body).toHaveProperty('person')
})

test('it asks who is there, takes one plain address, and not without end', async () => {
  await longAgo()
  expect(codeOf((await ask(newAddress())).body)).toBe('CONFIRM_IDENTITY')
  expect((await browser.api('POST', '/session/confirm', { password })).status).toBe(204)
  for (const email of ['', 'nobody', 'a@b.c, d@e.f', 'a@example.com\nBcc: x@example.com', member.email])
    expect((await ask(email)).status, email).toBe(422)
  expect(await letters()).toEqual([])
  for (let i = 0; i < 5; i++) expect((await ask(newAddress())).status).toBe(204)
  expect((await ask(newAddress())).status).toBe(429)
  await letters()
})

describe('without a mail server', () => {
  const byAdmin = async (id: string, email: string) => {
    const [admin] = await run<{ email: string | null }>(
      appSql(),
      sql`select email from tian.users where id = ${param(id, 'uuid')}`,
    )
    expect(admin).toBeDefined()
    return keeper.api('PATCH', `/bases/crm/members/${id}`, { email })
  }
  let keeper: Browser
  let keeperMember: Member
  beforeEach(async () => {
    delete process.env.SMTP_URL
    keeperMember = await newMember(world.admin, ['admin'])
    keeper = await signedIn(keeperMember)
  })

  test('nobody changes it alone, and is told who can', async () => {
    const { status, body } = await ask(newAddress())
    expect([status, codeOf(body)]).toEqual([409, 'MAIL_OFF'])
  })
  test('an administrator does, after proving who they are, and sessions end', async () => {
    const email = newAddress()
    await longAgo()
    expect(codeOf((await byAdmin(member.id, email)).body)).toBe('CONFIRM_IDENTITY')
    await keeper.api('POST', '/session/confirm', { password })
    expect(await byAdmin(member.id, email)).toMatchObject({ status: 200, body: { email } })
    expect((await browser.api('GET', '/session')).body).not.toHaveProperty('person')
    await signedIn({ email })
    const own = newAddress()
    expect((await byAdmin(keeperMember.id, own)).status).toBe(200)
    expect((await keeper.api('GET', '/session')).body).toMatchObject({ person: { email: own } })
  })
  test('not of an account that works elsewhere, nor to one that is taken or none', async () => {
    expect((await byAdmin(member.id, 'nobody')).status).toBe(422)
    const other = await newMember(world.admin)
    const taken = await byAdmin(member.id, other.email.toUpperCase())
    expect([taken.status, codeOf(taken.body)]).toEqual([409, 'VALUE_TAKEN'])
    await run(
      appSql(),
      sql`insert into tian.memberships (base_id, user_id) values (gen_random_uuid(), ${param(member.id, 'uuid')})`,
    )
    expect((await byAdmin(member.id, newAddress())).status).toBe(403)
    expect(await emailOf(member)).toBe(member.email)
  })
})

test('an administrator’s own goes by a link too, where there is mail', async () => {
  const admin = await newMember(world.admin, ['admin'])
  const keeper = await signedIn(admin)
  const { status, body } = await keeper.api('PATCH', `/bases/crm/members/${admin.id}`, {
    email: newAddress(),
  })
  expect([status, codeOf(body)]).toEqual([422, 'VALUE_INVALID'])
  expect(await emailOf(admin)).toBe(admin.email)
})

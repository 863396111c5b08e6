/** The second factor: two steps, codes that count once, recovery codes, limits, what the workspace asks for, and proving again. */
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appSql, ownerSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { cookieName } from './cookie'
import { setPolicy } from './factors'
import { accountLimit } from './limits'
import { seal } from './seal'
import { Browser, prepareSignIn } from './testing/browser'
import { customers, enrol, freshCode, longAgo, type Member, newMember, password } from './testing/people'
import { codeAt, stepAt } from './totp'

let db: TestDatabase
let world: World

beforeAll(async () => {
  prepareSignIn()
  db = await testDatabase()
  world = await makeWorld()
})
beforeEach(() => run(appSql(), sql`delete from tian.attempts`))
afterAll(() => db.close())

async function signedIn(member: Member): Promise<Browser> {
  const browser = new Browser()
  expect(await browser.signIn(member.email, password)).toBeUndefined()
  return browser
}
async function enrolled(roles?: string[]) {
  const member = await newMember(world.admin, roles)
  const browser = await signedIn(member)
  return { member, browser, ...(await enrol(browser)) }
}
const status = async (browser: Browser, method = 'GET', path = customers, body?: object) =>
  (await browser.api(method, path, body)).status
const codeOf = (body: object) => (body as { error?: { code: string } }).error?.code
const session = async (browser: Browser) => (await browser.api('GET', '/session')).body
const step = (browser: Browser, code: string) => browser.api('POST', '/session/code', { code })

describe('signing in with a second factor', () => {
  test('takes two steps, and between them one is nobody', async () => {
    const { member, secret } = await enrolled()
    const browser = await signedIn(member)
    expect(await session(browser)).toMatchObject({ pending: 'code', bases: [] })
    expect(await session(browser)).not.toHaveProperty('person')
    for (const [method, path, body] of [
      ['GET', customers],
      ['GET', '/bases/crm'],
      ['GET', '/account'],
      ['GET', '/account/sessions'],
      ['PATCH', '/session', { name: '别人' }],
      ['POST', '/session/password', { current: password, next: 'another long password' }],
      ['POST', '/session/confirm', { password }],
      ['POST', '/account/factor'],
      ['DELETE', '/account/factor'],
      ['POST', '/session/factor'],
    ] as [string, string, object?][])
      expect(await status(browser, method, path, body), path).toBe(401)
    const { status: done, body } = await step(browser, await freshCode(member, secret))
    expect([done, body]).toEqual([200, {}])
    expect(await session(browser)).toMatchObject({ person: { email: member.email, factor: true } })
    expect(await status(browser)).toBe(200)
  })

  test('is no second step for who has taken the first as a whole', async () => {
    const browser = await signedIn(await newMember(world.admin))
    expect(await session(browser)).toHaveProperty('person')
    for (const [path, body] of [
      ['/session/factor', undefined],
      ['/session/code', { code: '000000' }],
    ] as const)
      expect(await status(browser, 'POST', path, body), path).toBe(401)
  })

  test('gives the session a new name with the second step; the old one is worth nothing', async () => {
    const { member, secret } = await enrolled()
    const browser = await signedIn(member)
    const thief = new Browser()
    for (const [name, value] of browser.jar) thief.jar.set(name, value)
    await step(browser, await freshCode(member, secret))
    expect(browser.jar.get(cookieName())).not.toBe(thief.jar.get(cookieName()))
    expect(await status(browser)).toBe(200)
    expect(await status(thief)).toBe(401)
    expect(codeOf((await step(thief, await freshCode(member, secret))).body)).toBe('SIGNED_OUT')
  })

  test('a code counts once, also when it comes twice at the same time, and never after a later one', async () => {
    const { member, secret } = await enrolled()
    const code = await freshCode(member, secret)
    const browsers = await Promise.all([signedIn(member), signedIn(member), signedIn(member)])
    const answers = await Promise.all(browsers.map((browser) => step(browser, code)))
    expect(answers.map((one) => one.status).sort()).toEqual([200, 422, 422])
    const late = await signedIn(member)
    expect((await step(late, codeAt(secret, stepAt(Date.now()) - 1))).status).toBe(422)
    expect((await step(late, code)).body).toMatchObject({ error: { field: 'code' } })
  })

  test('guesses at an app’s first code are limited, too', async () => {
    const browser = await signedIn(await newMember(world.admin))
    const { offer } = (await browser.api('POST', '/account/factor')).body as { offer: string }
    const guess = () => status(browser, 'PUT', '/account/factor', { offer, code: '000000' })
    for (let i = 0; i < accountLimit.most; i++) expect(await guess()).toBe(422)
    expect(await guess()).toBe(429)
  })

  test('the code that the app was set up with has counted', async () => {
    const before = stepAt(Date.now())
    const { member, secret } = await enrolled()
    expect((await step(await signedIn(member), codeAt(secret, before))).status).toBe(422)
  })

  test('takes a code with spaces and in wide digits', async () => {
    const { member, secret } = await enrolled()
    const wide = (await freshCode(member, secret)).replace(/\d/g, (d) =>
      String.fromCharCode(0xff10 + Number(d)),
    )
    expect((await step(await signedIn(member), ` ${wide.slice(0, 3)} ${wide.slice(3)} `)).status).toBe(200)
  })

  test('guesses are limited by account, whatever session or address they come from', async () => {
    const { member, secret } = await enrolled()
    const guess = async (i: number) => {
      const browser = new Browser(`198.51.100.${i}`)
      await browser.signIn(member.email, password)
      return (await step(browser, '000000')).status
    }
    for (let i = 0; i < accountLimit.most; i++) expect(await guess(i)).toBe(422)
    expect(await guess(99)).toBe(429)
    expect((await step(await signedIn(member), await freshCode(member, secret))).status).toBe(429)
  })

  test('a pending session lasts ten minutes, and ends with the account', async () => {
    const { member, secret } = await enrolled()
    const late = await signedIn(member)
    await run(
      appSql(),
      sql`update tian.sessions set expires_at = expires_at - interval '10 minutes' where pending`,
    )
    expect(await session(late)).not.toHaveProperty('pending')
    expect((await step(late, await freshCode(member, secret))).status).toBe(401)
    const gone = await signedIn(member)
    await run(appSql(), sql`update tian.users set active = false where id = ${param(member.id, 'uuid')}`)
    expect((await step(gone, await freshCode(member, secret))).status).toBe(401)
  })
})

describe('recovery codes', () => {
  test('are ten of 120 bits, kept as hashes, and each works once', async () => {
    const { member, recovery } = await enrolled()
    expect(recovery).toHaveLength(10)
    for (const code of recovery) expect(code).toMatch(/^([a-z2-7]{4}-){5}[a-z2-7]{4}$/)
    const [row] = await run<{ text: string }>(
      appSql(),
      sql`select f::text as text from tian.factors f where user_id = ${param(member.id, 'uuid')}`,
    )
    for (const code of recovery) expect(row!.text).not.toContain(code.replaceAll('-', ''))
    expect((await step(await signedIn(member), recovery[0]!.toUpperCase().replaceAll('-', ' '))).status).toBe(
      200,
    )
    expect((await step(await signedIn(member), recovery[0]!)).status).toBe(422)
    const both = await Promise.all([await signedIn(member), await signedIn(member)])
    const answers = await Promise.all(both.map((browser) => step(browser, recovery[1]!)))
    expect(answers.map((one) => one.status).sort()).toEqual([200, 422])
  })

  test('of one person are no use to another', async () => {
    const [one, other] = [await enrolled(), await enrolled()]
    expect((await step(await signedIn(other.member), one.recovery[0]!)).status).toBe(422)
  })

  test('made anew end the old ones', async () => {
    const { member, browser, recovery } = await enrolled()
    const { body } = await browser.api('POST', '/account/factor/recovery')
    expect((await step(await signedIn(member), recovery[5]!)).status).toBe(422)
    expect((await step(await signedIn(member), (body as { recovery: string[] }).recovery[5]!)).status).toBe(
      200,
    )
  })
})

describe('the secret', () => {
  test('rests sealed, for its person and this purpose only', async () => {
    const [one, other] = [await enrolled(), await enrolled()]
    const stored = async ({ id }: Member) =>
      (
        await run<{ secret: string }>(
          appSql(),
          sql`select secret from tian.factors where user_id = ${param(id, 'uuid')}`,
        )
      )[0]!.secret
    expect(Buffer.from(await stored(one.member), 'base64url').toString('latin1')).not.toContain(one.secret)
    // Whoever writes to the database cannot give somebody a factor that they know.
    await run(
      appSql(),
      sql`update tian.factors set secret = ${param(await stored(other.member))} where user_id = ${param(one.member.id, 'uuid')}`,
    )
    expect((await step(await signedIn(one.member), await freshCode(one.member, other.secret))).status).toBe(
      422,
    )
  })

  test('is offered to one person for a quarter of an hour, and taken with its own code', async () => {
    const [one, other] = [await newMember(world.admin), await newMember(world.admin)]
    const [mine, theirs] = [await signedIn(one), await signedIn(other)]
    const { secret, offer } = (await mine.api('POST', '/account/factor')).body as {
      secret: string
      offer: string
    }
    const code = codeAt(secret, stepAt(Date.now()))
    const take = (browser: Browser, given: object) => status(browser, 'PUT', '/account/factor', given)
    expect(await take(theirs, { offer, code })).toBe(422)
    expect(await take(mine, { offer, code: '000000' })).toBe(422)
    for (const wrong of ['', 'x', offer.slice(0, -2), `${offer}AA`])
      expect(await take(mine, { offer: wrong, code })).toBe(422)
    const old = seal('enrolment', one.id, JSON.stringify({ secret, until: Date.now() - 1 }))
    expect(await take(mine, { offer: old, code })).toBe(422)
    const elsewhere = seal('mail', one.id, JSON.stringify({ secret, until: Date.now() + 60_000 }))
    expect(await take(mine, { offer: elsewhere, code })).toBe(422)
    expect(await take(mine, { offer, code })).toBe(200)
  })

  test('is sealed anew each time, so that nobody can lay two beside each other', () => {
    const nonces = ['a', 'a', 'b'].map((text) => seal('mail', 'me', text).slice(0, 16))
    expect(new Set(nonces).size).toBe(3)
  })
})

describe('what the workspace asks for', () => {
  let owner: Member
  beforeAll(async () => {
    owner = await newMember(world.admin, ['admin'])
    await run(ownerSql(), sql`update tian.users set owner = true where id = ${param(owner.id, 'uuid')}`)
  })
  beforeEach(() => setPolicy('nobody'))
  afterAll(() => setPolicy('nobody'))

  const choose = (browser: Browser, required: string) => browser.api('PUT', '/workspace/factor', { required })

  test('is the owner’s to say, and who asks others must have one first', async () => {
    const other = await signedIn(await newMember(world.admin, ['admin']))
    expect((await choose(other, 'everybody')).status).toBe(403)
    // Who administers a base reads what is asked; how the mail does is the owner's to know.
    expect((await other.api('GET', '/account')).body.workspace).toEqual({ factor: 'nobody' })
    const member = await signedIn(await newMember(world.admin))
    expect((await member.api('GET', '/account')).body).not.toHaveProperty('workspace')
    const browser = await signedIn(owner)
    expect((await choose(browser, 'everybody')).status).toBe(422)
    expect((await choose(browser, 'some')).status).toBe(400)
    await enrol(browser)
    expect((await choose(browser, 'administrators')).status).toBe(204)
    const { body } = await browser.api('GET', '/account')
    expect(body).toMatchObject({
      factor: { enrolled: true, required: true },
      workspace: { factor: 'administrators', mail: { on: false } },
    })
  })

  test('of administrators holds at once for them, not for others', async () => {
    const [admin, member] = [await newMember(world.admin, ['admin']), await newMember(world.admin)]
    const [adminAt, memberAt] = [await signedIn(admin), await signedIn(member)]
    await setPolicy('administrators')
    expect(await status(adminAt)).toBe(401)
    expect(await status(memberAt)).toBe(200)
    expect(await session(await signedIn(member))).toHaveProperty('person')
    expect(await session(await signedIn(admin))).toMatchObject({ pending: 'enrol' })
  })

  test('leads who has none to one before anything else', async () => {
    const member = await newMember(world.admin)
    await setPolicy('everybody')
    const browser = await signedIn(member)
    expect(await session(browser)).toMatchObject({ pending: 'enrol' })
    expect(await status(browser)).toBe(401)
    expect((await step(browser, '123456')).status).toBe(422)
    const { secret, offer } = (await browser.api('POST', '/session/factor')).body as {
      secret: string
      offer: string
    }
    const code = codeAt(secret, stepAt(Date.now()))
    const { status: done, body } = await browser.api('POST', '/session/code', { code, offer })
    expect(done).toBe(200)
    expect((body as { recovery: string[] }).recovery).toHaveLength(10)
    expect(await status(browser)).toBe(200)
    expect(await session(await signedIn(member))).toMatchObject({ pending: 'code' })
  })

  test('cannot be got round by setting up another app in the place of the code', async () => {
    const { member } = await enrolled()
    await setPolicy('everybody')
    const browser = await signedIn(member)
    expect(await status(browser, 'POST', '/session/factor')).toBe(401)
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const offer = seal('enrolment', member.id, JSON.stringify({ secret, until: Date.now() + 60_000 }))
    const code = codeAt(secret, stepAt(Date.now()))
    expect((await browser.api('POST', '/session/code', { code, offer })).status).toBe(422)
  })

  test('keeps the factor from being turned off, but not from being replaced', async () => {
    const { browser, secret } = await enrolled()
    await setPolicy('everybody')
    const { status: refused, body } = await browser.api('DELETE', '/account/factor')
    expect([refused, codeOf(body)]).toEqual([409, 'FACTOR_REQUIRED'])
    expect((await enrol(browser)).secret).not.toBe(secret)
  })
})

describe('proving again who one is', () => {
  const dangerous: [string, string, object?][] = [
    ['POST', '/account/factor'],
    ['PUT', '/account/factor', { offer: 'x', code: '000000' }],
    ['DELETE', '/account/factor'],
    ['POST', '/account/factor/recovery'],
    ['DELETE', '/account/sessions'],
    ['DELETE', '/account/sessions/00000000-0000-4000-8000-000000000000'],
    ['POST', '/bases/crm/tokens', { label: 'x', role: 'admin', days: 1 }],
    ['PATCH', '/bases/crm/members/00000000-0000-4000-8000-000000000000', { password }],
    ['PATCH', '/bases/crm/members/00000000-0000-4000-8000-000000000000', { email: 'new@example.com' }],
    ['POST', '/bases/crm/members/00000000-0000-4000-8000-000000000000/reset'],
    ['DELETE', '/bases/crm/members/00000000-0000-4000-8000-000000000000/factor'],
  ]
  test.each(dangerous)('%s %s asks for it after a quarter of an hour', async (method, path, body) => {
    const browser = await signedIn(await newMember(world.admin, ['admin']))
    const before = await browser.api(method, path, body)
    expect(codeOf(before.body)).not.toBe('CONFIRM_IDENTITY')
    await longAgo()
    const after = await browser.api(method, path, body)
    expect([after.status, codeOf(after.body)]).toEqual([403, 'CONFIRM_IDENTITY'])
  })

  test('takes everything that signing in takes, and gives the session a new name', async () => {
    const { member, browser, secret } = await enrolled()
    await longAgo()
    const confirm = (given: object) => browser.api('POST', '/session/confirm', given)
    const code = await freshCode(member, secret)
    expect((await confirm({ password: 'wrong', code })).body).toMatchObject({ error: { field: 'password' } })
    expect((await confirm({ password })).body).toMatchObject({ error: { field: 'code' } })
    expect((await confirm({ password, code: '000000' })).body).toMatchObject({ error: { field: 'code' } })
    expect(await status(browser, 'POST', '/account/factor')).toBe(403)
    const thief = new Browser()
    for (const [name, value] of browser.jar) thief.jar.set(name, value)
    expect((await confirm({ password, code })).status).toBe(204)
    expect(await status(browser, 'POST', '/account/factor')).toBe(200)
    expect(await status(thief)).toBe(401)
  })

  test('is limited as signing in is', async () => {
    const browser = await signedIn(await newMember(world.admin))
    const guess = () => status(browser, 'POST', '/session/confirm', { password: 'wrong' })
    for (let i = 0; i < accountLimit.most; i++) expect(await guess()).toBe(422)
    expect(await guess()).toBe(429)
  })
})

describe('next-auth 2023-48309: a cookie that was made for something else opens nothing', () => {
  const cookieWith = async (token: Record<string, unknown>, options: object = {}) =>
    encode({ token, secret: process.env.NEXTAUTH_SECRET!, ...options })
  const header = (data: object) => Buffer.from(JSON.stringify(data)).toString('base64url')

  test('state, PKCE and unsigned cookies as a session', async () => {
    const member = await newMember(world.admin)
    const browser = await signedIn(member)
    const [row] = await run<{ sid: string }>(
      appSql(),
      sql`select id as sid from tian.sessions where user_id = ${param(member.id, 'uuid')} and revoked_at is null`,
    )
    const claims = { sid: row!.sid, uid: member.id, exp: Math.floor(Date.now() / 1000) + 3600 }
    expect(await status(browser)).toBe(200)
    for (const value of [
      await cookieWith(claims, { salt: 'tian.state' }),
      await cookieWith(claims, { salt: 'tian.pkce' }),
      await cookieWith(claims, { secret: 'another secret of at least 32 characters' }),
      await cookieWith({ state: 'x', ...claims, sid: undefined }),
      await cookieWith(claims, { maxAge: -60 }),
      `${header({ alg: 'none' })}.${header(claims)}.`,
      `${header({ alg: 'dir', enc: 'none' })}..${header({})}.${header(claims)}.`,
      row!.sid,
    ]) {
      const forged = new Browser()
      forged.jar.set(cookieName(), value)
      expect(await status(forged), value).toBe(401)
      expect(await session(forged)).not.toHaveProperty('pending')
    }
  })
})

/** What nobody finds out by asking: whether an address has an account; and that links name the configured address only. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { handle } from '@/lib/api/dispatch'
import { appSql, run } from '@/lib/db/connection'
import { sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { addressHeader } from '@/lib/server/http'
import { sendResetLink } from './invitations'
import { sendDue } from './mail'
import { changeMember, listMembers } from './members'
import { linkLimit, settled } from './reset'
import { Browser, origin, prepareSignIn } from './testing/browser'
import { newMember, password, tokenIn } from './testing/people'
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
  process.env.SMTP_URL = office.url
  process.env.MAIL_FROM = 'no-reply@tian.test'
  office.letters.length = 0
})
afterEach(() => withoutMail())
afterAll(async () => {
  office.close()
  await db.close()
})

function withoutMail(): void {
  delete process.env.SMTP_URL
  delete process.env.MAIL_FROM
}
const visitor = () => new Browser(`203.0.113.${++number % 250}`)
const forgot = (email: string, browser = visitor()) => browser.api('POST', '/account/forgot', { email })
const asked = (email: string, headers: Record<string, string>) =>
  handle(
    new Request(`${origin}/api/v1/account/forgot`, {
      method: 'POST',
      headers: { origin, host: 'tian.test', 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email }),
    }),
  )
/** What the work itself takes: a busy machine only adds to it. */
const quickest = (all: readonly number[]): number => Math.min(...all)

describe('Appsmith 2026-22794: a link names the configured address whatever a request says', () => {
  test.each([
    ['host', 'evil.example'],
    ['x-forwarded-host', 'evil.example'],
    ['x-forwarded-proto', 'gopher'],
    ['forwarded', 'host=evil.example'],
    ['referer', 'https://evil.example/'],
  ])('%s', async (name, value) => {
    const { email } = await newMember(world.admin)
    expect((await asked(email, { [name]: value })).status).toBe(204)
    await settled()
    await sendDue()
    expect(office.letters).toHaveLength(1)
    expect(office.letters[0]!.text).toMatch(/http:\/\/tian\.test\/reset#[\w-]{43}\n/)
    expect(office.letters[0]!.raw).not.toContain('evil')
  })
})

describe('Directus 2026-26185: asking for a link tells nobody who has an account', () => {
  test('by body, status, or what is sent to whom', async () => {
    const { email } = await newMember(world.admin)
    const answers = [
      await forgot(email),
      await forgot('nobody@example.com'),
      await forgot(email.toUpperCase()),
    ]
    expect(answers).toEqual(answers.map(() => ({ status: 204, body: {} })))
    await settled()
    await sendDue()
    expect(office.letters.map(({ to }) => to)).toEqual([[email], [email]])
  })

  test('by a limit: known and unknown run into it alike, whatever headers a guess comes with', async () => {
    const { email } = await newMember(world.admin)
    const statuses = async (address: string) => {
      const all: number[] = []
      for (let i = 0; i < 6; i++) {
        const given = [address, address.toUpperCase(), ` ${address} `][i % 3]!
        const claims = { 'x-forwarded-for': `198.51.100.${i}`, 'x-real-ip': `198.51.100.${i}` }
        all.push((await asked(given, { ...claims, [addressHeader]: `192.0.2.${i}` })).status)
      }
      return all
    }
    const known = await statuses(email)
    expect(known).toEqual([204, 204, 204, 204, 429, 429])
    expect(await statuses('nobody2@example.com')).toEqual(known)
    await settled()
  })

  test('one address cannot ask for many', async () => {
    const here = visitor()
    for (let i = 0; i < linkLimit.most; i++)
      expect((await forgot(`n${i}@example.com`, here)).status).toBe(204)
    expect((await forgot('last@example.com', here)).status).toBe(429)
    expect((await forgot('last@example.com')).status).toBe(204)
    await settled()
  })

  test('by time: each answer is given before anybody looks', async () => {
    const known: string[] = []
    for (let i = 0; i < 9; i++) known.push((await newMember(world.admin)).email)
    const time = async (email: string) => {
      const started = performance.now()
      expect((await forgot(email)).status).toBe(204)
      const took = performance.now() - started
      await settled()
      return took
    }
    const [forKnown, forUnknown]: [number[], number[]] = [[], []]
    for (const [i, email] of known.entries()) {
      forKnown.push(await time(email))
      forUnknown.push(await time(`unknown${i}@example.com`))
    }
    expect(Math.abs(quickest(forKnown) - quickest(forUnknown))).toBeLessThan(25)
  })

  test('an address that is no account’s own gets nothing: accents, confusables, plus tags', async () => {
    const { email } = await newMember(world.admin)
    const [local, domain] = email.split('@')
    for (const other of [
      `${local}+x@${domain}`,
      email.replace('m', 'ṁ'),
      email.replace('e', 'е'),
      `${local}.@${domain}`,
    ]) {
      await forgot(other)
      await settled()
    }
    await sendDue()
    expect(office.letters).toEqual([])
  })

  test('without a mail server it says so, to everybody alike', async () => {
    withoutMail()
    const { email } = await newMember(world.admin)
    const answers = [await forgot(email), await forgot('nobody@example.com')]
    expect(answers[0]).toMatchObject({ status: 409, body: { error: { code: 'MAIL_OFF' } } })
    expect(answers[1]).toEqual(answers[0])
  })
})

describe('guessing links', () => {
  test('is limited by address; known and unknown secrets count alike', async () => {
    withoutMail()
    const here = visitor()
    const guess = () => here.api('POST', '/account/reset', { token: 'x', password })
    for (let i = 0; i < linkLimit.most; i++) expect((await guess()).status).toBe(410)
    expect((await guess()).status).toBe(429)
    const { id } = await newMember(world.admin)
    const { link } = await asActor(world.admin, 'crm', (actor) => sendResetLink(actor, id))
    const token = tokenIn(link!)
    expect(
      (await here.api('POST', '/account/reset', { token, password: 'a wholly new password' })).status,
    ).toBe(429)
    // The same limit at every door that a link opens.
    expect((await here.api('POST', '/account/link', { purpose: 'reset', token })).status).toBe(429)
    const joining = { token: 'x', name: '猜', password, locale: 'zh-CN' }
    expect((await here.api('POST', '/account/join', joining)).status).toBe(429)
    const elsewhere = visitor()
    const answer = await elsewhere.api('POST', '/account/reset', { token, password: 'a wholly new password' })
    expect(answer.status).toBe(204)
  })
})

describe('sign-in takes as long for nobody as for somebody', () => {
  test('by the quickest of interleaved tries with the real cost', async () => {
    const { email } = await newMember(world.admin)
    delete process.env.TIAN_TEST
    const time = async (address: string) => {
      await run(appSql(), sql`delete from tian.attempts`)
      const started = performance.now()
      await visitor().signIn(address, 'wrong password')
      return performance.now() - started
    }
    try {
      // The account's hash is made at the real cost, as any is.
      await asActor(world.admin, 'crm', async (actor) => {
        const { id } = (await listMembers(actor)).find((member) => member.email === email)!
        await changeMember(actor, id, { password })
      })
      const [known, unknown]: [number[], number[]] = [[], []]
      for (let i = 0; i < 5; i++) {
        known.push(await time(email))
        unknown.push(await time('nobody@example.com'))
      }
      expect(quickest(known) / quickest(unknown)).toBeGreaterThan(0.5)
      expect(quickest(known) / quickest(unknown)).toBeLessThan(2)
    } finally {
      prepareSignIn()
    }
  }, 60_000)
})

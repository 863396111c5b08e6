/** Single sign-on against a provider of our own: who gets in, who does not, and that nothing is made on the way. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { seal } from './seal'
import { setUp } from './setup'
import { Browser, prepareSignIn } from './testing/browser'
import { type Issuer, startIssuer } from './testing/issuer'
import { newSecret } from './totp'

let db: TestDatabase
let issuer: Issuer
const member = { email: 'Owner@Example.com', email_verified: true }

beforeAll(async () => {
  prepareSignIn()
  db = await testDatabase()
  await setUp({
    name: '田小田',
    email: 'owner@example.com',
    password: 'a good long password',
    locale: 'zh-CN',
  })
  issuer = await startIssuer('tian')
  Object.assign(process.env, {
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: 'tian',
    OIDC_CLIENT_SECRET: 'secret',
  })
})
afterAll(async () => {
  for (const name of ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']) delete process.env[name]
  issuer.close()
  await db.close()
})

const personIn = async (browser: Browser) => (await browser.api('GET', '/session')).body.person

test('a member with a verified address gets in, in a session that ends like any other', async () => {
  const browser = new Browser()
  expect(await browser.signInWith('oidc', issuer.approve(member))).toBeUndefined()
  expect(await personIn(browser)).toMatchObject({ email: 'owner@example.com', owner: true })
  await run(appSql(), sql`update tian.sessions set revoked_at = now()`)
  expect(await personIn(browser)).toBeUndefined()
})

test('a second factor is asked for here too, and until then nobody is in', async () => {
  const [user] = await run<{ id: string }>(appSql(), sql`select id from tian.users`)
  await run(
    appSql(),
    sql`insert into tian.factors (user_id, secret, confirmed_at)
        values (${param(user!.id, 'uuid')}, ${param(seal('factor', user!.id, newSecret()))}, now())`,
  )
  const browser = new Browser()
  expect(await browser.signInWith('oidc', issuer.approve(member))).toBeUndefined()
  expect((await browser.api('GET', '/session')).body).toMatchObject({ pending: 'code' })
  expect(await personIn(browser)).toBeUndefined()
  await run(appSql(), sql`delete from tian.factors`)
})

test.each([
  ['deactivated', sql`active = false`],
  ['invited and has not joined', sql`active = false, password_hash = null`],
  ['a sample person', sql`placeholder = true`],
])('nobody gets in who is %s', async (_, state) => {
  await run(
    appSql(),
    sql`insert into tian.users (id, name, email, email_norm, password_hash, locale)
        values (gen_random_uuid(), '林', 'lin@example.com', 'lin@example.com', 'x', 'zh-CN')`,
  )
  await run(appSql(), sql`update tian.users set ${state} where email_norm = 'lin@example.com'`)
  const browser = new Browser()
  const answer = issuer.approve({ email: 'lin@example.com', email_verified: true })
  expect(await browser.signInWith('oidc', answer)).toBeDefined()
  expect(await personIn(browser)).toBeUndefined()
  await run(appSql(), sql`delete from tian.users where email_norm = 'lin@example.com'`)
})

test.each([
  ['an address that is not verified', { ...member, email_verified: false }],
  ['an address that is not known', { ...member, email: 'stranger@example.com' }],
  ['a look-alike of a known address', { ...member, email: 'оwner@example.com' }],
  ['no address', {}],
  ['the answer to another question', { ...member, nonce: 'replayed' }],
  ['a token for another application', { ...member, aud: 'another' }],
  ['a token of another issuer', { ...member, iss: 'https://evil.example' }],
])('nobody gets in with %s', async (_, claims) => {
  const browser = new Browser()
  expect(await browser.signInWith('oidc', issuer.approve(claims))).toBeDefined()
  expect(await personIn(browser)).toBeUndefined()
  expect(await run(appSql(), sql`select count(*)::int as n from tian.users`)).toEqual([{ n: 1 }])
})

test('each question has a proof, a state and a nonce of its own', async () => {
  const asked: URLSearchParams[] = []
  for (let i = 0; i < 2; i++)
    await new Browser().signInWith('oidc', (address) => {
      asked.push(new URL(address).searchParams)
      return issuer.approve(member)(address)
    })
  for (const name of ['code_challenge', 'state', 'nonce']) {
    const [one, other] = asked.map((query) => query.get(name))
    expect(one, name).toMatch(/^[\w-]{20,}/)
    expect(one, name).not.toBe(other)
  }
  expect(asked[0]!.get('code_challenge_method')).toBe('S256')
})

test('a stolen answer is of no use in another browser', async () => {
  const [victim, thief] = [new Browser(), new Browser()]
  let stolen = new URL('http://tian.test')
  await victim.signInWith('oidc', (address) => {
    stolen = issuer.approve(member)(address)
    return stolen
  })
  expect(await thief.signInWith('oidc', () => stolen)).toBeDefined()
  expect(await personIn(thief)).toBeUndefined()
})
